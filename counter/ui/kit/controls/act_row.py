"""Buttons in one line; where their keys have no room these go: the tips and the sheet of keys have them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.fitted_to_width import FittedToWidth


class ActRow(FittedToWidth):
    """Their words stay whole."""

    _GAP = 12

    def __init__(self, buttons: Sequence[ActButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = tuple(buttons)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._GAP)
        for one in self._buttons:
            line.addWidget(one)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the words."""
        return QSize(self._width(keys=False), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """With all keys."""
        return QSize(self._width(keys=True), super().sizeHint().height())

    def _width(self, *, keys: bool) -> int:
        shown = [one for one in self._buttons if not one.isHidden()]
        bare = sum(one.bare_width for one in shown) + self._GAP * max(0, len(shown) - 1)
        return bare + (sum(one.key_room for one in shown) if keys else 0)

    def fit(self) -> None:
        """Measure again."""
        keys = self._width(keys=True) <= self.width()
        for one in self._buttons:
            if one.key and one.shows_key is not keys:
                one.show_key(keys)
                one.setToolTip("" if keys else one.key)
