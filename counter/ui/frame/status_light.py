"""One status light of the top bar: a dot, a word, and the whole truth in its tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from counter.ui.facades.window import Light
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import restyle


class StatusLight(QPushButton):
    """Focusable, so that keyboard and screen reader reach what it says; pressing it says it in the bar."""

    def __init__(self, light: Light, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"light_{light.id}")
        self.setProperty("role", "light")
        self._dot = TextLabel()
        self._word = TextLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 0, 4, 0)
        line.setSpacing(6)
        for part in (self._dot, self._word):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_light(light)

    def show_light(self, light: Light) -> None:
        """Burn as told."""
        self.light = light
        self._word.setText(light.label)
        restyle(self._dot, light=light.state.value)
        self.setToolTip(light.words)
        self.setAccessibleName(light.words)

    def be_short(self, short: bool) -> None:
        """Only the dot where the bar has no room for words; the tooltip and the reader still tell them."""
        self._word.setVisible(not short)

    def full_width(self) -> int:
        """How wide dot and word are."""
        return self._dot.sizeHint().width() + self._word.sizeHint().width() + 14

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()
