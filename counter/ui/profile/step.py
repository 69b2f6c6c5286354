"""One step of a set-up: a title, why it is asked, fields in one column, and the way on (Enter) and back (Esc)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import CaptionedLine
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.file_dialogs import typed_path
from counter.ui.profile.course import SetUpCourse

T = TypeVar("T")

WIDTH = 720


class SetUpStep(QWidget):
    """``words``: its name in the list of steps; ``why``: what it is asked for. Signals: ``onward``, ``backward``."""

    onward = Signal()
    backward = Signal()

    def __init__(self, course: SetUpCourse, words: str, title: str, why: str, go: str = "") -> None:
        super().__init__()
        self.course = course
        self.words, self.why = words, why
        self.setMaximumWidth(WIDTH)
        self._chain: list[QWidget] = []
        self._line_of: dict[QWidget, CaptionedLine] = {}
        self.problem = ProblemLabel()
        self.problem.setObjectName("stepProblem")
        self.refusals = Refusals(self.problem)
        self.go = ActButton("stepOnward", go or self.tr("下一步"), "Enter", role="primary")
        self.go.clicked.connect(self.press_on)
        self.back = ActButton("stepBack", self.tr("上一步"), "Esc", role="quiet")
        self.back.clicked.connect(self.backward)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.heading = TextLabel(title, "title")
        self._column.addWidget(self.heading)
        self._column.addWidget(TextLabel(why, "second", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self._column.addSpacing(8)
        self._column.addLayout(self.body)
        self._column.addWidget(self.problem)
        line = QHBoxLayout()
        line.addWidget(self.go)
        line.addSpacing(12)
        line.addWidget(self.back)
        line.addStretch(1)
        self.go.setMinimumWidth(220)
        self._column.addSpacing(8)
        self._column.addLayout(line)
        self._column.addStretch(1)

    # -- for the window --
    @property
    def told(self) -> str:
        """What who only hears is told of it when it comes: everything that is read before something can be done."""
        return self.tr("{0}。{1}").format(self.heading.text(), self.why)

    def come(self) -> None:
        """The step is shown: fill in what is known and take the focus."""
        self.say("")
        self.fill()
        self.take_focus()

    def press_on(self) -> None:
        """Check and go on, or say what is wrong."""
        try:
            self.take()
        except CounterError as wrong:
            self.refuse(wrong)
            return
        self.say("")
        self.onward.emit()

    def work(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do something slow in the background; its error is said here."""
        self._wait(True)

        def finished(result: T) -> None:
            self._wait(False)
            done(result)
            if QApplication.focusWidget() is self:  # nothing else wanted it
                focus(self.go)

        def failed(error: Exception) -> None:
            self._wait(False)
            self.refuse(error)
            inside = QApplication.focusWidget()
            if inside in (None, self) or not self.isAncestorOf(
                inside
            ):  # it left the buttons while they waited
                focus(self.go)

        self.course.background.run(work, finished, failed)

    def _wait(self, waiting: bool) -> None:
        if waiting and QApplication.focusWidget() in (self.go, self.back):
            # disabled with the focus they would pass it on, and each that gets it is said aloud
            self.setAccessibleName(self.tr("请稍等…"))
            focus(self)
        for part in (self.go, self.back):
            part.setEnabled(not waiting)

    # -- for each step --
    def fill(self) -> None:
        """Show the answers so far."""

    def take(self) -> None:
        """Check the fields and take them over. Raises CounterError naming the field."""

    def take_focus(self) -> None:
        """Focus the first field that is empty, else the button."""
        empty = (f for f in self._chain if isinstance(f, Field) and not f.text())
        first = next(empty, None) or next(
            (p for p in self._chain if isinstance(p, Choices) and not p.chosen), None
        )
        focus(first or self.go)

    def say(self, sentence: str, *, blocks: bool = True) -> None:
        """Show a sentence above the button; what was wrong at a field is over. One that forbids nothing has no field to
        be read at.
        """
        self.refusals.clear()
        self.problem.say(sentence, blocks=blocks)
        if sentence and not blocks:
            announce(self, sentence)

    def refuse(self, error: Exception) -> None:
        """Say what is wrong and go to its field."""
        self.refusals.refuse(error)

    def row(self, caption: str, *parts: QWidget, hint: str = "") -> None:
        """A caption at the left, controls beside it, and a quiet sentence below."""
        line = CaptionedLine(caption, *parts, hint=hint)
        self._line_of.update(dict.fromkeys(parts, line))
        self.body.addWidget(line)

    def name_fields(self, fields: Mapping[str, QWidget]) -> None:
        """Which control an error means."""
        for name, control in fields.items():
            line = self._line_of.get(control)
            names = [name, control.objectName()] if isinstance(control, Choices) else [name]
            self.refusals.add(control, *names, label=None if line is None else line.problem)

    def link(self, parts: Sequence[QWidget], last: QWidget | None = None) -> None:
        """Enter leads from each to the next, and from the last to ``last``, else to the button."""
        self._chain = list(parts)
        for one, after in zip(parts, [*parts[1:], last or self.go], strict=True):
            if isinstance(one, Field):
                one.returnPressed.connect(lambda to=after: focus(to))
            elif isinstance(one, Choices):
                one.left.connect(lambda to=after: focus(to))
                one.unanswered.connect(lambda choices=one: self._say_unanswered(choices))
                one.changed.connect(self.refusals.clear)

    def _say_unanswered(self, choices: Choices) -> None:
        """Enter at a choice that nobody made leads nowhere, and says so."""
        self.refusals.say(self.tr("请先选：{0}。").format(choices.accessibleName()), choices.objectName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.back.isVisible() and self.back.isEnabled():
            self.backward.emit()
        else:
            super().keyPressEvent(event)


def focus(part: QWidget) -> None:
    """Focus a control; of a choice its tab stop."""
    if isinstance(part, Choices):
        part.take_focus()
    else:
        part.setFocus(Qt.FocusReason.OtherFocusReason)


def file_of(field: Field) -> Path:
    """The file named in a field."""
    return typed_path(field.text())
