"""Who collects: name and number in one line, or the number under the name where one of them would be torn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.fitted_to_width import FittedToWidth
from counter.ui.kit.controls.labels import TextLabel


class PersonHead(FittedToWidth):
    """``go``: stands at the right."""

    _GAP = 12

    def __init__(
        self, name: TextLabel, number: TextLabel, go: ActButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._number, self._go = name, number, go
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.addWidget(name)
        self._words.addWidget(number, 1)  # wraps where the line is short
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._GAP)
        line.addLayout(self._words, 1)
        line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        self._words.setSpacing(self._GAP)

    def fit(self) -> None:
        """Measure again."""
        words = sum(one.fontMetrics().horizontalAdvance(one.text()) for one in (self._name, self._number))
        beside = words + self._go.sizeHint().width() + 2 * self._GAP <= self.width()
        directions = QBoxLayout.Direction
        self._words.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._words.setSpacing(self._GAP if beside else 0)
