"""Buttons that stand close together and are pressed fast: reasons, letters, characters to choose from."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from counter.ui.screen.reach import Reach
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.touch.big_button import BigButton

ROW_MM = 15
"""Also in the large mode: there the words grow, and rather more of them stay on one page than less."""


class LastPressed:
    """Which of a page's buttons was pressed last; none since the page came up."""

    def __init__(self) -> None:
        self.last: QuickButton | None = None

    def lift(self) -> None:
        """Another page came up: nothing was pressed on it yet."""
        self.last = None


class QuickButton(BigButton):
    """A quick tap counts if another button of the page was tapped before; ``again``: also if it was this one."""

    def __init__(
        self,
        words: str,
        look: ScreenLook,
        reach: Reach,
        hand: LastPressed,
        parent: QWidget | None = None,
        *,
        size: str = "strong",
        again: bool = False,
    ) -> None:
        super().__init__(words, look, reach, parent, size=size)
        self._hand = hand
        self._again = again

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._hand.last = self

    def counts(self, before: QPointF, event: QMouseEvent) -> bool:
        last = self._hand.last
        if last is None:
            return super().counts(before, event)
        return self._again or last is not self

    @property
    def least(self) -> int:
        return self.reach.mm(ROW_MM)

    def _words_rect(self, rect: QRect) -> QRect:
        """A key's few letters have all its width."""
        side = self.reach.mm(1)
        return super()._words_rect(rect) if self.isCheckable() else rect.adjusted(side, 0, -side, 0)
