"""A PIN is gone after every press and refusal, and as soon as it is out of sight, in whatever form it was typed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from counter import config
from counter.domain.case.acts.acts import Possible, SetDates
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.ui.case.acts.forms import DatesForm
from counter.ui.facades.window import Preferences
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from tests.stories import Story, due

TODAY = date(2026, 11, 20)


@pytest.fixture
def form(qtbot: QtBot) -> DatesForm:
    shown = DatesForm(Look(config.resources_folder(), Preferences()))
    qtbot.addWidget(shown)
    case = Story().accepted(due=due("2026-12-01")).case
    shown.open_for(case, Possible(SetDates), TODAY)
    shown.show()
    return shown


def pin(form: DatesForm) -> PinField:
    found = form.findChild(PinField)
    assert found is not None
    return found


def filled(form: DatesForm) -> None:
    form.findChildren(QLineEdit, "supervisorCode")[0].setText("S01")
    pin(form).setText("9876")


def armed(form: DatesForm, qtbot: QtBot) -> None:
    form.press()
    qtbot.waitUntil(lambda: form.confirm.property("armed") is True)


def test_that_the_second_press_reads_the_pin_and_then_it_is_gone(form: DatesForm, qtbot: QtBot) -> None:
    read: list[SetDates] = []

    def act() -> None:
        made = form.build()
        assert isinstance(made, SetDates)
        read.append(made)
        form.wait(True)

    form.wanted.connect(act)
    filled(form)
    armed(form, qtbot)
    assert pin(form).text() == "9876"
    form.press()
    assert [act.consent for act in read] == [Consent("S01", "9876")]
    assert pin(form).text() == ""


def test_that_a_first_press_nobody_follows_up_leaves_no_pin(form: DatesForm, qtbot: QtBot) -> None:
    filled(form)
    armed(form, qtbot)
    form.disarm()
    qtbot.waitUntil(lambda: pin(form).text() == "")


def test_that_a_first_press_put_down_at_once_leaves_no_pin(form: DatesForm) -> None:
    filled(form)
    form.press()
    form.follow(form.matter, form.offered)  # the case changed before the button could say that it was pressed
    assert pin(form).text() == ""


def test_that_a_pin_being_typed_outlives_news_of_the_case(form: DatesForm) -> None:
    filled(form)
    form.follow(form.matter, form.offered)
    assert pin(form).text() == "9876"


def test_that_a_refusal_forgets_the_pin(form: DatesForm) -> None:
    filled(form)
    form.refuse(Message(Tone.REFUSED, "工号或口令不对。", "pin"))
    assert pin(form).text() == ""


def test_that_a_field_that_cannot_be_read_forgets_the_pin_too(form: DatesForm) -> None:
    filled(form)
    form.findChildren(QLineEdit, "datesDay")[0].setText("2026-11-24今天")
    form.press()
    assert "不是日期" in form.problem
    assert pin(form).text() == ""


def test_that_hiding_forgets_the_pin(form: DatesForm) -> None:
    filled(form)
    form.hide()
    assert pin(form).text() == ""


def test_that_the_second_press_is_asked_for_with_the_day_as_it_was_understood(
    form: DatesForm, qtbot: QtBot
) -> None:
    filled(form)
    form.findChildren(QLineEdit, "datesDay")[0].setText("1118")
    armed(form, qtbot)
    assert "2026年11月18日（周三）" in form.confirm.words


def test_that_an_emptied_day_does_not_mean_today(form: DatesForm) -> None:
    filled(form)
    form.findChildren(QLineEdit, "datesDay")[0].clear()
    form.press()
    assert form.problem == "请写明实际办理的日期，例如 2026-11-20。"


def test_that_what_was_put_there_beforehand_is_replaced_by_typing(form: DatesForm, qtbot: QtBot) -> None:
    day = form.findChildren(QLineEdit, "datesDay")[0]
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.take_focus()
    qtbot.waitUntil(day.hasFocus)
    qtbot.keyClicks(day, "1118")
    assert day.text() == "1118"


def test_that_a_panels_press_takes_the_pin_with_it_also_where_the_code_is_missing(qtbot: QtBot) -> None:
    fields = SupervisorFields()
    qtbot.addWidget(fields)
    fields.show()
    fields.pin.setText("9876")
    with pytest.raises(BadInput):
        fields.take()
    assert fields.pin.text() == ""
