"""Paints a row of 待办: how near, who and what, number and whose, and what its key does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from counter.domain.tasks.by_case import CaseWork
from counter.domain.tasks.urgency import Urgency
from counter.ui.kit.row_painting import (
    LEFT_MIDDLE,
    RIGHT_MIDDLE,
    paint_badge,
    paint_current,
    paint_elided,
    paint_line,
    rect_and_state,
)
from counter.ui.kit.row_views import row_width
from counter.ui.kit.theme import Look
from counter.ui.tasks.task_rows import (
    TASK_ROLE,
    CaseTask,
    Index,
    TaskGroup,
    Work,
    WorkMatter,
    beside,
    how_many,
    number_of,
    what,
    when,
    who,
    whose,
)
from counter.ui.words.tasks import step_word

if TYPE_CHECKING:
    from counter.services.tasks.list_tasks import TaskView

_EDGE, _GAP, _ROUND = 12, 16, 6
_SLACK = 8
"""Logical pixels: a painter's letters are not always as wide as they were measured."""
_WIDEST_NUMBER = "00000000A 000000 0000 0"
_FEWEST_LETTERS = 14
"""Of who and what: with room for fewer beside the number, it has a line of its own below them."""

_TONES = {Urgency.OVERDUE: "correct", Urgency.TODAY: "gap", Urgency.SOON: "gap", Urgency.LATER: "shared"}


