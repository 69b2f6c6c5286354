"""What the window said lately: kept while one person is signed on, shown above the message bar when asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.passing_panel import PassingPanel
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowItems
from counter.ui.words.case import SHANGHAI

MOST = 50
_HIGHEST = 260
"""Pixels: the page stays in sight above it."""

_COLOURS = {Tone.DONE: "received", Tone.WORLD: "gap", Tone.REFUSED: "correct", Tone.BUG: "correct"}


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A message and when it was said, UTC."""

    at: datetime
    message: Message


class NoticeHistory:
    """The last ``MOST`` messages of this sitting, in memory only: a sentence may name an applicant."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._kept: deque[NoticeRecord] = deque(maxlen=MOST)

    def keep(self, message: Message) -> None:
        """It was shown now; said again at once it counts once, with the later time."""
        if self._kept and self._kept[-1].message == message:
            self._kept.pop()
        self._kept.append(NoticeRecord(self._now(), message))

    def forget(self) -> None:
        """Another person is signed on: what was said was said to the one before."""
        self._kept.clear()

    @property
    def latest_first(self) -> Sequence[NoticeRecord]:
        """The newest at the top."""
        return tuple(reversed(self._kept))


class NoticeList(PassingPanel):
    """Opened by its key or a click on the message; Esc closes it and gives the focus back."""

    def __init__(self, history: NoticeHistory, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticePanel")
        self.setProperty("role", "card")
        self._history, self._look = history, look
        self._none = TextLabel(self.tr("上岗以后还没有说过什么。"), "second")
        self.list = WholeRowItems()
        self.list.setObjectName("noticeList")
        self.list.setAccessibleName(self.tr("刚才说过的"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        close = ActButton("closeNotices", self.tr("关上"), "Esc", role="quiet", enter=True)
        close.clicked.connect(self.leave)
        head = QHBoxLayout()
        head.addWidget(TextLabel(self.tr("刚才说过的"), "strong"))
        head.addWidget(TextLabel(self.tr("换人上岗就清空，不保存"), "small"))
        head.addStretch(1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.list)
        self.hide()
        follow_look(look, self.list, self._dress_anew)

    def turn(self) -> None:
        """Open it, or close it where it is open."""
        if self.isVisible():
            self.leave()
        else:
            self.open()

    def open(self) -> None:
        """Show what was said; nothing happens where it is shown already."""
        if self.isVisible():
            return
        self.enter()
        self.refresh()
        self.show()
        target: QWidget = self.list if self.list.count() else self
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what is kept."""
        self.list.clear()
        for notice in self._history.latest_first:
            at = notice.at.astimezone(SHANGHAI).strftime("%H:%M:%S")
            item = QListWidgetItem(f"{at}　{notice.message.sentence}")
            if notice.message.tone in _COLOURS:
                item.setForeground(self._look.colour(_COLOURS[notice.message.tone]))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._none.setVisible(not self.list.count())
        self.list.setVisible(bool(self.list.count()))
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count())) + 8
        self.list.setFixedHeight(min(_HIGHEST, max(rows, 32)))

    def _dress_anew(self) -> None:
        """Other colours, or letters of another size: the row that is read stays."""
        if self.isVisible():
            row = self.list.currentRow()
            self.refresh()
            self.list.setCurrentRow(row)

    def leave(self) -> None:
        """Close; the focus goes back."""
        if not self.isHidden():
            super().leave()
