"""Small multiples: a tile for each figure with its number, its finding and a column for each period, side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.domain.figures.trend import Point
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_painting import LEFT_MIDDLE, paint_elided, rect_and_state
from counter.ui.kit.row_views import Index, RowList, Rows
from counter.ui.kit.theme import Look

_DIGITS = re.compile(r"[−-]?[\d.,]+%?")
TILE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_PAD, _GAP, _CHART, _LEAST = 10, 8, 34, 148
_LOW_CHART = 20
"""In rows under each other."""
_COLUMN = 0.62
"""A column's part of the room of its period."""


@dataclass(frozen=True, slots=True)
class Multiple:
    """One tile. ``finding``: what its newest period is; ``whole``: the most that a value can be, None: the largest."""

    key: str
    title: str
    finding: str
    points: tuple[Point, ...]
    whole: float | None = None

    @property
    def spoken(self) -> str:
        """Title, finding and every period."""
        newest = self.points[-1].spoken if self.points else ""
        parts = (self.title, newest, self.finding, "；".join(point.spoken for point in self.points[:-1]))
        return "，".join(part for part in parts if part)


class _Tiles(Rows[Multiple]):
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        tile = self.row(index)
        if tile is None:
            return None
        if role == TILE_ROLE:
            return tile
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return tile.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((tile.title, *(point.spoken for point in tile.points)))
        return None


class _TileDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, view: SmallMultiples) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._view.tile_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tile: Multiple = index.data(TILE_ROLE)
        rect, state = rect_and_state(option)
        look, view = self._look, self._view
        current = bool(state & QStyle.StateFlag.State_Selected)
        place = view.place_in(tile) if current else len(tile.points) - 1
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = view.box_of(rect)
        focused = current and view.hasFocus()
        painter.setPen(QPen(look.colour("act" if focused else "line"), 2 if focused else 1))
        painter.setBrush(look.colour("act_soft" if focused else "surface"))
        painter.drawRoundedRect(box, 6, 6)
        inside = box.toRect().adjusted(_PAD, _PAD - 3, -_PAD, -_PAD + 4)
        small = look.metrics("small").height()
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("second"))
        paint_elided(painter, QRect(inside.left(), inside.top(), inside.width(), small), tile.title)
        top = inside.top() + small
        point = tile.points[place] if tile.points else None
        if point is not None:
            line = QRect(inside.left(), top, inside.width(), look.metrics("title").height())
            _paint_number(painter, look, line, point.words)
            _paint_columns(painter, look, view.chart_area(rect), tile, place if focused else -1)
        painter.setFont(look.font("tiny"))
        painter.setPen(look.colour("second"))
        under = QRect(
            inside.left(),
            inside.bottom() - look.metrics("tiny").height() + 1,
            inside.width(),
            look.metrics("tiny").height(),
        )
        moved = point is not None and place != len(tile.points) - 1
        paint_elided(painter, under, point.spoken if moved and point is not None else tile.finding)
        painter.restore()


def _paint_number(painter: QPainter, look: Look, line: QRect, words: str) -> None:
    """The digits large, the unit small behind them."""
    found = _DIGITS.match(words)
    digits = found.group() if found else ""
    painter.setFont(look.font("title", strong=True))
    painter.setPen(look.colour("ink"))
    painter.drawText(line, LEFT_MIDDLE, digits)
    left = painter.fontMetrics().horizontalAdvance(digits) + (2 if digits else 0)
    painter.setFont(look.font("small"))
    paint_elided(painter, line.adjusted(left, 2, 0, 0), words.removeprefix(digits))


