"""Ledger, report and weekly sheet as workbooks, the report also as a paper; every file that leaves is on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from counter.domain.calendar.workdays import civil_date
from counter.domain.document.document import Document
from counter.domain.errors import RuleRefused
from counter.domain.journal.entries import NewEntry
from counter.domain.ledger.cells import CELLS, SERIAL, LedgerLine, Shown
from counter.domain.ledger.events import FILES, LedgerExported
from counter.domain.ledger.measures import MEASURES
from counter.domain.ledger.period import compared_with
from counter.domain.ledger.report import LedgerReport
from counter.domain.ledger.report_sheet import (
    DIGEST_SAID,
    ReportSheet,
    digest_said,
    ranges,
    report_document,
    span_words,
)
from counter.domain.ledger.template import LedgerForm, Template
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.context.ports import StaffRow
from counter.services.ledger.access import allowed, require_reviewer, sees_others
from counter.services.ledger.figure_tables import figure_tables, number, unit_words
from counter.services.ledger.read import measure_of, until_today
from counter.services.ledger.report import HandedIn, MonthlyReport
from counter.services.ledger.scope import report_days, scope_of, shown
from counter.services.ledger.up_to_date import current_ledger
from counter.services.papers.print_figures import print_document
from counter.services.spreadsheet.writer import Cell, WorkbookSheet, workbook

_WEEK = 7
_OPEN = "open"


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A file to be saved; that it was made is on record already. ``count``: rows in it."""

    content: bytes
    count: int


def export_ledger(
    app: AppContext,
    person: StaffRow,
    span: LedgerSpan,
    template: Template,
    *,
    behind: str = "",
    full: bool = False,
) -> LedgerFile:
    """The rows of a span. ``behind``: only those of a figure; ``full``: names and certificate numbers unmasked.

    Raises RuleRefused as ``access``: full names take the right to see others' work.
    """
    if full and not sees_others(person):
        raise RuleRefused("全名的台账由值班负责人出；自己的台账姓名是掩着的。", rule="L11", field="full")
    asked, span = span, until_today(app, allowed(app, person, span))
    lines = current_ledger(app).lines(measure_of(behind), span, app.calendar, None)
    title = f"{template.ledger.title}（{MEASURES[behind].means}）" if behind else template.ledger.title
    days = f"{span.first.isoformat()} 至 {span.last.isoformat()}"
    above = (title, f"{days}；{scope_of(app).words}；{len(lines)}行；{_made(app, person)}", template.note)
    sheet = _listed("台账", template.ledger, lines, shown(app, full=full), above)
    figures = () if behind else figure_tables(app, person, asked, template, above)
    return leave_on_record(app, person, "ledger", span, (sheet, *figures), len(lines), full=full)


def export_weekly(app: AppContext, person: StaffRow, until: date, template: Template) -> LedgerFile:
    """What has no result yet on that day, the nearest day first. Raises RuleRefused as ``access.allowed``."""
    week = LedgerSpan(until - timedelta(days=_WEEK - 1), until, state=_OPEN)
    span = until_today(app, allowed(app, person, week))
    found = current_ledger(app).lines(None, span, app.calendar, None)
    lines = sorted(found, key=lambda line: (line.row.due is None, line.row.due or "", line.row.received_on))
    days = f"{span.first.isoformat()} 至 {span.last.isoformat()}"
    above = (
        template.weekly.title,
        f"{days}；{scope_of(app).words}；{len(lines)}项；{_made(app, person)}",
        template.note,
    )
    sheet = _listed("调度表", template.weekly, lines, replace(shown(app), today=span.last), above)
    return leave_on_record(app, person, "weekly", span, (sheet,), len(lines), full=False)


def export_report(app: AppContext, person: StaffRow, found: MonthlyReport, template: Template) -> LedgerFile:
    """The report, its tables, the ledger of its days, and for every figure the running numbers of its rows there."""
    require_reviewer(app, person)
    report = found.report
    span = LedgerSpan(report.period.first, report.counted_to)
    lines = current_ledger(app).lines(None, span, app.calendar, None)
    serials = {(line.row.case, line.row.item): n for n, line in enumerate(lines, 1)}
    above = (template.report.title, *_head(found), f"{_made(app, person)}；{template.note}")
    drill = list(_lines_of(app, template, report, span, serials))
    beside = compared_with(report.period, report.counted_to, report_days(app)).name
    heads = ("项目", "本期", beside, "单位", "怎么算", "台账里的序号")
    sheets = [
        WorkbookSheet(
            "月报",
            heads,
            [row for row, _ in drill],
            frozenset(n for n, (_, b) in enumerate(drill) if b),
            above,
            (30, 12, 12, 10, 50, 48),
        ),
        *_tables(template, report, above),
        _listed("台账", template.ledger, lines, shown(app), (template.ledger.title, *above[1:])),
    ]
    if found.moved:
        rows = [(one.title, one.then, one.now) for one in found.moved]
        sheets.insert(
            1, WorkbookSheet("报送以后", ("项目", "报送时", "现在"), rows, above=above, widths=(40, 24, 24))
        )
    return leave_on_record(app, person, "report", span, sheets, len(lines), full=False)


