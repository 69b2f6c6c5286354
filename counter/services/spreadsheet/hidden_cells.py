"""Find what is invisible in a sheet (hidden, struck out, far away) in its XML, before its cells are read.

Hidden and filtered rows and columns are read like others and reported, as spreadsheet programs keep them. Cells far
below the table, or rows out of order, are faults: the reader would skip them silently.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

GAP = 5_000
"""So many empty rows above a filled one, and it is no part of the table."""

MOST_COLUMNS = 16_384
_STEP = 1 << 20
_TAG = re.compile(
    rb"<(?:[A-Za-z_][\w.-]*:)?(row|v|is|col|strike|autoFilter|mergeCell|cfRule)(?=[\s/>])([^<>]*)>"
)
_VALUE = re.compile(rb"""\b([A-Za-z]+)\s*=\s*["']([^"'<>]*)["']""")
_RANGE = re.compile(rb"\$?([A-Z]{1,3})\$?([0-9]{1,8}):\$?([A-Z]{1,3})\$?([0-9]{1,8})")
_MOST_MERGED = 10_000
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})[0-9]+["']""")
_LONGEST_TAG = 20_000
_YES = (b"1", b"true")


@dataclass(slots=True)
class SheetLook:
    """``hidden``: filled rows that are hidden. ``columns``: hidden ones, from 1. ``struck``: rows with struck out text
    in an inline cell. ``last``: the last row of the table. ``stray``: the first filled row far below it, ``disorder``:
    the first row out of order; 0 where there is none. ``merged``: merged cells, as first column, first row, last
    column, last row. ``looks``: numbers of the formats that conditional formats of this sheet may apply.
    """

    hidden: list[int] = field(default_factory=list)
    columns: list[tuple[int, int]] = field(default_factory=list)
    struck: list[int] = field(default_factory=list)
    filtered: bool = False
    last: int = 0
    stray: int = 0
    stray_column: str = ""
    disorder: int = 0
    merged: list[tuple[str, int, str, int]] = field(default_factory=list)
    looks: set[int] = field(default_factory=set)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Consecutive hidden rows, first and last."""
        first = last = 0
        for row in self.hidden:
            if row == last + 1 and first:
                last = row
                continue
            if first:
                yield first, last
            first = last = row
        if first:
            yield first, last


def look_at(archive: zipfile.ZipFile, part: str) -> SheetLook:
    """Scan a sheet once. Raises what a damaged archive raises, and KeyError for a missing part."""
    look = _Looking()
    pending = b""
    with archive.open(part) as source:
        while piece := source.read(_STEP):
            held = pending + piece
            end = held.rfind(b"<")
            if end < 0 or len(held) - end > _LONGEST_TAG:
                end = len(held)
            look.over(held, end)
            pending = held[end:]
    look.over(pending, len(pending))
    return look.made


class _Looking:
    """One tag after the other."""

    def __init__(self) -> None:
        self.made = SheetLook()
        self._row = 0
        self._hidden = False
        self._filled = False

    def over(self, held: bytes, end: int) -> None:
        """Every tag of a piece that means anything here."""
        for found in _TAG.finditer(held, 0, end):
            before = self.made.stray
            self._tag(found.group(1), found.group(2))
            if self.made.stray != before:
                cells = _CELL.findall(held, max(0, found.start() - 500), found.start())
                self.made.stray_column = cells[-1].decode() if cells else ""

    def _tag(self, name: bytes, more: bytes) -> None:
        if name in (b"v", b"is"):
            if not self._filled:
                self._fill()
        elif name == b"row":
            self._begin(dict(_VALUE.findall(more)))
        elif name == b"col":
            self._column(dict(_VALUE.findall(more)))
        elif name == b"autoFilter":
            self.made.filtered = True
        elif name == b"mergeCell":
            self._merge(dict(_VALUE.findall(more)).get(b"ref", b""))
        elif name == b"cfRule":
            look = dict(_VALUE.findall(more)).get(b"dxfId", b"")
            self.made.looks |= {int(look)} if look.isdigit() and len(look) < 9 else set()
        elif dict(_VALUE.findall(more)).get(b"val", b"1") in _YES and self._row not in self.made.struck:
            self.made.struck.append(self._row)

    def _begin(self, declared: dict[bytes, bytes]) -> None:
        number = declared.get(b"r", b"")
        row = int(number) if number.isdigit() and len(number) < 9 else self._row + 1
        if row <= self._row and not self.made.disorder:
            self.made.disorder = row
        self._row, self._filled = row, False
        self._hidden = declared.get(b"hidden") in _YES or _is_nothing(declared.get(b"ht"))

    def _fill(self) -> None:
        self._filled = True
        if self.made.stray:
            return
        if self._row - self.made.last > GAP:
            self.made.stray = self._row
            return
        self.made.last = max(self.made.last, self._row)
        if self._hidden:
            self.made.hidden.append(self._row)

    def _column(self, declared: dict[bytes, bytes]) -> None:
        if declared.get(b"hidden") not in _YES and not _is_nothing(declared.get(b"width")):
            return
        first, last = declared.get(b"min", b""), declared.get(b"max", b"")
        if first.isdigit() and last.isdigit():
            self.made.columns.append((int(first), min(int(last), MOST_COLUMNS)))

    def _merge(self, ref: bytes) -> None:
        found = _RANGE.fullmatch(ref)
        if found and len(self.made.merged) < _MOST_MERGED:
            first, top, last, bottom = (part.decode() for part in found.groups())
            self.made.merged.append((first, int(top), last, int(bottom)))


def _is_nothing(size: bytes | None) -> bool:
    """True where a height or width is less than one."""
    return size is not None and re.fullmatch(rb"0+(\.[0-9]*)?", size) is not None
