"""Lessons of the training: what is wrong in any visit, which bundle a lesson takes, whom it invents, how time goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from counter import config
from counter.domain.case import item_events
from counter.domain.case.case import Case
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.authority import Act, Agreement, Authority
from counter.domain.people.applicant import Agent, Person
from counter.domain.people.identity import check_id
from counter.domain.tasks.training.clock import MOST_DAYS, moved_to, movement
from counter.domain.tasks.training.facts import FACTS
from counter.domain.tasks.training.lesson import CastRole, applicant_of, lessons_from, rules_from
from counter.domain.tasks.training.mistakes import mistakes
from counter.domain.tasks.training.plan import plan_lesson
from counter.domain.tasks.training.telling import telling
from counter.domain.visit.material import Brought, MaterialState
from tests import builders
from tests.settings import calendar, setting, somebody
from tests.stories import ORGAN, Story

FOLDER = config.resources_folder() / "training"
LESSONS = lessons_from(config.read_toml(f) for f in sorted(FOLDER.glob("[0-9]*.toml")))
RULES = rules_from(config.read_toml(FOLDER / "rules.toml"))
TODAY = date(2026, 11, 20)
EVERYTHING = Authority((Agreement(ORGAN, frozenset(Act), "1号", date(2026, 1, 1), date(2026, 12, 31)),))


def broken(case: Case, authority: Authority = EVERYTHING) -> list[str]:
    return [one.rule for one in mistakes(case, authority)]


# ── mistakes ──────────────────────────────────────────────────────────────────────────────────────────


def test_that_a_good_case_has_no_mistake() -> None:
    assert broken(Story().accepted().case) == []


def test_that_a_gap_of_a_paper_that_may_not_be_deferred_breaks_l4() -> None:
    case = Story(lines=[builders.line(allowed=(MaterialState.MISSING, MaterialState.RECEIVED))]).case
    deferred = {"form": Brought(MaterialState.DEFERRED)}
    assert broken(replace(case, brought=deferred)) == ["L4"]
    may = replace(case.opened, lines=(builders.line(allowed=(MaterialState.DEFERRED,)),))
    assert broken(replace(case, opened=may, brought=deferred)) == []


def _told(number: int, **more: Any) -> item_events.ItemTold:
    gap = item_events.NotifiedGap("form", "申请书", "missing", "原件1份")
    return item_events.ItemTold("food", "food", ORGAN, (gap,), number, None, **more)


def test_that_a_second_notice_without_a_new_fact_breaks_l3() -> None:
    story = Story().held().then(_told(1), item_events.ItemToldSealed(""))
    assert broken(story.case) == []
    said = item_events.ItemToldSealed("", again="机关核查发现的")
    again = Story().held().then(_told(1), item_events.ItemToldSealed("")).then(_told(2), said)
    assert broken(again.case) == ["L3"]
    fact = _told(2, again=item_events.Again.NEW_FACT)
    assert broken(story.then(fact, said).case) == []


def test_that_demanding_a_shareable_paper_breaks_l2() -> None:
    shared = builders.line(allowed=(MaterialState.SHARED, MaterialState.MISSING))
    story = Story(lines=[shared]).held().then(_told(1), item_events.ItemToldSealed(""))
    assert broken(story.case) == ["L2"]


def test_that_an_item_accepted_before_the_one_it_needs_breaks_the_order() -> None:
    items = (builders.item("first"), builders.item("second", after=("first",)))
    assert broken(Story(*items).accepted("second").case) == ["serial"]
    assert broken(Story(*items).done("first").accepted("second").case) == []


def test_that_accepting_without_an_agreement_breaks_l13() -> None:
    assert broken(Story().accepted().case, Authority()) == ["L13"]
    assert broken(Story().held().case, Authority()) == []


def test_that_an_agent_without_a_mandate_and_a_child_alone_are_mistakes_once_decided() -> None:
    case = Story().accepted().case
    unmandated = replace(somebody(), agent=Agent(Person("李代办"), " "))
    minor = next(x for x in LESSONS if x.id == "minor")
    child = replace(applicant_of(minor, 1, TODAY), guardian=None)
    assert broken(replace(case, applicant=unmandated)) == ["agent"]
    assert broken(replace(case, applicant=child)) == ["guardian"]
    assert broken(replace(Story().held().case, applicant=child)) == []


# ── lessons as data ───────────────────────────────────────────────────────────────────────────────────


def test_that_every_expectation_asks_a_known_fact_and_explains_a_known_rule() -> None:
    for lesson in LESSONS:
        for expected in lesson.expects:
            assert expected.fact in FACTS, lesson.id
            assert expected.rule in RULES, lesson.id
            assert expected.wrong.get("other") or len(expected.wrong) > 1, (lesson.id, expected.fact)


@pytest.mark.parametrize("lesson", LESSONS, ids=[x.id for x in LESSONS])
def test_that_invented_people_cannot_exist_and_no_two_attempts_share_a_number(lesson: Any) -> None:
    numbers = []
    for serial in range(1, 400):
        who = applicant_of(lesson, serial, TODAY)
        people = [who.person, who.agent and who.agent.person, who.guardian and who.guardian.person]
        for one in (p for p in people if p):
            assert one.id_number.startswith("999999")
            assert one.phone.startswith("1000000")
            assert check_id(one.id_type, one.id_number, TODAY).ok
            numbers.append(one.id_number)
    assert len(set(numbers)) == len(numbers)


def test_that_the_shipped_guide_without_official_marks_cannot_hold_the_lesson_of_gaps() -> None:
    from counter.db.guide.shelf import GuideShelf

    shipped = replace(
        setting(), guide=GuideShelf(config.resources_folder() / "guides").guide(None), demo=False
    )
    fits = {x.id: plan_lesson(x, shipped, applicant_of(x, 1, TODAY)) is not None for x in LESSONS}
    assert [name for name, fit in fits.items() if not fit] == ["gap"]
    without = replace(shipped, authority=Authority())
    lesson = next(x for x in LESSONS if x.id == "ordinary")
    assert plan_lesson(lesson, without, applicant_of(lesson, 1, TODAY)) is None


def test_that_the_story_names_what_lacks_in_the_words_of_this_guide() -> None:
    lesson = next(x for x in LESSONS if x.id == "correction")
    who = applicant_of(lesson, 7, TODAY)
    plan = plan_lesson(lesson, setting(), who)
    assert plan is not None
    words = "\n".join(telling(lesson, plan, who).lines)
    assert plan.lacking[0] in words
    assert who.name in words
    assert "{" not in words


def test_that_a_child_is_as_old_on_the_day_of_the_lesson_whatever_the_year() -> None:
    lesson = next(x for x in LESSONS if x.id == "minor")
    for year in (2026, 2031):
        who = applicant_of(lesson, 1, date(year, 6, 1))
        assert who.person is not None
        assert who.person.id_number[6:10] == str(year - lesson.cast[CastRole.APPLICANT].age)


def test_that_a_wrong_file_is_told_with_its_lesson() -> None:
    with pytest.raises(BadInput, match="ordinary"):
        lessons_from([{"id": "ordinary", "order": 1}])
    good = config.read_toml(FOLDER / "01-ordinary.toml")
    for change in ({"scenario": "?"}, {"people": []}, {"expect": []}, {"order": "x"}, {"told": "?"}):
        with pytest.raises(BadInput, match="ordinary"):
            lessons_from([{**good, **change}])
    with pytest.raises(BadInput, match="次序"):
        lessons_from([good, {**good, "id": "other"}])


# ── the clock ─────────────────────────────────────────────────────────────────────────────────────────

FRIDAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "working", "day"),
    [(1, True, "2026-11-23"), (5, True, "2026-11-27"), (1, False, "2026-11-21"), (30, False, "2026-12-20")],
)
def test_that_the_clock_goes_by_days_or_by_working_days(days: int, day: str, *, working: bool) -> None:
    to = moved_to(FRIDAY, days, working=working, calendar=calendar())
    assert to.isoformat() == f"{day}T02:00:00+00:00"
    assert movement(timedelta(hours=1), FRIDAY, to).to == date.fromisoformat(day)


def test_that_the_clock_never_goes_back_and_never_years_ahead() -> None:
    with pytest.raises(RuleRefused):
        moved_to(FRIDAY, -1, working=False, calendar=calendar())
    for days in (0, MOST_DAYS + 1):
        with pytest.raises(BadInput):
            moved_to(FRIDAY, days, working=True, calendar=calendar())
    with pytest.raises(BadInput):
        movement(timedelta(days=3640), FRIDAY, FRIDAY + timedelta(days=20))
