"""Equal big buttons in as few columns as text and height allow; the others are on further pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.buttons import BigButton

GROWN = 1.5
"""How many times higher than needed a button may be where the screen has the space."""


class ButtonRows(QWidget):
    """Buttons of equal size, in the given order, row by row. Signal: ``turned(pages)``."""

    turned = Signal(int)

    def __init__(self, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reach = reach
        self.page = 0
        self.pages = 1
        self.buttons: tuple[BigButton, ...] = ()
        self._fixed = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_buttons(self, buttons: Sequence[BigButton], *, columns: int = 0) -> None:
        """Replace the buttons. ``columns``: so many where all fit, as on a telephone's keys."""
        self._fixed = columns
        for old in self.buttons:
            old.setParent(None)
            old.deleteLater()
        self.buttons = tuple(buttons)
        for button in buttons:
            button.setParent(self)
        self.page = 0
        self._arrange()

    def turn(self) -> None:
        """Show the next page, after the last the first."""
        self.page = (self.page + 1) % self.pages
        self._arrange()

    def fit(self, reach: ScreenScale) -> None:
        """Lay out for another screen or mode."""
        self.reach = reach
        for button in self.buttons:
            button.fit(reach)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.reach.target, self.reach.target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if not self.buttons:
            return
        gap, width, height = self.reach.gap, self.width(), self.height()
        columns, tall = self._columns()
        rows = -(-len(self.buttons) // columns)
        on_page = max(1, (height + gap) // (tall + gap))
        self.pages = -(-rows // on_page)
        self.page = min(self.page, self.pages - 1)
        if self.pages == 1:
            tall = max(tall, min(round(GROWN * tall), (height + gap) // rows - gap))
        wide = (width - (columns - 1) * gap) // columns
        for at, button in enumerate(self.buttons):
            row, column = divmod(at, columns)
            button.setVisible(row // on_page == self.page)
            y = (row % on_page) * (tall + gap)
            button.setGeometry(QRect(column * (wide + gap), y, wide, tall))
        self.turned.emit(self.pages)

    def _columns(self) -> tuple[int, int]:
        """The fewest columns with which all fit, else those that show most at a time; and the button height."""
        gap, width, height = self.reach.gap, self.width(), self.height()
        least = self.reach.target if self._fixed else round(2.2 * self.reach.target)
        most = min(len(self.buttons), max(1, (width + gap) // (least + gap)))
        best, best_seen, best_tall = 1, 0, self.reach.target
        wanted = (self._fixed,) if 0 < self._fixed <= most else ()
        for columns in (*wanted, *range(1, most + 1)):
            wide = (width - (columns - 1) * gap) // columns
            tall = max(self.reach.target, *(button.heightForWidth(wide) for button in self.buttons))
            seen = min(len(self.buttons), columns * ((height + gap) // (tall + gap)))
            if seen > best_seen:
                best, best_seen, best_tall = columns, seen, tall
        return best, best_tall
