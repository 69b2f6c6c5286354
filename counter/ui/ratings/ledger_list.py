"""A list of ratings: two lines a row, the longest overdue on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
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
from counter.ui.kit.row_views import Index, RowList, Rows, hug_rows
from counter.ui.kit.theme import Look

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One rating as list text. ``urgency`` None: nothing is pending.

    ``step``: its tag; ``about``: what was rated; ``where``: hall and mode; never a person's name.
    """

    rating: str
    urgency: Urgency | None
    step: str
    about: str
    where: str
    day_words: str = ""
    left_words: str = ""


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """The head of a group."""

    urgency: Urgency | None
    label: str
    count: int


class LedgerRows(Rows[LedgerHead | LedgerRow]):
    """Rows are ``LedgerHead`` and ``LedgerRow`` values."""

    def show_rows(self, rows: Sequence[LedgerRow], *, heads: bool) -> None:
        """Show these in the given order, under their heads where they have any."""
        shown: list[LedgerHead | LedgerRow] = [] if heads else list(rows)
        for urgency in (*Urgency, None) if heads else ():
            mine = [r for r in rows if r.urgency is urgency]
            if mine:
                done = QCoreApplication.translate("LedgerRows", "已办结")
                head = LedgerHead(urgency, urgency.label if urgency else done, len(mine))
                shown += [head, *mine]
        self.put_rows(shown)

    def place_of(self, rating: str) -> int:
        """The index of that rating; of the first one where it no longer exists."""
        ratings = [(n, r.rating) for n, r in enumerate(self.rows) if isinstance(r, LedgerRow)]
        return next((n for n, r in ratings if r == rating), ratings[0][0] if ratings else -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.row(index), LedgerHead):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, LedgerRow):
            return _words(row)
        return None


def _words(row: LedgerHead | LedgerRow) -> str:
    if isinstance(row, LedgerHead):
        return QCoreApplication.translate("LedgerRows", "{0}，{1}件").format(row.label, row.count)
    parts = (row.step, row.about, row.where, row.day_words, row.left_words)
    return "，".join(part for part in parts if part)


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
        tag = paint_tag(painter, look, below, row.step, "shared", current=current)
        painter.setPen(look.colour("second"))
        room = below.width() - tag - 8
        words = painter.fontMetrics().elidedText(row.day_words, Qt.TextElideMode.ElideRight, room)
        day = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(below, RIGHT_MIDDLE, words)
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
        self._emitted = ""
        self.setModel(self._rows)
        self.setItemDelegate(LedgerDelegate(look, self))
        hug_rows(self, look)
        self.selectionModel().currentChanged.connect(lambda *_: self._emit_current())

    @property
    def rating(self) -> str:
        """The current row's rating; empty where there is none."""
        row = self._rows.row(self.currentIndex())
        return row.rating if isinstance(row, LedgerRow) else ""

    def show_rows(self, rows: Sequence[LedgerRow], rating: str = "", *, heads: bool = True) -> None:
        """Show these; ``rating`` becomes current, else the previous one, else the first."""
        wanted = rating or self.rating
        self._rows.show_rows(rows, heads=heads)
        self.go_to_row(self._rows.place_of(wanted))
        self._emit_current()

    def go_to(self, rating: str) -> None:
        """Select that rating without a signal."""
        self._emitted = rating
        self.setCurrentIndex(self._rows.index(self._rows.place_of(rating), 0))

    def open_current(self) -> None:
        """Open the current rating, if there is one."""
        if self.rating:
            self.opened.emit(self.rating)

    def _emit_current(self) -> None:
        if self.rating != self._emitted:
            self._emitted = self.rating
            self.current.emit(self.rating)
