"""Bars with numbers: a list of rows, each a single text for screen readers, so that the list is its own table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from counter.ui.kit.charts.bar_painting import BarShape, paint_bar
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_painting import RIGHT_MIDDLE, paint_current, paint_elided, paint_line, rect_and_state
from counter.ui.kit.row_views import Index, RowList, Rows
from counter.ui.kit.theme import Look

BAR_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_EDGE, _GAP = 8, 12
_THICK, _STACKED = 12, 16

_LABEL_SHARE = 0.42
"""Maximum width of the label, as a part of the row's."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. ``shape`` None: the number is hidden. ``state``: what the bar's tone says, in a word; ``opens``: Enter
    drills down; ``note``: what else a screen reader and the tip say.
    """

    key: str
    label: str
    number: str
    shape: BarShape | None
    opens: bool = False
    state: str = ""
    note: str = ""

    @property
    def spoken(self) -> str:
        """Everything that the row says."""
        return "，".join(part for part in (self.label, self.number, self.state, self.note) if part)


class _Bars(Rows[Bar]):
    def __init__(self, opens_words: str) -> None:
        super().__init__()
        self._opens_words = opens_words

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        bar = self.row(index)
        if bar is None:
            return None
        if role == BAR_ROLE:
            return bar
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return bar.spoken
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return bar.spoken + (self._opens_words if bar.opens else "")
        return None


class BarDelegate(QStyledItemDelegate):
    """Label at the left, bar in the middle, number at the right; ``stacked``: the bar under both."""

    def __init__(self, look: Look, parent: QListView, *, stacked: bool) -> None:
        super().__init__(parent)
        self._look = look
        self._view = parent
        self._stacked = stacked

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height(self._look, stacked=self._stacked))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bar = index.data(BAR_ROLE)
        rect, state = rect_and_state(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            paint_current(painter, self._look, rect)
        elif self._stacked:
            paint_line(painter, self._look, rect)
        (self._paint_stacked if self._stacked else self._paint_flat)(
            painter, rect.adjusted(_EDGE, 0, -_EDGE, 0), bar
        )
        painter.restore()

    def _paint_flat(self, painter: QPainter, inside: QRect, bar: Bar) -> None:
        label_width, number_width = self._widths(inside.width())
        self._paint_words(painter, inside, bar, label_width)
        space = QRectF(
            inside.left() + label_width + _GAP, inside.top() + (inside.height() - _THICK) / 2 + 1, 0, _THICK
        )
        space.setRight(inside.right() - number_width - _GAP)
        if space.width() > 0:
            paint_bar(painter, self._look, space, bar.shape or BarShape(0.0))

    def _paint_stacked(self, painter: QPainter, inside: QRect, bar: Bar) -> None:
        line = self._look.metrics().height()
        words = QRect(inside.left(), inside.top() + 6, inside.width(), line)
        number = self._look.metrics("small").horizontalAdvance(_number(bar))
        self._paint_words(painter, words, bar, inside.width() - number - _GAP)
        space = QRectF(inside.left(), words.bottom() + 7, inside.width(), _STACKED)
        if bar.shape is not None:
            paint_bar(painter, self._look, space, bar.shape)

    def _paint_words(self, painter: QPainter, line: QRect, bar: Bar, label_width: int) -> None:
        """A state is said in its tone behind the number."""
        look = self._look
        painter.setFont(look.font("text" if self._stacked else "small"))
        painter.setPen(look.colour("ink"))
        paint_elided(painter, QRect(line.left(), line.top(), label_width, line.height()), bar.label)
        painter.setFont(look.font("small"))
        right = QRect(line)
        if bar.state and bar.shape is not None:
            painter.setPen(look.colour(bar.shape.tone))
            painter.drawText(right, RIGHT_MIDDLE, bar.state)
            right.setRight(right.right() - painter.fontMetrics().horizontalAdvance(f" {bar.state}"))
        painter.setPen(look.colour("ink" if bar.shape is not None and not self._stacked else "second"))
        painter.drawText(right, RIGHT_MIDDLE, bar.number)

    def _widths(self, width: int) -> tuple[int, int]:
        """Widths of label and number, the same in every row, so that the bars are aligned."""
        metrics = self._look.metrics("small")
        model = self._view.model()
        assert isinstance(model, _Bars)
        labels = max((metrics.horizontalAdvance(b.label) for b in model.rows), default=0)
        numbers = max((metrics.horizontalAdvance(_number(b)) for b in model.rows), default=0)
        return min(labels + 2, round(width * _LABEL_SHARE)), numbers + 2


def _number(bar: Bar) -> str:
    return f"{bar.number} {bar.state}" if bar.state else bar.number


def row_height(look: Look, *, stacked: bool) -> int:
    """Of one row."""
    return look.metrics().height() + _STACKED + 22 if stacked else look.px("group_row")


class BarList(RowList):
    """Shows ``Bar`` rows; Enter or a double click on one that opens. ``stacked``: rows of two lines, as many as
    there is room for. Signals: ``opened(key)``; ``closed(label)`` for one that is hidden.
    """

    opened = Signal(str)
    closed = Signal(str)

    def __init__(
        self, look: Look, name: str, title: str, parent: QWidget | None = None, *, stacked: bool = False
    ) -> None:
        super().__init__(look, name, title, parent)
        self.setProperty("bars", True)
        self._look, self._stacked = look, stacked
        if not stacked:  # the page scrolls, all rows show
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = _Bars(self.tr("，回车看是哪些"))
        self.setModel(self._rows)
        self.setItemDelegate(BarDelegate(look, self, stacked=stacked))
        self.selectionModel().currentChanged.connect(lambda now, _: self._bring_to_sight(now))
        follow_look(look, self, self._measure)
        self._measure()

    @property
    def bars(self) -> Sequence[Bar]:
        """The listed bars."""
        return self._rows.rows

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these; the current row stays where it still exists."""
        here = self.currentIndex().row()
        key = self.bars[here].key if 0 <= here < len(self.bars) else ""
        self._rows.put_rows(tuple(bars))
        selected = next((n for n, bar in enumerate(bars) if bar.key == key), 0)
        if bars:
            self.setCurrentIndex(self._rows.index(selected, 0))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if bars else Qt.FocusPolicy.NoFocus)
        self._measure()

    def sizeHint(self) -> QSize:
        return QSize(200, row_height(self._look, stacked=self._stacked) * max(1, len(self.bars)) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, row_height(self._look, stacked=True)) if self._stacked else self.sizeHint()

    def open_current(self) -> None:
        """Open the current bar, or report that it is hidden."""
        bar = self._rows.row(self.currentIndex())
        if bar is not None and bar.opens:
            self.opened.emit(bar.key)
        elif bar is not None:
            self.closed.emit(bar.label)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _bring_to_sight(self, index: Index) -> None:
        """The page's area follows the keys."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and self.hasFocus():
            place = self.mapTo(above.widget(), self.visualRect(index).center())
            above.ensureVisible(place.x(), place.y(), 0, 2 * self._look.px("group_row"))

    def _measure(self) -> None:
        self.scheduleDelayedItemsLayout()
        if not self._stacked:
            self.setFixedHeight(self.sizeHint().height())
