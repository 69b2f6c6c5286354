"""The board's table: a line for each window, organ, clerk or bundle; every number is a cell that opens its list."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.services.context.board_ports import BoardCount
from counter.services.oversight.board import Board, BoardLine
from counter.ui.kit.row_painting import paint_elided, paint_line, paint_tag, rect_and_state
from counter.ui.kit.row_views import is_enter
from counter.ui.kit.theme import Look

Index = QModelIndex | QPersistentModelIndex
NAME, AGE, COUNTS = 0, 1, 2
"""Places of the columns: the name, the age of a window's data, then the counts in the order of ``BoardColumn``."""
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_TONES = {BoardColumn.LATE: "correct", BoardColumn.NEAR: "gap", BoardColumn.TWICE: "gap"}
_EDGE = 12
_TAG = 24


def count_in(count: BoardCount, column: BoardColumn) -> int:
    """The number of that column."""
    return int(getattr(count, column.value))


class BoardTable(QTableView):
    """Signals: ``opened(column, key)``: the list behind a number is wanted; ``key`` None: of all."""

    opened = Signal(object, object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("boardTable")
        self.setAccessibleName(self.tr("各窗口的件"))
        self._look = look
        self._lines = _Lines(self.tr("全厅"), self.tr("记录更新到"))
        self.setModel(self._lines)
        self.setItemDelegate(_Cells(look, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _: self.open_current())
        look.changed.connect(self._measure)
        self._measure()

    def show_board(self, board: Board) -> None:
        """Show these lines; the current cell stays where its line is still there."""
        key, column = self._current()
        self._lines.show_board(board)
        self.setColumnHidden(AGE, board.by is not BoardBy.WINDOW)
        self._measure()
        row = self._lines.row_of(key)
        self.selectionModel().setCurrentIndex(
            self._lines.index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def open_current(self) -> None:
        """Open the list behind the current number; behind what is open, from a name."""
        index = self.currentIndex()
        if not index.isValid():
            return
        column = self._lines.column(index.column())
        line = self._lines.line(index.row())
        if line is not None and count_in(line.count, column):
            self.opened.emit(column, line.count.key if index.row() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def _current(self) -> tuple[str, int]:
        index = self.currentIndex()
        line = self._lines.line(index.row()) if index.isValid() and index.row() else None
        return ("" if line is None else line.count.key), (index.column() if index.isValid() else COUNTS)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px("row"))
        metrics = self._look.metrics("small")
        narrow = metrics.horizontalAdvance("二次补正") + 2 * _EDGE
        self.setColumnWidth(
            AGE, metrics.horizontalAdvance("00个工作日没有收到，更新到 12月30日 00:00") + 2 * _EDGE
        )
        for place in range(COUNTS, self._lines.columnCount()):
            self.setColumnWidth(place, narrow)


class _Lines(QAbstractTableModel):
    """The first line is the total."""

    def __init__(self, total: str, age: str) -> None:
        super().__init__()
        self._total, self._age = total, age
        self._lines: tuple[BoardLine, ...] = ()
        self._by = BoardBy.WINDOW

    def show_board(self, board: Board) -> None:
        self.beginResetModel()
        self._by = board.by
        self._lines = (BoardLine(self._total, board.total), *board.lines)
        self.endResetModel()

    def line(self, place: int) -> BoardLine | None:
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def row_of(self, key: str) -> int:
        return next((n for n, line in enumerate(self._lines) if n and line.count.key == key), 0)

    def column(self, place: int) -> BoardColumn:
        return tuple(BoardColumn)[place - COUNTS] if place >= COUNTS else BoardColumn.OPEN

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else COUNTS + len(BoardColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            if section < COUNTS:
                return (self._by.label, self._age)[section]
            return self.column(section).label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section < COUNTS else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row())
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if index.column() == NAME:
                return line.name
            if index.column() == AGE:
                return "" if line.age is None else line.age.words
            return str(count_in(line.count, self.column(index.column())))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() >= COUNTS:
            column = self.column(index.column())
            return f"{line.name} {column.label} {count_in(line.count, column)}"
        return None


class _Cells(QStyledItemDelegate):
    """Zeros recede; what is late is large and red; old data are marked."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, state = rect_and_state(option)
        line = index.data(LINE_ROLE)
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if current:
            painter.fillRect(rect, self._look.colour("act_soft"))
            painter.setPen(QPen(self._look.colour("act"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        paint_line(painter, self._look, rect)
        inside = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        if index.column() == NAME:
            painter.setFont(self._look.font(strong=not index.row()))
            painter.setPen(self._look.colour("ink"))
            paint_elided(painter, inside, line.name)
        elif index.column() == AGE:
            self._paint_age(painter, inside, line, current=current)
        else:
            column = tuple(BoardColumn)[index.column() - COUNTS]
            self._paint_count(painter, inside, column, count_in(line.count, column))
        painter.restore()

    def _paint_age(self, painter: QPainter, area: QRect, line: BoardLine, *, current: bool) -> None:
        if line.age is None:
            return
        painter.setFont(self._look.font("small"))
        if line.age.stale:
            tag = QRect(area.left(), area.center().y() - _TAG // 2, area.width(), _TAG)
            paint_tag(painter, self._look, tag, line.age.words, "gap", current=current)
        else:
            painter.setPen(self._look.colour("second"))
            paint_elided(painter, area, line.age.words)

    def _paint_count(self, painter: QPainter, area: QRect, column: BoardColumn, count: int) -> None:
        pressing = bool(count) and column in (BoardColumn.LATE, BoardColumn.NEAR)
        painter.setFont(self._look.font("proof" if pressing else "title", strong=bool(count)))
        tone = _TONES.get(column, "ink") if count else "second"
        painter.setPen(self._look.colour(tone))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), str(count))
