"""After the choice: a moment while it is stored, then thanks; the same for every choice, including none (L9)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.ui.kit.controls.labels import TextLabel
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.screen_view import ScreenView


class ThanksView(ScreenView):
    """Two lines in the middle, no buttons. Thanks are shown once the choice is stored, never before."""

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, parent)
        self._labels = (TextLabel("", "question", wrap=True), TextLabel("", "name", wrap=True))
        self._labels[0].setObjectName("thanksWords")
        self.say_thanks()
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        for label in self._labels:
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(label)
        self._column.addStretch(3)
        self.fit(reach)

    def say_thanks(self) -> None:
        """The choice is stored, or there was none."""
        self._say(self.tr("谢谢您来办事"), self.tr("请带好您的证件和材料"))

    def say_saving(self) -> None:
        """It is being kept."""
        self._say(self.tr("请稍候"), self.tr("正在保存"))

    def say_late(self) -> None:
        """Show that the choice came too late and was not stored."""
        self._say(self.tr("这次评价已经结束了"), self.tr("刚才按的没有存下，请带好您的证件和材料"))

    def _say(self, *words: str) -> None:
        for label, text in zip(self._labels, words, strict=True):
            label.setText(text)

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        self._column.setSpacing(reach.mm(3))

    def spoken(self) -> list[str]:
        return [label.text() for label in self._labels]
