"""The figures of a span on paper: a bar each, the last period and last year beside it, and twelve periods."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.document.document import Document, TableBar
from counter.domain.figures.trend import trend_finding
from counter.domain.ledger.finding import burden_lines, finding, share, unit_of
from counter.domain.ledger.report import short_words
from counter.domain.ledger.template import Template
from counter.domain.papers.figure_sheet import Chart, ChartRow
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.context.ports import StaffRow
from counter.services.ledger.access import sees_others
from counter.services.ledger.read import LedgerView, read_ledger
from counter.services.ledger.scope import window_names
from counter.services.ledger.trends import Trend, trends
from counter.services.papers.print_figures import sheet_of


def figure_sheet(app: AppContext, person: StaffRow, span: LedgerSpan, template: Template) -> Document:
    """The page's figures as a paper. Raises as ``read_ledger``."""
    view = read_ledger(app, person, span, template)
    lines = burden_lines(template.report)
    over = trends(app, person, span, lines)
    days = f"{view.span.first.isoformat()} 至 {view.span.last.isoformat()}"
    scope = "；".join((view.scope.words, *_narrowed(app, person, view.span)))
    source = "办件记录；每个数怎么算印在月报末尾"
    return sheet_of(app, "台账统计", days, scope, source, (*_parts(view, template), *_periods(over)))


def _narrowed(app: AppContext, person: StaffRow, span: LedgerSpan) -> Iterator[str]:
    """What is left out."""
    if not sees_others(person):
        yield "只算自己办的"
    if span.organ:
        yield span.organ
    if span.bundle is not None:
        yield f"第{span.bundle}件事"
    if span.station:
        yield window_names(app).get(span.station, span.station)
    if span.clerk and sees_others(person):
        yield f"经办人{span.clerk}"
    if span.state:
        yield {"open": "在办的", "ended": "有结果的", "late": "超期的"}[span.state]


def _parts(view: LedgerView, template: Template) -> Iterator[Chart]:
    than = view.compared.name
    yield Chart(
        finding(template.report.lines, view.figures, view.before, view.year_ago, than=view.compared.name),
        (),
        (),
        note=f"{than}是{view.compared.period.words}；实心条是本期，空心条是{than}。",
    )
    ago = view.year_ago
    for part in template.report.parts:
        rows = []
        for line in part.lines:
            now, before = share(line, view.figures, view.before)
            times = (view.figures, view.before, *((ago,) if ago is not None else ()))
            cells = (line.title, *(short_words(line, figures) for figures in times))
            rows.append(ChartRow(cells, TableBar(now, before)))
        head = ("项目", "本期", than, *(("去年同期",) if ago is not None else ()))
        yield Chart(part.title, head, tuple(rows), drawn=True)


def _periods(over: tuple[Trend, ...]) -> Iterator[Chart]:
    """Twelve periods, the newest first, and what each line found."""
    if not over:
        return
    found = [
        f"{one.line.title}{words}" for one in over if (words := trend_finding(one.points, unit_of(one.line)))
    ]
    rows = [
        ChartRow((period.words.partition("至")[2], *(one.points[n].words for one in over)))
        for n, period in reversed(list(enumerate(over[0].periods)))
        if any(one.points[n].value is not None for one in over)
    ]
    head = ("到哪天为止的一期", *(one.line.title for one in over))
    yield Chart("近12期", head, tuple(rows), note="；".join(found))
