"""A short word on a soft ground: 演示, 待部门核定, or a verdict."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import restyle


class Badge(TextLabel):
    """``tone``: act, received, gap, correct or shared."""

    def __init__(self, text: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "badge", parent)
        self.setProperty("badge", tone)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_word(self, text: str, tone: str) -> None:
        """Another word in another tone."""
        self.setText(text)
        restyle(self, badge=tone)
