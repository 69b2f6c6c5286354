"""Paints a row of 待办: tag, case, applicant and task, day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.domain.tasks.tasks import Task, TaskKind
from counter.domain.tasks.urgency import Urgency, day_words
from counter.ui.kit.row_painting import rect_and_state
from counter.ui.kit.theme import Look
from counter.ui.tasks.task_rows import TASK_ROLE, Index, TaskGroup, how_many, number_of, who, whose

if TYPE_CHECKING:
    from counter.services.tasks.list_tasks import TaskView

_EDGE = 12
_GAP = 16
_WIDEST_NUMBER = "00000000A 000000 0000 0"
_FAR_OFF = Task("", "", "", TaskKind.DECISION, date(2026, 12, 28), "", provisional=True)

_TONES = {
    **dict.fromkeys(
        (TaskKind.CONFLICT, TaskKind.DEEMED_PASSED, TaskKind.LAPSED, TaskKind.GAP_EXPIRED, TaskKind.FAILED),
        "correct",
    ),
    **dict.fromkeys(
        (TaskKind.DEEMED, TaskKind.GAP, TaskKind.CORRECTION, TaskKind.PLEDGE, TaskKind.WITHDRAWAL), "gap"
    ),
    **dict.fromkeys(
        (TaskKind.DATES, TaskKind.HELD, TaskKind.UNSTAMPED, TaskKind.UPGRADE, TaskKind.ENDING), "gap"
    ),
    TaskKind.DAY_CLOSE: "gap",
    TaskKind.COUNT_DIFFERS: "gap",
    TaskKind.HANDED_OVER: "gap",
    TaskKind.RESTORED: "gap",
    TaskKind.KEY_REQUEST: "act",
    TaskKind.REMIND: "act",
    TaskKind.PHONE: "gap",
    TaskKind.MISMATCH: "correct",
    TaskKind.IN_TRANSIT: "gap",
    **dict.fromkeys((TaskKind.NOTICE, TaskKind.GO_ON, TaskKind.PROPOSAL, TaskKind.DECISION), "act"),
}
"""Red: something went wrong; amber: it may; blue: a decision is waiting; else slate."""

_LEFT = {Urgency.OVERDUE: "correct", Urgency.TODAY: "gap"}


class TaskDelegate(QStyledItemDelegate):
    """Two lines per row, elided; the tooltip has the full text."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._widths: tuple[int, int, int] = (0, 0, 0)
        look.changed.connect(self._measure)
        self._measure()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        group = isinstance(index.data(TASK_ROLE), TaskGroup)
        return QSize(0, self._look.px("group_row" if group else "row") + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(TASK_ROLE)
        rect, state = rect_and_state(option)
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            painter.fillRect(rect, self._look.colour("act_soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), self._look.colour("act"))
        else:
            self._hairline(painter, rect)
        if isinstance(row, TaskGroup):
            self._paint_group(painter, rect, row)
        else:
            self._paint_task(painter, rect, row, current=current)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, group: TaskGroup) -> None:
        look = self._look
        line = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        painter.setFont(look.font("small", strong=True))
        painter.setPen(look.colour(_LEFT.get(group.urgency, "second")))
        painter.drawText(line, _LEFT_MIDDLE, group.urgency.label)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("second"))
        words = how_many(group)
        if group.foldable:
            key = self.tr("空格展开") if group.folded else self.tr("空格收起")
            words = f"{words} · {key}"
        painter.drawText(line, _RIGHT_MIDDLE, words)

    def _paint_task(self, painter: QPainter, rect: QRect, task: TaskView, *, current: bool) -> None:
        look = self._look
        strong, small = look.font(strong=True), look.font("small")
        first_height, under_height = QFontMetrics(strong).height(), QFontMetrics(small).height()
        top = rect.top() + (rect.height() - first_height - under_height) // 2
        tag_width, number_width, day_width = self._widths
        x = rect.left() + _EDGE
        self._paint_tag(painter, QRect(x, rect.top(), tag_width, rect.height()), task, current=current)
        x += tag_width + _GAP
        dated = bool(task.day_words or task.left_words)
        end = rect.right() - _EDGE - (day_width if dated else 0)
        painter.setFont(look.font())
        painter.setPen(look.colour("ink"))
        painter.drawText(QRect(x, top, number_width, first_height), _LEFT_MIDDLE, number_of(task))
        painter.setFont(small)
        painter.setPen(look.colour("second"))
        self._elided(painter, QRect(x, top + first_height, number_width, under_height), task.bundle_name)
        x += number_width + _GAP
        name = who(task)
        painter.setFont(strong)
        painter.setPen(look.colour("ink"))
        about = f"{name}　{task.item_name}" if task.item_name else name
        self._elided(painter, QRect(x, top, end - x - _GAP, first_height), about)
        painter.setFont(small)
        painter.setPen(look.colour("second"))
        under = QRect(x, top + first_height, end - x - _GAP, under_height)
        self._elided(painter, under, " · ".join(part for part in (whose(task), task.words) if part))
        self._paint_day(painter, QRect(end, top, day_width, first_height), task)

    def _paint_tag(self, painter: QPainter, area: QRect, task: TaskView, *, current: bool) -> None:
        look = self._look
        tone = _TONES.get(task.kind, "shared")
        painter.setFont(look.font("small"))
        metrics = painter.fontMetrics()
        box = QRectF(area.left(), 0, metrics.horizontalAdvance(task.kind.label) + 16, metrics.height() + 4)
        box.moveTop(area.top() + (area.height() - box.height()) / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("surface" if current else f"{tone}_soft"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(look.colour(tone))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), task.kind.label)

    def _paint_day(self, painter: QPainter, area: QRect, task: TaskView) -> None:
        """Paint the day at the right, if there is one."""
        look = self._look
        painter.setFont(look.font())
        painter.setPen(look.colour("ink"))
        painter.drawText(area, _RIGHT_MIDDLE, task.day_words)
        painter.setFont(look.font("small", strong=task.urgency in _LEFT))
        painter.setPen(look.colour(_LEFT.get(task.urgency, "second")))
        under = QRect(area.left(), area.bottom() + 1, area.width(), painter.fontMetrics().height())
        painter.drawText(under, _RIGHT_MIDDLE, task.left_words)

    def _measure(self) -> None:
        """Common column widths for tag, number and day."""
        small, text = self._look.metrics("small"), self._look.metrics()
        self._widths = (
            max(small.horizontalAdvance(kind.label) for kind in TaskKind) + 16,
            text.horizontalAdvance(_WIDEST_NUMBER),
            text.horizontalAdvance(day_words(_FAR_OFF, date.min)),
        )

    def _elided(self, painter: QPainter, area: QRect, words: str) -> None:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT_MIDDLE, shown)

    def _hairline(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(QPen(self._look.colour("line"), 1))
        y = rect.bottom() + 0.5
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


_LEFT_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
