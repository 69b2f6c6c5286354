"""A list of ratings: two lines a row, the longest overdue on top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QRect, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.domain.tasks.urgency import Urgency
from counter.ui.kit.row_painting import (
    LEFT_MIDDLE,
    RIGHT_MIDDLE,
    paint_current,
    paint_elided,
    paint_line,
    paint_tag,
)
from counter.ui.kit.row_views import Index, RowList
from counter.ui.kit.theme import Look
from counter.ui.ratings.ledger_rows import ROW_ROLE, LedgerHead, LedgerRow, LedgerRows

_EDGE, _GAP = 12, 10
_TONES = {Urgency.OVERDUE: "correct", Urgency.TODAY: "gap"}
"""Colour only where a date is overdue or today; the subject is never coloured."""


class LedgerDelegate(QStyledItemDelegate):
    """Paints two lines a row: subject and due date; next step, hall and mode."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        head = isinstance(index.data(ROW_ROLE), LedgerHead)
        return QSize(0, self._look.px("group_row" if head else "row") + (2 if head else 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect, state = option.rect, option.state  # type: ignore[attr-defined]  # missing in the stubs
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = bool(state & QStyle.StateFlag.State_Selected)
        if current:
            paint_current(painter, look, rect)
        else:
            paint_line(painter, look, rect)
        if isinstance(row, LedgerHead):
            self._paint_head(painter, rect.adjusted(_EDGE, 0, -_EDGE, 0), row)
        elif isinstance(row, LedgerRow):
            self._paint_row(painter, rect.adjusted(_EDGE, 0, -_EDGE, 0), row, current=current)
        painter.restore()

    def _paint_head(self, painter: QPainter, line: QRect, head: LedgerHead) -> None:
        look = self._look
        painter.setFont(look.font("small", strong=True))
        painter.setPen(look.colour(_TONES.get(head.urgency, "second") if head.urgency else "second"))
        painter.drawText(line, LEFT_MIDDLE, head.label)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("second"))
        painter.drawText(line, RIGHT_MIDDLE, self.tr("{0} 件").format(head.count))

    def _paint_row(self, painter: QPainter, rect: QRect, row: LedgerRow, *, current: bool) -> None:
        look = self._look
        strong, small = look.font(strong=True), look.font("small")
        first, under = QFontMetrics(strong).height(), QFontMetrics(small).height() + 4
        top = rect.top() + (rect.height() - first - under - 2) // 2
        line = QRect(rect.left(), top, rect.width(), first)
        below = QRect(rect.left(), top + first + 2, rect.width(), under)
        tone = _TONES.get(row.urgency) if row.urgency else None
        painter.setFont(look.font("small", strong=tone is not None))
        painter.setPen(look.colour(tone or "second"))
        left = painter.fontMetrics().horizontalAdvance(row.left_words)
        painter.drawText(line, RIGHT_MIDDLE, row.left_words)
        painter.setFont(strong)
        painter.setPen(look.colour("ink"))
        paint_elided(painter, line.adjusted(0, 0, -left - _GAP, 0), row.about)
        painter.setFont(small)
        painter.setPen(look.colour("second"))
        day = painter.fontMetrics().horizontalAdvance(row.day_words)
        painter.drawText(below, RIGHT_MIDDLE, row.day_words)
        tag = paint_tag(painter, look, below, row.step, "shared", current=current)
        painter.setPen(look.colour("second"))
        paint_elided(painter, below.adjusted(tag + 8, 0, -day - _GAP, 0), row.where)


class LedgerList(RowList):
    """Signals: ``current(rating)`` when the current row changes; ``opened(rating)`` with Enter or a double click."""

    current = Signal(str)
    opened = Signal(str)

    def __init__(self, look: Look, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, title, parent)
        self.setProperty("ledger", True)
        self._rows = LedgerRows()
        self._said = ""
        self.setModel(self._rows)
        self.setItemDelegate(LedgerDelegate(look, self))
        self.selectionModel().currentChanged.connect(lambda *_: self._tell())

    @property
    def rating(self) -> str:
        """The current row's rating; empty where there is none."""
        row = self._rows.row(self.currentIndex())
        return row.rating if isinstance(row, LedgerRow) else ""

    def show_rows(self, rows: Sequence[LedgerRow], rating: str = "", *, heads: bool = True) -> None:
        """Show these; ``rating`` becomes current, else the previous one, else the first."""
        wanted = rating or self.rating
        self._rows.show_rows(rows, heads=heads)
        index = self._rows.index(self._rows.place_of(wanted), 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.scrollTo(index)
        self._tell()

    def go_to(self, rating: str) -> None:
        """Select that rating without a signal."""
        self._said = rating
        self.setCurrentIndex(self._rows.index(self._rows.place_of(rating), 0))

    def open_current(self) -> None:
        """Open the current rating, if there is one."""
        if self.rating:
            self.opened.emit(self.rating)

    def _tell(self) -> None:
        if self.rating != self._said:
            self._said = self.rating
            self.current.emit(self.rating)
