"""Rows of two lines, as most lists have them: what it is, and in small type what there is to know of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.ui.kit.row_painting import (
    RIGHT_MIDDLE,
    paint_current,
    paint_elided,
    paint_line,
    paint_tag,
    rect_and_state,
)
from counter.ui.kit.row_views import Index
from counter.ui.kit.theme import Look

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The value of a row, from which its lines follow."""
EDGE, BOX = 12, 30
"""Logical pixels: beside the words, and of the box before them."""
_GAP, _TAG_AIR, _TAG_SIDES = 2, 4, 12
_QUIET_AIR = 6
Toned = tuple[str, str]
"""Words and the tone of them."""


@dataclass(frozen=True, slots=True)
class TwoLines:
    """``tail`` and ``under_tail``: at the right of each line; ``mark``: a tag at the right of the first; ``tags``:
    before the words of the second.

    ``ticked``: of the box before it, None for none; ``indented``: the words stand where those of rows with a box do.
    ``quiet``: both in one low line, so that the eye stays with the other rows; without box, mark and tags.
    """

    head: str
    under: str = ""
    tail: Toned = ("", "second")
    under_tail: Toned = ("", "second")
    tags: tuple[Toned, ...] = ()
    mark: Toned = ("", "")
    ticked: bool | None = None
    indented: bool = False
    quiet: bool = False
    ink: str = "ink"
    under_ink: str = "second"


class TwoLineDelegate(QStyledItemDelegate):
    """``lines``: of the value under ``ROW_ROLE``. ``air``: added to the usual height of a row; ``strong``: the
    first line.
    """

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        lines: Callable[[Any], TwoLines],
        *,
        air: int = 8,
        strong: bool = False,
    ) -> None:
        super().__init__(parent)
        self._look, self._lines, self._air, self._strong = look, lines, air, strong

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW_ROLE)
        if row is not None and self._lines(row).quiet:
            return QSize(0, self._look.px("group_row") + _QUIET_AIR)
        return QSize(0, self._look.px("row") + self._air)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if row is None:
            return
        rect, state = rect_and_state(option)
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        (paint_current if current else paint_line)(painter, self._look, rect)
        inside, lines = rect.adjusted(EDGE, 0, -EDGE, 0), self._lines(row)
        if lines.quiet:
            self._paint_quiet(painter, inside, lines)
        else:
            self._paint_row(painter, inside, lines, current=current)
        painter.restore()

    def _paint_quiet(self, painter: QPainter, rect: QRect, row: TwoLines) -> None:
        area = rect.adjusted(BOX if row.indented else 0, 0, 0, 0)
        painter.setFont(self._look.font("small"))
        painter.setPen(self._look.colour(row.tail[1]))
        painter.drawText(area, RIGHT_MIDDLE, row.tail[0])
        area.setRight(area.right() - painter.fontMetrics().horizontalAdvance(row.tail[0]) - EDGE)
        self._paint_words(painter, area, row.head, ("", ""), "text", "second")
        area.setLeft(area.left() + self._look.metrics().horizontalAdvance(row.head) + EDGE)
        self._paint_words(painter, area, row.under, ("", ""), "small", "second")

    def _paint_row(self, painter: QPainter, rect: QRect, row: TwoLines, *, current: bool) -> None:
        look = self._look
        small = look.metrics("small").height() + _TAG_AIR
        height = look.metrics().height()
        lines = height + _GAP + small if row.under or row.tags or row.under_tail[0] else height
        first = QRect(rect.left(), rect.top() + (rect.height() - lines) // 2, rect.width(), height)
        if row.ticked is not None:
            painter.setFont(look.font())
            painter.setPen(look.colour(row.ink))
            box = QRect(rect.left(), rect.top(), BOX, rect.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), "☑" if row.ticked else "☐")
        if row.ticked is not None or row.indented:
            first.setLeft(rect.left() + BOX)
        self._paint_first(painter, first, row, current=current)
        second = QRect(first.left(), first.bottom() + 1 + _GAP, first.right() - first.left() + 1, small)
        self._paint_second(painter, second, row, current=current)

    def _paint_first(self, painter: QPainter, line: QRect, row: TwoLines, *, current: bool) -> None:
        look, area = self._look, QRect(line)
        words, tone = row.mark
        if words:
            painter.setFont(look.font("small"))
            width = painter.fontMetrics().horizontalAdvance(words) + _TAG_SIDES
            height = painter.fontMetrics().height() + _TAG_AIR
            tag = QRect(area.right() + 1 - width, area.center().y() - height // 2, width, height)
            paint_tag(painter, look, tag, words, tone, current=current)
            area.setRight(tag.left() - EDGE)
        self._paint_words(painter, area, row.head, row.tail, "text", row.ink)

    def _paint_second(self, painter: QPainter, line: QRect, row: TwoLines, *, current: bool) -> None:
        painter.setFont(self._look.font("small"))
        area = QRect(line)
        for words, tone in row.tags:
            area.setLeft(area.left() + paint_tag(painter, self._look, area, words, tone, current=current) + 8)
        self._paint_words(painter, area, row.under, row.under_tail, "small", row.under_ink)

    def _paint_words(
        self, painter: QPainter, area: QRect, words: str, tail: Toned, size: str, ink: str
    ) -> None:
        """Words at the left, cut where ``tail`` begins at the right."""
        look = self._look
        painter.setFont(look.font(size))
        if tail[0]:
            painter.setPen(look.colour(tail[1]))
            painter.drawText(area, RIGHT_MIDDLE, tail[0])
            area.setRight(area.right() - painter.fontMetrics().horizontalAdvance(tail[0]) - EDGE)
        painter.setFont(look.font(size, strong=self._strong and size == "text"))
        painter.setPen(look.colour(ink))
        paint_elided(painter, area, words)
