"""Words in what scrolls: a line is painted once all of it is in sight, as a row of a list is (``kit/whole_rows``)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPlainTextEdit, QTextEdit, QWidget

_AIR = 3
"""Pixels under the letters of every line: without them nothing is lost."""
_TALLEST = 3
"""Lines of the text of a page: none, not that of a large number, is taller."""
_APART = 40
"""Pixels between the places where the lower edge of a text is looked at: cells of a table end in lines of their own."""
_LINE_END = "\u2028"
_OBJECT = "\ufffc"
"""What stands for a picture in a text."""


def paint_above_the_cut(label: QLabel, event: QPaintEvent) -> bool:
    """Paint a label through which the lower edge cuts, without the line that it cuts; False where it cuts none."""
    if event.rect().bottom() >= label.height() - 1 or (edge := lower_edge(label)) is None:
        return False  # the first is what most labels are asked: all of it is painted
    place = _place_of(label)
    if place.bottom() < edge + _AIR:
        return False
    whole = _last_whole_end(label, edge + _AIR - place.top())
    if whole == 0 and place.top() <= _upper_edge(label):
        return False  # not one line has room there: it is read as far as it goes
    painter = QPainter(label)
    if whole:
        label.drawFrame(painter)
        painter.setClipRect(QRect(0, 0, label.width(), place.top() + whole))
        label.style().drawItemText(
            painter,
            label.contentsRect(),
            _ways(label),
            label.palette(),
            label.isEnabled(),
            QLabel.text(label),
            label.foregroundRole(),
        )
    painter.end()
    return True


def paint_edge_anew(viewport: QWidget, moved: int) -> None:
    """After scrolling: Qt moves what was painted, and a line that was left out would stay so."""
    strip = _TALLEST * viewport.fontMetrics().height() + abs(moved)
    _paint_anew(viewport, QRect(0, viewport.height() - strip, viewport.width(), strip))


def _paint_anew(part: QWidget, place: QRect) -> None:
    """A part and all in it: of what covers its ground Qt paints nothing anew with it."""
    QWidget.update(part, place)  # a table's own takes a cell
    for child in part.children():
        if isinstance(child, QWidget) and not child.isHidden() and child.geometry().intersects(place):
            _paint_anew(child, place.translated(-child.pos()))


def text_above_the_cut(text: QTextEdit | QPlainTextEdit, event: QPaintEvent) -> QPaintEvent:
    """What is to be painted of a text without the lines at the edge, where one can scroll on to them. A picture is
    seen as far as it goes.
    """
    (port, cut_by_page), bar = port_in_sight(text), text.verticalScrollBar()
    if bar.value() == bar.maximum() and not cut_by_page:
        return event
    ends = [top for x in range(0, port.width(), _APART) if (top := _cut_at(text, QPoint(x, port.bottom())))]
    if not ends:
        return event
    return QPaintEvent(event.region().intersected(QRect(port.left(), port.top(), port.width(), min(ends))))


def _cut_at(text: QTextEdit | QPlainTextEdit, place: QPoint) -> int:
    """Where the line begins that is cut through at this place of the lower edge; 0 where none is."""
    cursor = text.cursorForPosition(place)
    if _OBJECT in cursor.block().text():
        return 0
    line = text.cursorRect(cursor)
    return line.top() if 0 < line.top() <= place.y() and line.bottom() > place.y() + _AIR else 0


def lower_edge(part: QWidget) -> int | None:
    """Where the first of the parts ends that scroll and hold this one, from this one's top; none where nothing
    scrolls.
    """
    return min((part.mapFrom(port, QPoint(0, port.height())).y() for port in _ports_of(part)), default=None)


def port_in_sight(area: QAbstractScrollArea) -> tuple[QRect, bool]:
    """What is in sight of the viewport of what scrolls, and whether the page that it is on ends before it does."""
    port, edge = area.viewport().rect(), lower_edge(area)
    ends = port.bottom() if edge is None else edge - area.viewport().y() - 1
    cut = ends < port.bottom()
    if cut:
        port.setBottom(ends)
    return port, cut


def _upper_edge(part: QWidget) -> int:
    return max((part.mapFrom(port, QPoint(0, 0)).y() for port in _ports_of(part)), default=0)


def _ports_of(part: QWidget) -> Iterator[QWidget]:
    within = part
    while not within.isWindow() and (around := within.parentWidget()) is not None:
        if isinstance(around, QAbstractScrollArea) and around.viewport() is within:
            yield within
        within = around


def _place_of(label: QLabel) -> QRect:
    """Where a label's words stand."""
    return label.style().itemTextRect(
        label.fontMetrics(), label.contentsRect(), _ways(label), label.isEnabled(), QLabel.text(label)
    )


def _last_whole_end(label: QLabel, room: int) -> int:
    """Pixels from the top of a label's words to the end of the last line that has room; 0 where none has. Laid out as
    Qt does when it paints: each line begins at a whole pixel.
    """
    layout = QTextLayout(QLabel.text(label).replace("\n", _LINE_END), label.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap if label.wordWrap() else QTextOption.WrapMode.ManualWrap)
    layout.setTextOption(option)
    leading, down, whole = label.fontMetrics().leading(), 0, 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(label.contentsRect().width())
        end = down + math.ceil(line.height())
        if end > room:
            break
        down, whole = end + leading, end
    layout.endLayout()
    return whole


def _ways(label: QLabel) -> int:
    wraps = Qt.TextFlag.TextWordWrap.value if label.wordWrap() else 0
    return int(label.alignment().value) | int(wraps)
