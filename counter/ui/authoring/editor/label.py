"""The label of a field: always as wide as eight characters of the current font."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import Look

_CHARACTERS, _WIDE = 8, "０"  # as wide as any Chinese character


class HeadLabel(TextLabel):
    """``above``: offset of the label from the upper edge of its control."""

    def __init__(self, look: Look, words: str, above: int, parent: QWidget | None = None) -> None:
        super().__init__(words, "small", parent, wrap=True)
        self._look = look
        self.setContentsMargins(0, above, 0, 0)
        look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(self._look.metrics("small").horizontalAdvance(_WIDE) * _CHARACTERS + 4)
