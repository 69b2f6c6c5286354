"""Where an applicant may turn, as it is asked: known words stand, a suggestion waits, nothing known is written."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from counter.domain.hall.recourse import Suggestion
from counter.ui.facades.window import Preferences
from counter.ui.kit.acts.body_field import BodyField
from counter.ui.kit.theme import Look
from tests.settings import RESOURCES

SUGGESTION = Suggestion("乌兰浩特市人民政府", "《行政复议法》第二十四条第一款第一项")


@pytest.fixture
def place(qtbot: QtBot) -> BodyField:
    field = BodyField(Look(RESOURCES, Preferences()), "concludeReviewBody", "行政复议机关", "全称")
    qtbot.addWidget(field)
    return field


def test_that_what_hall_or_guide_say_stands_and_can_be_overruled(place: BodyField) -> None:
    place.open_with("突泉县人民政府", SUGGESTION)
    assert place.choices.options == ("known", "other")
    assert (place.choices.chosen, place.words) == (("known",), "")  # the service knows it
    place.choices.choose(("other",))
    place.choices.changed.emit()
    place.field.setText("兴安盟行政公署")
    assert place.words == "兴安盟行政公署"


def test_that_a_suggestion_says_nothing_until_it_is_taken(place: BodyField) -> None:
    place.open_with("", SUGGESTION)
    assert (place.choices.chosen, place.words) == ((), "")
    place.choices.choose(("suggested",))
    assert place.words == SUGGESTION.words


def test_that_where_nothing_is_suggested_the_name_is_written(place: BodyField) -> None:
    place.open_with("", Suggestion())
    assert place.choices.options == ()
    place.field.setText("国家烟草专卖局")
    assert place.words == "国家烟草专卖局"


def test_that_another_decision_begins_with_nothing_left_of_the_last(place: BodyField) -> None:
    place.open_with("", Suggestion())
    place.field.setText("国家烟草专卖局")
    place.open_with("", SUGGESTION)
    assert (place.choices.chosen, place.words, place.field.text()) == ((), "", "")