def _paint_columns(painter: QPainter, look: Look, area: QRectF, tile: Multiple, here: int) -> None:
    """A column for each period from nothing, the newest darker, a running one hollow; a tick at last year's."""
    values = [value for p in tile.points for value in (p.value, p.year_ago) if value is not None]
    low, high = min(0.0, *values, 0.0), max(tile.whole or 0.0, *values, 0.0) or 1.0
    zero = area.bottom() - area.height() * (0 - low) / (high - low)
    step = area.width() / max(1, len(tile.points))
    painter.setPen(QPen(look.colour("edge"), 1))
    painter.drawLine(QPointF(area.left(), zero), QPointF(area.right(), zero))
    for n, point in enumerate(tile.points):
        left, width = area.left() + n * step + step * (1 - _COLUMN) / 2, step * _COLUMN
        if point.value is not None:
            y = area.bottom() - area.height() * (point.value - low) / (high - low)
            column = QRectF(left, min(y, zero), width, max(1.0, abs(zero - y)))
            newest = n == len(tile.points) - 1
            tone = look.colour("act" if n == here or (here < 0 and newest) else "shared")
            if not newest and n != here:
                tone.setAlphaF(0.55)
            painter.setPen(QPen(tone, 1) if point.running else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(Qt.BrushStyle.NoBrush if point.running else tone)
            painter.drawRect(column)
        if point.year_ago is not None:
            y = area.bottom() - area.height() * (point.year_ago - low) / (high - low)
            painter.setPen(QPen(look.colour("ink"), 1.5))
            painter.drawLine(QPointF(left - 1, y), QPointF(left + width + 1, y))


class SmallMultiples(RowList):
    """Arrow keys move from tile to tile, Shift with them from period to period. Signals: ``opened(key, place)``:
    the rows of that figure in that period are wanted.
    """

    opened = Signal(str, int)

    def __init__(self, look: Look, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, title, parent)
        self._look = look
        self._place: int | None = None
        self.setProperty("tiles", True)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tiles = _Tiles()
        self.setModel(self._tiles)
        self.setItemDelegate(_TileDelegate(look, self))
        self.selectionModel().currentChanged.connect(lambda *_: self._move_to(None))
        follow_look(look, self, self._measure)

    @property
    def tiles(self) -> Sequence[Multiple]:
        """As shown."""
        return self._tiles.rows

    def show_tiles(self, tiles: Sequence[Multiple]) -> None:
        """Show these; the current tile stays where it is still there."""
        here = self._tiles.row(self.currentIndex())
        self._tiles.put_rows(tuple(tiles))
        if tiles:
            at = next((n for n, one in enumerate(tiles) if here is not None and one.key == here.key), 0)
            self.setCurrentIndex(self._tiles.index(at, 0))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tiles else Qt.FocusPolicy.NoFocus)
        self._measure()

    def place_in(self, tile: Multiple) -> int:
        """The current period of the current tile."""
        last = len(tile.points) - 1
        return last if self._place is None else max(0, min(self._place, last))

    def box_of(self, rect: QRect) -> QRectF:
        """What is drawn of a tile: boxes of one width with white between them, from edge to edge of the row."""
        columns, whole = self.columns(), self.viewport().width()
        width = (whole - (columns - 1) * _GAP) / columns
        left = round(rect.left() / max(1, rect.width())) * (width + _GAP)
        return QRectF(left + 1, rect.top() + 1, width - 2, rect.height() - _GAP - 2)

    def columns(self) -> int:
        """As many tiles side by side as leave each of them room, in rows of equal length."""
        count = max(1, len(self.tiles))
        fit = max(1, min(count, self.viewport().width() // self._look.grown(_LEAST)))
        return fit if fit == count else -(-count // -(-count // fit))

    def tile_size(self) -> QSize:
        """Of one tile with the white after it."""
        look, columns = self._look, self.columns()
        words = (
            look.metrics("small").height() + look.metrics("title").height() + look.metrics("tiny").height()
        )
        width = (self.viewport().width() - 1) // columns  # a row that is full to the last pixel wraps
        return QSize(width, words + self._chart() + 2 * _PAD + 6 + _GAP)

    def _chart(self) -> int:
        return _CHART if self.columns() >= len(self.tiles) else _LOW_CHART

    def chart_area(self, rect: QRect) -> QRectF:
        """Where the columns stand in a tile."""
        look = self._look
        top = rect.top() + _PAD - 3 + look.metrics("small").height() + look.metrics("title").height() + 4
        box = self.box_of(rect)
        return QRectF(box.left() + _PAD, top, box.width() - 2 * _PAD, self._chart())

    def open_current(self) -> None:
        """Enter: the rows of the current period."""
        tile = self._tiles.row(self.currentIndex())
        if tile is not None and tile.points:
            self.opened.emit(tile.key, self.place_in(tile))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        tile = self._tiles.row(self.currentIndex())
        if step is not None and tile is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._move_to(self.place_in(tile) + step)
            self.setAccessibleDescription(tile.points[self.place_in(tile)].spoken if tile.points else "")
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        tile = self._tiles.row(index)
        if tile is None or not tile.points or event.button() is not Qt.MouseButton.LeftButton:
            return
        area = self.chart_area(self.visualRect(index))
        inside = area.contains(event.position())
        place = (
            int((event.position().x() - area.left()) / area.width() * len(tile.points)) if inside else None
        )
        self._move_to(place)
        self.open_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _move_to(self, place: int | None) -> None:
        self._place = None if place is None else max(0, place)
        self.viewport().update()

    def _measure(self) -> None:
        count = len(self.tiles)
        rows = -(-count // self.columns())
        self.setFixedHeight(self.tile_size().height() * rows + 2 * self.frameWidth() if count else 0)
        self.scheduleDelayedItemsLayout()


def compared_words(every: Sequence[Sequence[Point]]) -> str:
    """How many periods they are, and what the ticks and the hollow column mean, where there are any."""
    translate = QCoreApplication.translate
    parts = [translate("charts", "近{0}期").format(max((len(points) for points in every), default=0))]
    points = [point for one in every for point in one]
    if any(point.year_ago is not None for point in points):
        parts.append(translate("charts", "横线是去年同期"))
    if any(point.running for point in points):
        parts.append(translate("charts", "空心的还没到期末"))
    return "，".join(parts)
