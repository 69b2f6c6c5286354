"""A blank form or a sample in a form: its file and size; open, replace or remove it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.domain.guide.rows.columns import Column
from counter.ui.authoring.editor.label import HeadLabel
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import Look

ATTACH, OPEN, REMOVE = "attach", "open", "remove"


class FileLine(QWidget):
    """Signals: ``wanted(act)``: attach, open or remove."""

    wanted = Signal(str)

    def __init__(self, look: Look, name: str, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = column
        self._cell = ""
        head = HeadLabel(look, column.head, 0)
        self.words = TextLabel("", wrap=True)
        self.words.setObjectName(f"{name}Words")
        self.attach = ActButton(f"{name}Attach", self.tr("选文件…"), role="link", enter=True)
        self.open = ActButton(f"{name}Open", self.tr("打开看"), role="link", enter=True)
        self.remove = ActButton(f"{name}Remove", self.tr("去掉"), role="quiet", enter=True)
        acts = QWidget()
        flow = FlowLayout(acts, 12)
        flow.addWidget(self.words)
        for button, act in ((self.attach, ATTACH), (self.open, OPEN), (self.remove, REMOVE)):
            button.setAccessibleName(f"{column.head}：{button.words}")
            button.clicked.connect(lambda _=False, what=act: self.wanted.emit(what))
            flow.addWidget(button)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(head)
        line.addWidget(acts, 1)
        self.show_file("", -1)

    def show_cell(self, cell: str) -> None:
        """Show the file's name in the guide; ``show_file`` tells whether it is attached."""
        self._cell = cell
        self.show_file(cell, -1)

    def show_file(self, name: str, size: int) -> None:
        """Show the file; a negative size: named by the guide but not attached."""
        words = name or self.tr("还没有")
        if name:
            words += f"　{_size_words(size)}" if size >= 0 else self.tr("（只有名称，文件还没附上）")
        self.words.setText(words)
        self.words.adjustSize()
        self.open.setVisible(size >= 0)
        self.remove.setVisible(bool(name))
        self.attach.say(self.tr("换一个…") if name else self.tr("选文件…"))
        self.attach.setAccessibleName(f"{self.column.head}：{words}，{self.attach.words}")
        self.updateGeometry()

    @property
    def name(self) -> str:
        """The file's name in the guide."""
        return self._cell

    def control_words(self) -> str:
        """Empty: a file is attached after its row exists."""
        return ""

    def take_focus(self) -> None:
        """Focus its button."""
        self.attach.setFocus()


def _size_words(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"
