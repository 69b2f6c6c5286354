"""上次没办完的: a draft, offered again at the start."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.two_press import TwoPress


class DraftStrip(QFrame):
    """Signals: ``resumed(draft)``, ``dropped(draft)``.

    ``held`` names the papers received for it, which would be in no list once it is erased: the first press of 不要了
    names them for return, the second erases; Enter never does.
    """

    resumed = Signal(str)
    dropped = Signal(str)

    def __init__(
        self,
        draft: str,
        what: str,
        when: str,
        held: Callable[[], Sequence[str]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("draftStrip")
        self.setProperty("role", "note-gap")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(2)
        column.addWidget(TextLabel(self.tr("上次没办完的：{0}").format(what), "strong", wrap=True))
        column.addWidget(TextLabel(when, "small", wrap=True))
        go_on = ActButton("draftResume", self.tr("接着办"), role="link")
        go_on.clicked.connect(lambda: self.resumed.emit(draft))
        drop = ActButton("draftDrop", self.tr("不要了"), role="link", enter=False)
        self._held = held
        self._drop_button = drop
        self._back = TextLabel("", "strong", wrap=True)
        self._back.setObjectName("draftBack")
        self._back.hide()
        column.addWidget(self._back)
        self._twice = TwoPress(self)
        drop.clicked.connect(self._twice.press)
        self._twice.armed.connect(self._say_back)
        self._twice.confirmed.connect(lambda: self.dropped.emit(draft))
        self.draft = draft
        self.stops = (go_on, drop)
        line = QHBoxLayout()
        line.addWidget(go_on)
        line.addWidget(drop)
        line.addStretch(1)
        column.addLayout(line)

    def hideEvent(self, event: QHideEvent) -> None:
        """A first press ends when the strip is hidden."""
        super().hideEvent(event)
        self._twice.disarm()

    def _say_back(self, armed: bool) -> None:
        names = self._held() if armed else ()
        words = self.tr("请先退还申请人（{0}份）：{1}。退还后再按一次，这份草稿就删掉。")
        self._back.setText(words.format(len(names), "、".join(f"“{name}”" for name in names)))
        self._back.setVisible(bool(names))
        self._drop_button.arm(armed)
        sure = self.tr("已退还，不要了") if names else self.tr("再按一次，删掉")
        self._drop_button.say(sure if armed else self.tr("不要了"))
