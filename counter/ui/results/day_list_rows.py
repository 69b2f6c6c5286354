"""The rows of an organ's list of the day: which item, whether it can be recorded, and what has to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.domain.document.numbering import grouped
from counter.services.results.row_state import RowState
from counter.ui.kit.row_painting import paint_current, paint_elided, paint_line, paint_tag, rect_and_state
from counter.ui.kit.row_views import Index, RowList, Rows
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.results.day_list import CheckedRow

_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_EDGE = 12
_TONES = {RowState.TAKEN: "received", RowState.KNOWN: "shared", RowState.WRONG: "correct"}


def head_of(row: CheckedRow) -> str:
    """Which row of the sheet, and the item in it."""
    return QCoreApplication.translate("handout", "第{0}行　{1}").format(row.row, row.item)


def why_words(row: CheckedRow) -> str:
    """The column and what has to be mended in it; "" where nothing has."""
    _, quote, column = row.where.partition("“")
    return f"{quote}{column}　{row.words}".strip()


class _DayRows(Rows["CheckedRow"]):
    """Rows are ``CheckedRow`` values."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == _ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join(part for part in (head_of(row), row.state.value, why_words(row)) if part)
        return None


class _DayDelegate(QStyledItemDelegate):
    """Two lines a row: the item; its state as a tag, the number and what has to be mended."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._look.px("row") + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: CheckedRow | None = index.data(_ROLE)
        if row is None:
            return
        rect, state = rect_and_state(option)
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        (paint_current if current else paint_line)(painter, self._look, rect)
        self._paint_row(painter, rect.adjusted(_EDGE, 0, -_EDGE, 0), row, current=current)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, row: CheckedRow, *, current: bool) -> None:
        look = self._look
        text, small = look.font(), look.font("small")
        first, under = QFontMetrics(text).height(), QFontMetrics(small).height() + 4
        top = rect.top() + (rect.height() - first - under - 2) // 2
        painter.setFont(text)
        painter.setPen(look.colour("ink"))
        paint_elided(painter, QRect(rect.left(), top, rect.width(), first), head_of(row))
        painter.setFont(small)
        line = QRect(rect.left(), top + first + 2, rect.width(), under)
        width = paint_tag(painter, look, line, row.state.value, _TONES[row.state], current=current)
        painter.setPen(look.colour("second"))
        rest = QRect(line.left() + width + 8, line.top(), line.width() - width - 8, line.height())
        words = "　".join(part for part in (grouped(row.number), why_words(row)) if part)
        paint_elided(painter, rest, words)


class DayListView(RowList):
    """Signals: ``current(row)`` as one walks, None where there is none; ``opened(row)`` with Enter."""

    current = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("handout", "清单里的每一行")
        super().__init__(look, "dayListRows", title, parent)
        self._rows = _DayRows()
        self.setModel(self._rows)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_DayDelegate(look, self))

    @property
    def rows(self) -> Sequence[CheckedRow]:
        """What is listed."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[CheckedRow]) -> None:
        """Show these, the first one being current."""
        self._rows.put_rows(rows)
        index = self._rows.index(0, 0)
        if not index.isValid():
            self.current.emit(None)
            return
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def open_current(self) -> None:
        """Enter or a double click on the current row."""
        if (row := self._rows.row(self.currentIndex())) is not None:
            self.opened.emit(row)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(self._rows.row(current))
