"""The rows of the ledger as a table: the template's columns, thousands of rows, no widget for any of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from counter.domain.ledger.cells import CELLS, SERIAL, LedgerLine, Shown
from counter.domain.ledger.row import row_key
from counter.domain.ledger.template import LedgerColumn, LedgerForm
from counter.ui.kit.lists.column_memory import ColumnMemory
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_views import RowTable, heard_once
from counter.ui.kit.theme import Look

Index = QModelIndex | QPersistentModelIndex
_ALARMING = ("late_days", "days_left")
_NAMES, _MOST_LETTERS = ("bundle", "item", "organ"), 28
"""Columns that are as wide as the names in them, up to so many letters: the template's widths are for printing."""
_WHOSE = 6
"""Columns that say which row it is: what a screen reader says of it before it walks the cells."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class LedgerTable(RowTable):
    """Signals: ``opened(number)`` with Enter or a double click."""

    opened = Signal(str)

    def __init__(self, look: Look, form: LedgerForm, parent: QWidget | None = None) -> None:
        super().__init__("ledgerTable", form.title, parent)
        self._look = look
        self._rows = _Rows(look, form.columns)
        self.setModel(self._rows)
        self.setWordWrap(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._memory = ColumnMemory(self, look, "ledger")
        follow_look(look, self, self._measure)
        self._measure()

    @property
    def current_number(self) -> str:
        """Number of the current row's case; "" where there is none."""
        line = self._rows.line(self.currentIndex().row())
        return "" if line is None else line.row.number

    @property
    def lines(self) -> Sequence[LedgerLine]:
        """The rows as shown."""
        return self._rows.lines

    def show_lines(self, lines: Sequence[LedgerLine], how: Shown) -> None:
        """Show these; the row of the same item stays current."""
        line = self._rows.line(self.currentIndex().row())
        held = None if line is None else row_key(line.row)
        self._rows.put(lines, how)
        self._fit()
        if lines:
            self.selectRow(next((n for n, one in enumerate(lines) if row_key(one.row) == held), 0))

    def open_current(self) -> None:
        """Enter or a double click."""
        if self.current_number:
            self.opened.emit(self.current_number)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px("row") - 10)
        self._fit()

    def _fit(self) -> None:
        """Widths drawn by hand stay."""
        letter = self._look.metrics().horizontalAdvance("0")
        most = self._look.metrics().horizontalAdvance("\u3000" * _MOST_LETTERS)
        for place, column in enumerate(self._rows.columns):
            words = self._look.metrics().horizontalAdvance(column.title) + 24
            names = min(self._rows.widest(place), most) + 24 if column.field in _NAMES else 0
            self.setColumnWidth(place, max(words, names, column.width * letter + 16))
        self._memory.put_back()


class _Rows(QAbstractTableModel):
    def __init__(self, look: Look, columns: Sequence[LedgerColumn]) -> None:
        super().__init__()
        self._look, self.columns = look, tuple(columns)
        self._cells = tuple(CELLS[column.field] for column in self.columns)
        self.lines: Sequence[LedgerLine] = ()
        self._how: Shown | None = None

    def put(self, lines: Sequence[LedgerLine], how: Shown) -> None:
        self.beginResetModel()
        self.lines, self._how = lines, how
        self.endResetModel()

    def widest(self, place: int) -> int:
        """Pixels of the longest words of a column."""
        if self._how is None:
            return 0
        every = {str(self._cells[place](line, self._how)) for line in self.lines}
        return max(map(self._look.metrics().horizontalAdvance, every), default=0)

    def line(self, place: int) -> LedgerLine | None:
        return self.lines[place] if 0 <= place < len(self.lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row())
        if line is None or self._how is None:
            return None
        field = self.columns[index.column()].field
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            value = index.row() + 1 if field == SERIAL else self._cells[index.column()](line, self._how)
            return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and field in _ALARMING:
            value = self._cells[index.column()](line, self._how)
            if isinstance(value, int) and (field == "late_days" or value < 0):
                return self._look.colour("correct")
        return heard_once(index, role, _WHOSE)
