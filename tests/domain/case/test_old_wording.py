"""State is a fact of the entries: old sentences behave as they did, and other words in their place change nothing."""

from __future__ import annotations

from datetime import date

import pytest

from counter.domain.case import events, item_events
from counter.domain.case.acts.rejudge import unsettled
from counter.domain.case.item_events import Cause, Result
from counter.domain.errors import RuleRefused
from counter.domain.ratings.invitation import had_outcome, stage_to_rate
from counter.domain.ratings.rating import Stage
from counter.domain.visit.verdict import Outcome, ground_in
from tests.stories import ORGAN, Story

FRIDAY = date(2026, 11, 20)
HELD = {
    "keep": "先收件，稍后决定。",
    "guide.pending": "情形还没认定：店里卖不卖散装熟食，要看过再定。",
    "guardian": "还没有登记法定代理人，先收件，不受理：申请人是未成年人。",
    "L13": "本窗口没有市场监督管理局的受理授权，收件后转市场监督管理局决定。",
}
"""Rule → the sentence that entries hold with it since the first program."""


def held(rule: str, reason: str, outcome: Outcome = Outcome.RECEIVED) -> Story:
    """A case whose one item was taken in under a rule."""
    event = events.ItemHeld("food", "食品经营许可", ORGAN, outcome, rule)
    return Story().then(event, events.ItemDecidedSealed(reason))


@pytest.mark.parametrize("reason", [HELD["guide.pending"], "另一种说法。"])
def test_that_an_answer_not_settled_is_known_by_its_rule_and_told_in_the_words_of_then(reason: str) -> None:
    assert unsettled(held("guide.pending", reason).case) == {"food": reason}


@pytest.mark.parametrize("rule", ["keep", "guardian", "L13"])
def test_that_nothing_else_that_is_taken_in_waits_for_an_answer(rule: str) -> None:
    assert unsettled(held(rule, HELD["guide.pending"]).case) == {}


@pytest.mark.parametrize("rule", ["keep", "guide.pending", "guardian"])
@pytest.mark.parametrize("reason", [None, "另一种说法。"])
def test_that_what_is_only_taken_in_is_no_outcome_to_rate(rule: str, reason: str | None) -> None:
    case = held(rule, reason or HELD[rule]).case
    assert not had_outcome(case, ["item.held"])
    with pytest.raises(RuleRefused):
        stage_to_rate(case, FRIDAY)


def test_that_what_goes_to_its_organ_is_one() -> None:
    assert stage_to_rate(held("L13", HELD["L13"]).case, FRIDAY) is Stage.ACCEPTANCE


def test_that_the_rule_goes_with_the_sentence_it_founded() -> None:
    story = held("guide.pending", HELD["guide.pending"])
    ended = item_events.ItemEnded("food", "食品经营许可", item_events.Ending.DROPPED)
    item = story.then(ended, item_events.ItemEndedSealed("不办了")).case.item("food")
    assert item is not None
    assert (item.rule, item.reason) == ("", "不办了")


INSISTED = (
    "住宅楼内不得开办（《大气污染防治法》第八十一条）申请人坚持提交，先收件，由市场监督管理局书面决定。"
)
GROUND = "住宅楼内不得开办（《大气污染防治法》第八十一条）"


def test_that_the_ground_of_a_refusal_stands_without_the_windows_next_step() -> None:
    assert (ground_in(INSISTED), ground_in(GROUND)) == (GROUND, GROUND)


@pytest.mark.parametrize(("cause", "ground"), [(Cause.INSISTED, GROUND), (Cause.NEGATIVE_RESULT, INSISTED)])
def test_that_a_draft_of_an_older_program_is_confirmed_on_its_ground(cause: Cause, ground: str) -> None:
    drafted = item_events.ItemProposed("food", "许可", ORGAN, cause, Result.REFUSED, "", "p1")
    case = Story().held().then(drafted, item_events.ItemProposedSealed(INSISTED)).case
    item = case.item("food")
    assert item is not None
    assert item.proposal is not None
    assert (item.proposal.reason, item.proposal.ground) == (INSISTED, ground)
