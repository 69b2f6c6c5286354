"""Words in what scrolls: a line is painted while all of it is in sight, as a row of a list is (``kit/whole_rows``)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPlainTextEdit, QTextEdit, QWidget

PORT = "port"
"""Style property of a part that scrolls what is on it without being a scroll area."""
_AIR = 3
"""Pixels over and under the letters of every line: without them nothing is lost."""
_TALLEST = 3
"""Lines of the text of a page: none, not that of a large number, is taller."""
_APART = 40
"""Pixels between the places where an edge of a table is looked at: its cells end in lines of their own."""
_LINE_END = "\u2028"
_OBJECT = "\ufffc"
"""What stands for a picture in a text."""


def paint_whole_lines(label: QLabel, event: QPaintEvent) -> bool:
    """Paint a label through which an edge of what scrolls cuts, without the lines that are cut; False where none is."""
    lines = lines_in_sight(label, event)
    if lines is None:
        return False
    painter = QPainter(label)
    if not lines.isEmpty():
        label.drawFrame(painter)
        painter.setClipRect(lines)
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


def lines_in_sight(label: QLabel, event: QPaintEvent) -> QRect | None:
    """Where the lines stand that are whole, nowhere if none is; None where no edge cuts through words, and where not
    one line has room: that is read as far as it goes.
    """
    if event.rect().top() <= 0 and event.rect().bottom() >= label.height() - 1:
        return None  # what most labels are asked: all of it is painted
    if (edges := edges_around(label)) is None:
        return None
    upper, lower = edges
    place = _place_of(label)
    if place.top() >= upper - _AIR and place.bottom() < lower + _AIR:
        return None
    lines = list(_lines_of(label, place.top()))
    whole = [line for line in lines if line[0] >= upper - _AIR and line[1] <= lower + _AIR]
    if not whole:
        return None if any(end - top > lower - upper for top, end in lines) else QRect()
    top = 0 if place.top() >= upper - _AIR else whole[0][0]
    return QRect(0, top, label.width(), whole[-1][1] - top)


def paint_edges_anew(viewport: QWidget, moved: int) -> None:
    """After scrolling: Qt moves what was painted, and a line that was left out would stay so."""
    strip = _TALLEST * viewport.fontMetrics().height() + abs(moved)
    for top in (0, viewport.height() - strip):
        _paint_anew(viewport, QRect(0, top, viewport.width(), strip))


def _paint_anew(part: QWidget, place: QRect) -> None:
    """A part and all in it: of what covers its ground Qt paints nothing anew with it."""
    QWidget.update(part, place)  # a table's own takes a cell
    for child in part.children():
        if isinstance(child, QWidget) and not child.isHidden() and child.geometry().intersects(place):
            _paint_anew(child, place.translated(-child.pos()))


def whole_lines_of(text: QTextEdit | QPlainTextEdit, event: QPaintEvent) -> QPaintEvent:
    """What is to be painted of a text without the lines at the edges, where one can scroll on to them. A picture is
    seen as far as it goes.
    """
    (port, cut_by_page), bar = port_in_sight(text), text.verticalScrollBar()
    top, end = port.top(), port.bottom() + 1
    if bar.value() > bar.minimum() or port.top() > 0:
        top = max((line.bottom() + 1 for line in _cut_at(text, port, port.top())), default=top)
    if bar.value() < bar.maximum() or cut_by_page:
        end = min((line.top() for line in _cut_at(text, port, port.bottom())), default=end)
    if top >= end or end - top == port.height():
        return event
    return QPaintEvent(event.region().intersected(QRect(port.left(), top, port.width(), end - top)))


def _cut_at(text: QTextEdit | QPlainTextEdit, port: QRect, edge: int) -> Iterator[QRect]:
    """The lines that an edge cuts through: of a paragraph one, of a row of a table as many as it has cells; one that is
    taller than what is in sight is read as far as it goes. To find what stands at a place can take Qt 2 ms.
    """
    across = port.left() + _APART // 2  # beside the margin, in which no table stands
    while across < port.right():
        cursor = text.cursorForPosition(QPoint(across, edge))
        if _OBJECT not in cursor.block().text():
            line = text.cursorRect(cursor)
            over = line.top() < edge - _AIR and line.bottom() >= edge and edge == port.top()
            under = line.top() <= edge and line.bottom() > edge + _AIR and edge == port.bottom()
            if (over and line.bottom() < port.bottom()) or (under and line.top() > port.top()):
                yield line
        if isinstance(text, QPlainTextEdit) or cursor.currentTable() is None:
            return
        across += _APART


def edges_around(part: QWidget) -> tuple[int, int] | None:
    """Where what is in sight begins and ends, from this part's top, by the parts that scroll and hold it; None where
    nothing scrolls.
    """
    ports = [(part.mapFrom(port, QPoint(0, 0)).y(), port.height()) for port in _ports_of(part)]
    if not ports:
        return None
    return max(top for top, _ in ports), min(top + tall for top, tall in ports)


def port_in_sight(area: QAbstractScrollArea) -> tuple[QRect, bool]:
    """What is in sight of the viewport of what scrolls, and whether the page that it is on ends before it does."""
    port, edges = area.viewport().rect(), edges_around(area)
    if edges is None:
        return port, False
    upper, lower = (edge - area.viewport().y() for edge in edges)
    cut = lower <= port.bottom()
    port.setTop(max(port.top(), upper))
    port.setBottom(min(port.bottom(), lower - 1))
    return port, cut


def _ports_of(part: QWidget) -> Iterator[QWidget]:
    """Viewports around it, and what moves a page under its own edges and says so (``PORT``)."""
    within = part
    while not within.isWindow() and (around := within.parentWidget()) is not None:
        if isinstance(around, QAbstractScrollArea) and around.viewport() is within:
            yield within
        within = around
        if within.property(PORT):
            yield within


def _place_of(label: QLabel) -> QRect:
    """Where a label's words stand."""
    return label.style().itemTextRect(
        label.fontMetrics(), label.contentsRect(), _ways(label), label.isEnabled(), QLabel.text(label)
    )


def _lines_of(label: QLabel, down: int) -> Iterator[tuple[int, int]]:
    """Top and end of each line of a label whose words begin at ``down``. Laid out as Qt does when it paints: each line
    begins at a whole pixel.
    """
    layout = QTextLayout(QLabel.text(label).replace("\n", _LINE_END), label.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap if label.wordWrap() else QTextOption.WrapMode.ManualWrap)
    layout.setTextOption(option)
    leading = label.fontMetrics().leading()
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(label.contentsRect().width())
        end = down + math.ceil(line.height())
        yield down, end
        down = end + leading
    layout.endLayout()


def _ways(label: QLabel) -> int:
    wraps = Qt.TextFlag.TextWordWrap.value if label.wordWrap() else 0
    return int(label.alignment().value) | int(wraps)
