"""The result by bundle or by item: its findings and how many of its checks it meets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from counter.ui.authoring.lint.rows import PartRow
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_views import Index, RowTable
from counter.ui.kit.theme import Look

_NAME, _BESIDE, _MUST = 0, 1, 2
_WIDE = "\u3000"
_WIDEST = {2: "9,999", 3: "99,999", 4: "9,999", 5: "100/100"}


class PartRows(QAbstractTableModel):
    """``PartRow`` values, in the given order or sorted by a column."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self._heads = heads
        self._given: Sequence[PartRow] = ()
        self.rows: Sequence[PartRow] = ()
        self._order = (-1, Qt.SortOrder.AscendingOrder)

    def show_rows(self, rows: Sequence[PartRow]) -> None:
        """Show these."""
        self._given = rows
        self.sort(*self._order)

    def row(self, index: Index) -> PartRow | None:
        """The row at that index."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._order = (column, order)
        down = order is Qt.SortOrder.DescendingOrder
        self.rows = (
            self._given
            if column < 0
            else sorted(self._given, key=lambda row: _sorting(row, column), reverse=down)
        )
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section < _MUST else _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if index.column() < _MUST else _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heads[index.column()]}：{_cell(row, index.column())}"
        return None


def _cell(row: PartRow, column: int) -> str:
    return (
        row.name,
        row.beside,
        f"{row.must:,}",
        f"{row.facts:,}",
        f"{row.notes:,}",
        f"{row.met}/{row.of}",
    )[column]


def _sorting(row: PartRow, column: int) -> tuple[float | str, ...]:
    if column < _MUST:
        return ((row.name, row.beside)[column],)
    return ((row.must, row.facts, row.notes, row.met / max(1, row.of))[column - _MUST],)


class PartTable(RowTable):
    """Signals: ``chosen(key)`` when the current row changes; ``entered`` with Enter."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        title: str,
        heads: Sequence[str],
        parent: QWidget | None = None,
        *,
        beside: int,
    ) -> None:
        """``beside``: width of the second column in characters."""
        super().__init__(name, title, parent)
        self._beside = beside
        self._look = look
        self._rows = PartRows(heads)
        self.setModel(self._rows)
        self.setWordWrap(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        head.sectionClicked.connect(self._sort_by)
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentChanged.connect(lambda *_: self._emit_current())
        follow_look(look, self, self._measure)
        self._emitted = ""
        self._measure()

    @property
    def key(self) -> str:
        """The current row's key."""
        return self.row.key if self.row is not None else ""

    @property
    def row(self) -> PartRow | None:
        """The current row."""
        return self._rows.row(self.currentIndex())

    def show_rows(self, rows: Sequence[PartRow]) -> None:
        """Show these; the current row stays."""
        key = self.key
        self._rows.show_rows(rows)
        self._go_to(key)

    def open_current(self) -> None:
        """Go to the findings of the current row."""
        self.entered.emit()

    def _go_to(self, key: str) -> None:
        selected = next((n for n, row in enumerate(self._rows.rows) if row.key == key), 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._rows.index(selected, 0), flags)

    def _sort_by(self, column: int) -> None:
        """Sort by a column, numbers descending, names ascending; a second call reverses it."""
        first = Qt.SortOrder.AscendingOrder if column < _MUST else Qt.SortOrder.DescendingOrder
        was, order = self._sorted
        if was == column:
            down = order is Qt.SortOrder.DescendingOrder
            first = Qt.SortOrder.AscendingOrder if down else Qt.SortOrder.DescendingOrder
        self._sorted = (column, first)
        key = self.key
        self._rows.sort(column, first)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(column, first)
        self._go_to(key)

    def _emit_current(self) -> None:
        if self.key and self.key != self._emitted and self.isVisible():
            self._emitted = self.key
            self.chosen.emit(self.key)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px("group_row") + 4)
        metrics = self._look.metrics()
        self.setColumnWidth(_BESIDE, metrics.horizontalAdvance(_WIDE) * self._beside + 20)
        for column, widest in _WIDEST.items():
            head = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(head, metrics.horizontalAdvance(widest) + 16))


_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
