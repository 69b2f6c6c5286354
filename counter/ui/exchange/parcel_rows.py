"""Files that travel beside the entries (往来文件), one below the other: what, from or to whom, what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.journal.exchange.parcel_states import STATE_WORDS, ParcelState
from counter.services.parcels.parcel_lines import ParcelLine
from counter.ui.kit.controls.labels import Badge, TextLabel

MOST = 40
"""Rows shown; the rest is for ``counter sync files``."""
_TONES = {
    ParcelState.TO_SEND: "gap",
    ParcelState.SENT: "shared",
    ParcelState.RECEIVED: "received",
    ParcelState.NOT_TAKEN: "correct",
    ParcelState.WAITS: "gap",
    ParcelState.TAKEN: "received",
    ParcelState.KNOWN: "shared",
    ParcelState.HELD: "gap",
    ParcelState.NEWER: "gap",
    ParcelState.REFUSED: "correct",
    ParcelState.NOT_OURS: "shared",
}


class ParcelRows(QWidget):
    """The list with its head; hidden while there is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("parcelRows")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 12, 8, 4)
        self._column.setSpacing(8)
        self._shown: tuple[ParcelLine, ...] | None = None
        self.hide()

    def show_lines(self, lines: Sequence[ParcelLine]) -> None:
        """Show these."""
        if self._shown == tuple(lines):
            return
        self._shown = tuple(lines)
        while self._column.count():
            widget = self._column.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        self.setVisible(bool(lines))
        if not lines:
            return
        self._column.addWidget(TextLabel(self.tr("往来文件"), "strong"))
        for line in lines[:MOST]:
            self._column.addWidget(_row(line))
        if len(lines) > MOST:
            words = self.tr("还有 {0} 个没有列出，请系统管理员看全部（counter sync files）。").format(
                len(lines) - MOST
            )
            self._column.addWidget(TextLabel(words, "small"))


def _row(line: ParcelLine) -> QFrame:
    row = QFrame()
    row.setObjectName(f"parcel_{line.id}")
    row.setProperty("role", "card")
    row.setAccessibleName(f"{line.state_words}：{line.words}。{line.standing}")
    inside = QHBoxLayout(row)
    inside.setContentsMargins(14, 10, 14, 10)
    inside.setSpacing(12)
    badge = Badge(line.state_words, _TONES[line.state])
    badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
    badge.setMinimumWidth(badge.fontMetrics().horizontalAdvance(STATE_WORDS[ParcelState.NOT_TAKEN]) + 24)
    inside.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(3)
    words.addWidget(TextLabel(line.words, wrap=True))
    if line.standing:
        words.addWidget(TextLabel(line.standing, "second", wrap=True))
    inside.addLayout(words, 1)
    return row
