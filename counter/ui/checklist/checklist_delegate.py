"""Paints a checklist row: number, name, issuing organ, what is required or was seen, and the state segments."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.domain.visit.material import MaterialState
from counter.ui.checklist.checklist_model import ROW_ROLE, Index
from counter.ui.checklist.checklist_row import ChecklistPaper, GroupRow
from counter.ui.checklist.row_words import issuer_of, marks_of, wanted_or_seen
from counter.ui.checklist.segments import Segment, is_set, segments_of
from counter.ui.kit.row_painting import (
    paint_current,
    paint_frame,
    paint_hairline,
    paint_line,
    rect_and_state,
)
from counter.ui.kit.theme import Look

_EDGE = 8
_NUMBER = 26
_WANTED_AT = (0.46, 0.36)  # start of the requirement column, as a share of a wide or narrow row
_NARROW = 44  # a row narrower than this many text heights counts as narrow
_LEAST_ABOUT = 60  # width of the issuing organ, where the requirement needs more than its column
_SET = 3  # frame of a soft segment that is set, in high contrast
_STACKED = 31  # narrower columns put the segments under the name
_BETWEEN = 4  # lines of segments, where one does not hold them
_UNBOUND = 1 << 20


class ChecklistDelegate(QStyledItemDelegate):
    """Paints whole rows; ``segment_at`` maps a click to a segment."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW_ROLE)
        height = self._look.px("group_row" if isinstance(row, GroupRow) else "row")
        view = self.parent()
        if isinstance(row, ChecklistPaper) and isinstance(view, QListView):
            width = view.viewport().width()
            if self._stacked(width):
                height += QFontMetrics(self._look.font("small")).height()
                height += (self._name_lines(width, row) - 1) * QFontMetrics(
                    self._look.font(strong=True)
                ).height()
                height += (len(self._segment_lines(width, row)) - 1) * (self._chip + _BETWEEN)
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect, state = rect_and_state(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, GroupRow):
            self._paint_group(painter, rect, row)
        else:
            current = bool(state & QStyle.StateFlag.State_Selected)
            keys = current and bool(state & QStyle.StateFlag.State_HasFocus)
            self._paint_paper(painter, rect, row, current=current, keys=keys)
        painter.restore()

    def segment_at(self, rect: QRect, row: ChecklistPaper, at: QPointF) -> Segment | None:
        """The segment at that point of a row painted in ``rect``; the vertical position within the row does not
        matter.
        """
        stacked = self._stacked(rect.width())
        if stacked and at.y() < rect.top() + QFontMetrics(self._look.font()).height():
            return None
        several = stacked and len(self._segment_lines(rect.width(), row)) > 1
        for segment, area in self._segment_areas(rect, row):
            if area.left() <= at.x() <= area.right() and (
                not several or area.top() <= at.y() <= area.bottom()
            ):
                return segment
        return None

    def _stacked(self, width: int) -> bool:
        return width < _STACKED * self._look.px("text")

    @property
    def _chip(self) -> int:
        return self._look.px("chip") - 2

    def _name_lines(self, width: int, row: ChecklistPaper) -> int:
        """Lines of the name in a narrow row: two at most."""
        room = width - 2 * _EDGE - _NUMBER
        return 1 if QFontMetrics(self._look.font(strong=True)).horizontalAdvance(row.line.name) <= room else 2

    def _segment_lines(self, width: int, row: ChecklistPaper) -> list[list[tuple[Segment, int]]]:
        """Segments with their widths, in one line, or in as many as a very narrow row needs."""
        metrics, room = QFontMetrics(self._look.font("small")), width - 2 * _EDGE
        lines: list[list[tuple[Segment, int]]] = [[]]
        for segment in segments_of(row.line, row.state):
            own = metrics.horizontalAdvance(segment.word) + 20
            if lines[-1] and sum(wide for _, wide in lines[-1]) + own > room:
                lines.append([])
            lines[-1].append((segment, own))
        return lines

    def _paint_group(self, painter: QPainter, rect: QRect, row: GroupRow) -> None:
        look = self._look
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("second"))
        line = rect.adjusted(_EDGE if look.framed else 0, 4, -_EDGE, 0)  # there the list has a frame
        parts = []
        if row.total > row.free:
            parts.append(self.tr("已收 {0} / {1}").format(row.done, row.total - row.free))
        if row.free:
            parts.append(self.tr("不用交 {0}").format(row.free))
        words = " · ".join(parts)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words)
        room = line.width() - painter.fontMetrics().horizontalAdvance(words) - _EDGE
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)
        paint_line(painter, self._look, rect)

    def _paint_paper(
        self, painter: QPainter, rect: QRect, row: ChecklistPaper, *, current: bool, keys: bool
    ) -> None:
        look = self._look
        if current:
            paint_current(painter, look, rect)
        else:
            paint_line(painter, self._look, rect)
        areas = self._segment_areas(rect, row)
        words_end = int(min(area.left() for _, area in areas)) - 8 if areas else rect.right()
        stacked = self._stacked(rect.width())
        name_end = rect.right() - _EDGE if stacked else words_end
        left = rect.left() + _EDGE + _NUMBER
        narrow = rect.width() < _NARROW * look.px("text")
        name_font, small = look.font(strong=True), look.font("small")
        wanted = QFontMetrics(small).horizontalAdvance(wanted_or_seen(row)[0])
        wanted_at = rect.left() + int(rect.width() * _WANTED_AT[narrow])
        wanted_at = max(left + _LEAST_ABOUT, min(wanted_at, words_end - wanted - 2))  # 每人1份 is read whole
        height = QFontMetrics(name_font).height() + QFontMetrics(small).height()
        top = rect.top() + (4 if stacked else (rect.height() - height) // 2)
        lines = self._name_lines(rect.width(), row) if stacked else 1
        first = QRect(left, top, name_end - left, lines * QFontMetrics(name_font).height())
        under = QRect(
            left, first.bottom() + 1, min(wanted_at, words_end) - left - 8, QFontMetrics(small).height()
        )
        if stacked:  # the requirement beside the segments, the issuing organ in wider windows
            middle = int(areas[0][1].center().y()) if areas else under.center().y()
            under.moveTop(middle - under.height() // 2)
            under.setWidth(words_end - left)
        painter.setFont(small)
        painter.setPen(look.colour("second"))
        number = QRect(rect.left() + _EDGE, rect.top(), _NUMBER - 6, rect.height())
        painter.drawText(number, int(Qt.AlignmentFlag.AlignCenter), str(row.number))
        if stacked and row.state is not MaterialState.DEFECTIVE:
            self._paint_wanted(painter, under, row)
        else:
            self._paint_under(painter, under, row)
        if not stacked:
            beside = QRect(wanted_at, under.top(), max(0, words_end - wanted_at), under.height())
            self._paint_wanted(painter, beside, row)
        painter.setFont(name_font)
        painter.setPen(look.colour("ink"))
        room = first.width()
        if lines > 1:  # a line may end before a sign that begins none
            room = 2 * room - 3 * QFontMetrics(name_font).height() // 2
        name = QFontMetrics(name_font).elidedText(row.line.name, Qt.TextElideMode.ElideRight, room)
        wrap = Qt.TextFlag.TextWordWrap if lines > 1 else Qt.TextFlag.TextSingleLine
        painter.drawText(first, int(Qt.AlignmentFlag.AlignVCenter) | int(wrap), name)
        for line in _in_lines(areas):
            self._paint_segments(painter, line, row, keys=keys)

    def _paint_under(self, painter: QPainter, area: QRect, row: ChecklistPaper) -> None:
        look, metrics = self._look, painter.fontMetrics()
        if row.state is MaterialState.DEFECTIVE:
            painter.setPen(look.colour("correct"))
            words, about = row.brought.note, ""
        else:
            painter.setPen(look.colour("second"))
            words, about = issuer_of(row), "".join(f" · {mark}" for mark in marks_of(row))
        space = area.width() - metrics.horizontalAdvance(about)  # the issuing organ is cut first
        if about and space < 4 * metrics.height() and metrics.horizontalAdvance(words) > space:
            words, about = "", about.removeprefix(" · ")
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, space) + about
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_wanted(self, painter: QPainter, area: QRect, row: ChecklistPaper) -> None:
        if area.width() < 40:
            return
        words, role = wanted_or_seen(row)
        painter.setPen(self._look.colour(role))
        painter.drawText(
            area,
            int(Qt.AlignmentFlag.AlignVCenter),
            painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width()),
        )

    def _segment_areas(self, rect: QRect, row: ChecklistPaper) -> list[tuple[Segment, QRectF]]:
        height, stacked = self._chip, self._stacked(rect.width())
        areas: list[tuple[Segment, QRectF]] = []
        lines = self._segment_lines(rect.width() if stacked else _UNBOUND, row)
        top = rect.top() + (rect.height() - height) / 2
        if stacked:
            top = rect.bottom() - 5 - height - (len(lines) - 1) * (height + _BETWEEN)
        for line in lines:
            x = float(rect.right() - _EDGE - sum(wide for _, wide in line))
            for segment, wide in line:
                areas.append((segment, QRectF(x, top, wide, height)))
                x += wide
            top += height + _BETWEEN
        return areas

    def _paint_segments(
        self, painter: QPainter, areas: list[tuple[Segment, QRectF]], row: ChecklistPaper, *, keys: bool
    ) -> None:
        if not areas:
            return
        look = self._look
        whole = QRectF(areas[0][1].topLeft(), areas[-1][1].bottomRight())
        frame = QPainterPath()
        frame.addRoundedRect(whole, 5, 5)
        painter.setClipPath(frame)
        painter.fillRect(whole, look.colour("surface"))
        painter.setFont(look.font("small"))
        for number, (segment, area) in enumerate(areas):
            known = row.recorded or segment.state is not MaterialState.MISSING
            ink = "ink"
            if known and is_set(segment, row.state, row.brought):
                painter.fillRect(area, look.colour(segment.role))
                ink = "gap" if segment.role == "gap_soft" else "on_fill"
                if look.framed and ink == "gap":
                    paint_frame(painter, look, area.adjusted(0, 1, 0, -1), ink, 0, _SET)
            painter.setPen(look.colour(ink))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), segment.word)
            if keys:
                self._paint_key(painter, area, segment.cap, "second" if ink == "ink" else ink)
            if number:
                edge = QRectF(round(area.left()), area.top(), 1, area.height())
                paint_hairline(painter, look.colour("line"), edge)
        painter.setClipping(False)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def _paint_key(self, painter: QPainter, area: QRectF, key: str, role: str) -> None:
        """Paint the segment's key in its corner, in every row alike, so that rows do not shift."""
        painter.setFont(self._look.font("tiny"))
        painter.setPen(self._look.colour(role))
        painter.drawText(QPointF(area.left() + 2, area.top() + painter.fontMetrics().ascent() - 1), key)
        painter.setFont(self._look.font("small"))


def _in_lines(areas: list[tuple[Segment, QRectF]]) -> list[list[tuple[Segment, QRectF]]]:
    """Those of one line together."""
    return [list(line) for _, line in groupby(areas, key=lambda pair: pair[1].top())]
