"""Every form outside the acts says at the field what is wrong with it, all that cannot be read at once (0072)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.results.events import CollectorKind
from counter.domain.errors import BadInput
from counter.ui.checklist.shared_editor import SharedEditor
from counter.ui.day.difference_card import DifferenceCard
from counter.ui.exchange.join_form import JoinForm
from counter.ui.exchange.waiting_form import WaitingForm
from counter.ui.exchange.waiting_kinds import files_again, held_batches, taken_files
from counter.ui.facades.window import Preferences
from counter.ui.guide.answer_form import GuideAnswerForm
from counter.ui.guide.problem_form import GuideProblemForm
from counter.ui.hall.absence_panel import AbsencePanel
from counter.ui.hall.archive_steps import FileStep, HandStep, PackStep
from counter.ui.hall.sign_panel import SignPanel
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.day_field import ReadField
from counter.ui.kit.controls.field import Field, LongField
from counter.ui.kit.controls.field_row import fields_of
from counter.ui.kit.controls.labels import ProblemLabel
from counter.ui.kit.controls.refusals import Refusals, tell_unreadable
from counter.ui.kit.theme import Look
from counter.ui.oversight.announce_form import AnnounceForm
from counter.ui.reminders.call_card import CallCard
from counter.ui.results.collector_card import CollectorCard
from counter.ui.results.way_forms import FORMS as WAYS
from counter.ui.rounds.mismatch_card import MismatchCard
from counter.ui.rounds.signing_card import SigningCard
from tests.settings import RESOURCES

TODAY = date(2026, 11, 27)
SENTENCE = "这里不对，请改。"


def _absence(look: Look) -> QWidget:
    holder = QWidget()
    panel = AbsencePanel(look, lambda _: (), lambda _code, _day: (), holder)
    panel.setParent(None)
    return panel


def _collector(look: Look) -> QWidget:
    card = CollectorCard(look)
    card.who.show_options([(one.value, one.value) for one in CollectorKind], (CollectorKind.PROXY.value,))
    return card


FORMS: dict[str, Callable[[Look], QWidget]] = {
    "collector": _collector,
    "signing": SigningCard,
    "mismatch": MismatchCard,
    **{way.__name__: way for way in WAYS},
    "file": FileStep,
    "pack": PackStep,
    "hand": HandStep,
    "parcel": lambda _: WaitingForm(taken_files()),
    "resend": lambda _: WaitingForm(files_again()),
    "let in": lambda _: WaitingForm(held_batches()),
    "join": lambda _: JoinForm(),
    "absence": _absence,
    "sign": SignPanel,
    "shared": lambda _: SharedEditor(),
    "difference": DifferenceCard,
    "problem": GuideProblemForm,
    "answer": lambda _: GuideAnswerForm(lambda: TODAY),
    "announce": AnnounceForm,
    "call": CallCard,
}


@pytest.fixture(params=FORMS, ids=str)
def form(request: pytest.FixtureRequest, qtbot: QtBot) -> QWidget:
    shown = FORMS[request.param](Look(RESOURCES, Preferences()))
    qtbot.addWidget(shown)
    shown.show()
    for control in _refusals(shown).fields.values():  # also those that only some matters need
        above: QWidget | None = control
        while above is not None and above is not shown:
            above.show()
            above = above.parentWidget()
        for field in fields_of(control):
            field.show()
        if isinstance(control, Choices) and not control.options:
            control.show_options([("one", "一"), ("two", "二")])
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def _refusals(form: QWidget) -> Refusals:
    found = form.refusals  # type: ignore[attr-defined]  # each of them has them
    assert isinstance(found, Refusals)
    return found


def told(form: QWidget) -> list[str]:
    return [one.text() for one in form.findChildren(ProblemLabel) if one.isVisible()]


def test_that_a_refusal_stands_at_its_field_and_goes_with_the_next_key(form: QWidget) -> None:
    refusals = _refusals(form)
    assert refusals.fields
    for name, control in refusals.fields.items():
        if refusals.target(name) is None:  # an answer above took it away, or two sign
            assert not control.isVisible() or name in ("code", "pin")
            continue
        refusals.refuse(BadInput(SENTENCE, field=name))
        assert told(form) == [SENTENCE], name
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus is control or control.isAncestorOf(focus), name
        if isinstance(focus, Field | LongField):
            assert focus.property("problem") is True, name
            assert focus.accessibleDescription() == SENTENCE, name
            QTest.keyClick(focus, Qt.Key.Key_A)
            focus.clear()
        else:
            assert isinstance(focus, Chip)
            focus.click()
        assert told(form) == [], name


def test_that_a_refusal_about_no_field_of_the_form_stands_at_the_form(form: QWidget) -> None:
    refusals = _refusals(form)
    refusals.refuse(BadInput(SENTENCE, field="nothing here"))
    assert told(form) == [SENTENCE]
    assert not any(one.property("problem") for one in form.findChildren(Field))


def test_that_all_that_cannot_be_read_is_told_at_one_press(form: QWidget) -> None:
    fields = [one for one in form.findChildren(ReadField) if one.isVisible() and one.isEnabled()]
    for field in fields:
        if hasattr(field, "begin_at"):
            from datetime import datetime

            field.begin_at(datetime(2026, 11, 27, 9, tzinfo=CHINA))
        if hasattr(field, "today"):
            field.today = TODAY
        field.setText("什么时候")
    assert tell_unreadable(form) is bool(fields)
    assert [one.objectName() for one in fields if not one.property("problem")] == []
    assert not fields or fields[0].hasFocus()
