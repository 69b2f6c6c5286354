"""暂停服务: nobody serves at the window now. Says nothing of anybody."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.ui.kit.controls.labels import TextLabel
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.screen_view import ScreenView


class PausedView(ScreenView):
    """Two lines in the middle, no buttons."""

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, parent)
        self._labels = (
            TextLabel(self.tr("暂停服务"), "huge", wrap=True),
            TextLabel(self.tr("请稍候"), "name", wrap=True),
        )
        self._labels[0].setObjectName("pausedWords")
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        for label in self._labels:
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(label)
        self._column.addStretch(3)
        self.fit(reach)

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        self._column.setSpacing(reach.mm(3))

    def spoken(self) -> list[str]:
        return [label.text() for label in self._labels]
