"""The list of calls: whom, about what; what is late, promised or was tried in vain as a coloured tag."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.ui.kit.row_painting import (
    RIGHT_MIDDLE,
    paint_current,
    paint_elided,
    paint_line,
    paint_tag,
    rect_and_state,
)
from counter.ui.kit.row_views import Index, RowList, Rows
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.reminders.list_calls import CallRow

CALL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_EDGE, _GAP = 12, 12


def tags(row: CallRow) -> list[tuple[str, str]]:
    """Words and tone of what is unusual about a call."""
    translate = QCoreApplication.translate
    return [
        (words, tone)
        for words, tone, on in (
            (translate("reminders", "号码不对"), "correct", row.wrong),
            (translate("reminders", "逾期没有告知"), "correct", row.overdue),
            (translate("reminders", "文书上写明"), "gap", row.promised),
            (row.tried, "act", bool(row.tried) and not row.wrong),
        )
        if on
    ]


class CallRows(Rows["CallRow"]):
    """Rows are ``CallRow`` values."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == CALL_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join([row.who, row.about, *(words for words, _ in tags(row)), row.bundle])
        return None


class CallDelegate(QStyledItemDelegate):
    """Two lines a row: who and about what, the number of the case; tags and the bundle."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._look.px("row") + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: CallRow | None = index.data(CALL_ROLE)
        if row is None:
            return
        rect, state = rect_and_state(option)
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        (paint_current if current else paint_line)(painter, self._look, rect)
        self._paint_row(painter, rect.adjusted(_EDGE, 0, -_EDGE, 0), row, current=current)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, row: CallRow, *, current: bool) -> None:
        look = self._look
        text, small = look.font(), look.font("small")
        first, under = QFontMetrics(text).height(), QFontMetrics(small).height() + 4
        top = rect.top() + (rect.height() - first - under - 2) // 2
        painter.setFont(text)
        painter.setPen(look.colour("second"))
        tail = f"…{row.tail}"
        width = painter.fontMetrics().horizontalAdvance(tail)
        painter.drawText(QRect(rect.left(), top, rect.width(), first), RIGHT_MIDDLE, tail)
        painter.setPen(look.colour("ink"))
        paint_elided(
            painter,
            QRect(rect.left(), top, rect.width() - width - _GAP, first),
            f"{row.who}　{row.about}",
        )
        painter.setFont(small)
        left = rect.left()
        for words, tone in tags(row):
            place = QRect(left, top + first + 2, rect.right() - left, under)
            left += paint_tag(painter, look, place, words, tone, current=current) + 8
        painter.setPen(look.colour("second"))
        paint_elided(painter, QRect(left, top + first + 2, rect.right() - left, under), row.bundle)


class CallListView(RowList):
    """Signals: ``current(row)`` as one walks, None where none is left; ``opened(row)`` with Enter."""

    current = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "callList", QCoreApplication.translate("reminders", "今天要打的电话"), parent)
        self._rows = CallRows()
        self.setModel(self._rows)
        self.setUniformItemSizes(True)
        self.setItemDelegate(CallDelegate(look, self))

    @property
    def rows(self) -> Sequence[CallRow]:
        """What is listed."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[CallRow], at: int = 0) -> None:
        """Show these, the one at that place being current."""
        self._rows.put_rows(rows)
        index = self._rows.index(max(0, min(at, len(rows) - 1)), 0)
        if not index.isValid():
            self.current.emit(None)
            return
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def row(self) -> CallRow | None:
        """The current one."""
        return self._rows.row(self.currentIndex())

    def open_current(self) -> None:
        """Enter or a double click on the current row."""
        if (row := self.row()) is not None:
            self.opened.emit(row)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(self._rows.row(current))
