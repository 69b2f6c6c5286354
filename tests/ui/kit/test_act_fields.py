"""Every form of an act, at window, office and bureau, behaves as forms do everywhere (decision 0063)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.text.printable import fault_unseen
from counter.ui.authoring.lint.evidence_panel import EvidenceForm
from counter.ui.authoring.versions.acts import FORMS as BUREAU_FORMS
from counter.ui.case.acts.forms import FORMS as WINDOW_FORMS
from counter.ui.facades.window import Preferences
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.controls.day_field import DayField, ReadField
from counter.ui.kit.controls.field import Field, LongField
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.labels import ProblemLabel
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.ratings.rectify_forms import FORMS as OFFICE_FORMS
from tests.settings import RESOURCES
from tests.ui.field_eyes import label_of, repeats_its_name

AnyForm = ActForm[Any, AvailableAct[Any], Any]
FORMS = (*WINDOW_FORMS.values(), *OFFICE_FORMS.values(), *BUREAU_FORMS.values(), EvidenceForm)
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
MUCH = "\u200b甲乙\t丙\u3000丁\r\n\u202e" * 12_500
"""A hundred thousand characters, as a whole web page left in the clipboard would be."""
MOST = 14
"""Fields of a form that are tried: more are rows of one table."""


@pytest.fixture(params=FORMS, ids=lambda make: getattr(make, "__name__", "form"))
def form(request: pytest.FixtureRequest, qtbot: QtBot) -> AnyForm:
    make: Callable[[Look], AnyForm] = request.param
    shown = make(Look(RESOURCES, Preferences()))
    qtbot.addWidget(shown)
    shown.show()
    for row in shown.findChildren(FieldRow):  # also those that only some cases need
        row.control.show()
        row.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def fields_of(form: AnyForm) -> list[Field | LongField]:
    found: list[Field | LongField] = [*form.findChildren(Field), *form.findChildren(LongField)]
    return [one for one in found if one.isVisible() and one.isEnabled()][:MOST]


def told(form: AnyForm) -> list[str]:
    return [one.text() for one in form.findChildren(ProblemLabel) if one.isVisible()]


def test_that_every_field_has_words_beside_it_and_an_example_at_most_in_it(form: AnyForm) -> None:
    assert [one.objectName() for one in fields_of(form) if not label_of(one)] == []
    assert [one.objectName() for one in fields_of(form) if repeats_its_name(one)] == []


def test_that_a_form_just_opened_shows_no_error(form: AnyForm) -> None:
    assert told(form) == []
    assert [one.objectName() for one in fields_of(form) if one.property("problem")] == []
    for field in fields_of(form):  # walked through without a word: still none
        field.setFocus()
    form.confirm.setFocus()
    assert told(form) == []


def test_that_a_refusal_stands_at_its_field_and_goes_with_the_next_key(form: AnyForm, qtbot: QtBot) -> None:
    for name, control in form.named.items():
        if not control.isVisible():
            continue
        form.refuse(Message(Tone.REFUSED, "这里不对，请改。", name))
        assert told(form) == ["这里不对，请改。"]
        row = next(row for row in form.findChildren(FieldRow) if row.isAncestorOf(control))
        assert any(one.isVisible() for one in row.findChildren(ProblemLabel))
        inside = next((one for one in fields_of(form) if one is control or control.isAncestorOf(one)), None)
        if inside is None:
            form.touch()
        else:
            qtbot.keyClick(inside, Key.Key_1)
            inside.clear()
        assert told(form) == []
        assert form.problem == ""


def test_that_all_that_cannot_be_read_is_told_at_one_press(form: AnyForm) -> None:
    fields = [one for one in form.findChildren(ReadField) if one.isVisible() and one.isEnabled()]
    for field in fields:
        if isinstance(field, DayField):
            field.today = date(2026, 11, 27)
        field.setText("什么时候")
        field.show_problem("")
    if not fields:
        return
    form.follow(
        object(), AvailableAct(object)
    )  # of any matter: nothing is built while a field cannot be read
    form.press()
    assert [one.objectName() for one in fields if not one.property("problem")] == []
    assert fields[0].hasFocus()


def test_that_enter_goes_on_and_a_field_of_several_lines_takes_it(form: AnyForm, qtbot: QtBot) -> None:
    order = form.stops()
    for field in fields_of(form):
        field.setFocus()
        if isinstance(field, LongField):
            field.setPlainText("")
            qtbot.keyClick(field, Key.Key_Return)
            assert field.toPlainText() == "\n"
            field.setPlainText("")
            qtbot.keyClick(field, Key.Key_Return, CONTROL)
        else:
            qtbot.keyClick(field, Key.Key_Return)
        here = QApplication.focusWidget()
        if here is not form.confirm:
            assert here in order, field.objectName()
            assert order.index(here) > order.index(field), field.objectName()


def test_that_tab_walks_down_and_shift_tab_back(form: AnyForm, qtbot: QtBot) -> None:
    (*form.stops(), form.confirm)[0].setFocus()
    walked: list[QWidget] = []
    while (here := QApplication.focusWidget()) is not None and here not in walked:
        walked.append(here)
        qtbot.keyClick(here, Key.Key_Tab)
    assert form.confirm in walked
    place = {one: (one.mapTo(form, one.rect().topLeft())) for one in walked}
    written = [one for one in walked if isinstance(one, QLineEdit | QPlainTextEdit)]
    for before, after in pairwise(written):
        rows = place[after].y() - place[before].y()
        lower, beside = rows > 4, abs(rows) <= 4 and place[after].x() > place[before].x()
        assert lower or beside, after.objectName()
    walked[-1].setFocus()
    back = [walked[-1]]
    while len(back) < len(walked):
        qtbot.keyClick(back[-1], Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        here = QApplication.focusWidget()
        assert here is not None
        back.append(here)
    assert back == walked[::-1]


def test_that_any_clipboard_is_cut_and_cleaned_in_every_field(form: AnyForm, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(MUCH)
    for field in fields_of(form):
        field.setFocus()
        qtbot.keyClick(field, Key.Key_V, CONTROL)
        written = field.toPlainText() if isinstance(field, LongField) else field.text()
        most = 1_000 if isinstance(field, LongField) else field.maxLength()
        assert 0 < len(written) <= most, field.objectName()
        assert not fault_unseen(written), field.objectName()
        assert isinstance(field, LongField) or "\n" not in written
