"""The table of the page 接转: faults at their cells, or the items that would be, or were, taken over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from counter.domain.document.numbering import grouped
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_views import RowTable, WordRows
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.case.case_item import CaseItem
    from counter.domain.guide.rows.faults import GuideFault
    from counter.services.case.taken_batches import ForeseenCase

Index = QModelIndex | QPersistentModelIndex
Rows = Sequence[Sequence[str]]

MOST_ROWS = 500
"""Faults shown at once: a person mends those first."""


class TakeOverTable(RowTable):
    """Rows of words; the last column wraps and takes the space that is left."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("takeOverTable", QCoreApplication.translate("takeOver", "接转的核对"), parent)
        self._look = look
        self._rows = WordRows()
        self.setModel(self._rows)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        follow_look(look, self, self._measure)

    def show_rows(self, heads: Sequence[str], rows: Rows) -> None:
        """Show these rows, the first current."""
        self._rows.show_rows(heads, rows)
        self._measure()
        if rows:
            self.selectRow(0)

    def open_current(self) -> None:
        """Nothing lies behind a row: its words are all there is."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Columns as wide as their words, the last the rest of the width; rows as high as it then needs."""
        columns = self._rows.columnCount()
        if not columns:
            return
        room, head = self.viewport().width(), self.horizontalHeader()
        wanted = [max(self.sizeHintForColumn(c), head.sectionSizeHint(c)) + 8 for c in range(columns - 1)]
        widest = last = room // 5
        while widest > 1 and sum(min(one, widest) for one in wanted) > room - last:
            widest -= 1  # many columns: the widest wrap sooner, nothing lies beside the table
        for column, one in enumerate(wanted):
            self.setColumnWidth(column, min(one, widest))
            room -= min(one, widest)
        self.setColumnWidth(columns - 1, room)
        least = self._look.px("row") - 4
        for row in range(self._rows.rowCount()):
            self.setRowHeight(row, max(least, self.sizeHintForRow(row) + 8))


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
