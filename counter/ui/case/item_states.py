"""Items of a case: one line each with its state; Space or a click unfolds what is known of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from counter.domain.case.case import Case
from counter.ui.kit.lists.more_below_line import MoreBelowLine
from counter.ui.kit.row_air import USUAL_AIR
from counter.ui.kit.row_painting import (
    paint_badge,
    paint_current,
    paint_elided,
    paint_line,
    rect_and_state,
)
from counter.ui.kit.row_views import Index, Rows
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowList
from counter.ui.words.acts import state_tone
from counter.ui.words.items import item_lines

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_EDGE = 10
_WRAPS = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """Name, state and its tone; ``facts``: the organ, then what is known."""

    name: str
    state: str
    tone: str
    facts: tuple[str, ...]


class ItemLines(Rows[ItemLine]):
    """Rows are ``ItemLine`` values; ``unfolded``: the row whose facts are shown whole, -1 for none."""

    unfolded = -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.row(index)
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join((line.name, line.state, *line.facts))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((line.name, *line.facts))
        return None


class ItemStates(WholeRowList):
    """As tall as its lines unless its owner gives it less room (``take_rows``): then it scrolls and counts the rest."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultItems")
        self.setAccessibleName(self.tr("事项"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self._look = look
        self.air = USUAL_AIR
        self._most: int | None = None
        self._lines = ItemLines()
        self.setModel(self._lines)
        self.setItemDelegate(ItemDelegate(look, self))
        self._rest = MoreBelowLine(self, self.tr("项"))
        look.changed.connect(self._fit, Qt.ConnectionType.QueuedConnection)

    def show_case(self, case: Case, late: Mapping[str, Sequence[str]] | None = None) -> None:
        """Show the items of the case, each folded. ``late``: item id → what came after its day."""
        after = late or {}
        lines = [
            ItemLine(
                one.asked.name,
                one.state.label,
                state_tone(one.state),
                item_lines(case, one, after.get(one.id, ())),
            )
            for one in case.items
        ]
        self.show_lines(lines)

    def show_lines(self, lines: Sequence[ItemLine]) -> None:
        """Show these, the first current."""
        self._lines.unfolded = -1
        self._lines.put_rows(tuple(lines))
        self.setCurrentIndex(self._lines.index(0))
        self._fit()

    @property
    def count(self) -> int:
        """Number of items."""
        return self._lines.rowCount()

    def take_rows(self, most: int, air: int) -> bool:
        """Show at most so many lines at once, with so much room above and below the words of each; False where that was
        so before.
        """
        most = max(1, most)  # a tall form beside them leaves no room: they scroll in one line
        changed = (most, air) != (self._most, self.air)
        if changed:
            self._most, self.air = most, air
            self._fit()
        return changed

    def is_unfolded(self, row: int) -> bool:
        """Whether that row shows all it knows."""
        return row == self._lines.unfolded

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._turn(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._turn(self.indexAt(event.position().toPoint()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()  # its frame is known by now

    def sizeHint(self) -> QSize:
        return QSize(200, self.maximumHeight())

    def _turn(self, index: QModelIndex) -> None:
        """Unfold that row, or fold it again."""
        if index.isValid():
            self._lines.unfolded = -1 if self.is_unfolded(index.row()) else index.row()
            self._fit()
            self.scrollTo(index)

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        folded = self._look.metrics().height() + self.air
        extra = 0
        if self._lines.unfolded >= 0:
            extra = self.sizeHintForRow(self._lines.unfolded) - folded
        shown = self.count if self._most is None else min(self.count, self._most)
        frame = self._rest.frame
        tall = shown * folded + frame + (self._rest.least if shown < self.count else 0)
        self.setMinimumHeight(min(self.count, 1) * folded + frame if self._most is None else tall)
        self.setMaximumHeight(tall + extra)
        self._rest.fit()
        self.updateGeometry()


class ItemDelegate(QStyledItemDelegate):
    """Name, what is known in small type, state at the right; unfolded every fact on its own lines."""

    def __init__(self, look: Look, view: ItemStates) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = self._look.metrics().height() + self._view.air
        if self._view.is_unfolded(index.row()):
            area = QRect(0, 0, self._view.viewport().width() - 2 * _EDGE, 10_000)
            words = "\n".join(index.data(LINE_ROLE).facts)
            height += self._look.metrics("small").boundingRect(area, _WRAPS, words).height() + 4
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, state = rect_and_state(option)
        look, one = self._look, index.data(LINE_ROLE)
        unfolded = self._view.is_unfolded(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            paint_current(painter, look, rect)
        elif index.row() + 1 < index.model().rowCount():
            paint_line(painter, look, rect)
        line = rect.adjusted(_EDGE, self._view.air // 2, -_EDGE, 0)
        line.setHeight(look.metrics().height())
        line.setRight(line.right() - self._paint_state(painter, line, one) - 12)
        painter.setFont(look.font())
        painter.setPen(look.colour("ink"))
        paint_elided(painter, line, one.name)
        left = line.left() + painter.fontMetrics().horizontalAdvance(one.name) + 10
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("second"))
        if unfolded:
            under = rect.adjusted(_EDGE, self._view.air // 2 + look.metrics().height(), -_EDGE, 0)
            painter.drawText(under, _WRAPS, "\n".join(one.facts))
        elif line.right() - left > 40:
            paint_elided(
                painter, QRect(left, line.top(), line.right() - left, line.height()), " · ".join(one.facts)
            )
        painter.restore()

    def _paint_state(self, painter: QPainter, line: QRect, one: ItemLine) -> int:
        """The badge at the right; its width."""
        look = self._look
        metrics = look.metrics("small")
        width, height = metrics.horizontalAdvance(one.state) + 14, metrics.height() + 4
        area = QRectF(line.right() - width, line.top() + (line.height() - height) / 2, width, height)
        painter.setFont(look.font("small"))
        paint_badge(painter, look, area, one.state, one.tone)
        return width
