"""The checklist as rows: a heading per group, a row per paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from counter.domain.visit.checklist import Line
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.sharing import effective_record
from counter.domain.visit.verdict import state_of
from counter.domain.visit.visit import Assessment
from counter.ui.checklist.checklist_row import ChecklistPaper, GroupRow, Row
from counter.ui.checklist.row_words import spoken

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_DONE = (
    MaterialState.RECEIVED,
    MaterialState.E_LICENCE,
    MaterialState.PLEDGED,
)
_FREE = (MaterialState.AWAITING, MaterialState.SHARED, MaterialState.LATER, MaterialState.RELIEVED)

Index = QModelIndex | QPersistentModelIndex


class ChecklistModel(QAbstractListModel):
    """Rows of an assessment's checklist; changed rows are signalled singly so that the view keeps its position."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []

    def show_assessment(self, found: Assessment | None) -> None:
        """Show this checklist; the same papers in the same order only update their state."""
        self.show_lines(*((found.checklist.lines, found.visit.brought) if found else ((), {})))

    def show_lines(self, lines: Sequence[Line], brought: Mapping[str, Brought]) -> None:
        """Show these lines with what was recorded."""
        rows = _rows(lines, brought)
        if [_key(r) for r in rows] == [_key(r) for r in self._rows]:
            for index, (old, new) in enumerate(zip(self._rows, rows, strict=True)):
                if old != new:
                    self._rows[index] = new
                    self.dataChanged.emit(self.index(index), self.index(index))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: Index) -> Row:
        """Value of that row."""
        return self._rows[index.row()]

    def paper(self, index: Index) -> ChecklistPaper | None:
        """The paper of that row; None for a heading or no row."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, ChecklistPaper) else None

    def index_of(self, line_id: str) -> QModelIndex:
        """The row of a line, or an invalid index."""
        for index, row in enumerate(self._rows):
            if isinstance(row, ChecklistPaper) and row.line.id == line_id:
                return self.index(index)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.row(index), GroupRow):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.row(index)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name if isinstance(row, GroupRow) else row.line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, ChecklistPaper):
            return f"{row.line.name}\n{row.line.issuer}\n{row.line.wanted}" + (
                f"\n{row.brought.note}" if row.brought.note else ""
            )
        return None


def _key(row: Row) -> str:
    return f"#{row.name}" if isinstance(row, GroupRow) else row.line.id


def _rows(every: Sequence[Line], brought: Mapping[str, Brought]) -> list[Row]:
    groups: dict[str, list[Line]] = {}
    for line in every:
        groups.setdefault(line.group, []).append(line)
    rows: list[Row] = []
    number = 0
    for name, lines in groups.items():
        states = [state_of(line, brought) for line in lines]
        done, free = (sum(s in some for s in states) for some in (_DONE, _FREE))
        rows.append(GroupRow(name, done, free, len(lines)))
        for line, state in zip(lines, states, strict=True):
            number += 1
            mine = brought.get(line.id)
            rows.append(ChecklistPaper(number, line, state, effective_record(line, mine), mine is not None))
    return rows
