"""A board or a page of charts on paper (统计图表): each chart under what it finds, as numbers with bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from counter.domain.calendar.workdays import civil_time
from counter.domain.document.document import Block, Document, PaperKind, Paragraph, Table, TableBar
from counter.domain.hall.banner import banner_of
from counter.domain.papers.parts.brackets import full_brackets
from counter.domain.papers.parts.context import Window

MOST_ROWS = 40
"""Rows of one chart on paper; the workbook has all of them."""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A line of a chart: its cells in words with their units, and its bar."""

    cells: tuple[str, ...]
    bar: TableBar | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """``finding``: the sentence over it; ``head``: of its columns. ``drawn``: it has a column of bars, after the first;
    ``note``: what it leaves out and why, and what mark and hollow bar mean.
    """

    finding: str
    head: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    drawn: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """``day``: of what day or days; ``scope``: of which windows and how fresh; ``source``: what was counted."""

    title: str
    day: str
    scope: str
    source: str
    charts: tuple[Chart, ...]
    station: Window
    at: datetime


def figure_document(sheet: FigureSheet) -> Document:
    """The pages: A4, readable in black and white."""
    made = civil_time(sheet.at)
    return Document(
        kind=PaperKind.FIGURE_SHEET,
        title=sheet.title,
        number="",
        addressee="",
        body=full_brackets(_body(sheet)),
        seal_organ="",
        date_text="",
        sign_lines=(),
        foot=(sheet.station.hall, "本表没有个人信息。", f"{made:%Y-%m-%d %H:%M} 出具"),
        code="",
        code_text="",
        qr="",
        watermark=banner_of(demo=sheet.station.demo, training=sheet.station.training) or None,
        issued=made,
    )


def _body(sheet: FigureSheet) -> Iterator[Block]:
    top = (("日期", sheet.day), ("范围", sheet.scope), ("来源", sheet.source))
    yield Table(head=(), rows=tuple(row for row in top if row[1]), widths=(0.16, 0.84))
    for chart in sheet.charts:
        yield Paragraph(chart.finding, plain=True, strong=True)
        if chart.rows:
            yield _table(chart)
        if len(chart.rows) > MOST_ROWS:
            words = f"只列前{MOST_ROWS}行，共{len(chart.rows)}行；全部在表格文件里。"
            yield Paragraph(words, plain=True, small=True)
        if chart.note:
            yield Paragraph(chart.note, plain=True, small=True)


def _table(chart: Chart) -> Table:
    rows, columns = chart.rows[:MOST_ROWS], len(chart.head)
    if not chart.drawn:
        widths = (0.3, *(0.7 / max(1, columns - 1) for _ in range(columns - 1)))
        return Table(chart.head, tuple(row.cells for row in rows), widths, tuple(range(1, columns)))
    share = 0.38 / max(1, columns - 1)
    return Table(
        (chart.head[0], "", *chart.head[1:]),
        tuple((row.cells[0], "", *row.cells[1:]) for row in rows),
        (0.27, 0.35, *(share for _ in range(columns - 1))),
        bars=tuple(row.bar for row in rows),
        bar_at=1,
    )
