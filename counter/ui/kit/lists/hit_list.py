"""The list under the find box: walked with the arrow keys while the focus stays in the box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
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

from counter.domain.guide.bundle_search import Hit
from counter.ui.kit.announcement import announce_row
from counter.ui.kit.row_painting import paint_current, rect_and_state
from counter.ui.kit.row_views import row_width
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowList


class HitList(WholeRowList):
    """Signals: ``chosen(bundle)``."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hits")
        self.setAccessibleName(self.tr("找到的一件事"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self._hits = HitsModel()
        self.setModel(self._hits)
        self.setItemDelegate(HitDelegate(look, self))
        self.clicked.connect(lambda _: self.choose())
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these, the best one current."""
        self._hits.show_hits(hits)
        self._go(0)

    def walk(self, step: int) -> None:
        """Make the row at this distance current."""
        self._go(max(0, min(self.currentIndex().row() + step, self._hits.rowCount() - 1)))
        announce_row(self)

    def choose(self) -> None:
        """Take the current row."""
        hit = self._hits.hit(self.currentIndex())
        if hit is not None:
            self.chosen.emit(hit.number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _go(self, place: int) -> None:
        index = self._hits.index(place)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)


HIT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


class HitsModel(QAbstractListModel):
    """Rows are ``Hit`` values."""

    def __init__(self) -> None:
        super().__init__()
        self._hits: tuple[Hit, ...] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these."""
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._hits)

    def hit(self, index: Index) -> Hit | None:
        """The bundle of that row."""
        return self._hits[index.row()] if index.isValid() and index.row() < len(self._hits) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self.hit(index)
        if hit is None:
            return None
        if role == HIT_ROLE:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return hit.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            item = QCoreApplication.translate("HitsModel", "，含{0}").format(hit.item) if hit.item else ""
            return f"{hit.number}，{hit.name}{item}"
        return None


_NUMBER = 36
_PAD = 8


class HitDelegate(QStyledItemDelegate):
    """Wraps names: a bundle's name is never cut."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._heights: dict[tuple[str, int, int], int] = {}
        """Of a name in letters of a size in a width: asked of every bundle at each letter that is typed."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hit = index.data(HIT_ROLE)
        width = self._width()
        height = self._height(hit.name, width - self._number - _PAD)
        if hit.item:
            height += QFontMetrics(self._look.font("small")).height()
        return QSize(width, height + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(HIT_ROLE)
        rect, state = rect_and_state(option)
        rect.setWidth(self._width())  # where no scroll bar is too, it ends with the box above
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            paint_current(painter, look, rect, mark=False, rounded=6)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("second"))
        top = rect.adjusted(0, _PAD, 0, 0)
        number = QRect(top.left(), top.top(), self._number - 8, QFontMetrics(look.font()).height())
        painter.drawText(
            number, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(hit.number)
        )
        spans = () if hit.item else hit.spans
        name = self._layout(hit.name, spans, rect.width() - self._number - _PAD, "ink")
        left = rect.left() + self._number
        name.draw(painter, QPointF(left, top.top()))
        if hit.item:
            y = top.top() + name.boundingRect().height()
            item = self._layout(hit.item, hit.spans, rect.width() - self._number - _PAD, "second", small=True)
            item.draw(painter, QPointF(left, y))
        painter.restore()

    @property
    def _number(self) -> int:
        """Width of the numbers with the air behind them."""
        return max(_NUMBER, self._look.metrics("small").horizontalAdvance("888") + _NUMBER // 3)

    def _height(self, name: str, width: int) -> int:
        asked = name, self._look.px("text"), width
        if asked not in self._heights:
            self._heights[asked] = int(self._layout(name, (), width, "ink").boundingRect().height())
        return self._heights[asked]

    def _width(self) -> int:
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        return row_width(view)

    def _layout(
        self, text: str, spans: Sequence[tuple[int, int]], width: int, role: str, *, small: bool = False
    ) -> QTextLayout:
        layout = QTextLayout(text, self._look.font("small" if small else "text"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        ranges = [_range(0, len(text), self._look.colour(role), 400)]
        ranges += [_range(start, end - start, self._look.colour("act"), 500) for start, end in spans]
        layout.setFormats(ranges)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height()
            if small:
                break
        layout.endLayout()
        return layout


def _range(start: int, length: int, colour: QColor, weight: int) -> QTextLayout.FormatRange:
    """A text range in one colour and weight; the stubs of FormatRange leave its fields out."""
    made: Any = QTextLayout.FormatRange()
    made.start, made.length = start, length
    made.format = QTextCharFormat()
    made.format.setForeground(colour)
    made.format.setFontWeight(weight)
    return cast("QTextLayout.FormatRange", made)
