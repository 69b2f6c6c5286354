"""The head of the checklist: its title and the acts that work on rows, each with its key."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from counter.ui.widgets.act_button import ActButton
from counter.ui.widgets.text_label import TextLabel


class ChecklistHead(QWidget):
    """Signals: one per act: ``all_received``, ``original_seen``, ``without_paper``, ``why``."""

    all_received = Signal()
    original_seen = Signal()
    without_paper = Signal()
    why = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._title = TextLabel(self.tr("材料清单"), "title")
        line.addWidget(self._title)
        line.addStretch(1)
        self._rows = QGridLayout()
        self._rows.setSpacing(8)
        line.addLayout(self._rows)
        self._across = 0
        self._acts: list[ActButton] = []
        for name, words, key, signal in (
            ("actAll", self.tr("全部已收"), "A", self.all_received),
            ("actSeen", self.tr("原件已核"), self.tr("空格"), self.original_seen),
            ("actOther", self.tr("承诺、电子证照"), "M", self.without_paper),
            ("actWhy", self.tr("为什么要"), "?", self.why),
        ):
            button = ActButton(name, words, key, role="quiet")
            button.clicked.connect(signal)
            self._acts.append(button)
        self._place(len(self._acts))

    def enable(self, enabled: bool) -> None:
        """Acts are shown only while there is a list."""
        for act in self._acts:
            act.setVisible(enabled)

    def minimumSizeHint(self) -> QSize:
        """A narrow window may make it narrow: it breaks into rows then."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = sum(act.sizeHint().width() + 8 for act in self._acts)
        fits = width + self._title.sizeHint().width() + 8 <= self.width()
        self._place(len(self._acts) if fits else 2)

    def _place(self, across: int) -> None:
        """In one row beside the title, or two and two under it."""
        if across == self._across:
            return
        self._across = across
        for place, act in enumerate(self._acts):
            self._rows.addWidget(act, place // across, place % across, Qt.AlignmentFlag.AlignLeft)
        directions = QBoxLayout.Direction
        wide = across == len(self._acts)
        self._line.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
