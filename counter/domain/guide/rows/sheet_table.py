"""A sheet of a guide as rows of values, and where a fault of one stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter.domain.guide.condition import Condition
from counter.domain.guide.rows.columns import Column, Value
from counter.domain.guide.rows.faults import GuideFault
from counter.domain.guide.rows.sheets import SheetForm

Key = tuple[Value, ...]
"""Values of the columns that name a row, or its parent."""


@dataclass(slots=True)
class Row:
    """One row: values by column key, as the library holds them (conditions as trees). ``bad``: cells with a fault."""

    values: dict[str, Value]
    number: int = 0
    path: str = ""
    bad: set[str] = field(default_factory=set)

    def text(self, key: str) -> str:
        """A text, an id or a choice; empty where none."""
        held = self.values.get(key)
        return held if isinstance(held, str) else ""

    def count(self, key: str) -> int | None:
        """A number; None where none."""
        held = self.values.get(key)
        return held if isinstance(held, int) else None

    def ids(self, key: str) -> list[str]:
        """Several ids or lines, in order."""
        held = self.values.get(key)
        return held if isinstance(held, list) else []

    def when(self, key: str = "when") -> Condition | None:
        """A condition; None where none."""
        held = self.values.get(key)
        return held if isinstance(held, Condition) else None


@dataclass(slots=True)
class SheetTable:
    """The rows of one sheet. ``letters``: column letters by key where it came from a workbook; ``whole``: whether
    the sheet was there with all key columns readable."""

    form: SheetForm
    rows: list[Row] = field(default_factory=list)
    letters: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True

    def fault(
        self, row: Row, column: Column | None, sort: str, sentence: str, *, grave: bool = True
    ) -> GuideFault:
        """A fault in this sheet, at its cell or at its row."""
        if row.path:
            path = f"{row.path}.{column.key}" if column else row.path
            return GuideFault(sort, sentence, path=path, grave=grave)
        letter = self.letters.get(column.key, "") if column else ""
        head = column.head if column else ""
        return GuideFault(sort, sentence, self.form.title, row.number, letter, head, grave=grave)


Tables = dict[str, SheetTable]
"""Sheets by title."""
