"""Layout of widgets in wrapping rows, like words of a text."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


@runtime_checkable
class WrapsWords(Protocol):
    """A widget whose text wraps to a width."""

    def size_within(self, width: int) -> QSize:
        """Size for this width."""
        ...

    def wrap_to(self, width: int) -> None:
        """Wrap the text to this width."""
        ...


class FlowLayout(QLayout):
    """Left-to-right flow with one gap in both directions; what is lower stands in the middle of its row."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._words: list[WrapsWords | None] = []  # cached: slow if repeated at every layout
        self._gap = gap
        self._heights: dict[int, int] = {}  # by width: surrounding layouts ask hundreds of times for each
        self._least: QSize | None = None
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        widget = item.widget()
        self._items.append(item)
        self._words.append(widget if isinstance(widget, WrapsWords) else None)
        self._forget()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        if not 0 <= index < len(self._items):
            return None
        self._words.pop(index)
        self._forget()
        return self._items.pop(index)

    def invalidate(self) -> None:
        self._forget()
        super().invalidate()

    def _forget(self) -> None:
        self._heights.clear()
        self._least = None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return known

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Any width is possible: wide widgets wrap their text."""
        if self._least is None:
            self._least = QSize(0, max((item.minimumSize().height() for item in self._items), default=0))
        return self._least

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, row_height = rect.x(), rect.y(), 0
        row: list[tuple[QLayoutItem, QRect]] = []
        for item, words in zip(self._items, self._words, strict=True):
            if words is None and item.isEmpty():  # hidden: not even a gap
                continue
            hint = words.size_within(rect.width()) if words else item.sizeHint()
            width = min(hint.width(), rect.width())
            if row_height and x + width > rect.right() + 1:
                _place(row, row_height)
                x, y, row_height = rect.x(), y + row_height + self._gap, 0
            if move:
                if words:
                    words.wrap_to(rect.width())
                row.append((item, QRect(QPoint(x, y), QSize(width, hint.height()))))
            x += width + self._gap
            row_height = max(row_height, hint.height())
        _place(row, row_height)
        return y + row_height - rect.y()


def _place(row: list[tuple[QLayoutItem, QRect]], height: int) -> None:
    """Give the items of a row their places, each in the middle of its height."""
    for item, rect in row:
        item.setGeometry(rect.translated(0, (height - rect.height()) // 2))
    row.clear()
