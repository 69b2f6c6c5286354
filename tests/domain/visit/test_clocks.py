"""Clocks of a verdict: the item clock from acceptance, nothing where the guide names no number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter.domain.guide.model import Evidence, ProcedureClass, TimeLimit, TimeUnit
from counter.domain.visit.clocks import correction_due, dated, decision_dues, item_due, notice_due
from counter.domain.visit.verdict import Outcome
from counter.domain.visit.visit import Visit
from tests.builders import item, verdict
from tests.settings import NOON, setting


def limit(days: int | None, unit: TimeUnit | None) -> TimeLimit:
    return TimeLimit("原文", days, unit, Evidence.FOUND)


def test_that_twenty_working_days_from_acceptance_are_reckoned_from_the_next_day() -> None:
    due = item_due(limit(20, TimeUnit.WORKING), ProcedureClass.LICENCE, setting(), "法定")
    assert due is not None
    assert (due.day, due.text, due.provisional) == (date(2026, 12, 18), "法定20个工作日", False)


def test_that_a_licences_days_are_working_days_whatever_the_trade_rule_says() -> None:
    natural = limit(20, TimeUnit.NATURAL)
    licence = item_due(natural, ProcedureClass.LICENCE, setting(), "法定")
    service = item_due(natural, ProcedureClass.PUBLIC_SERVICE, setting(), "法定")
    assert licence is not None
    assert service is not None
    assert licence.day == date(2026, 12, 18)
    assert service.day == date(2026, 12, 10)
    assert service.text == "法定20日"


@pytest.mark.parametrize(("days", "unit"), [(None, None), (None, TimeUnit.WORKING)])
def test_that_no_number_gives_no_date(days: int | None, unit: TimeUnit | None) -> None:
    assert item_due(limit(days, unit), ProcedureClass.FILING, setting(), "法定") is None
    asked = replace(item(procedure=ProcedureClass.FILING), statutory=limit(days, unit))
    assert decision_dues(asked, setting()) == (None, None, None)


@pytest.mark.parametrize(("days", "unit"), [(None, None), (None, TimeUnit.WORKING), (None, TimeUnit.NATURAL)])
def test_that_a_licence_whose_law_names_no_number_is_due_in_twenty_working_days(
    days: int | None, unit: TimeUnit | None
) -> None:
    asked = replace(item(), statutory=limit(days, unit), promised=None)
    due, statutory, promised = decision_dues(asked, setting())
    assert statutory is not None
    assert statutory.day == date(2026, 12, 18)
    assert statutory.text == "法定20个工作日，行政许可法第四十二条，本法未另定，待部门核定"
    assert (due, promised) == (statutory, None)
    sooner = replace(asked, promised=limit(10, TimeUnit.WORKING))
    first = decision_dues(sooner, setting())[0]
    assert first is not None
    assert first.text == "承诺10个工作日"  # a promise binds before the default


def test_that_what_is_granted_at_once_has_no_default() -> None:
    asked = replace(item(), statutory=limit(None, TimeUnit.AT_ONCE), promised=None)
    assert decision_dues(asked, setting()) == (None, None, None)


def test_that_a_period_into_a_year_without_calendar_is_provisional() -> None:
    due = item_due(limit(45, TimeUnit.WORKING), ProcedureClass.LICENCE, setting(), "法定")
    assert due is not None
    assert due.provisional
    assert due.day.year == 2027


def test_that_the_window_has_one_working_day_to_tell_in_this_league() -> None:
    due = notice_due(ProcedureClass.LICENCE, setting(), Visit(8, begun_at=NOON))
    assert due is not None
    assert due.day == date(2026, 11, 23)  # Friday + 1 working day


def test_that_what_is_taken_in_runs_the_notice_clock_and_what_waits_for_an_earlier_item_runs_none() -> None:
    taken_in = verdict("food", Outcome.RECEIVED)
    waiting = verdict("food", Outcome.WAIT)
    told = dated(taken_in, item(), setting(), Visit(8, begun_at=NOON))
    assert told.due == notice_due(ProcedureClass.LICENCE, setting(), Visit(8, begun_at=NOON))
    for other in (waiting, replace(taken_in, waits_for=("first",))):
        assert dated(other, item(), setting(), Visit(8, begun_at=NOON)).due is None


def test_that_a_correction_nobody_is_told_of_yet_runs_the_notice_clock_and_a_told_one_its_own() -> None:
    visit = Visit(8, begun_at=NOON)
    missing = verdict("food", Outcome.CORRECT)
    kept = dated(missing, item(), setting(), visit, keep=True)
    assert kept.due == notice_due(ProcedureClass.LICENCE, setting(), visit)
    assert dated(missing, item(), setting(), visit).due == correction_due(item(), setting())
    assert kept.due != correction_due(item(), setting())
