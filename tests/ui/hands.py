"""A clerk's hands for tests: keys into the window that has the focus, scans at a scanner's speed, eyes by name."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.received import all_received
from counter.domain.visit.visit import Visit
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.question_box import NumberField, QuestionBox
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.kit.messages import Tone
from counter.ui.window.main_window import MainWindow
from tests.paper_cases import answered
from tests.settings import setting, somebody
from tests.ui.fake_facade import FakeFacade

ANSWERS = {
    "q_entity": "individual",
    "q_catering_area": "within",
    "q_fire_scope": "no",
    "q_env": "no",
    "q_n_health": "1",
    "q_n_staff": "2",
    "q_area300": "no",
    "q_employees": "no",
    "q_sign": "shop",
    "q_premises": "rent",
    "q_residential": "no",
    "q_health": "have",
    "q_agent": "self",
}
"""A small restaurant of one person, in rented rooms that are no dwelling, with a sign over the door."""

W = TypeVar("W", bound=QWidget)
Key = Qt.Key


class Hands:
    """What a person can do and see at the window."""

    CONTROL = Qt.KeyboardModifier.ControlModifier
    SHIFT = Qt.KeyboardModifier.ShiftModifier
    F3, F9, RETURN = Key.Key_F3, Key.Key_F9, Key.Key_Return

    def __init__(self, qtbot: QtBot, window: MainWindow, facade: FakeFacade) -> None:
        """``window``: in front. From now on it is painted only when it is looked at: a picture at every key is a third
        of a test's time.
        """
        self.qtbot = qtbot
        self.window = window
        self.facade = facade
        window.setUpdatesEnabled(False)

    # -- hands --
    def focus(self) -> QWidget:
        """Where the next key goes."""
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key at a person's pace: what the scanner's filter holds back has arrived afterwards."""
        self.focus()
        self.qtbot.keyClick(self.window.windowHandle(), key, modifier)
        self.settle()

    def keys(self, text: str) -> None:
        """Letters and digits, one after the other."""
        for char in text:
            self.key(Qt.Key(ord(char.upper())))

    def twice(self, char: str) -> None:
        """One finger strikes a key twice, 40 ms apart by the keyboard's own clock, however slow we are."""
        at = int(time.monotonic() * 1000)
        for stamp in (at, at + 40):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = Key.Key_Return if char == "\r" else Qt.Key(ord(char.upper()))
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
                event.setTimestamp(stamp)
                QCoreApplication.sendEvent(self.focus(), event)
        self.settle()

    def alt(self, letter: str) -> None:
        """A letter, or a key by its name (``Home``, ``Ins``), with Alt held down."""
        key = Qt.Key(ord(letter)) if len(letter) == 1 else QKeySequence(letter)[0].key()
        self.key(key, Qt.KeyboardModifier.AltModifier)

    def write(self, text: str) -> None:
        """Words as an input method commits them into the field."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(self.focus(), event)

    def scan(self, text: str, end: str = "\r") -> None:
        """A burst as a wedge scanner types it: a key every millisecond by its own clock, however slow we are."""
        for at, char in enumerate(text + end, int(time.monotonic() * 1000)):
            target = self.focus()
            key = {"\r": Key.Key_Return, "\t": Key.Key_Tab}.get(char, Key(0))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
                event.setTimestamp(at)
                QCoreApplication.sendEvent(target, event)
        self.settle()

    def settle(self) -> None:
        """Nothing is held back by the scanner and nothing is on its way from the background."""
        shell = self.window.shell
        scanner = getattr(shell, "scanner", None)  # windows of other rooms have none
        if scanner is not None and scanner.is_waiting:
            for wait in scanner.findChildren(QTimer):
                wait.start(
                    0
                )  # a person's next key comes later than this; 50 ms at every key were a minute in all
            self.qtbot.waitUntil(lambda: not scanner.is_waiting)
        for strokes in self.window.findChildren(StrokeFilter, StrokeFilter.NAME):
            strokes.forget()  # likewise: a person's next key is a stroke of its own
        self.qtbot.waitUntil(lambda: not shell.background.busy)

    def armed(self, name: str) -> None:
        """Wait until the next press of a button acts."""
        self.take_breath()
        button = self.button(name)
        self.qtbot.waitUntil(lambda: button.property("armed") is True)

    def take_breath(self) -> None:
        """A person's second press comes later than a key bounces; to wait for that took minutes in all."""
        for wait in self.window.findChildren(QTimer, "settling"):
            if wait.isActive():
                wait.start(0)

    # -- eyes --
    def look(self, at: QWidget | None = None) -> QPixmap:
        """The window, or a part of it, as it is now, painted."""
        self.window.setUpdatesEnabled(True)
        picture = (at or self.window).grab()
        self.window.setUpdatesEnabled(False)
        return picture

    def see(self, kind: type[W], name: str) -> W:
        """The widget of that name; of several the one in sight."""
        every = self.window.findChildren(kind, name)
        found = next((w for w in every if w.isVisible()), every[0] if every else None)
        assert isinstance(found, kind), name
        return found

    def shows(self, name: str) -> bool:
        """True when the widget of that name is visible."""
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def message(self) -> str:
        """What the message bar says; empty when it is hidden."""
        message = self.window.shell.message_bar.message
        return message.sentence if message else ""

    def button(self, name: str) -> ActButton:
        """A button with words."""
        return self.see(ActButton, name)

    # -- whole acts --
    def sign_on(self, code: str = "W01", pin: str = "1234") -> None:
        """Sit down at the window."""
        self.write(code)
        self.key(Key.Key_Return)
        self.write(pin)
        self.key(Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.focus().objectName() == "findBox")

    def begin(self, typed: str = "xcg") -> None:
        """Find a bundle and take the first hit."""
        self.key(Key.Key_F1)
        if self.focus().objectName() != "findBox":  # from another page, to where the hand was
            self.key(Key.Key_F1)
        self.keys(typed)
        self.key(Key.Key_Return)

    def answer(self, **others: str) -> None:
        """Answer every question as a draft that is gone on with does, and go on to the materials.

        Pressed one by one (``answer_typed``) the answers take six times as long.
        """
        intake = self.window.intake
        assert intake is not None
        begun = intake.visits.visit
        assert begun is not None
        given = {question: (answer,) for question, answer in {**ANSWERS, **others}.items()}
        asked = self.facade.assess(replace(begun, answers={**given, **begun.answers})).asked
        answers = {one.id: given[one.id] for one in asked if one.id in given}
        intake.offers.resumed.emit(replace(begun, answers={**answers, **begun.answers}), intake.visits.draft)
        self.settle()
        self._to_materials()

    def answer_typed(self, **others: str) -> None:
        """Answer every question by the digit of its answer, and go on to the materials."""
        self.answer_only(**others)
        self._to_materials()

    def _to_materials(self) -> None:
        if self.focus().objectName() == "toMaterials":
            self.key(Key.Key_Return)

    def answer_only(self, **others: str) -> None:
        """Answer every question that gets the focus, by the digit of its answer."""
        answers = {**ANSWERS, **others}
        while isinstance(chip := self.focus(), Chip | NumberField):
            box = chip.parentWidget()
            assert isinstance(box, QuestionBox)
            if isinstance(chip, NumberField):
                self.keys(answers[box.objectName()])
                self.key(Key.Key_Return)
                continue
            options = [c.option for c in box.chips]
            self.keys(str(options.index(answers[box.objectName()]) + 1))
            if self.focus().parentWidget() is box:
                break  # nothing more is asked

    def name_somebody(self) -> None:
        """Write an invented person in."""
        self.key(Key.Key_F7)
        self.write("巴图吉雅")
        self.key(Key.Key_Return)
        self.write("999999199001011238")
        self.key(Key.Key_Return)
        self.write("10000005678")
        self.key(Key.Key_Return)
        self.key(Key.Key_Return)  # past the question whether reminders are wanted

    def ready_typed(self) -> None:
        """A whole visit typed up to the button."""
        self.begin()
        self.answer_typed()
        self.keys("A")
        self.name_somebody()

    def ready_to_decide(self) -> None:
        """The same visit in hand without typing it, which takes longer than most tests that only file one."""
        intake = self.window.intake
        assert intake is not None
        self.begin()
        begun = intake.visits.visit
        assert begun is not None
        answers = {question: (answer,) for question, answer in ANSWERS.items()}
        visit = replace(begun, answers=answers, applicant=somebody())
        brought = all_received(self.facade.assess(visit).checklist, {})
        intake.offers.resumed.emit(replace(visit, brought=brought), intake.visits.draft)
        self.settle()

    def filed_before(self) -> None:
        """A case was filed here earlier: typing a whole visit takes longer than most tests that only look at one."""
        at = setting()
        visit = Visit(
            8,
            answered(8, {question: (answer,) for question, answer in ANSWERS.items()}, at),
            {},
            somebody(),
            begun_at=at.now,
        )
        brought = all_received(assess(at, visit).checklist, {})
        clerk = self.facade.staff()[0]
        self.facade.file(replace(visit, brought=brought), FilingMode.DECIDE, clerk, None)

    def escape(self) -> None:
        """One step back. A message is closed first, by an Esc of its own; one that says what is done goes along."""
        message = self.window.shell.message_bar.message
        if message is not None and message.tone is not Tone.DONE:
            self.key(Key.Key_Escape)
        self.key(Key.Key_Escape)

    def next_visit(self) -> None:
        """Press for the next visit, and once more where something is left undone."""
        self.escape()
        self.take_breath()
        self.qtbot.waitUntil(
            lambda: not self.shows("resultPanel") or self.button("nextVisit").property("armed") is True
        )
        if self.shows("resultPanel"):
            self.key(Key.Key_Escape)

    def press_twice(self, key: Qt.Key = Key.Key_F9) -> None:
        """First press, wait until the button is armed, second press."""
        self.key(key)
        self.armed("decideButton")
        self.key(key)
