"""The lines of the page 上报: what, since when, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.services.exchange.reporting_matters import MATTER_TITLES, MatterKind, ReportingMatter
from counter.ui.kit.controls.labels import Badge, TextLabel

MOST_OF_A_KIND = 20
"""Lines shown of one kind; of more the rest is counted."""
MATTER_TONES = {
    MatterKind.FORK: "correct",
    MatterKind.HEADS: "correct",
    MatterKind.CHANGED: "correct",
    MatterKind.LACKING: "correct",
    MatterKind.REFUSED: "correct",
    MatterKind.RING: "gap",
    MatterKind.TROUBLE: "gap",
    MatterKind.CLOCK: "correct",
    MatterKind.PUT_BACK: "shared",
    MatterKind.WAITING: "gap",
    MatterKind.HELD: "gap",
    MatterKind.MENDED: "shared",
    MatterKind.MISSING: "shared",
}
"""The colour of each kind's badge."""


class MatterRows(QWidget):
    """All lines, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 8, 4)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._shown: tuple[ReportingMatter, ...] | None = None

    def show_matters(self, matters: Sequence[ReportingMatter]) -> None:
        """Show these."""
        if self._shown == tuple(matters):
            return
        self._shown = tuple(matters)
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in self._rows(matters):
            self._column.insertWidget(self._column.count() - 1, row)

    def _rows(self, matters: Sequence[ReportingMatter]) -> list[QWidget]:
        if not matters:
            none = TextLabel(self.tr("没有要处理的。"), "second")
            none.setObjectName("noMatters")
            return [none]
        rows: list[QWidget] = []
        for _, found in groupby(matters, key=lambda one: one.kind):
            of_kind = list(found)
            rows += [_row(one) for one in of_kind[:MOST_OF_A_KIND]]
            if len(of_kind) > MOST_OF_A_KIND:
                left = len(of_kind) - MOST_OF_A_KIND
                words = self.tr("“{0}”还有 {1} 条没有列出，请系统管理员看全部（counter sync status）。")
                rows.append(TextLabel(words.format(of_kind[0].title, left), "small"))
        return rows


def _row(matter: ReportingMatter) -> QFrame:
    row = QFrame()
    row.setObjectName(f"matter_{matter.kind.value}")
    row.setProperty("role", "card")
    row.setAccessibleName(f"{matter.title}：{matter.words}。{matter.to_do}")
    line = QHBoxLayout(row)
    line.setContentsMargins(14, 10, 14, 10)
    line.setSpacing(12)
    badge = Badge(matter.title, MATTER_TONES[matter.kind])
    badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
    badge.setMinimumWidth(badge.fontMetrics().horizontalAdvance(MATTER_TITLES[MatterKind.TROUBLE]) + 24)
    line.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(3)
    words.addWidget(TextLabel(matter.words, wrap=True))
    if matter.to_do:
        words.addWidget(TextLabel(matter.to_do, "second", wrap=True))
    line.addLayout(words, 1)
    return row
