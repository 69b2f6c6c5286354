"""Thanks: the same words whatever was chosen, also where nothing was, so that nobody reads a choice from them (L9)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.ui.applicant_screen.reach import Reach
from counter.ui.applicant_screen.screen_look import ScreenLook
from counter.ui.applicant_screen.screen_view import ScreenView
from counter.ui.widgets.text_label import TextLabel


class ThanksView(ScreenView):
    """Two lines in the middle; nothing to press."""

    def __init__(self, look: ScreenLook, reach: Reach, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, parent)
        self._labels = (
            TextLabel(self.tr("谢谢您来办事"), "title", wrap=True),
            TextLabel(self.tr("请带好您的证件和材料"), "name", wrap=True),
        )
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        for label in self._labels:
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(label)
        self._column.addStretch(3)
        self.fit(reach)

    def fit(self, reach: Reach) -> None:
        super().fit(reach)
        self._column.setSpacing(reach.mm(3))

    def spoken(self) -> list[str]:
        return [label.text() for label in self._labels]
