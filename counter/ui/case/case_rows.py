"""Cases found, newest first, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from counter.domain.calendar.workdays import civil_date
from counter.domain.document.numbering import grouped
from counter.services.context.ports import CaseRow
from counter.ui.words.case import case_state_word, day_and_time

Index = QModelIndex | QPersistentModelIndex


class CaseRows(QAbstractTableModel):
    """Columns: number, applicant, bundle, state, received at, due, clerk."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[CaseRow, ...] = ()
        self._year = 0

    def show_rows(self, rows: Sequence[CaseRow], now: datetime) -> None:
        """Show these; days of another year than ``now`` with their year."""
        self.beginResetModel()
        self._rows, self._year = tuple(rows), civil_date(now).year
        self.endResetModel()

    def case(self, place: int) -> CaseRow | None:
        """The case of that row."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(_heads())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _heads()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.case(index.row())
        if row is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return (
            grouped(row.number),
            row.applicant,
            row.bundle_name,
            case_state_word(row.state),
            self._with_year(civil_date(datetime.fromisoformat(row.opened_at)), day_and_time(row.opened_at)),
            self._due(row.due),
            row.clerk,
        )[index.column()]

    def _due(self, due: str | None) -> str:
        if not due:
            return "—"
        day = date.fromisoformat(due)
        words = QCoreApplication.translate("CaseRows", "{0}月{1}日").format(day.month, day.day)
        return self._with_year(day, words)

    def _with_year(self, day: date, words: str) -> str:
        if day.year == self._year:
            return words
        return QCoreApplication.translate("CaseRows", "{0}年{1}").format(day.year, words)


def _heads() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        translate("CaseRows", "办件编号"),
        translate("CaseRows", "申请人"),
        translate("CaseRows", "一件事"),
        translate("CaseRows", "状态"),
        translate("CaseRows", "收件时间"),
        translate("CaseRows", "最早到期"),
        translate("CaseRows", "经办"),
    )
