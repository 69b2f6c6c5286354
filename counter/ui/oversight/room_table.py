"""A plain table of the room's pages: rows of words, and a tone for rows that want attention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from counter.ui.kit.lists.column_spread import ColumnSpread
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_views import RowTable, heard_once
from counter.ui.kit.theme import Look

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RoomRow:
    """``key``: what a row is of; ``tone``: colour of the column that says its state, "" for none."""

    key: str
    cells: tuple[str, ...]
    tone: str = ""


class RoomTable(RowTable):
    """``giving``: the column that is cut where there is no room; ``toned``: the one that takes the row's tone;
    ``hugs``: no taller than its rows; ``fewest``: rows that stay in sight however low the window is.

    Signals: ``opened(key)`` with Enter; ``moved(key)``.
    """

    opened = Signal(str)
    moved = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        title: str,
        heads: tuple[str, ...],
        *,
        giving: int,
        toned: int = 0,
        hugs: bool = False,
        fewest: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, title, parent)
        self._look, self._fewest = look, fewest
        if hugs:
            self.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self._rows = _Rows(look, heads, toned)
        self.setModel(self._rows)
        self.setWordWrap(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        self._spread = ColumnSpread(self, giving)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit(self.current_key))
        follow_look(look, self, self._measure)
        self._measure()

    @property
    def current_key(self) -> str:
        """Key of the current row; "" where there is none."""
        row = self._rows.row(self.currentIndex().row())
        return "" if row is None else row.key

    @property
    def rows(self) -> Sequence[RoomRow]:
        """The rows as shown."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[RoomRow]) -> None:
        """Show these; the current row stays where it is still there."""
        key = self.current_key
        self._rows.put(rows)
        self.updateGeometry()
        places = [place for place, row in enumerate(rows) if row.key == key]
        if rows:
            self.selectRow(places[0] if places else 0)

    def step(self, by: int) -> None:
        """Make the row that far away current."""
        place = self.currentIndex().row() + by
        if 0 <= place < len(self._rows.rows):
            self.selectRow(place)

    def open_current(self) -> None:
        """Enter or a double click."""
        if self.current_key:
            self.opened.emit(self.current_key)

    def minimumSizeHint(self) -> QSize:
        rows = min(self._fewest, len(self._rows.rows)) * self.verticalHeader().defaultSectionSize()
        tall = self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth()
        least = super().minimumSizeHint()
        return QSize(least.width(), max(least.height(), tall) if rows else least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The current row stays whole in sight: it may have been chosen before there was a place for it."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px("row") - 6)


class _Rows(QAbstractTableModel):
    def __init__(self, look: Look, heads: tuple[str, ...], toned: int) -> None:
        super().__init__()
        self._look, self._heads, self._toned = look, heads, toned
        self.rows: Sequence[RoomRow] = ()

    def put(self, rows: Sequence[RoomRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row(self, place: int) -> RoomRow | None:
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and row.tone and index.column() == self._toned:
            return self._look.colour(row.tone)
        return heard_once(index, role)
