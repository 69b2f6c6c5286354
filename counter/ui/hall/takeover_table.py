"""What the table of 接转 shows: faults at their cells, or the items that would be, or were, taken over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.domain.document.numbering import grouped

if TYPE_CHECKING:
    from counter.domain.case.case_item import CaseItem
    from counter.domain.guide.rows.faults import GuideFault
    from counter.services.case.taken_batches import ForeseenCase

Rows = Sequence[Sequence[str]]

MOST_ROWS = 500
"""Faults shown at once: a person mends those first."""


def fault_heads() -> tuple[str, ...]:
    """Columns of the faults."""
    translate = QCoreApplication.translate
    return (
        translate("takeOver", "表"),
        translate("takeOver", "行"),
        translate("takeOver", "栏"),
        translate("takeOver", "怎么改"),
    )


def fault_rows(faults: Sequence[GuideFault], remarks: Sequence[GuideFault]) -> Rows:
    """Faults first, then remarks, which are marked 提醒."""
    note = QCoreApplication.translate("takeOver", "提醒：")
    rows = [(one, "") for one in faults] + [(one, note) for one in remarks]
    return [
        (
            fault.sheet or QCoreApplication.translate("takeOver", "整个文件"),
            str(fault.row or ""),
            f"{fault.letter} {fault.head}".strip(),
            f"{before}{fault.sentence}",
        )
        for fault, before in rows[:MOST_ROWS]
    ]


def case_heads(*, taken: bool) -> tuple[str, ...]:
    """Columns of the items; ``taken``: the cases have numbers here."""
    translate = QCoreApplication.translate
    heads = (
        translate("takeOver", "原编号"),
        translate("takeOver", "申请人"),
        translate("takeOver", "事项"),
        translate("takeOver", "状态"),
        translate("takeOver", "日期"),
        translate("takeOver", "最迟"),
        translate("takeOver", "下一步"),
    )
    return (translate("takeOver", "编号"), *heads) if taken else heads


def case_rows(cases: Sequence[ForeseenCase], *, taken: bool) -> Rows:
    """A row for each item; what belongs to the case stands in its first row."""
    rows: list[tuple[str, ...]] = []
    for one in cases:
        for number, item in enumerate(one.case.items):
            row = _row(one, item, first=number == 0)
            here = grouped(one.case.number) if number == 0 else ""
            rows.append((here, *row) if taken else row)
    return rows


def _row(one: ForeseenCase, item: CaseItem, *, first: bool) -> tuple[str, ...]:
    from counter.services.case.taken_batches import masked, next_of

    case, task = one.case, next_of(one, item)
    assert case.taken_over is not None
    stood = next((t for t in case.taken_over.items if t.item == item.id), None)
    year = case.opened_at.year
    return (
        case.taken_over.number if first else "",
        masked(case.applicant) if first else "",
        item.asked.name,
        item.state.label,
        _day(stood.day if stood else None, year),
        _day(task.day if task else None, year),
        f"{task.kind.label}：{task.words}" if task else "",
    )


def _day(day: date | None, year: int) -> str:
    if day is None:
        return ""
    translate = QCoreApplication.translate
    short = translate("takeOver", "{0}月{1}日").format(day.month, day.day)
    return short if day.year == year else translate("takeOver", "{0}年{1}").format(day.year, short)
