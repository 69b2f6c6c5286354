"""A quiet key cap: the key of an act, shown beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.ui.kit.controls.text_label import TextLabel


class KeyCap(TextLabel):
    """The name of a key in a small frame."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, "keycap", parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
