"""What every panel that lies over the form is made of: a title, what it is for, its body, and its button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.ui.widgets.act_button import ActButton
from counter.ui.widgets.calm_scroll import CalmScroll
from counter.ui.widgets.problem_label import ProblemLabel
from counter.ui.widgets.text_label import TextLabel


class EditorPanel(QFrame):
    """A subclass fills ``body`` and does its act in ``act``; an error it raises stands over the button.

    Signals: ``closed`` when it is not wanted after all, or done.
    """

    closed = Signal()

    def __init__(self, name: str, title: str, why: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.title = TextLabel(title, "title", wrap=True)
        self.why = TextLabel(why, "second", wrap=True)
        self.problem = ProblemLabel()
        self.problem.setObjectName(f"{name}Problem")
        self.do = ActButton(f"{name}Do", words, "F9", role="primary", enter=True)
        self.do.clicked.connect(self.press)
        self._close = ActButton(f"{name}Close", self.tr("不改了"), "Esc", role="quiet", enter=True)
        self._close.clicked.connect(self.closed)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(16, 0, 8, 16)
        self.body.setSpacing(10)
        self.area = CalmScroll(f"{name}Scroll", inside)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setContentsMargins(16, 0, 16, 0)
        said.addWidget(self.why)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 4, 16, 12)
        foot.addWidget(self.problem)
        foot.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(said)
        column.addWidget(self.area, 1)
        column.addLayout(foot)
        key = QShortcut(QKeySequence("F9"), self)
        key.setAutoRepeat(False)
        key.activated.connect(self.press)

    def press(self) -> None:
        """Do it; what stands in the way is said here and nothing is lost."""
        try:
            self.problem.say("")
            self.act()
        except CounterError as wrong:
            self.problem.say(wrong.sentence)
            self.show_fault(wrong.field or "")

    def act(self) -> None:
        """What the button does. Raises CounterError where it cannot."""
        raise NotImplementedError

    def show_fault(self, field: str) -> None:
        """Put the focus where the fault is mended."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
