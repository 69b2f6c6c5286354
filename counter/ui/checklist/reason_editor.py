"""What is wrong with a paper (不符的原因): free text or a usual reason; beside the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.visit.material import has_letters
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow, labelled
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals


class ReasonEditor(QFrame):
    """Signals: ``given(line, reason)`` with Enter or a usual reason; ``closed(line)`` with Esc."""

    given = Signal(str, str)
    closed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reasonEditor")
        self.setProperty("role", "note-correct")
        self._line = ""
        self._title = TextLabel("", "strong", wrap=True)
        self.field = Field(
            "reasonField",
            self.tr("哪里不符，怎样改，写给申请人看"),
            self.tr("例如 第2页没有签名，请签好再交"),
        )
        self._problem = ProblemLabel()
        self.field.returnPressed.connect(self._give)
        follow(self.field, self._problem)
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.field, "reason")
        ok = ActButton("reasonDone", self.tr("记下"), "Enter")
        ok.clicked.connect(self._give)
        edit = QHBoxLayout()
        edit.addWidget(labelled(self.field), 1)
        edit.addWidget(ok, 0, Qt.AlignmentFlag.AlignBottom)
        usual = FlowLayout(gap=6)
        self._usual = (
            self.tr("没有签字或盖章"),
            self.tr("已过有效期"),
            self.tr("复印件不清楚"),
            self.tr("内容填写不全"),
            self.tr("与原件或其他材料不一致"),
            self.tr("缺页"),
        )
        for number, words in enumerate(self._usual, start=1):
            button = ActButton(f"usualReason{number}", words, f"Alt+{number}", role="quiet")
            button.clicked.connect(lambda _=False, words=words: self._take(words))
            self._add_key(f"Alt+{number}", words)
            usual.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(edit)
        column.addWidget(self._problem)
        column.addLayout(usual)
        self.hide()

    @property
    def line(self) -> str:
        """The line being edited."""
        return self._line

    @property
    def problem(self) -> str:
        """Why the text is not acceptable; empty where it is."""
        return self._problem.text()

    def open_for(self, line: str, name: str, note: str) -> None:
        """Write the reason for a line."""
        self._line = line
        self._title.setText(self.tr("“{0}”哪里不符？").format(name))
        self.field.setText(note)
        self.refusals.clear()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit(self._line)
        else:
            super().keyPressEvent(event)

    def _add_key(self, key: str, words: str) -> None:
        """Handled before the field: with some keyboards Alt and a digit also type the digit."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: self._take(words))

    def _take(self, words: str) -> None:
        self.field.setText(words)
        self._give()

    def _give(self) -> None:
        reason = self.field.text().strip()
        if has_letters(reason):
            self.given.emit(self._line, reason)
        elif reason:
            self.refusals.say(self.tr("请用文字写明哪里不符，只有数字申请人看不懂。"), "reason")
