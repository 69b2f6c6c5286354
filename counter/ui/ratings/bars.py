"""Bars with numbers: a list painted in one neutral hue.

Each row is a single text for screen readers, so the list is its own table.
"""

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

from counter.ui.kit.row_painting import RIGHT_MIDDLE, paint_current, paint_elided, paint_frame
from counter.ui.kit.row_views import Index, RowList, Rows
from counter.ui.kit.theme import Look

BAR_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_EDGE, _GAP = 8, 12
_THICK = 12

_LABEL_SHARE = 0.42
"""Maximum width of the label, as a part of the row's."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. ``part``: length of the bar, 0 to 1 (None: the number is hidden); ``opens``: Enter drills down."""

    key: str
    label: str
    number: str
    part: float | None
    opens: bool = False


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
            return f"{bar.label}，{bar.number}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{bar.label}，{bar.number}" + (self._opens_words if bar.opens else "")
        return None


class BarDelegate(QStyledItemDelegate):
    """Paints label at the left, bar in the middle, number at the right."""

    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self._look = look
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._look.px("group_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bar = index.data(BAR_ROLE)
        rect, state = option.rect, option.state  # type: ignore[attr-defined]  # missing in the stubs
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            paint_current(painter, look, rect)
        label_width, number_width = self._widths(rect.width())
        x = rect.left() + _EDGE
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink"))
        paint_elided(painter, QRect(x, rect.top(), label_width, rect.height()), bar.label)
        painter.setPen(look.colour("ink" if bar.part is not None else "second"))
        right = QRect(rect.right() - _EDGE - number_width, rect.top(), number_width, rect.height())
        painter.drawText(right, RIGHT_MIDDLE, bar.number)
        space = QRectF(x + label_width + _GAP, rect.top() + (rect.height() - _THICK) / 2 + 1, 0, _THICK)
        space.setRight(right.left() - _GAP)
        if space.width() > 0:
            self._paint_bar(painter, space, bar.part)
        painter.restore()

    def _paint_bar(self, painter: QPainter, space: QRectF, part: float | None) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("shared_soft"))
        painter.drawRoundedRect(space, 3, 3)
        if self._look.framed:
            paint_frame(painter, self._look, space, "line", 3, 1)
            painter.setPen(Qt.PenStyle.NoPen)
        if part:
            painter.setBrush(self._look.colour("shared"))
            painter.drawRoundedRect(
                QRectF(space.topLeft(), QSize(max(3, round(space.width() * part)), _THICK)), 3, 3
            )

    def _widths(self, width: int) -> tuple[int, int]:
        """Widths of label and number, the same in every row, so that the bars are aligned."""
        metrics = self._look.metrics("small")
        model = self._view.model()
        assert isinstance(model, _Bars)
        labels = max((metrics.horizontalAdvance(b.label) for b in model.rows), default=0)
        numbers = max((metrics.horizontalAdvance(b.number) for b in model.rows), default=0)
        return min(labels + 2, round(width * _LABEL_SHARE)), numbers + 2


class BarList(RowList):
    """Shows ``Bar`` rows; Enter or a double click on one that opens. Signals: ``opened(key)``; ``closed(label)`` for
    one that is hidden.
    """

    opened = Signal(str)
    closed = Signal(str)

    def __init__(self, look: Look, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, title, parent)
        self.setProperty("bars", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._look = look
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )  # the page scrolls, all rows show
        self._rows = _Bars(self.tr("，回车看是哪些"))
        self.setModel(self._rows)
        self.setItemDelegate(BarDelegate(look, self))
        self.selectionModel().currentChanged.connect(lambda now, _: self._bring_to_sight(now))
        look.changed.connect(self._measure)
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
        return QSize(200, self._look.px("group_row") * max(1, len(self.bars)) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def open_current(self) -> None:
        """Open the current bar, or report that it is hidden."""
        bar = self._rows.row(self.currentIndex())
        if bar is None:
            return
        if bar.opens:
            self.opened.emit(bar.key)
        else:
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
        self.setFixedHeight(self.sizeHint().height())
