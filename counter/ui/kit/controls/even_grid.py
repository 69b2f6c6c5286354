"""Buttons or fields of one width in rows: as many across as hold the words of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.ui.kit.controls.fitted_to_width import FittedToWidth

NOWHERE = Qt.AlignmentFlag(0)


class EvenGrid(FittedToWidth):
    """``most``: columns of a usual window; fewer where a button would lose letters. ``along``: what is lower than its
    neighbours stands there in their row; as high as they are without it. ``shares``: how much of the width each column
    gets where one needs more; else all the same.
    """

    def __init__(
        self,
        buttons: Sequence[QWidget],
        most: int,
        gap: int = 8,
        parent: QWidget | None = None,
        *,
        along: Qt.AlignmentFlag = NOWHERE,
        shares: Sequence[int] = (),
    ) -> None:
        super().__init__(parent)
        self._buttons, self._most, self._along = tuple(buttons), most, along
        self._shares = tuple(shares) or (1,) * most
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)
        self._across = 0
        self._lay(most)

    @property
    def across(self) -> int:
        """How many stand in a row."""
        return self._across

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest button: a window may be made narrow again."""
        return QSize(self._widest, super().minimumSizeHint().height())

    @property
    def _widest(self) -> int:
        return max((one.sizeHint().width() for one in self._buttons if not one.isHidden()), default=0)

    def fit(self) -> None:
        """Measure again."""
        gap = self._grid.spacing()
        room = (self.width() + gap) // (self._widest + gap)
        across = max(1, min(self._most, room))
        if across != self._across:
            self._lay(across)

    def _lay(self, across: int) -> None:
        self._across = across
        for place, one in enumerate(self._buttons):
            self._grid.removeWidget(one)
            self._grid.addWidget(one, place // across, place % across, self._along)
        for column in range(self._most):
            self._grid.setColumnStretch(column, self._shares[column] if column < across else 0)
