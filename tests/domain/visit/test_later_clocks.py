"""Days of gaps and corrections: holidays, the year's end, the last second of a day, the place's cap (L6, L7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.guide.model import Evidence, ProcedureClass, TimeLimit, TimeUnit
from counter.domain.hall.jurisdiction import CorrectionRule, GapRule, Term
from counter.domain.visit import clocks
from counter.domain.visit.clocks import correction_due, gap_due, item_due, notice_due_from
from counter.domain.visit.verdict import Due
from counter.domain.visit.visit import Setting
from tests.builders import item
from tests.settings import setting


def at(day: str, clock: str = "10:00:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=CHINA)


def term(days: int, unit: TimeUnit = TimeUnit.WORKING) -> Term:
    return Term(days, unit, None, settled=True)


def where(
    day: str, clock: str = "10:00:00", *, gap: Term | None = None, correction: Term | None = None
) -> Setting:
    """The demo hall at that moment, with periods of its own where given."""
    here = setting(at(day, clock))
    place = here.jurisdiction
    if gap is not None:
        place = replace(place, gap=replace(place.gap, term=gap))
    if correction is not None:
        place = replace(place, correction=replace(place.correction, term=correction))
    return replace(here, jurisdiction=place)


@pytest.mark.parametrize(
    ("told", "days", "unit", "last"),
    [
        ("2026-02-13", 3, TimeUnit.WORKING, "2026-02-25"),  # 春节, with a Saturday worked before it
        ("2026-02-14", 1, TimeUnit.WORKING, "2026-02-24"),  # told on that worked Saturday
        ("2026-09-18", 5, TimeUnit.WORKING, "2026-09-24"),  # a worked Sunday counts
        ("2026-09-30", 5, TimeUnit.WORKING, "2026-10-13"),  # 国庆, and the Saturday worked after it
        ("2026-04-30", 3, TimeUnit.WORKING, "2026-05-08"),
        ("2026-09-25", 10, TimeUnit.NATURAL, "2026-10-08"),  # natural days ending inside the holiday move on
        ("2026-11-20", 7, TimeUnit.NATURAL, "2026-11-27"),
    ],
)
def test_that_corrections_and_gaps_end_where_the_calendar_says(
    told: str, days: int, unit: TimeUnit, last: str
) -> None:
    here = where(told, gap=term(days, unit), correction=term(days, unit))
    for found in (correction_due(item(), here), gap_due(here, None)):
        assert found is not None
        assert found.day.isoformat() == last
        assert not found.provisional


def test_that_a_day_in_a_year_without_calendar_is_provisional() -> None:
    found = correction_due(item(), where("2026-12-25", correction=term(10)))
    assert found is not None
    assert (found.day.isoformat(), found.provisional) == ("2027-01-11", True)


def test_that_the_last_second_of_a_day_in_china_still_belongs_to_it() -> None:
    before, after = where("2026-11-20", "23:59:59"), where("2026-11-21", "00:00:00")
    assert civil_date(before.now) == date(2026, 11, 20)
    assert civil_date(after.now) == date(2026, 11, 21)
    local = notice_due_from(ProcedureClass.LICENCE, before, before.now)
    assert local is not None
    assert local.day == date(2026, 11, 23)


def test_that_nothing_is_deferred_beyond_the_day_the_item_itself_is_due() -> None:
    here = where("2026-11-20", gap=term(20))
    ends = item_due(
        TimeLimit("5个工作日", 5, TimeUnit.WORKING, Evidence.FOUND, ""), ProcedureClass.FILING, here, "法定"
    )
    assert ends is not None
    assert gap_due(here, ends) == ends


def test_that_the_cap_of_the_place_binds() -> None:
    here = where("2026-11-20", gap=term(20))
    capped = replace(here.jurisdiction.gap, cap=term(3))
    found = gap_due(replace(here, jurisdiction=replace(here.jurisdiction, gap=capped)), None)
    assert found is not None
    assert found.day == date(2026, 11, 25)


def test_that_a_returned_registration_has_no_day_by_which_to_bring_anything() -> None:
    here = where("2026-11-20")
    assert correction_due(item("mkt_individual"), here) is None


def test_that_two_licences_together_are_due_within_forty_five_working_days() -> None:
    here = where("2026-03-02")
    one, two, filing = item("a"), item("b"), item("c", procedure=ProcedureClass.FILING)
    assert clocks.event_due((one, filing), here) is None
    found = clocks.event_due((one, two, filing), here)
    assert found is not None
    worked = [
        n
        for n in range(1, 90)
        if not here.calendar.is_rest(date.fromordinal(date(2026, 3, 2).toordinal() + n))
    ]
    assert found.day.toordinal() - date(2026, 3, 2).toordinal() == worked[clocks.EVENT_DAYS - 1]


def test_that_one_licence_and_what_comes_after_it_are_not_handled_together() -> None:
    here = where("2026-03-02")
    one, later, filing = item("a"), item("b", after=("a",)), item("c", procedure=ProcedureClass.FILING)
    assert clocks.event_due((one, later, filing), here) is None
    other = item("d", after=("c",))  # what comes after a filing only is applied for with the others
    assert clocks.together((one, later, filing, other)) == {"a", "d"}


@given(
    day=st.dates(date(2026, 1, 1), date(2026, 11, 30)),
    days=st.integers(1, 30),
    cap=st.none() | st.integers(1, 30),
    own=st.none() | st.integers(1, 40),
    unit=st.sampled_from([TimeUnit.WORKING, TimeUnit.NATURAL]),
)
def test_that_a_gap_never_outlasts_its_period_its_cap_or_its_item(
    day: date, days: int, cap: int | None, own: int | None, unit: TimeUnit
) -> None:
    here = where(day.isoformat(), gap=term(days, unit))
    place = here.jurisdiction
    if cap is not None:
        place = replace(place, gap=replace(place.gap, cap=term(cap)))
    here = replace(here, jurisdiction=place)
    ends = None if own is None else Due(date.fromordinal(day.toordinal() + own), False, "")
    found = gap_due(here, ends)
    assert found is not None
    assert found.day > day
    assert ends is None or found.day <= ends.day
    assert found == ends or not here.calendar.is_rest(found.day)


def test_that_rules_of_the_place_are_told_apart_from_what_nobody_settled() -> None:
    place = setting().jurisdiction
    assert isinstance(place.gap, GapRule)
    assert isinstance(place.correction, CorrectionRule)
    assert not place.gap.term.settled  # 待部门核定 on every paper that states it
    assert not place.correction.term.settled
