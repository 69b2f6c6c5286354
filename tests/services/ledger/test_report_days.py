"""A hall changes the day by which it reports: no day is reported twice or never, what was handed in keeps its days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from counter import config
from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.register.records import RegisteredHall
from counter.domain.hall.register.register import change_to
from counter.domain.ledger.period import (
    Period,
    ReportDays,
    month_of,
    period_before,
    periods_until,
    report_period,
)
from counter.domain.ledger.template import Template
from counter.services.context.ports import StaffRow
from counter.services.ledger.report import HandIn, MonthlyReport, hand_in, monthly_report
from counter.services.ledger.template_file import template_in
from counter.services.register.issue_register import issue_register
from tests.services.office import Office, office_on

NOVEMBER = Period(date(2026, 10, 24), date(2026, 11, 23))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "p") as made:
        made.file(made.visit())
        yield made


def lead(office: Office) -> StaffRow:
    return next(row for row in office.app.journal.staff() if row.code == "S01")


def form() -> Template:
    return template_in(config.resources_folder(), config.read_toml)


def reports_by(office: Office, day: int) -> None:
    """The hall's register names that day from today on."""
    record = change_to(RegisteredHall("示例政务服务大厅", report_day=day), civil_date(office.clock.at))
    issue_register(office.app.journal, (record,), by=lead(office))


def report(office: Office, year: int, month: int) -> MonthlyReport:
    return monthly_report(office.app, lead(office), year, month, form())


@pytest.mark.parametrize("day", [20, 5, 28, 31])
def test_that_the_next_period_begins_after_the_last_one_handed_in(office: Office, day: int) -> None:
    office.at("2026-11-23")
    before = hand_in(office.app, lead(office), 2026, 11, form(), HandIn())
    assert before.report.period == NOVEMBER
    office.at("2026-12-31")
    reports_by(office, day)
    december = report(office, 2026, 12).report
    assert december.period == Period(date(2026, 11, 24), date(2026, 12, day))
    assert december.before == before.report.figures  # beside 上期, as it was handed in


def test_that_a_report_handed_in_keeps_its_days_and_nothing_moved(office: Office) -> None:
    office.at("2026-11-23")
    hand_in(office.app, lead(office), 2026, 11, form(), HandIn())
    office.at("2026-11-24")
    office.file(replace(office.visit(), duplicate_reason="另一处场地"))  # of the next period
    reports_by(office, 28)
    again = report(office, 2026, 11)
    assert again.now.period == NOVEMBER
    assert again.moved == ()


def test_that_days_by_which_reports_were_handed_in_leave_no_gap_and_no_overlap() -> None:
    handed_in = {
        (2026, 5): Period(date(2026, 4, 24), date(2026, 5, 23)),
        (2026, 8): Period(date(2026, 7, 21), date(2026, 8, 20)),
    }
    for day in (0, 1, 5, 20, 23, 28, 31):
        days = ReportDays(day, handed_in)
        assert report_period(2026, 5, days) == handed_in[2026, 5]
        every = periods_until(date(2026, 12, 31), days, 14)
        for one, following in pairwise(every):
            assert (following.first - one.last).days == 1
            assert one.first <= one.last
            assert period_before(following, days) == one
            for end in (one.first, one.last):
                assert report_period(*month_of(end, days), days) == one
