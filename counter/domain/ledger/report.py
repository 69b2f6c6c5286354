"""A report computed from figures: its lines with values, and what changed since it was handed in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from counter.domain.figures.small_groups import LEAST_GROUP, LEAST_RATE
from counter.domain.ledger.measures import MEASURES
from counter.domain.ledger.period import Period
from counter.domain.ledger.template import By, LineShape, ReportForm, ReportLine

Figures = Mapping[str, int]
"""Name of a measure → its count."""

WITHHELD = -1
"""A value in ``LedgerReport.figures`` that is not told: too few to be counted (L9)."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A line of a table: the group's key and name, and the figures of its columns in order."""

    key: str
    name: str
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """What a report states. ``counted_to``: the last day that is in it, before the period's end while that runs.

    ``tables``: rows by the title of the table; ``before``: the figures of the period before, for comparison.
    """

    period: Period
    counted_to: date
    figures: Figures
    tables: Mapping[str, tuple[ReportRow, ...]] = field(default_factory=dict)
    before: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A line whose value is another one now. ``figures``: of its measures, then and now."""

    title: str
    then: str
    now: str


def told(figures: Figures) -> dict[str, int]:
    """The figures as they may be told: what counts fewer than a measure allows is withheld."""
    return {
        name: WITHHELD if 0 < count < MEASURES[name].least else count
        for name, count in figures.items()
        if name in MEASURES
    }


def value_of(line: ReportLine, figures: Figures) -> float | None:
    """The number of a line; None where it cannot be told or there is nothing to divide by."""
    counts = [figures.get(name, 0) for name in line.figures]
    if WITHHELD in counts and any(MEASURES[name].least for name in line.figures):
        return None
    if line.shape is LineShape.FIGURE:
        return counts[0]
    if line.shape is LineShape.LESS:
        return counts[0] - counts[1]
    if not counts[1]:
        return None
    return counts[0] / counts[1] * (100 if line.shape is LineShape.RATE else 1)


def value_words(line: ReportLine, figures: Figures) -> str:
    """The value with its unit: ``12项``, ``83.3%（5/6）``, ``2.4个工作日``, ``—`` for none."""
    value = value_of(line, figures)
    if value is None:
        withheld = any(figures.get(name) == WITHHELD for name in line.figures if MEASURES[name].least)
        return f"不足{MEASURES[line.behind].least}{line.unit}" if withheld else "—"
    if line.shape is LineShape.RATE:
        first, second = (figures.get(name, 0) for name in line.figures)
        return f"{value:.1f}%（{first}/{second}）"
    if line.shape is LineShape.MEAN:
        return f"{value:.1f}{line.unit}"
    return f"{int(value)}{line.unit}" + (f"（共{line.of}）" if line.of else "")


def short_words(line: ReportLine, figures: Figures) -> str:
    """The value where there is little room: ``12项``, ``83.3%``; a rate or mean of few says of how many."""
    value = value_of(line, figures)
    words = value_words(line, figures)
    if value is None or line.shape not in (LineShape.RATE, LineShape.MEAN):
        return words.partition("（")[0]
    first, of = (figures.get(name, 0) for name in line.figures)
    if line.shape is LineShape.RATE:
        return words.partition("（")[0] if of >= LEAST_RATE else f"{of}项里{first}项"
    return words if of >= LEAST_GROUP else f"{words}（{of}项）"


def differences(form: ReportForm, then: LedgerReport, now: LedgerReport) -> tuple[FigureChange, ...]:
    """Lines and cells of tables whose value is another one now."""
    return (*_lines(form, then.figures, now.figures), *_cells(form, then, now))


def digest_of(report: LedgerReport) -> str:
    """SHA-256 of everything a report counts: the same figures give the same digest."""
    plain = {
        "first": report.period.first.isoformat(),
        "last": report.period.last.isoformat(),
        "counted_to": report.counted_to.isoformat(),
        "figures": dict(sorted(report.figures.items())),
        "tables": {
            title: [[row.key, row.name, *row.figures] for row in rows]
            for title, rows in sorted(report.tables.items())
        },
    }
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _lines(form: ReportForm, then: Figures, now: Figures) -> Iterator[FigureChange]:
    for line in form.lines:
        known = [name for name in line.figures if name in then]
        if len(known) == len(line.figures) and any(then[name] != now.get(name, 0) for name in known):
            yield FigureChange(line.title, value_words(line, then), value_words(line, now))


def _cells(form: ReportForm, then: LedgerReport, now: LedgerReport) -> Iterator[FigureChange]:
    for table in form.tables:
        if table.title not in then.tables:
            continue
        before = {row.key: row for row in then.tables[table.title]}
        after = {row.key: row for row in now.tables.get(table.title, ())}
        for key in dict.fromkeys((*before, *after)):
            yield from _row(table.columns, before.get(key), after.get(key))


def _row(
    columns: Sequence[ReportLine], before: ReportRow | None, after: ReportRow | None
) -> Iterator[FigureChange]:
    name = (after or before).name if after or before else ""  # type: ignore[union-attr]
    for place, column in enumerate(columns):
        was = before.figures[place] if before and place < len(before.figures) else 0
        is_now = after.figures[place] if after else 0
        if was != is_now:
            yield FigureChange(f"{name}：{column.title}", str(was), str(is_now))


def names_of(form: ReportForm) -> tuple[str, ...]:
    """The measures a form asks for, each once."""
    return tuple(dict.fromkeys(name for line in form.lines for name in line.figures))


def groups_of(form: ReportForm) -> tuple[tuple[By, tuple[str, ...]], ...]:
    """What each table asks for: by which field, which measures."""
    return tuple((table.by, tuple(column.behind for column in table.columns)) for table in form.tables)
