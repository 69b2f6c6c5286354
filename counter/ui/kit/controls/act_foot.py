"""The foot of a card: what else can be done at the left, what the card is for at the right, or under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.fitted_to_width import FittedToWidth
from counter.ui.kit.controls.flow_layout import FlowLayout


class ActFoot(FittedToWidth):
    """Buttons keep their words whole: ``go`` lies under ``others`` where the widest of these has no room beside it."""

    _GAP = 12

    def __init__(self, others: Sequence[ActButton], go: ActButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._others, self._go = tuple(others), go
        flow = FlowLayout(gap=8)
        for one in self._others:
            flow.addWidget(one)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(self._GAP)
        self._line.addLayout(flow, 1)
        self._line.addWidget(go)

    @property
    def beside(self) -> bool:
        """True while both lie in one line."""
        return self._line.direction() == QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        """Never wider than one under the other."""
        parts = [one for one in (*self._others, self._go) if not one.isHidden()]
        width = max((one.minimumSizeHint().width() for one in parts), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def fit(self) -> None:
        """Measure again."""
        widest = max((one.sizeHint().width() for one in self._others if not one.isHidden()), default=0)
        go = 0 if self._go.isHidden() else self._go.sizeHint().width() + self._GAP
        directions = QBoxLayout.Direction
        beside = widest + go <= self.width()
        self._line.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
