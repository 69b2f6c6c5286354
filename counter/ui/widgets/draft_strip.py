"""上次没办完的: an unfinished visit, offered again at the start."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.widgets.act_button import ActButton
from counter.ui.widgets.text_label import TextLabel


class DraftStrip(QFrame):
    """Signals: ``resumed(draft)``, ``dropped(draft)``."""

    resumed = Signal(str)
    dropped = Signal(str)

    def __init__(self, draft: str, what: str, when: str, parent: QWidget | None = None) -> None:
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
        drop = ActButton("draftDrop", self.tr("不要了"), role="link")
        drop.clicked.connect(lambda: self.dropped.emit(draft))
        self.draft = draft
        self.stops = (go_on, drop)
        line = QHBoxLayout()
        line.addWidget(go_on)
        line.addWidget(drop)
        line.addStretch(1)
        column.addLayout(line)
