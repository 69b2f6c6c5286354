"""What an applicant is told and when: by rule, each thing once, only with consent, never about ratings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.case import item_events
from counter.domain.case.case import Case
from counter.domain.case.clock_events import ClockExtended, ClockPaused
from counter.domain.case.item_events import NotifiedGap, Pause, Result
from counter.domain.case.organ_events import HandsOver, KnownBy
from counter.domain.case.paper_events import PaperServed, Way
from counter.domain.case.person_events import PersonForgotten
from counter.domain.case.reminder_events import (
    Milestone,
    ReminderAgreed,
    ReminderAgreedSealed,
    ReminderKey,
    ReminderOutcome,
    ReminderSent,
    ReminderSentSealed,
    ReminderTakenBack,
    ReminderWay,
)
from counter.domain.case.reminders.plan import PlannedReminder, due_on
from counter.domain.case.results.events import Medium, ResultArrived
from counter.domain.document.document import PaperKind
from counter.domain.tasks.reminders import plan_of
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from tests.settings import calendar, jurisdiction
from tests.stories import ORGAN, due
from tests.windows import FOOD, Windows, accepted, brought, concluded, told

OPENED = date(2026, 11, 20)  # a Friday
MONDAY = date(2026, 11, 23)
LAST = date(2026, 12, 4)  # a Friday
YES = ReminderAgreed(agreed=True, day=OPENED)
NUMBER = ReminderAgreedSealed("10000005678")


def gapped(day: str = "2026-12-04") -> item_events.ItemGapped:
    gap = NotifiedGap("lease", "租赁合同", "deferred", "", due(day))
    return item_events.ItemGapped(FOOD, "许可", ORGAN, (gap,), "p", due("2026-12-18"), due("2026-12-18"))


def said(
    *keys: ReminderKey, outcome: ReminderOutcome = ReminderOutcome.REACHED, message: str = ""
) -> ReminderSent:
    return ReminderSent(keys, ReminderWay.PHONE, outcome, MONDAY, message)


def agreed(*events: object) -> Windows:
    windows = Windows()
    windows.at("A", YES, NUMBER)
    for event in events:
        windows.at("A", event)
    return windows


def plan(case: Case) -> tuple[PlannedReminder, ...]:
    return plan_of(case, calendar())


def days(case: Case) -> dict[Milestone, date]:
    return {one.milestone: one.day for one in plan(case)}


def test_that_nothing_is_planned_without_consent() -> None:
    windows = Windows()
    windows.at("A", gapped())
    assert plan(windows.case()) == ()


def test_that_a_gap_is_told_of_three_and_one_working_days_before_its_last_day() -> None:
    found = days(agreed(gapped()).case())
    assert found[Milestone.GAP_NEAR] == date(2026, 12, 1)
    assert found[Milestone.GAP_LAST] == date(2026, 12, 3)


def test_that_days_off_are_stepped_over() -> None:
    found = days(agreed(gapped("2026-12-07")).case())  # a Monday
    assert found[Milestone.GAP_LAST] == date(2026, 12, 4)
    assert found[Milestone.GAP_NEAR] == date(2026, 12, 2)


def test_that_nobody_is_called_on_the_day_on_which_the_last_day_was_told() -> None:
    found = days(agreed(gapped("2026-11-23")).case())
    assert not {Milestone.GAP_NEAR, Milestone.GAP_LAST} & set(found)


def test_that_a_correction_is_told_of_likewise_until_everything_is_in() -> None:
    windows = agreed(told("2026-12-04"))
    assert days(windows.case())[Milestone.CORRECTION_LAST] == date(2026, 12, 3)
    windows.at("A", brought())
    assert plan(windows.case()) == ()


def test_that_a_closed_gap_cancels_its_calls() -> None:
    windows = agreed(gapped())
    windows.at("A", brought())
    assert not {Milestone.GAP_NEAR, Milestone.GAP_LAST} & set(days(windows.case()))


def test_that_acceptance_is_told_the_next_working_day_unless_its_paper_was_served() -> None:
    from counter.domain.case.events import PaperIssued

    windows = agreed(accepted())
    assert days(windows.case()) == {Milestone.ACCEPTED: MONDAY}
    kind = PaperKind.ACCEPTANCE_NOTICE
    windows.at("A", PaperIssued("p1", kind.value, "受理通知书", "1号", ORGAN, (FOOD,), ""))
    assert Milestone.ACCEPTED in days(windows.case())
    windows.at("A", PaperServed("p1", "1号", Way.WINDOW, OPENED, declined=False))
    assert plan(windows.case()) == ()


def test_that_a_result_is_told_of_once_it_is_here_to_be_collected() -> None:
    from dataclasses import replace

    windows = agreed(accepted())
    windows.at("A", replace(concluded(Result.GRANTED), hands_over=HandsOver.THING))
    assert Milestone.READY not in days(windows.case())
    windows.at(
        "A",
        ResultArrived(
            certificate="k1",
            item=FOOD,
            organ=ORGAN,
            name="食品经营许可证",
            issuer=ORGAN,
            medium=Medium.PAPER,
            arrived=date(2026, 12, 2),
            originals=1,
        ),
    )
    assert days(windows.case()) == {Milestone.READY: date(2026, 12, 3)}


def test_that_a_milestone_told_is_never_told_again() -> None:
    windows = agreed(gapped())
    (last,) = (one for one in plan(windows.case()) if one.milestone is Milestone.GAP_LAST)
    windows.at("A", said(*last.covered))
    assert not {Milestone.GAP_NEAR, Milestone.GAP_LAST} & set(days(windows.case()))


def test_that_the_later_call_makes_the_earlier_one_needless() -> None:
    found = plan(agreed(gapped()).case())
    today = [one.milestone for one in due_on(found, date(2026, 12, 3))]
    assert Milestone.GAP_LAST in today
    assert Milestone.GAP_NEAR not in today


@pytest.mark.parametrize("outcome", [ReminderOutcome.NO_ANSWER, ReminderOutcome.FAILED])
def test_that_what_did_not_reach_anybody_is_tried_again(outcome: ReminderOutcome) -> None:
    windows = agreed(gapped())
    before = plan(windows.case())
    windows.at("A", said(*before[0].keys, outcome=outcome, message="m1"))
    assert plan(windows.case()) == before


def test_that_a_message_that_failed_is_told_by_telephone() -> None:
    windows = agreed(gapped())
    before = plan(windows.case())
    windows.at("A", said(*before[0].keys, outcome=ReminderOutcome.HANDED, message="m1"))
    assert before[0] not in plan(windows.case())
    windows.at("A", said(*before[0].keys, outcome=ReminderOutcome.FAILED, message="m1"))
    assert plan(windows.case()) == before


def test_that_who_asked_for_no_more_is_told_nothing_more() -> None:
    windows = agreed(gapped())
    first = plan(windows.case())[0]
    entry = windows.at("A", said(*first.keys, outcome=ReminderOutcome.NO_MORE))
    assert plan(windows.case()) == ()
    windows.at("A", ReminderTakenBack(entry))  # the wrong key
    assert first in plan(windows.case())


def test_that_a_wrong_number_is_a_task_of_its_own_until_another_is_given() -> None:
    windows = agreed(gapped())
    windows.at("A", said(*plan(windows.case())[0].keys, outcome=ReminderOutcome.WRONG_NUMBER))
    kinds = {task.kind for task in tasks(windows.case(), jurisdiction(), calendar())}
    assert TaskKind.PHONE in kinds
    assert TaskKind.REMIND not in kinds
    late = ReminderAgreed(agreed=True, day=LAST)
    windows.at("A", late, ReminderAgreedSealed("10000005679"))
    kinds = {task.kind for task in tasks(windows.case(), jurisdiction(), calendar())}
    assert TaskKind.PHONE not in kinds
    assert TaskKind.REMIND in kinds
    assert windows.case().visit.remind_number == "10000005679"


def test_that_a_promised_call_stays_a_task_after_its_last_day_until_why_not_is_stated() -> None:
    windows = agreed(gapped())
    found = due_on(plan(windows.case()), LAST + timedelta(days=30))
    (late,) = (one for one in found if one.promised)
    assert late.day < LAST
    windows.at("A", said(*late.covered, outcome=ReminderOutcome.NOT_MADE), ReminderSentSealed("", "停电两天"))
    assert not any(one.promised for one in plan(windows.case()))


def test_that_nobody_forgotten_is_called() -> None:
    windows = agreed(gapped())
    windows.at("A", PersonForgotten("本人申请"))
    assert plan(windows.case()) == ()


def test_that_two_windows_that_told_the_same_both_stand_and_it_shows() -> None:
    windows = agreed(gapped())
    key = plan(windows.case())[0].keys[0]
    windows.tell("A", "B")
    windows.at("A", said(key))
    windows.at("B", said(key))
    windows.tell_all()
    case = windows.case()
    assert case.conflicts == ()
    assert sum("电话告知" in line.text for line in case.history) == 2


def test_that_a_reminder_never_moves_the_day_on_which_a_case_was_finished() -> None:
    windows = agreed(gapped())
    before = windows.case().updated_at
    windows.at("A", said(*plan(windows.case())[0].keys))
    assert windows.case().updated_at == before


STEPS = {
    "gapped": lambda _: gapped(),
    "told": lambda _: told("2026-12-04"),
    "accepted": lambda _: accepted(),
    "brought": lambda _: brought(),
    "granted": lambda _: concluded(Result.GRANTED),
    "agreed": lambda _: YES,
}


@settings(max_examples=60, deadline=None)
@given(
    steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from("AB")), max_size=8),
    clock=st.lists(st.integers(min_value=-3, max_value=40), max_size=12),
    swapped=st.booleans(),
)
def test_that_each_milestone_is_told_at_most_once_whatever_the_order_and_the_clock(
    steps: list[tuple[str, str]], clock: list[int], swapped: bool
) -> None:
    windows = agreed()
    windows.tell_all()
    reached: list[ReminderKey] = []

    def call(ahead: int) -> None:
        for one in due_on(plan(windows.case()), OPENED + timedelta(days=ahead)):
            keys = [k for k in one.covered if not windows.case().reminding.settled(k)]
            reached.extend(keys)
            windows.at("A", said(*keys), ReminderSentSealed("10000005678"))
            windows.tell_all()

    for number, (step, station) in enumerate(steps):
        windows.at(station, STEPS[step](None))
        windows.tell_all()
        for ahead in clock[number : number + 1]:
            call(ahead)
    for ahead in clock:
        call(ahead)
    assert len(reached) == len(set(reached))
    from counter.domain.case.fold import fold

    entries = windows.entries[::-1] if swapped else windows.entries
    other = fold(tuple(entries))
    assert other is not None
    assert plan(other) == plan(windows.case())
    assert not set(reached) & {k for one in plan(windows.case()) for k in one.keys}


def test_that_an_extension_is_not_told_as_the_end_of_a_special_procedure() -> None:
    day = date(2026, 12, 1)
    extended = ClockExtended(FOOD, "许可", day, 5, KnownBy.PAPER, "那顺", "R20", due=due("2026-12-25"))
    over = days(agreed(accepted(), ClockPaused(FOOD, "许可", Pause.TESTING, "1号", day)).case())
    assert Milestone.PAUSED in over
    assert not {Milestone.RESUMED, Milestone.PAUSED} & set(days(agreed(accepted(), extended).case()))


def test_that_nobody_is_called_to_the_window_for_a_file() -> None:
    def told_of(medium: Medium) -> set[Milestone]:
        thing = ResultArrived("k1", FOOD, ORGAN, "许可证", ORGAN, medium, date(2026, 12, 1))
        return set(days(agreed(accepted(), concluded(Result.GRANTED), thing).case()))

    assert Milestone.READY in told_of(Medium.BOTH)
    assert Milestone.READY not in told_of(Medium.ELECTRONIC)
