"""Export the faults of a guide file as a list for its author: a workbook, or plain lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from counter.services.spreadsheet.writer import Cell, WorkbookSheet, workbook

if TYPE_CHECKING:
    from counter.domain.guide.rows.faults import GuideFault
    from counter.services.guide.check_library import CheckedGuide

_HEAD = ("表", "行", "列", "栏名", "位置", "要做什么", "不改能不能用")


def export_guide_faults(checked: CheckedGuide, made_at: datetime, banner: str) -> bytes:
    """Every listed fault as .xlsx, in the order of the file; the last row counts those beyond the list."""
    rows: list[Sequence[Cell]] = [_row(fault) for fault in checked.faults]
    if checked.untold:
        rows.append(("", "", "", "", "", untold_words(checked.untold), ""))
    grave = frozenset(n for n, fault in enumerate(checked.faults) if fault.grave)
    return workbook((WorkbookSheet("错误清单", _HEAD, rows, marked=grave, filtered=True),), made_at, banner)


def fault_lines(checked: CheckedGuide) -> str:
    """Every listed fault as a line of text."""
    lines = [fault.words for fault in checked.faults]
    if checked.untold:
        lines.append(untold_words(checked.untold))
    return "".join(f"{line}\n" for line in lines)


def untold_words(untold: int) -> str:
    """The sentence about faults that are only counted."""
    return f"另有{untold}处没有列出：先改好上面的，再检查一次。"


def _row(fault: GuideFault) -> Sequence[Cell]:
    return (
        fault.sheet,
        fault.row or "",
        fault.letter,
        fault.head,
        fault.path or fault.place,
        fault.sentence,
        "不能" if fault.grave else "能，只是提醒",
    )