class TaskDelegate(QStyledItemDelegate):
    """Two lines per row, three in a list that is narrow for its letters; elided, the tooltip has the full text.

    ``armed``: the next press does it.
    """

    def __init__(self, look: Look, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self._tags: frozenset[str] = frozenset()
        self.armed = False
        self._widths: tuple[int, int, int] = (0, 0, 0)
        self.is_narrow = False
        """Whether who and what would end in … where the number stands beside them."""
        self._heights = (0, 0, 0)
        look.changed.connect(self._measure)
        self._measure()

    def make_room_for(self, tags: frozenset[str]) -> None:
        """The column of nearness is as wide as the longest of these words, so that no gulf opens before the names."""
        if tags != self._tags:
            self._tags = tags
            self._measure()

    @property
    def tag_room(self) -> int:
        """Width of the column that says how near."""
        return self._widths[0]

    def fit(self) -> None:
        """The list has another width or look: what all its rows have in common is measured once, not for each."""
        near, number, step = self._widths
        room = row_width(self._view) - 2 * _EDGE - near - number - step - 3 * _GAP
        self.is_narrow = room < self._look.metrics().horizontalAdvance("\u3000" * _FEWEST_LETTERS)
        small = self._look.metrics("small").height()
        third = small if self.is_narrow else 0
        self._heights = (self._look.px("group_row") + 2, small + 12, self._usual_height + third)

    def is_on_step(self, row: QRect, place: QPoint) -> bool:
        """Whether that place in a row is on its button."""
        return self._step_rect(row).contains(place)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, (group, inside, case) = index.data(TASK_ROLE), self._heights
        return QSize(
            0, group if isinstance(row, TaskGroup) else inside if isinstance(row, CaseTask) else case
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(TASK_ROLE)
        rect, state = rect_and_state(option)
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            paint_current(painter, self._look, rect)
        else:
            paint_line(painter, self._look, rect)
        if isinstance(row, TaskGroup):
            self._paint_group(painter, rect, row)
        elif isinstance(row, CaseTask):
            self._paint_inside(painter, rect, row, current=current)
        elif isinstance(row, CaseWork):
            if row.urgency is Urgency.OVERDUE and not current:
                mark = QRect(rect.left(), rect.top(), 3, rect.height())
                painter.fillRect(mark, self._look.colour("correct"))
            self._paint_work(painter, rect, row, current=current)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, group: TaskGroup) -> None:
        look = self._look
        line = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        painter.setFont(look.font("small", strong=True))
        painter.setPen(look.colour("correct" if group.urgency is Urgency.OVERDUE else "second"))
        painter.drawText(line, LEFT_MIDDLE, group.urgency.label)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("second"))
        words = how_many(group)
        if group.foldable:
            key = self.tr("空格展开") if group.folded else self.tr("空格收起")
            words = f"{words} · {key}"
        painter.drawText(line, RIGHT_MIDDLE, words)

    def _paint_inside(self, painter: QPainter, rect: QRect, row: CaseTask, *, current: bool) -> None:
        """One task of an unfolded case, indented under who and what; the current one says what Space does."""
        look, task = self._look, row.task
        line = rect.adjusted(_EDGE + self.tag_room + _GAP, 0, -_EDGE, 0)
        painter.setFont(look.font("small"))
        days = "　".join(part for part in (task.day_words, task.left_words) if part)
        if current:
            days = self._caption(row.work.matter_of(task.kind), current=current)
        painter.setPen(look.colour("act" if current else "second"))
        painter.drawText(line, RIGHT_MIDDLE, days)
        space = QFontMetrics(painter.font()).horizontalAdvance(days) + _GAP
        painter.setPen(look.colour("ink"))
        words = "　".join(part for part in (task.kind.label, task.item_name, task.words) if part)
        paint_elided(painter, line.adjusted(0, 0, -space, 0), words)

    def _paint_work(self, painter: QPainter, rect: QRect, work: Work, *, current: bool) -> None:
        look, task = self._look, work.head
        near, number, _ = self._widths
        first, under = look.metrics().height(), look.metrics("small").height()
        wide = not self.is_narrow
        top = rect.top() + (rect.height() - first - under * (1 if wide else 2)) // 2
        x = rect.left() + _EDGE
        self._paint_tag(painter, QRect(x, rect.top(), near, rect.height()), task, current=current)
        x += near + _GAP
        end = self._step_rect(rect).left() - _GAP
        if wide:
            area = QRect(end - number, top, number, first)
            self._paint_whose(painter, area, task, under)
            end = area.left() - _GAP
        else:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("second"))
            words = " · ".join(part for part in (number_of(task), self._whose_and_when(task)) if part)
            paint_elided(painter, QRect(x, top + first + under, end - x, under), words)
        about = f"{who(task)}　{task.bundle_name}" if task.bundle_name else who(task)
        painter.setFont(look.font(strong=True))
        painter.setPen(look.colour("ink"))
        paint_elided(painter, QRect(x, top, end - x, first), about)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("second"))
        words = " · ".join(part for part in (what(work), beside(work)) if part)
        paint_elided(painter, QRect(x, top + first, end - x, under), words)
        self._paint_step(painter, rect, work, current=current)

    def _paint_whose(self, painter: QPainter, area: QRect, task: TaskView, under: int) -> None:
        """Number above, whose and by when below."""
        painter.setFont(self._look.font("small"))
        painter.setPen(self._look.colour("second"))
        painter.drawText(area, LEFT_MIDDLE, number_of(task))
        below = QRect(area.left(), area.bottom() + 1, area.width(), under)
        paint_elided(painter, below, self._whose_and_when(task))

    def _whose_and_when(self, task: TaskView) -> str:
        words = self.tr("{0}月{1}日")
        day = words.format(task.day.month, task.day.day) if task.day is not None and task.day_words else ""
        return " · ".join(part for part in (whose(task), day) if part)

    def _paint_tag(self, painter: QPainter, area: QRect, task: TaskView, *, current: bool) -> None:
        look = self._look
        tone = _TONES[task.urgency]
        painter.setFont(look.font("small"))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(when(task), Qt.TextElideMode.ElideRight, area.width() - 16)
        box = QRectF(area.left(), 0, metrics.horizontalAdvance(words) + 16, metrics.height() + 6)
        box.moveTop(area.top() + (area.height() - box.height()) / 2)
        paint_badge(painter, look, box, words, tone, ground="surface" if current else "")

    def _paint_step(self, painter: QPainter, rect: QRect, work: Work, *, current: bool) -> None:
        """The button of the row: filled where the row is current, for Space presses it."""
        look, box = self._look, QRectF(self._step_rect(rect))
        words = self._caption(work.first, current=current)
        armed = current and self.armed
        painter.setPen(Qt.PenStyle.NoPen if current else QPen(look.colour("edge"), 1))
        painter.setBrush(look.colour("correct" if armed else "act") if current else look.colour("surface"))
        painter.drawRoundedRect(box, _ROUND, _ROUND)
        painter.setPen(look.colour("on_fill" if current else "ink"))
        painter.setFont(look.font("small" if armed else "text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _caption(self, matter: WorkMatter, *, current: bool) -> str:
        if not current:
            return step_word(matter)
        return self.tr("再按一次空格") if self.armed else step_word(matter) + self.tr(" · 空格")

    def _step_rect(self, rect: QRect) -> QRect:
        width = self._widths[2]
        height = min(rect.height(), self._usual_height) - 16
        top = rect.top() + (rect.height() - height) // 2
        return QRect(rect.right() - _EDGE - width, top, width, height)

    @property
    def _usual_height(self) -> int:
        """Of a row of two lines."""
        return self._look.px("row") + 12

    def _measure(self) -> None:
        """Common column widths for nearness, number and button."""
        small, text = self._look.metrics("small"), self._look.metrics()
        self._widths = (
            max((small.horizontalAdvance(words) for words in self._tags), default=0) + 16 + _SLACK,
            max(
                small.horizontalAdvance(_WIDEST_NUMBER),
                small.horizontalAdvance(self.tr("经办 阿木古郎 · 10月28日")) + _SLACK,
            ),
            text.horizontalAdvance(self.tr("代机关拟稿 · 空格")) + 24,
        )
        self.fit()
