"""The board as a workbook: laid out by everything, with the day's figures and the organs' pace as numbers."""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.figures.pace import PACE_WHY
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.ledger.room_overview import PACE_DAYS, overview
from counter.services.oversight.export_workbook import OversightFile, export_oversight
from counter.services.spreadsheet.writer import Cell, WorkbookSheet


def export_board(app: AppContext, person: StaffRow) -> OversightFile:
    """The board and its figures; that it was made is on record. Raises RuleRefused as ``export_oversight``."""
    return export_oversight(app, person, whole=True, more=overview_sheets(app))


def overview_sheets(app: AppContext) -> Sequence[WorkbookSheet]:
    """今天 and 部门天数. Raises RuleRefused as ``overview``."""
    found = overview(app)
    day: list[tuple[Cell, ...]] = [
        (
            one.day,
            *(one.cases, one.items, one.answered, one.in_a_day, one.corrected, one.again),
            *((found.waiting, found.long) if one is found.today else (None, None)),
        )
        for one in (found.today, found.last_week)
    ]
    heads = (
        *("日期", "收件（件）", "收件（项）", "答复（项）", "一个工作日内答复（项）", "补正（项）"),
        *("二次补正（项）", "等来取（份）", "其中满30天（份）"),
    )
    organs: list[tuple[Cell, ...]] = [
        (
            one.organ,
            None if one.mean is None else round(one.mean, 1),
            one.limit.label if one.mean is not None else "",
            None if one.given is None else round(one.given, 1),
            None if one.before is None else round(one.before, 1),
            one.state or (PACE_WHY if one.mean is None else ""),
        )
        for one in found.paces
    ]
    organ_heads = (
        *("部门", f"近{PACE_DAYS}天平均（工作日）", "期限", "期限（工作日）"),
        *(f"再前{PACE_DAYS}天平均（工作日）", "说明"),
    )
    return (
        WorkbookSheet("今天和上周", heads, day, filtered=True),
        WorkbookSheet("部门天数", organ_heads, organs, filtered=True),
    )
