"""Figures over twelve periods equal a recount from raw entries, and open as many rows as they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counter import config
from counter.domain.errors import RuleRefused
from counter.domain.ledger.finding import burden_lines
from counter.domain.ledger.measures import MEASURES
from counter.domain.ledger.report import value_of
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.figure_tables import figure_tables
from counter.services.ledger.read import read_ledger
from counter.services.ledger.trends import PERIODS, UNRECORDED, trends
from counter.services.ledger.up_to_date import current_ledger
from tests.services.ledger.recount import read_rest_days, recount
from tests.services.ledger.test_recount import person, raw, template
from tests.services.ledger.visits import live
from tests.services.office import Office, office_on

BEGUN, ENDED = date(2026, 10, 12), date(2026, 12, 2)
SPAN = LedgerSpan(date(2026, 11, 24), date(2026, 12, 23))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("hall") / "p") as made:
        live(made, 14, BEGUN, ENDED, seed=5)
        made.at(ENDED.isoformat(), 17)
        yield made


def test_that_every_period_equals_a_recount_from_raw_entries(office: Office) -> None:
    form = template()
    lines = form.report.lines
    found = trends(office.app, person(office), SPAN, lines)
    assert all(len(one.points) == len(one.periods) == PERIODS for one in found)
    rest, entries = read_rest_days(config.resources_folder() / "calendars"), raw(office)
    compared = 0
    for one in found:
        for period, point in zip(one.periods, one.points, strict=True):
            if period.last < BEGUN:
                assert (point.value, point.words) == (None, UNRECORDED)
                continue
            counted = recount(entries, period.first, min(period.last, ENDED), rest)
            if set(one.line.figures) <= set(counted):
                assert point.value == value_of(one.line, counted), (one.line.title, period.words)
                compared += 1
            assert point.running is (period.last > ENDED)
    assert compared > 40
    received = next(one for one in found if one.line.behind == "items_received")
    assert [bool(point.value) for point in received.points[-3:]] == [True, True, True]


def test_that_a_point_opens_as_many_rows_as_it_says(office: Office) -> None:
    form = template()
    lines = [line for line in form.report.lines if line.behind in ("items_received", "open_at_end", "spot")]
    for one in trends(office.app, person(office), SPAN, lines):
        for period, point in zip(one.periods[-3:], one.points[-3:], strict=True):
            span = LedgerSpan(period.first, period.last)
            view = read_ledger(office.app, person(office), span, form, one.line.behind)
            assert view.total == point.value, (one.line.title, period.words)


def test_that_a_part_of_the_hall_counts_as_it_does_alone(office: Office) -> None:
    stored, calendar = current_ledger(office.app), office.app.calendar
    measures = [one for one in MEASURES.values() if one.day]
    ends = (date(2026, 10, 23), date(2026, 11, 23), ENDED)
    firsts = (BEGUN, date(2026, 10, 24), date(2026, 11, 24))
    for narrowed in ({}, {"organ": "农牧局"}, {"clerk": "W01"}, {"bundle": 100}):
        span: Any = replace(LedgerSpan(BEGUN, ENDED), **narrowed)
        series = stored.series(measures, ends, span, calendar)
        for first, last, counts in zip(firsts, ends, series, strict=True):
            assert counts == stored.figures(measures, replace(span, first=first, last=last), calendar)


def test_that_last_year_is_beside_this_where_the_ledger_goes_back_so_far(tmp_path: Any) -> None:
    with office_on(tmp_path / "p") as made:
        made.at("2025-12-02")
        made.file(made.visit(9))
        made.at("2026-12-02", 17)
        made.file(made.visit(8))
        lines = [line for line in template().report.lines if line.behind == "cases_received"]
        (one,) = trends(made.app, person(made), SPAN, lines)
        assert (one.points[-1].value, one.points[-1].year_ago, one.points[-1].ago_words) == (1, 1, "1件")
        assert one.points[-2].year_ago is None, "before the first day nothing is known"
        view = read_ledger(made.app, person(made), SPAN, template())
        assert view.year_ago is not None
        assert view.year_ago["cases_received"] == 1
        figures, over = figure_tables(made.app, person(made), SPAN, template(), ("台账", "谁制表"))
        row = next(row for row in figures.rows if row[1] == "收件：办件")
        assert row[2:6] == (1, 0, 1, "件")
        assert all(isinstance(row[1], date) for row in over.rows)


def test_that_a_clerk_sees_the_own_trend_alone(office: Office) -> None:
    lines = burden_lines(template().report)
    signer = replace(person(office, "W01"), role="signer")
    with pytest.raises(RuleRefused):
        trends(office.app, signer, SPAN, lines)
    other = replace(person(office, "W01"), code="W77")
    assert all(not point.value for one in trends(office.app, other, SPAN, lines) for point in one.points)
