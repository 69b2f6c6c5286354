"""The form of ledger, report and weekly sheet as data (``resources/ledger``): columns, order, titles, widths, lines.

The sources name neither columns nor forms, so none stands in the code: a column names a field of a row (``cells``), a
line names figures (``measures``). A name that does not exist is refused when the file is read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from counter.domain.errors import BadInput
from counter.domain.ledger.measures import MEASURES, Of
from counter.domain.text.settings_values import Values


class LineShape(StrEnum):
    """How a line is made of figures."""

    FIGURE = "figure"  # one
    RATE = "rate"  # the first in a hundred of the second
    MEAN = "mean"  # the first divided by the second
    LESS = "less"  # the first without the second


class By(StrEnum):
    """What a table of the report is laid out by: the field of a row."""

    ORGAN = "organ"
    BUNDLE = "bundle"
    STATION = "station"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column: the ``field`` shown (``cells.CELLS``), its title, its width in characters of a spreadsheet."""

    field: str
    title: str
    width: int


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of the report. ``figures``: names of measures, two but for ``FIGURE``; ``of``: out of how many, or 0."""

    title: str
    shape: LineShape
    figures: tuple[str, ...]
    unit: str = ""
    of: int = 0

    @property
    def behind(self) -> str:
        """The measure whose rows are the list behind the line."""
        return self.figures[0]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under one heading."""

    title: str
    lines: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class GroupTable:
    """A table of figures by organ, 一件事 or window; its columns are lines of one figure each."""

    title: str
    by: By
    columns: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class FreeText:
    """A paragraph that the reviewer writes."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class LedgerForm:
    """A list of rows under a title."""

    title: str
    columns: tuple[LedgerColumn, ...]


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The report: its parts, tables, free paragraphs, and who signs."""

    title: str
    sign: str
    parts: tuple[Part, ...]
    tables: tuple[GroupTable, ...]
    texts: tuple[FreeText, ...]

    @property
    def lines(self) -> tuple[ReportLine, ...]:
        """All lines in order."""
        return tuple(line for part in self.parts for line in part.lines)


@dataclass(frozen=True, slots=True)
class Template:
    """Everything a template file says. ``note``: what is not settled about it, printed small on every sheet."""

    version: str
    note: str
    ledger: LedgerForm
    report: ReportForm
    weekly: LedgerForm


def template_from(data: Mapping[str, object], fields: Collection[str]) -> Template:
    """The template of a parsed TOML file; ``fields``: the columns there are.

    Raises BadInput naming the first thing that cannot be used.
    """
    top = Values(data, "台账样式")
    return Template(
        version=top.text("version"),
        note=top.optional_text("note") or "",
        ledger=_form(top.table("ledger"), fields),
        report=_report(top.table("report")),
        weekly=_form(top.table("weekly"), fields),
    )


def _form(table: Values, fields: Collection[str]) -> LedgerForm:
    columns = tuple(
        LedgerColumn(_known(row, "field", row.text("field"), fields), row.text("title"), row.number("width"))
        for row in table.tables("columns")
    )
    if not columns:
        raise BadInput(f"{table.where}里没有栏目。", field=f"{table.where}.columns")
    return LedgerForm(table.text("title"), columns)


def _report(table: Values) -> ReportForm:
    parts = tuple(
        Part(row.text("title"), tuple(map(_line, row.tables("lines")))) for row in table.tables("parts")
    )
    tables = tuple(
        GroupTable(row.text("title"), row.choice("by", By), tuple(map(_column, row.tables("columns"))))
        for row in (table.tables("tables") if table.has("tables") else ())
    )
    texts = tuple(
        FreeText(row.text("name"), row.text("title"))
        for row in (table.tables("texts") if table.has("texts") else ())
    )
    return ReportForm(table.text("title"), table.text("sign"), parts, tables, texts)


def _column(row: Values) -> ReportLine:
    line = _line(row)
    if line.shape is not LineShape.FIGURE:
        raise BadInput(f"{row.where}里一栏只能是一个数（figure）。", field=row.where)
    if MEASURES[line.behind].of not in (Of.ITEMS, Of.CASES):
        raise BadInput(f"{row.where}里一栏只能数事项或者办件。", field=row.where)
    return line


def _line(row: Values) -> ReportLine:
    shapes = [shape for shape in LineShape if row.has(shape.value)]
    if len(shapes) != 1:
        raise BadInput(f"{row.where}要写 figure、rate、mean、less 中的一个。", field=row.where)
    (shape,) = shapes
    names = (row.text(shape.value),) if shape is LineShape.FIGURE else row.words(shape.value)
    if len(names) != (1 if shape is LineShape.FIGURE else 2):
        raise BadInput(f"{row.where}里的“{shape.value}”要写两个数的名字。", field=row.where)
    figures = tuple(_known(row, shape.value, name, MEASURES) for name in names)
    if shape is LineShape.RATE and any(MEASURES[name].of is not Of.ITEMS for name in figures):
        raise BadInput(f"{row.where}：百分比只能用按事项计的数。", field=row.where)
    return ReportLine(
        row.text("title"), shape, figures, row.optional_text("unit") or "", row.optional_number("of") or 0
    )


def _known(row: Values, key: str, name: str, known: Collection[str]) -> str:
    if name not in known:
        raise BadInput(
            f"{row.where}里的“{key}”写了“{name[:30]}”，没有这个名字；可以用：{'、'.join(known)}。",
            field=f"{row.where}.{key}",
        )
    return name
