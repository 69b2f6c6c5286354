"""Body of the summary: painted parts with signs in two columns, in pages turned by buttons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.domain.screen.mirror import Mark
from counter.domain.text.unbroken import unbroken
from counter.ui.screen.mirror.mirror_pages import MirrorRow, Page, RowHeights, Titled, pages_of, spread
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale

_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_NARROW = 30
"""A column narrower than half of this many letters is hard to read: the two columns are then stacked."""
_TICK = ((0.28, 0.52), (0.44, 0.68), (0.74, 0.34))
_CROSS = (((0.33, 0.33), (0.67, 0.67)), ((0.67, 0.33), (0.33, 0.67)))


class MirrorColumns(QWidget):
    """Signals: ``turned(page, pages)``, counted from 0, after any change of what is visible."""

    turned = Signal(int, int)

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.reach = reach
        self.page = 0
        self._seen: set[int] = set()
        self._parts: tuple[tuple[Titled, ...], ...] = ((), (), ())
        self._columns: list[tuple[QRect, tuple[Page, ...]]] = []
        self._short = False  # words stand behind their name where they fit
        self._from: QPointF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    @property
    def pages(self) -> int:
        """Number of pages at this size."""
        return max([1, *(len(pages) for _, pages in self._columns)])

    @property
    def columns(self) -> tuple[tuple[Page, ...], ...]:
        """The pages of each column at this size."""
        return tuple(pages for _, pages in self._columns)

    @property
    def pages_shown(self) -> int:
        """Number of pages shown since their content last changed."""
        return len(self._seen | {self.page})

    def show_parts(
        self, left: Sequence[Titled], right: Sequence[Titled], last: Sequence[Titled] = ()
    ) -> None:
        """Set the parts; the page is kept where possible. ``last`` ends the column that gives fewer pages."""
        parts = (tuple(left), tuple(right), tuple(last))
        if parts == self._parts:
            return
        self._parts = parts
        spoken = [f"{r.name} {r.words}" for part in (*left, *right, *last) for r in part.rows]
        self.setAccessibleName(" ".join(spoken))
        self._break()

    def turn(self, by: int) -> None:
        """Turn that many pages."""
        self._seen.add(self.page)
        self.page = min(max(0, self.page + by), self.pages - 1)
        self.turned.emit(self.page, self.pages)
        self.update()

    def turn_on(self) -> None:
        """Show the next page, after the last the first."""
        self.turn(1 if self.page + 1 < self.pages else -self.page)

    def fit(self, reach: ScreenScale) -> None:
        """Lay out for another screen or mode."""
        self.reach = reach
        self._break()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.reach.mm(30), self.reach.text * 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A swipe turns the page."""
        start, self._from = self._from, None
        if start is not None:
            far = event.position().x() - start.x()
            if abs(far) > self.reach.mm(20):
                self.turn(-1 if far > 0 else 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rect, pages in self._columns:
            if self.page < len(pages):
                self._paint_column(painter, rect, pages[self.page])
        painter.end()

    # -- inside ---------------------------------------------------------------------------------------------

    def _break(self) -> None:
        """Break into columns and pages for the current size."""
        before = self._columns
        self._columns = self._broken(self.height())
        if self._columns != before:
            self._seen = set()  # the pages differ from those already seen
        self.page = min(self.page, self.pages - 1)
        self.turned.emit(self.page, self.pages)
        self.update()

    def _broken(self, height: int) -> list[tuple[QRect, tuple[Page, ...]]]:
        """Rows of two lines where they fit one page; on several, what fits a row's line stands in it."""
        self._short = False
        columns = self._placed(height)
        if any(len(pages) > 1 for _, pages in columns):
            self._short = True
            columns = self._placed(height)
        return columns

    def _placed(self, height: int) -> list[tuple[QRect, tuple[Page, ...]]]:
        left, right, last = self._parts
        if not (left and (right or last)) or self.width() < _NARROW * self.reach.text:
            rect = QRect(0, 0, self.width(), height)
            return [(rect, pages_of((*left, *right, *last), self._measure(rect.width()), height))]
        between = self.reach.mm(8)
        wide = (self.width() - between) // 2
        both = spread(left, right, last, self._measure(wide), height)
        return [
            (QRect(x, 0, wide, height), pages) for x, pages in zip((0, wide + between), both, strict=True)
        ]

    def _measure(self, width: int) -> RowHeights:
        """Remembers what it measured: to fill two columns evenly asks for the same rows some fifteen times."""
        reach = self.reach

        @cache
        def tall(words: str, size: int, space: int, *, strong: bool = False) -> int:
            if not words:
                return 0
            metrics = QFontMetrics(self.look.font(size, strong=strong))
            return metrics.boundingRect(QRect(0, 0, max(1, space), 100_000), _WRAP, unbroken(words)).height()

        @cache
        def row_height(row: MirrorRow) -> int:
            space = width - self._indent_of(row)
            name, words = (
                tall(text, size, space)
                for text, size in zip((row.name, row.words), self._sizes(row), strict=True)
            )
            in_line = self._in_line(row, space)
            return (max(name, words) if in_line else name + words) + 2 * self._pad

        return RowHeights(
            title=lambda title: tall(title, reach.strong, width, strong=True) + reach.mm(3), row=row_height
        )

    def _sizes(self, row: MirrorRow) -> tuple[int, int]:
        """Letters of a row's name and words; of a question the answer is the larger."""
        name, words = self.reach.strong, self.reach.text
        return (words, name) if row.asked else (name, words)

    def _in_line(self, row: MirrorRow, width: int) -> int:
        """Where the words begin behind their name, 0 where they stand below it."""
        if not (self._short and row.name and row.words) or "\n" in row.words:
            return 0
        name, words = (
            QFontMetrics(self.look.font(size)).horizontalAdvance(text)
            for text, size in zip((row.name, row.words), self._sizes(row), strict=True)
        )
        begins = name + self.reach.text
        return begins if begins + words <= width else 0

    def _indent_of(self, row: MirrorRow) -> int:
        """Room for the sign; a question has none."""
        return 0 if row.asked else round(self.reach.strong * 1.2) + self.reach.mm(2)

    @property
    def _pad(self) -> int:
        return self.reach.mm(1 if self._short else 1.4)

    def _paint_column(self, painter: QPainter, rect: QRect, page: Page) -> None:
        for placed in page:
            box = QRect(rect.x(), rect.y() + placed.y, rect.width(), placed.height)
            if placed.row is None:
                painter.setFont(self.look.font(self.reach.strong, strong=True))
                painter.setPen(self.look.colour("ink"))
                painter.drawText(
                    box.adjusted(0, self.reach.mm(1), 0, 0), int(Qt.AlignmentFlag.AlignLeft), placed.title
                )
                continue
            self._paint_row(painter, box, placed.row)

    def _paint_row(self, painter: QPainter, box: QRect, row: MirrorRow) -> None:
        inner = box.adjusted(self._indent_of(row), self._pad, 0, -self._pad)
        self._paint_mark(painter, QPointF(box.x(), inner.y()), row.mark)
        roles = ("second", "ink") if row.asked else ("ink", "second")
        beside = self._in_line(row, inner.width())
        base = max(QFontMetrics(self.look.font(size)).ascent() for size in self._sizes(row))
        for words, size, role in zip((row.name, row.words), self._sizes(row), roles, strict=True):
            if not words:
                continue
            painter.setFont(self.look.font(size))
            painter.setPen(self.look.colour(role))
            if beside:
                painter.drawText(
                    inner.left() + (0 if words is row.name else beside), inner.top() + base, words
                )
                continue
            painter.drawText(inner, _WRAP, unbroken(words))
            used = painter.fontMetrics().boundingRect(inner, _WRAP, unbroken(words))
            inner.setTop(inner.top() + used.height())
        painter.setPen(QPen(self.look.colour("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _paint_mark(self, painter: QPainter, at: QPointF, mark: Mark) -> None:
        """Distinguished by shape: tick, cross, exclamation mark; colour only adds to it."""
        if mark is Mark.NONE:
            return
        side = round(self.reach.strong * 1.15)
        line = QFontMetrics(self.look.font(self.reach.strong)).height()
        disc = QRectF(at.x(), at.y() + (line - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour(mark.value))
        painter.drawEllipse(disc)
        pen = QPen(self.look.colour("on_mark"), max(2.0, side / 11), c=Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)

        def point(x: float, y: float) -> QPointF:
            return disc.topLeft() + QPointF(x, y) * side

        if mark is Mark.HERE:
            painter.drawPolyline([point(*p) for p in _TICK])
        elif mark is Mark.MISSING:
            for one, other in _CROSS:
                painter.drawLine(point(*one), point(*other))
        else:
            painter.drawLine(point(0.5, 0.26), point(0.5, 0.56))
            painter.drawPoint(point(0.5, 0.74))
