"""Organs' average days against their limit: who used most of it first, the limits all marked on one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from counter.domain.figures.pace import DAYS, PACE_WHY, Limit
from counter.domain.figures.words import compared
from counter.ui.kit.charts.bar_list import Bar, BarList
from counter.ui.kit.charts.bar_painting import BarShape
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.rows_card import RowsCard
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.figures.pace import Pace
    from counter.services.ledger.room_overview import Overview

_MEASURES = {Limit.PROMISE: "kept", Limit.LAW: "lawful", Limit.NONE: "decided"}


class OrganPanel(RowsCard):
    """Signals: ``opened(organ)``: the rows behind an average; ``refused(words)`` for one that is hidden."""

    opened = Signal(str)
    refused = Signal(str)

    def __init__(self, look: Look, days: int) -> None:
        super().__init__()
        self.setObjectName("organPanel")
        self._days = days
        self._limits: dict[str, Limit] = {}
        self.title = TextLabel("", "title", wrap=True)
        self.title.setObjectName("organFinding")
        self.bars = BarList(look, "organBars", self.tr("各部门平均办理天数和承诺"), stacked=True)
        self._note = TextLabel("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 10)
        column.setSpacing(6)
        for part, stretch in ((self.title, 0), (self.bars, 1), (self._note, 0)):
            part.setContentsMargins(8, 0, 8, 0) if part is not self.bars else None
            column.addWidget(part, stretch)
        self.hug(self.bars, lambda: self.bars)
        self.bars.opened.connect(self.opened)
        self.bars.closed.connect(lambda organ: self.refused.emit(f"{organ}：{PACE_WHY}"))

    def show_overview(self, found: Overview) -> None:
        """Show the organs."""
        self.title.setText(self.tr("部门：{0}").format(found.pace_finding))
        self._limits = {one.organ: one.limit for one in found.paces}
        most = max(1.0, *(one.part or 0.0 for one in found.paces), 1.0)
        self.bars.show_bars([self._bar(one, most) for one in found.paces])
        notes = [self.tr("近{0}天有结果的，竖线是期限，细条是再前{0}天。").format(self._days)]
        if any(one.mean is None for one in found.paces):
            notes.append(PACE_WHY)
        self._note.setText("".join(notes))
        self.measure_later()

    def measure(self, organ: str) -> str:
        """The figure of the ledger behind that organ's average."""
        return _MEASURES[self._limits.get(organ, Limit.NONE)]

    @property
    def paces(self) -> Sequence[Bar]:
        """The bars as shown."""
        return self.bars.bars

    def _bar(self, one: Pace, most: float) -> Bar:
        if one.mean is None:
            return Bar(one.organ, one.organ, one.words, None)
        note = (
            ""
            if one.before is None
            else compared(one.mean, one.before, DAYS, self.tr("再前{0}天").format(self._days))
        )
        if one.part is None or not one.given:
            return Bar(one.organ, one.organ, one.words, None, opens=True, note=note)
        before = None if one.before is None else min(1.0, one.before / one.given / most)
        tone = "shared" if not one.state else "correct" if one.part > 1 else "gap"
        shape = BarShape(one.part / most, before=before, target=1.0 / most, tone=tone)
        return Bar(one.organ, one.organ, one.words, shape, opens=True, state=one.state, note=note)
