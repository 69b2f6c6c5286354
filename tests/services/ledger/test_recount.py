"""The report equals a recount from raw entries; one event moves only its own cells; what was handed in never moves."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from counter import config
from counter.db.check.check import check
from counter.db.journal.journal import SqlJournal
from counter.domain.case.acts.acts import Conclude
from counter.domain.case.item_events import Result
from counter.domain.case.item_state import ItemState
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.day_events import FigureKind
from counter.domain.ledger.measures import MEASURES
from counter.domain.ledger.period import Period, ReportDays, period_before, report_period
from counter.domain.ledger.template import By, Template
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.day.day_series import entries_of_day
from counter.services.day.figures import day_figures
from counter.services.ledger.export import export_ledger, export_report, export_weekly
from counter.services.ledger.platform_export import export_for_platform
from counter.services.ledger.read import MOST, read_ledger
from counter.services.ledger.report import HandIn, hand_in, monthly_report
from counter.services.ledger.template_file import template_in
from tests.services.ledger.recount import RawEntry, cases_of, read_rest_days, recount, recount_by, recount_day
from tests.services.ledger.test_platform_export import coded
from tests.services.ledger.visits import live
from tests.services.office import Office, office_on
from tests.sheet_flaws import sheet_flaws

VISITS = int(os.environ.get("COUNTER_LEDGER_VISITS", "40"))
"""2,000 with ``COUNTER_LEDGER_VISITS=2000`` and ``--timeout 0``: some minutes (docs/ledger.md)."""
BEGUN, ENDED = date(2026, 9, 28), date(2026, 11, 23)


def template() -> Template:
    return template_in(config.resources_folder(), config.read_toml)


def person(office: Office, code: str = "S01") -> StaffRow:
    return next(row for row in office.app.journal.staff() if row.code == code)


def raw(office: Office) -> list[RawEntry]:
    """Every entry as it lies in the file."""
    journal: Any = office.app.journal
    assert isinstance(journal, SqlJournal)
    query = "SELECT subject, at, kind, payload FROM entries ORDER BY row"
    return [tuple(row) for row in journal.connection().execute(query)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    # set up on its first day: a clock that goes back is in doubt, and no date is set then
    with office_on(tmp_path_factory.mktemp("hall") / "p", datetime(2026, 9, 28, tzinfo=UTC)) as made:
        live(made, VISITS, BEGUN, ENDED)
        made.at(ENDED.isoformat(), 17)
        yield made


@pytest.mark.parametrize("month", [10, 11])
def test_that_the_report_equals_a_recount_from_raw_entries(office: Office, month: int) -> None:
    found = monthly_report(office.app, person(office), 2026, month, template()).now
    rest = read_rest_days(config.resources_folder() / "calendars")
    counted = recount(raw(office), found.period.first, found.period.last, rest)
    assert {name: found.figures[name] for name in counted if name in found.figures} == {
        name: count for name, count in counted.items() if name in found.figures
    }
    assert counted["items_received"] > VISITS
    assert counted["corrected"]
    assert counted["with_law_term"]
    assert counted["ahead_of_law"]


@pytest.mark.parametrize("month", [10, 11])
def test_that_each_table_of_the_report_and_the_period_before_equal_a_recount(
    office: Office, month: int
) -> None:
    form = template()
    found = monthly_report(office.app, person(office), 2026, month, form).now
    rest, entries = read_rest_days(config.resources_folder() / "calendars"), raw(office)
    days = found.period.first, found.period.last
    for table in form.report.tables:
        names = [column.behind for column in table.columns]
        told = {row.key: row.figures for row in found.tables[table.title]}
        if table.by is By.STATION:
            whole = recount(entries, *days, rest)
            assert told == {office.app.journal.station().code: tuple(whole[name] for name in names)}
            continue
        parts = recount_by(table.by.value, entries, *days, rest)
        counted = {key: tuple(one[name] for name in names) for key, one in parts.items()}
        assert told == {key: figures for key, figures in counted.items() if any(figures)}
        assert len(told) > 1
    before = report_period(2026, month - 1, ReportDays(23))
    counted = recount(entries, before.first, before.last, rest)
    assert {name: found.before[name] for name in counted if name in found.before} == {
        name: count for name, count in counted.items() if name in found.before
    }


def test_that_what_the_platform_is_told_of_each_item_equals_a_recount(office: Office) -> None:
    app = coded(office.app, *office.app.guide.items)
    _, found = export_for_platform(app, person(office), LedgerSpan(BEGUN, ENDED))
    told = {}
    for one in found:
        accepted = [row["accepted_at"] for row in one.rows["up_pro_accept"]]
        ended = [row["decided_on"] for row in one.rows["up_pro_result"]]
        days = [day.date() if isinstance(day, datetime) else day for day in (*accepted, *ended)]
        told[one.number, one.name] = tuple(days)
    counted = {
        (case["number"], item["name"]): tuple(day for day in (item.get("accepted"), item.get("ended")) if day)
        for case in cases_of(raw(office)).values()
        for item in case["items"].values()
    }
    assert told == counted
    assert sum(len(days) == 2 for days in told.values()) > VISITS


def test_that_each_days_close_equals_a_recount_from_raw_entries(office: Office) -> None:
    entries, counted, told = raw(office), {}, {}
    for day in (BEGUN + timedelta(days=n) for n in range((ENDED - BEGUN).days + 1)):
        figures = day_figures(office.app, entries_of_day(office.app.journal, day))
        stands = {one.what: one.count for one in figures}
        told[day] = stands[FigureKind.TAKEN], stands[FigureKind.DECIDED]
        *counted[day], left_open = recount_day(entries, day)
    assert told == {day: tuple(found) for day, found in counted.items()}
    assert stands[FigureKind.WAITING] == left_open > 0  # of the last day: it stands as now


def test_that_every_figure_counts_as_many_rows_as_it_lists(office: Office) -> None:
    first, last = report_period(2026, 11, ReportDays(23)).first, ENDED
    for name in (
        "items_received",
        "spot",
        "corrected",
        "open_at_end",
        "late_ended",
        "accepted",
        "items_ended",
    ):
        view = read_ledger(office.app, person(office), LedgerSpan(first, last), template(), name)
        assert view.total == view.figures.get(name, view.total)
        assert len(view.lines) == min(view.total, MOST)


def test_that_the_stored_rows_are_those_of_a_rebuild(office: Office) -> None:
    assert check(office.app.journal).faults == ()


def test_that_one_event_moves_its_own_cells_and_a_report_handed_in_does_not_move(office: Office) -> None:
    form, supervisor = template(), person(office)
    before = hand_in(office.app, supervisor, 2026, 11, form, HandIn({"problems": "约时间难"}))
    assert before.moved == ()
    with pytest.raises(BadInput, match="没有变"):
        hand_in(office.app, supervisor, 2026, 11, form, HandIn({"problems": "约时间难"}))
    case, item = next(
        (case, item)
        for line in read_ledger(office.app, supervisor, LedgerSpan(BEGUN, ENDED), form).lines
        if line.row.state == ItemState.ACCEPTED
        for case in [read_case(office.app.journal, line.row.case)]
        for item in [line.row.item]
    )
    office.do(case, Conclude(item, Result.GRANTED, ENDED, "许〔2026〕9号"))
    after = monthly_report(office.app, supervisor, 2026, 11, form)
    assert after.report.figures == before.report.figures
    assert after.frozen is not None
    assert after.frozen.whole
    moved = {name for name in after.now.figures if after.now.figures[name] != before.now.figures[name]}
    allowed = {
        *("items_ended", "granted_later", "handled", "handling_days", "ahead_of_law", "with_law_term"),
        *("open_at_end", "cases_ended", "visits", "visits_alone", "late_ended", "late_open"),
    }
    assert {"items_ended", "granted_later", "open_at_end"} <= moved <= allowed
    assert {change.title for change in after.moved} >= {"办结：事项", "其中受理后准予、办结", "期末在办"}
    with pytest.raises(BadInput, match="为什么"):
        hand_in(office.app, supervisor, 2026, 11, form, HandIn())
    again = hand_in(office.app, supervisor, 2026, 11, form, HandIn(reason="补记一项结果"))
    assert [one.said.version for one in again.handed_in] == [1, 2]
    assert again.handed_in[0].report.figures == before.report.figures
    assert again.moved == ()


def test_that_a_clerk_sees_and_exports_only_the_own_rows_and_no_names(office: Office) -> None:
    clerk, span = person(office, "W01"), LedgerSpan(BEGUN, ENDED)
    assert {line.row.clerk for line in read_ledger(office.app, clerk, span, template()).lines} == {"W01"}
    another = replace(clerk, code="W09")
    assert read_ledger(office.app, another, replace(span, clerk="W01"), template()).total == 0
    with pytest.raises(RuleRefused):
        monthly_report(office.app, clerk, 2026, 11, template())
    with pytest.raises(RuleRefused):
        export_ledger(office.app, clerk, span, template(), full=True)


def test_that_workbooks_open_with_real_days_and_what_is_behind_each_figure(
    office: Office, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    supervisor, form = person(office), template()
    found = monthly_report(office.app, supervisor, 2026, 11, form)
    files = {
        "report": export_report(office.app, supervisor, found, form).content,
        "ledger": export_ledger(office.app, supervisor, LedgerSpan(BEGUN, ENDED), form).content,
        "weekly": export_weekly(office.app, supervisor, ENDED, form).content,
    }
    for name, content in files.items():
        (tmp_path / f"{name}.xlsx").write_bytes(content)
        assert sheet_flaws(content, notes=("月报", "报送以后")) == [], name
    sheet = load_workbook(tmp_path / "ledger.xlsx").worksheets[0]
    heads = [cell.value for cell in sheet[4]]
    assert heads == [column.title for column in form.ledger.columns]
    received = sheet.cell(5, heads.index("收件日期") + 1)
    assert received.is_date
    assert sheet.auto_filter.ref is not None
    assert sheet.freeze_panes == "C5"
    assert "*" in str(sheet.cell(5, heads.index("申请人") + 1).value)
    book = load_workbook(tmp_path / "report.xlsx")
    (line,) = (row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == "收件：事项")
    assert line[1] == found.report.figures["items_received"]
    assert line[5]


def test_that_a_period_ends_on_the_report_day_and_begins_after_the_last() -> None:
    november = report_period(2026, 11, ReportDays(23))
    assert november == Period(date(2026, 10, 24), date(2026, 11, 23))
    assert period_before(november, ReportDays(23)) == Period(date(2026, 9, 24), date(2026, 10, 23))
    assert report_period(2026, 2, ReportDays(31)) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert report_period(2026, 1, ReportDays(0)) == Period(date(2026, 1, 1), date(2026, 1, 31))


def test_that_a_report_is_not_handed_in_before_its_last_day(tmp_path: Path) -> None:
    with office_on(tmp_path / "p") as office:
        office.at("2026-11-20")
        with pytest.raises(RuleRefused, match="到那一天才能报送"):
            hand_in(office.app, person(office), 2026, 11, template(), HandIn())


def test_that_a_table_has_of_each_group_what_is_counted_of_it_alone(office: Office) -> None:
    stored: Any = office.app.journal.ledger()
    span = LedgerSpan(BEGUN, ENDED)
    wanted = [
        (by, [MEASURES[name] for name in names])
        for by, names in (
            (By.ORGAN, ["items_ended", "handling_days"]),
            (By.ORGAN, ["cases_received"]),
            (By.BUNDLE, ["cases_received", "papers_saved"]),
            (By.STATION, ["cases_ended", "bundles"]),
            (By.CLERK, ["visits"]),
        )
    ]
    tables = stored.tables(wanted, span, office.app.calendar)
    for (by, measures), groups in zip(wanted, tables, strict=True):
        assert groups
        for key, (_, counts) in groups.items():
            alone = replace(span, **{by.value: int(key) if by is By.BUNDLE else key})
            figures = stored.figures(measures, alone, office.app.calendar)
            assert counts == tuple(figures[measure.name] for measure in measures)
