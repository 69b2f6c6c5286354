"""有不对的地方: the applicant selects which part is wrong; details are given to the clerk orally."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.controls.labels import TextLabel
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.screen_view import ScreenView
from counter.ui.screen.touch.button_rows import ButtonRows
from counter.ui.screen.touch.buttons import BigButton

ABOUT = ("people", "answers", "materials", "other")
"""What may be wrong (``ApplicantReply.about``): in Chinese for the clerk, whatever language the screen has."""


class WrongView(ScreenView):
    """Signals: ``selected(about)`` with any number of ``ABOUT`` · ``back``."""

    selected = Signal(tuple)
    back = Signal()

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, parent)
        self.title = TextLabel(self.tr("哪里不对？"), "title", wrap=True)
        self.hint = TextLabel(self.tr("可以选几个，也可以不选"), "second", wrap=True)
        words = (self.tr("姓名、证件"), self.tr("回答的问题"), self.tr("材料"), self.tr("别的"))
        self.parts = tuple(BigButton(part, look, reach) for part in words)
        for part in self.parts:
            part.setCheckable(True)
        self.rows = ButtonRows(reach)
        self.rows.show_buttons(self.parts)
        self.back_button = BigButton(self.tr("返回"), look, reach, size="big")
        self.send_button = BigButton(self.tr("告诉窗口"), look, reach, size="big")
        self.back_button.clicked.connect(self.back)
        self.send_button.clicked.connect(self._send)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.back_button, 1)
        self._foot.addWidget(self.send_button, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.title)
        self._column.addWidget(self.hint)
        self._column.addWidget(self.rows, 1)
        self._column.addLayout(self._foot)
        self.fit(reach)

    def start(self) -> None:
        """Clear the selection."""
        for part in self.parts:
            part.setChecked(False)

    def head_title(self) -> str:
        return self.title.text()

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        self.title.setVisible(not reach.tight)
        self.hint.setVisible(not reach.tight)
        self._column.setSpacing(reach.gap)
        self._foot.setSpacing(reach.gap)
        self.rows.fit(reach)
        self.back_button.fit(reach)
        self.send_button.fit(reach)

    def spoken(self) -> list[str]:
        return [self.title.text(), self.hint.text(), *(part.text() for part in self.parts)]

    def _send(self) -> None:
        chosen = zip(ABOUT, self.parts, strict=True)
        self.selected.emit(tuple(about for about, part in chosen if part.isChecked()))
