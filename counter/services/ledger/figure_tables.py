"""The figures of a span as sheets of a workbook: beside the last period and last year, and over twelve periods."""

from __future__ import annotations

from counter.domain.figures.trend import trend_finding
from counter.domain.ledger.finding import burden_lines, means, unit_of
from counter.domain.ledger.report import Figures, short_words, value_of
from counter.domain.ledger.template import LineShape, ReportLine, Template
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.context.ports import StaffRow
from counter.services.ledger.read import read_ledger
from counter.services.ledger.trends import trends
from counter.services.spreadsheet.writer import Cell, WorkbookSheet


def figure_tables(
    app: AppContext, person: StaffRow, span: LedgerSpan, template: Template, above: tuple[str, ...]
) -> tuple[WorkbookSheet, WorkbookSheet]:
    """数字 and 近12期. Raises RuleRefused as ``access``."""
    view = read_ledger(app, person, span, template)
    times = (view.figures, view.before, view.year_ago)
    rows: list[tuple[Cell, ...]] = [
        (part.title, line.title, *(number(line, one) for one in times), unit_words(line), means(line))
        for part in template.report.parts
        for line in part.lines
    ]
    than = view.compared.name
    head = ("部分", "项目", "本期", than, "去年同期", "单位", "怎么算")
    said = (*above[:-1], f"{than}：{view.compared.period.words}", *above[-1:])
    figures = WorkbookSheet(
        "数字", head, rows, above=said, widths=(18, 30, 12, 12, 12, 12, 50), filtered=True
    )
    over = trends(app, person, span, burden_lines(template.report))
    found: list[tuple[Cell, ...]] = [
        (
            one.line.title,
            period.first,
            period.last,
            _told(one.line, point.value),
            _told(one.line, point.year_ago),
            unit_words(one.line),
            trend_finding(one.points, unit_of(one.line)) if n == len(one.points) - 1 else "",
        )
        for one in over
        for n, (period, point) in enumerate(zip(one.periods, one.points, strict=True))
        if point.value is not None
    ]
    heads = ("项目", "从", "到", "数", "去年同期", "单位", "发现")
    return figures, WorkbookSheet(
        "近12期", heads, found, above=above, widths=(30, 12, 12, 12, 12, 12, 40), filtered=True
    )


def number(line: ReportLine, figures: Figures | None) -> Cell:
    """The value as a number, its words where it cannot be told; None where nothing is known of that time."""
    if figures is None:
        return None
    value = value_of(line, figures)
    return short_words(line, figures) if value is None else _told(line, value)


def unit_words(line: ReportLine) -> str:
    """What it is measured in."""
    return "%" if line.shape is LineShape.RATE else line.unit


def _told(line: ReportLine, value: float | None) -> Cell:
    if value is None:
        return None
    return round(value, 1) if line.shape in (LineShape.RATE, LineShape.MEAN) else int(value)
