"""What lies at a window, as a list: headings with how many, under each a row a thing, its number in a column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.ui.kit.controls.labels import Rule, TextLabel

_BLANK = "\u3000"
"""How a line below a heading begins, and what stands between its parts; an original of a case begins with two
(``holdings_lines``).
"""

_APART = 12
"""Over a heading that is not the first; before an original."""


class HoldingsList(QWidget):
    """Read only; what a row says besides its name stands under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._rows = 0

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these in the place of those before."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = 0
        below = False
        for line in lines:
            if line.startswith(_BLANK * 2):
                self._add_original(line.strip(_BLANK))
            elif line.startswith(_BLANK):
                self._add_row(line.strip(_BLANK).split(_BLANK), first=not below)
                below = True
            else:
                self._add_head(line)
                below = False

    def _add_head(self, words: str) -> None:
        label = TextLabel(words, "strong", wrap=True)
        label.setObjectName("closingHead")
        if self._rows:
            label.setContentsMargins(0, _APART, 0, 0)
        self._grid.addWidget(label, self._rows, 0, 1, 2)
        self._rows += 1

    def _add_row(self, parts: Sequence[str], *, first: bool) -> None:
        if not first:
            self._grid.addWidget(Rule(), self._rows, 0, 1, 2)
            self._rows += 1
        number, *words = parts
        label = TextLabel(number, "second", wrap=not words)
        label.setObjectName("closingBelow")
        across = 1 if words else 2
        self._grid.addWidget(label, self._rows, 0, 1, across, Qt.AlignmentFlag.AlignTop)
        for place, part in enumerate(words):
            said = TextLabel(part, "small" if place else "", wrap=True)
            said.setObjectName("closingBelow")
            column = 0 if place else 1
            self._grid.addWidget(said, self._rows, column, 1, 2 - column)
            self._rows += 1
        self._rows += not words

    def _add_original(self, words: str) -> None:
        """Under its case, a line each in the whole width: they are gone through one by one."""
        self._grid.addWidget(Rule(), self._rows, 0, 1, 2)
        label = TextLabel(words, wrap=True)
        label.setObjectName("closingOriginal")
        label.setContentsMargins(_APART, 0, 0, 0)
        self._grid.addWidget(label, self._rows + 1, 0, 1, 2)
        self._rows += 2
