"""Paints a line of a guide: sections large, items strong with their number, facts in two columns, grades as badges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.domain.reading.lines import Certainty, LineKind, ReadLine
from counter.domain.text.match import Span
from counter.ui.kit.lists.hits_model import Index
from counter.ui.kit.theme import Look

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
SPANS_ROLE = LINE_ROLE + 1

_EDGE = 12
_BAR = 10  # the scroll bar's place
_LABEL = 5.4  # width of the label column in text sizes


@dataclass(frozen=True, slots=True)
class _Style:
    """How a kind looks: font, weight, space above and below, where its text begins (in text sizes)."""

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


def standing_words(standing: Certainty) -> str:
    """What stands on the badge."""
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


class GuideLineDelegate(QStyledItemDelegate):
    """Heights are remembered: a bundle of 400 lines is laid out once for each width, its words only when painted."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._heights: dict[int, int] = {}

    def forget(self) -> None:
        """Other lines, another width or another size."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QWidget)
        width = view.width() - _BAR
        height = self._heights.get(index.row())
        if height is None:
            height = self._heights[index.row()] = self._lay(index.data(LINE_ROLE), (), width).height
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: ReadLine = index.data(LINE_ROLE)
        rect, state = _place_and_state(option)
        look, style = self._look, _STYLES[line.kind]
        laid = self._lay(line, index.data(SPANS_ROLE), rect.width())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("act_soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look.colour("act"))
        elif style.hairline and index.row():
            painter.fillRect(rect.left() + _EDGE, rect.top(), rect.width() - _EDGE, 1, look.colour("line"))
        self._paint_label(painter, rect, line)
        left, y = rect.left() + laid.left, rect.top() + style.above
        laid.text.draw(painter, QPointF(left, y))
        text_height = laid.text.boundingRect().height() if line.text else 0.0
        self._paint_badge(painter, rect, line, laid, y)
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
        place = QRect(rect.left() + _EDGE, rect.top() + style.above, width, look.metrics().height())
        words = QFontMetrics(font).elidedText(line.label, Qt.TextElideMode.ElideRight, width)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _paint_badge(self, painter: QPainter, rect: QRect, line: ReadLine, laid: _Laid, y: int) -> None:
        words = standing_words(line.standing)
        if not words:
            return
        look = self._look
        metrics = look.metrics("small")
        width = metrics.horizontalAdvance(words) + 14
        height = metrics.height() + 2
        left = laid.left if not line.text else rect.width() - width - 4
        box = QRectF(rect.left() + left, y + 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("gap_soft"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("gap"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _first(self, line: ReadLine) -> float:
        """Height of the first row where only a badge stands in it."""
        if line.text or not standing_words(line.standing):
            return 0.0
        return float(self._look.metrics("small").height() + 4)

    def _lay(self, line: ReadLine, spans: Sequence[Span], width: int) -> _Laid:
        look, style = self._look, _STYLES[line.kind]
        left = _EDGE + style.indent * look.px("text")
        badge = standing_words(line.standing)
        taken = look.metrics("small").horizontalAdvance(badge) + 26 if badge and line.text else 8
        ranges = [_range(start, end - start, look.colour("act")) for start, end in spans]
        font = look.font(style.size, strong=style.strong)
        text = _laid_out(line.text, font, width - left - taken, look.colour("ink"), ranges)
        more = _laid_out(
            "\u2028".join(line.more), look.font("small"), width - left - 8, look.colour("second"), []
        )
        height = max(text.boundingRect().height() if line.text else 0.0, self._first(line))
        height += more.boundingRect().height() if line.more else 0.0
        return _Laid(text, more, left, int(height + 0.999) + style.above + style.below)


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
    """A stretch in one colour, underlined where a search found it; the stubs of FormatRange leave its fields out."""
    made: Any = QTextLayout.FormatRange()
    made.start, made.length = start, length
    made.format = QTextCharFormat()
    made.format.setForeground(colour)
    made.format.setFontUnderline(marked)
    return cast("QTextLayout.FormatRange", made)


def _place_and_state(option: object) -> tuple[QRect, QStyle.StateFlag]:
    """Rectangle and state of a style option; the stubs of QStyleOptionViewItem leave them out."""
    return option.rect, option.state  # type: ignore[attr-defined]
