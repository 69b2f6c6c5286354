"""The board's table: a line for each window, organ, clerk or bundle; every number is a cell that opens its list.

Of a window also who worked there last, what came in today, and up to when its records are here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from counter.domain.calendar.workdays import civil_date
from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.services.context.board_ports import BoardCount
from counter.services.oversight.board import Board, BoardLine
from counter.ui.kit.announcement import announce
from counter.ui.kit.charts.bar_painting import BarShape, paint_bar
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_painting import paint_elided, paint_line, paint_tag, rect_and_state
from counter.ui.kit.row_views import is_enter, on_double_click
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowTable

if TYPE_CHECKING:
    from counter.services.ledger.room_overview import Overview

Index = QModelIndex | QPersistentModelIndex
NAME, WORKED, INTAKE, COUNTS = 0, 1, 2, 3
AGE = COUNTS + len(BoardColumn)
"""Places of the columns: the name, of a window who worked last and today's cases, then the counts in the order of
``BoardColumn``, of a window the age of its data.
"""
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
MOST_ROLE = LINE_ROLE + 1
_TONES = {BoardColumn.LATE: "correct", BoardColumn.NEAR: "gap", BoardColumn.TWICE: "gap"}
_EDGE, _PAD = 12, 18
_TAG, _BAR = 24, 10
_SHORT_HEAD, _FIRST = 3, 2


def _unit_of(section: int) -> str:
    """The tip of a head: everything that is counted is cases."""
    translate = QCoreApplication.translate
    if section == AGE:
        return translate("board", "收到的最后一条记录的时间；旁边的数就是到那时为止的")
    if section == WORKED:
        return translate("board", "最后一条记录是谁办的，姓名按登记册")
    return "" if section == NAME else translate("board", "单位：件")


def count_in(count: BoardCount, column: BoardColumn) -> int:
    """The number of that column."""
    return int(getattr(count, column.value))


class BoardTable(WholeRowTable):
    """Signals: ``opened(column, key)``: the list behind a number is wanted; ``key`` None: of all;
    ``intake_opened(key)``: today's cases of a window, "" of all.
    """

    opened = Signal(object, object)
    intake_opened = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("boardTable")
        self.setAccessibleName(self.tr("各窗口的件"))
        self._look = look
        heads = {
            WORKED: self.tr("最近经办"),
            INTAKE: self.tr("今天收件"),
            AGE: self.tr("记录到"),
        }
        self._lines = _Lines(self.tr("全厅"), heads)
        self.setModel(self._lines)
        self.setItemDelegate(_Cells(look, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        on_double_click(self, lambda _: self.open_current())
        follow_look(look, self, self._measure)
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

    def show_overview(self, found: Overview) -> None:
        """Show who worked last and what came in today."""
        self._lines.show_overview(found)
        self.viewport().update()

    def open_current(self) -> None:
        """Open the list behind the current number; behind what is open, from a name."""
        index = self.currentIndex()
        if not index.isValid():
            return
        line = self._lines.line(index.row())
        if line is None:
            return
        column = self._lines.column(index.column())
        if index.column() == INTAKE and self._lines.intake(line):
            self.intake_opened.emit(line.count.key if index.row() else "")
        elif index.column() != INTAKE and count_in(line.count, column):
            self.opened.emit(column, line.count.key if index.row() else None)
        else:
            announce(self, self.tr("0件，没有可以打开的。"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def _current(self) -> tuple[str, int]:
        index = self.currentIndex()
        line = self._lines.line(index.row()) if index.isValid() and index.row() else None
        return ("" if line is None else line.count.key), (index.column() if index.isValid() else COUNTS)

    def sizeHint(self) -> QSize:
        """No taller than it needs: a layout gives what it is asked for even where the numbers above are cut by it."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The heads and the first lines, and that there are more."""
        row = self._look.px("row")
        tall = self.horizontalHeader().sizeHint().height() + _FIRST * row + row // 4
        return QSize(super().minimumSizeHint().width(), tall)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px("row"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Names take what the numbers leave; where that is too little, the bar goes first, then who worked last, then
        today's cases: of all windows they stand over the board.
        """
        small = self._look.metrics("small").horizontalAdvance
        for n, column in enumerate(BoardColumn):
            words = column.label if len(column.label) > _SHORT_HEAD else self.tr("未打印")
            self.setColumnWidth(COUNTS + n, small(words) + _PAD)
        windows = self._lines.by is BoardBy.WINDOW
        worked = self._look.metrics().horizontalAdvance(self.tr("阿木古郎")) + _PAD
        bar = small(self.tr("今天收件今天")) + _PAD
        age = small(self.tr("10个工作日前")) + 2 * _PAD
        numbers = sum(self.columnWidth(COUNTS + n) for n in range(len(BoardColumn)))
        least = self._look.metrics().horizontalAdvance(self.tr("01号窗口窗")) + 2 * _EDGE
        room = self.viewport().width() - numbers - (age if windows else 0) - least
        if room < worked + bar:
            bar = small(self.tr("今天收件")) + _PAD
        shows = windows and room >= worked + bar
        counts = windows and room >= bar
        self.setColumnHidden(WORKED, not shows)
        self.setColumnHidden(INTAKE, not counts)
        taken = (bar if counts else 0) + (worked if shows else 0)
        for place, width in ((WORKED, worked), (INTAKE, bar), (AGE, age)):
            self.setColumnWidth(place, width)
        short = max(-self._look.px("text"), room - taken)  # the name's own air, then nothing more
        self.setColumnWidth(NAME, least + short)


class _Lines(QAbstractTableModel):
    """The first line is the total."""

    def __init__(self, total: str, heads: dict[int, str]) -> None:
        super().__init__()
        self._total, self._heads = total, heads
        self._found: Overview | None = None
        self._lines: tuple[BoardLine, ...] = ()
        self.by = BoardBy.WINDOW

    def show_board(self, board: Board) -> None:
        self.beginResetModel()
        self.by = board.by
        self._lines = (BoardLine(self._total, board.total), *board.lines)
        self.endResetModel()

    def show_overview(self, found: Overview) -> None:
        self._found = found

    def intake(self, line: BoardLine) -> int | None:
        """Today's cases; None where nothing of today came from that window."""
        found = self._found
        if found is None:
            return None
        if line.age is None:
            return found.today.cases
        cases = found.intake.get(line.count.key)
        here = line.age.at is not None and civil_date(line.age.at) == found.today.day
        return cases if cases is not None else 0 if here else None

    @property
    def most_intake(self) -> int:
        """Of one window: the longest bar."""
        return max(self._found.intake.values(), default=0) if self._found is not None else 0

    def worked(self, line: BoardLine) -> tuple[str, str]:
        """Who worked last, and when."""
        found = self._found
        last = found.worked.get(line.count.key) if found is not None and line.age is not None else None
        if last is None or found is None:
            return "", ""
        return last.name, self.tr("{0}月{1}日").format(last.day.month, last.day.day)

    def line(self, place: int) -> BoardLine | None:
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def row_of(self, key: str) -> int:
        return next((n for n, line in enumerate(self._lines) if n and line.count.key == key), 0)

    def column(self, place: int) -> BoardColumn:
        return tuple(BoardColumn)[place - COUNTS] if COUNTS <= place < AGE else BoardColumn.OPEN

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else AGE + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            if section == NAME:
                return self.by.label
            return self._heads[section] if section in self._heads else self.column(section).label
        if role == Qt.ItemDataRole.ToolTipRole and orientation is Qt.Orientation.Horizontal:
            return _unit_of(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            number = COUNTS <= section < AGE
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row())
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role == MOST_ROLE:
            return self.most_intake
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(line, index.column(), short=role == Qt.ItemDataRole.DisplayRole)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() != NAME:
            words = self._words(line, index.column(), short=False)
            return f"{line.name} {words}" if words else line.name
        return None

    def _words(self, line: BoardLine, place: int, *, short: bool) -> str:
        """What a cell says; not short: of what, with its unit."""
        head = self.headerData(place, Qt.Orientation.Horizontal)
        if place == NAME:
            return line.name
        if place == AGE:
            return "" if line.age is None else (line.age.brief if short else line.age.words)
        if place == WORKED:
            name, day = self.worked(line)
            return name if short or not name else f"{head} {name}，{day}"
        cases = self.intake(line) if place == INTAKE else count_in(line.count, self.column(place))
        if cases is None:
            return "—" if short else f"{head} —"
        return str(cases) if short else self.tr("{0} {1}件").format(head, cases)


class _Cells(QStyledItemDelegate):
    """Zeros recede; what is late is large and red; today's cases are a bar; old data are marked."""

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
        inside = rect.adjusted(
            _EDGE, 0, -_EDGE // 2 if index.column() in (NAME, AGE, WORKED) else -_PAD // 2, 0
        )
        if index.column() == NAME:
            painter.setFont(self._look.font(strong=not index.row()))
            painter.setPen(self._look.colour("ink"))
            paint_elided(painter, inside, line.name)
        elif index.column() == AGE:
            self._paint_age(painter, inside, line, current=current)
        elif index.column() == WORKED:
            painter.setFont(self._look.font())
            painter.setPen(self._look.colour("ink"))
            paint_elided(painter, inside, str(index.data() or ""))
        elif index.column() == INTAKE:
            most = int(index.data(MOST_ROLE) or 0) if index.row() else 0  # the whole hall is no bar
            self._paint_intake(painter, inside, str(index.data() or ""), most)
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
            paint_tag(painter, self._look, tag, line.age.brief, "gap", current=current)
        else:
            painter.setPen(self._look.colour("second"))
            paint_elided(painter, area, line.age.brief)

    def _paint_intake(self, painter: QPainter, area: QRect, words: str, most: int) -> None:
        """The number beside its bar, where there is room for one."""
        look = self._look
        painter.setFont(look.font())
        painter.setPen(look.colour("ink" if words not in ("0", "—") else "second"))
        room = painter.fontMetrics().horizontalAdvance("000")
        number = QRect(area.right() - room, area.top(), room, area.height())
        painter.drawText(number, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words)
        if words.isdecimal() and 0 < int(words) <= most and area.width() > 2 * room:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            space = QRectF(area.left(), area.center().y() - _BAR / 2, area.width() - room - 6, _BAR)
            paint_bar(painter, look, space, BarShape(int(words) / most))

    def _paint_count(self, painter: QPainter, area: QRect, column: BoardColumn, count: int) -> None:
        pressing = bool(count) and column in (BoardColumn.LATE, BoardColumn.NEAR)
        painter.setFont(self._look.font("proof" if pressing else "title", strong=bool(count)))
        tone = _TONES.get(column, "ink") if count else "second"
        painter.setPen(self._look.colour(tone))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), str(count))