def report_sheet(app: AppContext, person: StaffRow, found: MonthlyReport, template: Template) -> Document:
    """The report as a paper to sign: as handed in, or marked as not handed in."""
    require_reviewer(app, person)
    frozen, report = found.frozen, found.report
    station = app.journal.station().named(app.jurisdiction.contacts)
    compared = compared_with(report.period, report.counted_to, report_days(app))
    sheet = ReportSheet(report, template, compared, station, found.scope.words, app.clock.read().at)
    if frozen is not None:
        sheet = replace(
            sheet,
            at=frozen.at,
            by=_who(frozen),
            version=frozen.said.version,
            digest=frozen.said.digest,
            reason=frozen.sealed.reason if frozen.sealed is not None else "",
            texts=frozen.sealed.texts if frozen.sealed is not None else {},
            scope=frozen.said.scope,
        )
    return report_document(sheet)


def report_pdf(app: AppContext, person: StaffRow, found: MonthlyReport, template: Template) -> bytes:
    """The paper as PDF. Raises WorldTrouble where none can be made."""
    return app.papers.make(report_sheet(app, person, found, template))


def print_report(
    app: AppContext, person: StaffRow, found: MonthlyReport, template: Template, *, printer: str = ""
) -> str:
    """Send the paper to the print queue; the label of the printer. Raises WorldTrouble where it was not taken."""
    return print_document(app, report_sheet(app, person, found, template), printer=printer)


def _who(handed: HandedIn) -> str:
    name = handed.sealed.reviewer if handed.sealed is not None else ""
    return f"{name}（{handed.by}）" if name else handed.by


def _head(found: MonthlyReport) -> Iterator[str]:
    yield f"{span_words(found.report)}；{found.scope.words}"
    frozen = found.frozen
    if frozen is None:
        yield "还没有报送，数字会随办件变"
        return
    reason = frozen.sealed.reason if frozen.sealed is not None else ""
    why = f"；再报原因：{reason}" if reason else ""
    day = civil_date(frozen.at).isoformat()
    digest = f"{DIGEST_SAID} {digest_said(frozen.said.digest)}"
    yield f"第{frozen.said.version}版，{_who(frozen)} {day} 报送，报送后不变；{digest}{why}"


def _lines_of(
    app: AppContext,
    template: Template,
    report: LedgerReport,
    span: LedgerSpan,
    serials: dict[tuple[str, str], int],
) -> Iterator[tuple[tuple[Cell, ...], bool]]:
    """(row, whether it is a heading)."""
    stored = current_ledger(app)
    for part in template.report.parts:
        yield (part.title, None, None, "", "", ""), True
        for line in part.lines:
            rows = stored.lines(MEASURES[line.behind], span, app.calendar, None)
            behind = ranges(
                sorted(serials[key] for row in rows if (key := (row.row.case, row.row.item)) in serials)
            )
            means = "；".join(MEASURES[name].means for name in line.figures)
            now, before = number(line, report.figures), number(line, report.before)
            yield (line.title, now, before, unit_words(line), means, behind), False


def _tables(template: Template, report: LedgerReport, above: tuple[str, ...]) -> Iterator[WorkbookSheet]:
    for table in template.report.tables:
        rows: list[tuple[Cell, ...]] = [
            (row.name, *row.figures) for row in report.tables.get(table.title, ())
        ]
        head = (table.title.removeprefix("按"), *(column.title for column in table.columns))
        widths = (36, *(12 for _ in table.columns))
        yield WorkbookSheet(table.title, head, rows, above=above, widths=widths, filtered=True)


def _listed(
    title: str, form: LedgerForm, lines: Sequence[LedgerLine], how: Shown, above: tuple[str, ...]
) -> WorkbookSheet:
    fields = [(column.field, CELLS[column.field]) for column in form.columns]
    rows = [
        tuple(n if name == SERIAL else cell(line, how) for name, cell in fields)
        for n, line in enumerate(lines, 1)
    ]
    heads = tuple(column.title for column in form.columns)
    widths = tuple(column.width for column in form.columns)
    return WorkbookSheet(title, heads, rows, above=tuple(filter(None, above)), widths=widths, filtered=True)


def _made(app: AppContext, person: StaffRow) -> str:
    hall = app.journal.station().named(app.jurisdiction.contacts).hall
    return f"{hall}；{shown(app).today.isoformat()} {person.name}（{person.code}）制表"


def leave_on_record(
    app: AppContext,
    person: StaffRow,
    what: str,
    span: LedgerSpan,
    sheets: Sequence[WorkbookSheet],
    count: int,
    *,
    full: bool,
) -> LedgerFile:
    """The workbook, once its leaving is on record."""
    content = workbook(sheets, app.clock.read().at, app.hall.banner)
    event = LedgerExported(
        what, span.first.isoformat(), span.last.isoformat(), count, full, sha256(content).hexdigest()
    )
    with app.journal.transaction() as tx:
        tx.append(NewEntry(FILES, event, tx.last_id(FILES)), actor=person.code)
        tx.commit()
    return LedgerFile(content, count)
