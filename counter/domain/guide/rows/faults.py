"""Faults of a guide file: where each is, and one sentence on what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counter.domain.text.printable import visible

MOST = 2_000
"""Faults that are listed; more are only counted."""


@dataclass(frozen=True, slots=True)
class GuideFault:
    """A fault. ``sort``: machine-readable code. ``grave``: the file cannot be used; else it was mended or skipped.

    A workbook's fault has sheet, row, letter and head; a library file's has ``path``.
    """

    sort: str
    sentence: str
    sheet: str = ""
    row: int = 0
    letter: str = ""
    head: str = ""
    path: str = ""
    grave: bool = True

    @property
    def place(self) -> str:
        """The location in words."""
        if self.path:
            return visible(self.path)
        row = f"第{self.row}行" if self.row else ""
        column = f"{self.letter}列" if self.letter else ""
        head = f"“{self.head}”" if self.head else ""
        return f"“{visible(self.sheet)}”表{row}{column}{head}" if self.sheet else "整个文件"

    @property
    def words(self) -> str:
        """Location and sentence."""
        return f"{self.place}：{self.sentence}。"


class Faults:
    """Faults in the order found; beyond ``MOST`` only counted. ``told``: those listed."""

    def __init__(self) -> None:
        self.told: list[GuideFault] = []
        self.grave = 0
        self.untold = 0

    def add(self, fault: GuideFault) -> None:
        """Add a fault."""
        self.grave += fault.grave
        if len(self.told) < MOST:
            self.told.append(fault)
        else:
            self.untold += 1

    def extend(self, faults: Iterable[GuideFault]) -> None:
        """Add several faults."""
        for fault in faults:
            self.add(fault)
