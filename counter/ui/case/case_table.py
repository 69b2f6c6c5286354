"""Table of found cases: one row is current, Enter opens it, a head puts them in order. The end of a number stands out:
people read it out, and papers show it apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
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
from counter.domain.document.numbering import grouped
from counter.services.context.case_search import CaseOrder
from counter.services.context.ports import CaseRow
from counter.ui.kit.announcement import announce_row
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_painting import LEFT_MIDDLE, paint_current_cell, rect_and_state
from counter.ui.kit.row_views import heard_once, on_double_click
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowTable
from counter.ui.words.case import case_state_word, day_and_time

_APPLICANT, _BUNDLE, _OPENED, _CLERK = 1, 2, 4, 6
_LEFT_OUT, _LEAST_BUNDLE = (_CLERK, _OPENED), "\u3000" * 7
ORDERS = (
    CaseOrder.NUMBER,
    CaseOrder.APPLICANT,
    CaseOrder.BUNDLE,
    CaseOrder.STATE,
    CaseOrder.OPENED,
    CaseOrder.DUE,
    CaseOrder.CLERK,
)
"""By column."""
_MEASURED = 40
"""Rows whose words decide the widths: more than a screen shows."""
_WIDEST_NAME, _OTHERS = "\u3000" * 9, "\u3000" * 66
"""Longer names are elided so that the other columns stay in sight. Of a wide window's space beyond the second width,
names get half and bundles the remainder.
"""


class CaseTable(WholeRowTable):
    """Signals: ``opened(number)``; ``ordered(order)`` when a head was pressed; ``moved(row)`` when another row is
    current, None for none.
    """

    opened = Signal(str)
    ordered = Signal(object)
    moved = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseTable")
        self.setAccessibleName(self.tr("找到的办件"))
        self._rows = CaseRows()
        self._wanted: dict[int, int] = {}
        """Widths that the columns ask for by their words, measured once for the rows shown."""
        self._look = look
        self.setModel(self._rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.sectionClicked.connect(lambda column: self.ordered.emit(ORDERS[column]))
        self.setItemDelegateForColumn(0, NumberDelegate(look, self))
        self.selectionModel().currentRowChanged.connect(
            lambda now, _: self.moved.emit(self._rows.case(now.row()))
        )
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(_BUNDLE, QHeaderView.ResizeMode.Stretch)
        self.setWordWrap(False)  # one line per row: elided, the tooltip has the full text
        on_double_click(self, lambda _: self.open_current())
        follow_look(look, self, self._measure)
        self._measure()

    def show_rows(
        self,
        rows: Sequence[CaseRow],
        now: datetime,
        people: Mapping[str, str],
        *,
        keep: bool = False,
        ahead: int = 0,
    ) -> bool:
        """Show these rows as of ``now``, the first current, or with ``keep`` the case that was. False: they are shown
        already, and keep their current. ``people``: names by code; ``ahead``: rows that were walked before they came.
        """
        current = self.current_case() if keep else None
        if not self._rows.show_rows(rows, now, people):
            if ahead:
                self.walk(ahead)
            return False
        self._measure()
        kept = (at for at, row in enumerate(rows) if current is not None and row.number == current.number)
        self.walk(next(kept, 0) + 1 + ahead)  # from before the first: a new list has no current row
        return True

    def show_order(self, order: CaseOrder, *, descending: bool) -> None:
        """Mark the head by which the rows are in order."""
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(ORDERS.index(order), way)

    def current_case(self) -> CaseRow | None:
        """The case of the current row."""
        return self._rows.case(self.currentIndex().row())

    def walk(self, step: int) -> None:
        """Make the row at this distance current."""
        row = max(0, min(self.currentIndex().row() + step, self._rows.rowCount() - 1))
        index = self._rows.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        announce_row(self)

    def open_current(self) -> None:
        """Open the current case."""
        row = self._rows.case(self.currentIndex().row())
        if row is not None:
            self.opened.emit(row.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Words of another size ask for other widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px("row") - 4)
        head = self.horizontalHeader()
        self._wanted = {
            column: max(head.sectionSizeHint(column), self._widest(column))
            for column in range(len(ORDERS))
            if column != _BUNDLE
        }
        self._fit()

    def _widest(self, column: int) -> int:
        """What the longest words of a column ask for. Asked of that cell alone: a delegate's answer costs fifty times
        what measuring its words does.
        """
        advance = self._look.metrics().horizontalAdvance
        rows = range(min(self._rows.rowCount(), _MEASURED))
        longest = max(rows, key=lambda row: advance(self._rows.words(row)[column]), default=-1)
        if longest < 0:
            return 0
        return self.sizeHintForIndex(self._rows.index(longest, column)).width()

    def _fit(self) -> None:
        """Widths by the words. Where the bundle's name would have no room, what says least is left out: who took it in,
        then when; an opened case says both.
        """
        metrics = self._look.metrics()
        left = self.viewport().width() - metrics.horizontalAdvance(_OTHERS)
        widest = metrics.horizontalAdvance(_WIDEST_NAME) + max(0, left) // 2
        widths = {
            column: min(wanted, widest) if column == _APPLICANT else wanted
            for column, wanted in self._wanted.items()
        }
        lacking = sum(widths.values()) + metrics.horizontalAdvance(_LEAST_BUNDLE) - self.viewport().width()
        for column in _LEFT_OUT:
            self.setColumnHidden(column, lacking > 0)
            lacking -= widths.pop(column, 0) if lacking > 0 else 0
        for column, width in widths.items():
            self.setColumnWidth(column, width)


Index = QModelIndex | QPersistentModelIndex


class NumberDelegate(QStyledItemDelegate):
    """The number in the groups that papers show, its last two strong: station and day are the same in most rows."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        words = str(index.data() or "")
        width = self._look.metrics().horizontalAdvance(words) + 30
        return QSize(max(size.width(), width), size.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        words = str(index.data() or "")
        rect, state = rect_and_state(option)
        groups = words.split(" ")
        first, tail = " ".join(groups[:-2]), " ".join(groups[-2:])
        look = self._look
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            paint_current_cell(painter, look, rect)
        line = rect.adjusted(10, 0, -6, 0)
        painter.setFont(look.font())
        painter.setPen(look.colour("second"))
        painter.drawText(line, LEFT_MIDDLE, first)
        line.setLeft(
            line.left() + painter.fontMetrics().horizontalAdvance(f"{first} ") if first else line.left()
        )
        painter.setFont(look.font(strong=True))
        painter.setPen(look.colour("ink"))
        painter.drawText(line, LEFT_MIDDLE, tail)
        painter.restore()


class CaseRows(QAbstractTableModel):
    """Columns: number, applicant, bundle, state, received at, due, clerk."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[CaseRow, ...] = ()
        self._words: dict[int, tuple[str, ...]] = {}
        """Rows as they were shown: a view asks for each cell dozens of times."""
        self._year = 0
        self._people: Mapping[str, str] = {}

    def show_rows(self, rows: Sequence[CaseRow], now: datetime, people: Mapping[str, str]) -> bool:
        """Show these rows; days of another year than ``now`` include the year. False: they are shown already."""
        shown = tuple(rows), civil_date(now).year, people
        if shown == (self._rows, self._year, self._people):
            return False
        self.beginResetModel()
        (self._rows, self._year, self._people), self._words = shown, {}
        self.endResetModel()
        return True

    def case(self, place: int) -> CaseRow | None:
        """The case of that row."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(ORDERS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _heads()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return heard_once(index, role)
        words = self.words(index.row())
        return words[index.column()] if words else None

    def words(self, place: int) -> tuple[str, ...]:
        """What each cell of a row says; nothing where there is no such row."""
        words = self._words.get(place, ())
        if not words and (row := self.case(place)) is not None:
            words = self._words[place] = self._in_words(row)
        return words

    def _in_words(self, row: CaseRow) -> tuple[str, ...]:
        return (
            grouped(row.number),
            row.applicant,
            row.bundle_name,
            case_state_word(row.state),
            self._with_year(civil_date(datetime.fromisoformat(row.opened_at)), day_and_time(row.opened_at)),
            self._due(row.due),
            self._whose(row),
        )

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

    def _whose(self, row: CaseRow) -> str:
        """By name; by the code where nobody of today has it."""
        if not row.owner:
            return self._people.get(row.clerk, "") or row.clerk
        return QCoreApplication.translate("CaseRows", "窗口 {0}").format(row.owner)


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
