"""Base of every panel above the form: title, description, body, and button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from counter.domain.errors import CounterError
from counter.ui.authoring.editor.text import EditorText
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import FittingScrollArea
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.refusals import tell_unreadable
from counter.ui.kit.controls.two_press import TwoPress, expired_caption

Content = tuple[tuple[str, str], ...]
"""The content of a panel's fields, by field."""


class EditorPanel(QFrame):
    """A subclass fills ``body`` and does its act in ``act``; an error it raises is shown above the button.

    Signals: ``closed`` when cancelled; ``done(node)``: the row to go to, or None.
    """

    closed = Signal()
    done = Signal(object)

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
        self._words_before = ""
        self._presses = TwoPress(self)
        self._presses.armed.connect(self._on_armed)
        self._presses.confirmed.connect(self._act)
        self._presses.lapsed.connect(lambda: self.do.say(self._words_before, below=expired_caption("F9")))
        self._asked: Content = ()
        self._armed_for: Content = ()
        self._close = ActButton(f"{name}Close", self.tr("不改了"), "Esc", role="quiet", enter=True)
        self._close.clicked.connect(self.closed)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(16, 0, 8, 16)
        self.body.setSpacing(10)
        self.area = FittingScrollArea(f"{name}Scroll", inside)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        heading = QVBoxLayout()
        heading.setContentsMargins(16, 0, 16, 0)
        heading.addWidget(self.why)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 4, 16, 12)
        foot.addWidget(self.problem)
        foot.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(heading)
        column.addWidget(self.area)
        column.addLayout(foot)
        column.addStretch(1)  # the button is under what it does
        bind_key(self, "F9", self.press)

    @property
    def begun(self) -> bool:
        """Whether it has input that is in no draft yet."""
        return self._content() != self._asked

    def begin(self) -> None:
        """Opened, or done: the current input is no unsaved work."""
        self._asked = self._content()

    def press(self) -> None:
        """Press the button; an act that affects more than one bundle needs a second press.

        Input changed since the first press needs a new first press.
        """
        if tell_unreadable(self.area):
            self._presses.disarm()
            return
        if self._presses.is_armed and self._content() != self._armed_for:
            self._presses.disarm()
        if self.reach() <= 1:
            self._act()
        elif self._show_errors(self.check):
            self._presses.press()

    def check(self) -> None:
        """Raises CounterError where the act cannot be done; changes nothing. Called before a first press."""

    def reach(self) -> int:
        """How many bundles the act changes."""
        return 1

    def hideEvent(self, event: QHideEvent) -> None:
        """Hiding resets a first press."""
        super().hideEvent(event)
        self._presses.disarm()

    def _on_armed(self, armed: bool) -> None:
        self.do.arm(armed)
        self.do.show_key(not armed)
        if armed:
            self._armed_for = self._content()
            self._words_before = self.do.words
            words = self.tr("{0}：{1}件“一件事”都变").format(self._words_before, self.reach())
            self.do.say(words, self.tr("再按一次 F9"))
        elif self._words_before:
            self.do.say(self._words_before)

    def _content(self) -> Content:
        fields: list[tuple[str, str]] = []
        for part in self.area.findChildren(QWidget):
            if isinstance(part, QLineEdit):
                fields.append((part.objectName(), part.text()))
            elif isinstance(part, QPlainTextEdit):
                fields.append((part.objectName(), part.toPlainText()))
            elif isinstance(part, QComboBox):
                fields.append((part.objectName(), part.currentText()))
            elif isinstance(part, QAbstractButton) and part.isCheckable():
                fields.append((part.objectName(), str(part.isChecked())))
        return tuple(fields)

    def _act(self) -> None:
        self._show_errors(self.act)

    def _show_errors(self, act: Callable[[], None]) -> bool:
        """Show an error of the block above the button and keep the input. True where there is none."""
        try:
            self.problem.say("")
            self._mark("")
            act()
        except CounterError as wrong:
            self.problem.say(wrong.sentence)
            self.show_fault(wrong.field or "")
            if wrong.field:
                self._mark(wrong.sentence)
            return False
        return True

    def _mark(self, sentence: str) -> None:
        """Also at the field to correct, which has the focus."""
        focus = self.area.focusWidget()
        fields: list[Field | EditorText] = [
            *self.area.findChildren(Field),
            *self.area.findChildren(EditorText),
        ]
        for field in fields:
            if field.property("problem") or (field is focus and sentence):
                field.show_problem(sentence if field is focus else "")

    def act(self) -> None:
        """The act. Raises CounterError where it cannot be done."""
        raise NotImplementedError

    def show_fault(self, field: str) -> None:
        """Focus the field to correct."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
