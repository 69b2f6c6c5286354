"""The rows of a workbook of running cases, put together by their earlier number, and where a fault belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from counter.domain.case.take_over.sheets import BY_TITLE, CASES, EXAMPLE, FORMS, GAPS, ITEMS, MATERIALS
from counter.domain.errors import BadInput
from counter.domain.guide.rows.columns import Column, Kind
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.sheet_table import Row, SheetTable, Tables
from counter.domain.people.applicant import MOST_WORDS
from counter.domain.text.day_input import read_day

EARLIEST = date(2000, 1, 1)
"""An earlier day is a typing error."""

MOST_CASES = 2_000
"""Of one workbook: all of it is one transaction."""

MOST_LETTERS = {"source": 60, "answers": 4_000}
"""Most characters of these columns; of every other one ``MOST_WORDS``."""


@dataclass(slots=True)
class CellReport:
    """Adds faults at the cells of one workbook. ``today``: no day of it lies later, but for dues."""

    tables: Tables
    faults: Faults
    today: date

    def at(self, sheet: str, row: Row, key: str, sentence: str, *, grave: bool = True) -> None:
        """A fault at a cell (``key`` "": at the row). ``grave`` False: a remark."""
        table = self.tables[sheet]
        column = next((c for c in table.form.columns if c.key == key), None)
        sort = "take_over" if grave else "remark"
        self.faults.add(table.fault(row, column, sort, sentence, grave=grave))

    def day(self, sheet: str, row: Row, key: str, *, future: bool = False) -> date | None:
        """The day in a cell; None, and a fault, where it is none or, unless ``future``, later than today."""
        words = row.text(key)
        if not words or key in row.bad:
            return None
        try:
            day = read_day(words, self.today)
        except BadInput:
            day = None
        if day is None or not any(words.startswith(start) for start in (f"{day.year}",)):
            self.at(sheet, row, key, f"“{words[:20]}”不是写全了年月日的日期，请写成 2026-11-20 这样")
            return None
        if day < EARLIEST:
            self.at(sheet, row, key, f"{day.isoformat()} 太早，请核对年份")
            return None
        if day > self.today and not future:
            self.at(sheet, row, key, f"{day.isoformat()} 还没有到，请写真实的日期")
            return None
        return day


@dataclass(slots=True)
class GivenCase:
    """One case as given: its row, and the rows of the other sheets with the same earlier number."""

    number: str
    row: Row
    items: list[Row] = field(default_factory=list)
    materials: list[Row] = field(default_factory=list)
    gaps: list[Row] = field(default_factory=list)


def given_cases(tables: Tables, report: CellReport) -> tuple[GivenCase, ...]:
    """The cases in the order of the sheet; faults for what is missing, twice, an example, or belongs to no case."""
    for form in FORMS:
        for row in tables[form.title].rows:
            _check_row(tables[form.title], row, report)
    found: dict[str, GivenCase] = {}
    for row in tables[CASES].rows:
        number = row.text("number")
        if not number or number.startswith(EXAMPLE):
            continue
        if (other := found.get(number)) is not None:
            report.at(CASES, row, "number", f"和第{other.row.number}行的原编号一样，一件只能写一行")
            continue
        found[number] = GivenCase(number, row)
    if len(found) > MOST_CASES:
        first = tables[CASES].rows[MOST_CASES]
        report.at(CASES, first, "", f"一个文件最多{MOST_CASES}件，请分成几个文件")
    if tables[CASES].whole and not tables[CASES].rows:
        report.at(CASES, Row({}, 2), "", "一件都没有写")
    _put_together(found, tables, report)
    return tuple(found.values())


def _put_together(found: Mapping[str, GivenCase], tables: Tables, report: CellReport) -> None:
    for title, rows_of in _PARTS.items():
        for row in tables[title].rows:
            number = row.text("number")
            if number and number in found:
                rows_of(found[number]).append(row)
            elif number and not number.startswith(EXAMPLE):
                report.at(title, row, "number", f"“{CASES}”表里没有原编号“{number[:40]}”的这一件")
    for case in found.values():
        if not case.items:
            report.at(CASES, case.row, "number", f"“{ITEMS}”表里没有写这一件的事项")


_PARTS: Mapping[str, Callable[[GivenCase], list[Row]]] = {
    ITEMS: lambda case: case.items,
    MATERIALS: lambda case: case.materials,
    GAPS: lambda case: case.gaps,
}


def _check_row(table: SheetTable, row: Row, report: CellReport) -> None:
    title = table.form.title
    if row.text("number").startswith(EXAMPLE):
        report.at(title, row, "number", "这是模板里的示例行，请把它删去")
        return
    for column in _lacking(row, title):
        report.at(title, row, column.key, "这一格必须填写")
    for column in table.form.columns:
        most, many = MOST_LETTERS.get(column.key, MOST_WORDS), len(row.text(column.key))
        if many > most:
            report.at(title, row, column.key, f"有{many}个字，最多{most}个，请核对是不是粘贴错了")


def _lacking(row: Row, title: str) -> Iterator[Column]:
    for column in BY_TITLE[title].columns:
        if column.required and column.key not in row.values and column.key not in row.bad:
            yield column


def drop_remarks(faults: Faults) -> None:
    """Take out remarks that need nobody: a date cell read as the day it is, a sheet of ours that is not read."""
    days = {(form.title, column.head) for form in FORMS for column in form.columns if column.kind is Kind.DAY}
    faults.told[:] = [
        fault
        for fault in faults.told
        if fault.grave
        or not (
            (fault.sort == "mended" and (fault.sheet, fault.head) in days)
            or (fault.sort == "extra_sheet" and fault.sheet == LOOK_UP)
        )
    ]


LOOK_UP = "对照"
"""The template's list of what the guide calls things; it is not read."""
