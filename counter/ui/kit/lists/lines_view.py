"""The middle column of 指南: every line of a bundle, walked by arrow keys, with search hits marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from counter.domain.reading.lines import Certainty, LineKind, ReadLine
from counter.domain.text.match import Span
from counter.ui.kit.controls.page_columns import LINE
from counter.ui.kit.lists.hit_list import Index
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_painting import paint_badge, paint_current, paint_hairline, rect_and_state
from counter.ui.kit.row_views import row_width
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowList


class GuideLinesModel(QAbstractListModel):
    """Rows are ``ReadLine`` values; ``spans``: search hits in them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[ReadLine] = ()
        self._spans: Mapping[int, tuple[Span, ...]] = {}

    def show_lines(self, lines: Sequence[ReadLine]) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines = lines
        self._spans = {}
        self.endResetModel()

    def mark(self, spans: Mapping[int, tuple[Span, ...]]) -> None:
        """Set the marked hits."""
        if spans == self._spans:
            return
        self._spans = spans
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1), [SPANS_ROLE])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == SPANS_ROLE:
            return self._spans.get(index.row(), ())
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (line.label, line.text, badge_text(line.standing), *line.more)
            return "，".join(part for part in parts if part)
        return None


class GuideLinesView(WholeRowList):
    """Signals: ``moved(place)`` when another line is current; ``left`` with Esc."""

    moved = Signal(int)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideLines")
        self.setAccessibleName(self.tr("办事指南全文"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._lines = GuideLinesModel()
        self.setModel(self._lines)
        self._delegate = GuideLineDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(lambda now, _: self.moved.emit(now.row()))
        follow_look(look, self, self._measure_anew)

    @property
    def place(self) -> int:
        """Index of the current line; -1 for none."""
        return self.currentIndex().row()

    @property
    def line(self) -> ReadLine | None:
        """The current line."""
        return self._lines.lines[self.place] if 0 <= self.place < len(self._lines.lines) else None

    def show_lines(self, lines: Sequence[ReadLine]) -> None:
        """Show another bundle from the top."""
        self._delegate.forget()
        self._lines.show_lines(lines)
        self.go_to(0)

    @property
    def lines(self) -> Sequence[ReadLine]:
        """What is read, in order."""
        return self._lines.lines

    def mark(self, spans: Mapping[int, tuple[Span, ...]]) -> None:
        """Mark search hits."""
        self._lines.mark(spans)

    def go_to(self, number: int, *, on_top: bool = False) -> None:
        """Make a line current and scroll to it; ``on_top``: to the top of the view."""
        index = self._lines.index(number)
        if not index.isValid():
            return
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        hint = (
            QAbstractItemView.ScrollHint.PositionAtTop
            if on_top
            else QAbstractItemView.ScrollHint.EnsureVisible
        )
        self.scrollTo(index, hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go_on(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure_anew()

    def _go_on(self, step: int) -> None:
        """Walk from item to item and section to section."""
        index = self.place + step
        while 0 <= index < len(self._lines.lines):
            if self._lines.lines[index].kind in (LineKind.HEAD, LineKind.ITEM):
                self.go_to(index, on_top=True)
                return
            index += step

    def _measure_anew(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()


LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
SPANS_ROLE = LINE_ROLE + 1

_EDGE = 12
_AFTER = 10  # between a badge and the edge
_BESIDE = 9
"""Letters that a text keeps beside its badge; where they have no room the badge stands above it."""
_LABEL = 5.4  # width of the label column in text sizes
_LETTERS = 9
"""Letters that a text keeps beside its label; where they have no room the label stands above it."""


@dataclass(frozen=True, slots=True)
class _Style:
    """Style of a kind of line: font, weight, space above and below, indentation (in text sizes)."""

    size: str = "text"
    strong: bool = False
    above: int = 5
    below: int = 5
    indent: float = _LABEL
    hairline: bool = True


_STYLES = {
    LineKind.HEAD: _Style("title", strong=True, above=18, below=6, indent=0),
    LineKind.QUESTION: _Style(strong=True, above=9, below=4, indent=2.2),
    LineKind.ANSWER: _Style(above=3, below=3, indent=3.4, hairline=False),
    LineKind.ITEM: _Style(strong=True, above=14, below=6, indent=2.2),
    LineKind.FACT: _Style(above=4, below=4, hairline=False),
    LineKind.MATERIAL: _Style(above=6, below=6),
    LineKind.NOTE: _Style(above=6, below=6),
}


def badge_text(standing: Certainty) -> str:
    """Text of the badge."""
    words = {
        Certainty.PENDING: QCoreApplication.translate("GuideLineDelegate", "待部门核定"),
        Certainty.TO_FILL: QCoreApplication.translate("GuideLineDelegate", "由大厅填写"),
    }
    return words.get(standing, "")


@dataclass(slots=True)
class _Laid:
    """A line laid out for one width."""

    text: QTextLayout
    more: QTextLayout
    left: float
    height: int
    lowered: float
    """How far the text stands below its label or badge; 0 where it has none above it."""
    label: int
    """Width of the label above the text; 0 where it stands beside it."""


class GuideLineDelegate(QStyledItemDelegate):
    """Caches heights: a bundle of 400 lines is laid out once per width, its text only when painted."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._heights: dict[int, int] = {}

    def forget(self) -> None:
        """Drop the cache: other lines, width or size."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        width = row_width(view)
        height = self._heights.get(index.row())
        if height is None:
            height = self._heights[index.row()] = self._lay(index.data(LINE_ROLE), (), width).height
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: ReadLine = index.data(LINE_ROLE)
        rect, state = rect_and_state(option)
        look, style = self._look, _STYLES[line.kind]
        laid = self._lay(line, index.data(SPANS_ROLE), rect.width())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            paint_current(painter, look, rect)
        elif style.hairline and index.row():
            line_at = QRectF(rect.left() + _EDGE, rect.top(), rect.width() - _EDGE, 1)
            paint_hairline(painter, look.colour("line"), line_at)
        self._paint_label(painter, rect, line)
        left, y = rect.left() + laid.left, rect.top() + style.above
        self._paint_badge(painter, rect, line, laid, y)
        y += int(laid.lowered)
        laid.text.draw(painter, QPointF(left, y))
        text_height = laid.text.boundingRect().height() if line.text else 0.0
        laid.more.draw(painter, QPointF(left, y + max(text_height, self._first(line))))
        painter.restore()

    def _paint_label(self, painter: QPainter, rect: QRect, line: ReadLine) -> None:
        if not line.label:
            return
        look, style = self._look, _STYLES[line.kind]
        numbered = line.kind in (LineKind.QUESTION, LineKind.ITEM)
        font = look.font(strong=True) if line.kind is LineKind.ITEM else look.font("small")
        painter.setFont(font)
        painter.setPen(look.colour("act" if line.kind is LineKind.ITEM else "second"))
        size = look.px("text")
        width = int((2.2 if numbered else _LABEL) * size) - 6
        area = QRect(rect.left() + _EDGE, rect.top() + style.above, width, look.metrics().height())
        words = QFontMetrics(font).elidedText(line.label, Qt.TextElideMode.ElideRight, width)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _paint_badge(self, painter: QPainter, rect: QRect, line: ReadLine, laid: _Laid, y: int) -> None:
        words = badge_text(line.standing)
        if not words:
            return
        look = self._look
        metrics = look.metrics("small")
        width = metrics.horizontalAdvance(words) + 14
        height = metrics.height() + 2
        beside = min(rect.width(), int(laid.left) + LINE * look.px("text") + width + _AFTER)
        left = laid.left + laid.label if not line.text or laid.lowered else beside - width - 4
        box = QRectF(rect.left() + left, y + 1, width, height)
        painter.setFont(look.font("small"))
        paint_badge(painter, look, box, words, "gap")

    def _first(self, line: ReadLine) -> float:
        """Height of the first row where it shows only a badge."""
        return self._badge_row() if badge_text(line.standing) and not line.text else 0.0

    def _badge_row(self) -> float:
        return float(self._look.metrics("small").height() + 4)

    def _lay(self, line: ReadLine, spans: Sequence[Span], width: int) -> _Laid:
        look, style = self._look, _STYLES[line.kind]
        left = _EDGE + style.indent * look.px("text")
        label = 0
        if line.label and style.indent == _LABEL and width - left < _LETTERS * look.px("text"):
            left, label = _EDGE, look.metrics("small").horizontalAdvance(line.label) + _EDGE
        badge = badge_text(line.standing)
        taken = look.metrics("small").horizontalAdvance(badge) + 26 if badge and line.text else 8
        lowered = 0.0
        if label or (taken > 8 and width - left - taken < _BESIDE * look.px("text")):
            taken, lowered = 8, self._badge_row()
        ranges = [_range(start, end - start, look.colour("act")) for start, end in spans]
        font = look.font(style.size, strong=style.strong)
        wide = min(width - left - taken, LINE * look.px("text"))
        text = _laid_out(line.text, font, wide, look.colour("ink"), ranges)
        wide = min(width - left - 8, LINE * look.px("small"))
        more = _laid_out("\u2028".join(line.more), look.font("small"), wide, look.colour("second"), [])
        height = lowered + max(text.boundingRect().height() if line.text else 0.0, self._first(line))
        height += more.boundingRect().height() if line.more else 0.0
        return _Laid(text, more, left, int(height + 0.999) + style.above + style.below, lowered, label)


def _laid_out(
    words: str, font: object, width: float, colour: QColor, ranges: list[QTextLayout.FormatRange]
) -> QTextLayout:
    layout = QTextLayout(words, cast("Any", font))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    plain = _range(0, len(words), colour, marked=False)
    layout.setFormats([plain, *ranges])
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(40.0, width))
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def _range(start: int, length: int, colour: QColor, *, marked: bool = True) -> QTextLayout.FormatRange:
    """A text range in one colour, underlined for search hits; the stubs of FormatRange leave its fields out."""
    made: Any = QTextLayout.FormatRange()
    made.start, made.length = start, length
    made.format = QTextCharFormat()
    made.format.setForeground(colour)
    made.format.setFontUnderline(marked)
    return cast("QTextLayout.FormatRange", made)
