"""Items of a case over its papers: both whole where there is room, else each scrolls and counts its rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.case.case import Case
from counter.ui.case.case_papers import CasePapers
from counter.ui.case.item_states import ItemStates
from counter.ui.kit.controls.fitted_to_width import FittedToWidth
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_air import air_of
from counter.ui.kit.theme import Look

_FEWEST_ITEMS, _BESIDE_FORM = 3, 2
"""Rows: of items where not all fit; of papers while a form needs the height."""
_GAP, _FRAMES = 8, 16
"""Logical pixels: between the parts, and what the frames of both lists take."""


class CaseLists(FittedToWidth):
    """Printing keeps its place between them whatever state it is in: how tall the items are follows from the window and
    from what is listed, never from what printing says. ``between``: what may take the place of the items.
    """

    def __init__(
        self,
        look: Look,
        papers: CasePapers,
        between: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._papers, self._between = look, papers, between
        self.items = ItemStates(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.items)
        if between is not None:
            column.addWidget(between)
        column.addWidget(papers)
        column.addStretch(1)
        follow_look(look, self, self.fit)

    def show_case(self, case: Case, late: Mapping[str, Sequence[str]] | None = None) -> None:
        """Show the items of a case; ``late``: item id → what came after its day."""
        self.items.show_case(case, late)
        self.items.setVisible(bool(case.items))

    def fit(self) -> None:
        """Divide the height anew: other rows, another window, a longer sentence, a form in the place of the items."""
        bar, listed, items = self._papers.bar, self._papers.list, self.items.count
        papers, words = listed.count(), self._look.metrics().height()
        printing = bar.usual_height(self.width()) + _GAP if not bar.isHidden() else 0
        room = self.height() - _FRAMES - _GAP - printing
        air = air_of(room, items + papers, words)
        most = items
        if (items + papers) * (words + air) > room:
            rows = (room - 2 * (words + air)) // (
                words + air
            )  # each list says in a line what it does not show
            most = max(min(items, _FEWEST_ITEMS), min(items, rows - papers))
        changed = self.items.take_rows(most, air)
        if self._between is not None and self.items.isHidden():
            changed |= listed.take_rows(_BESIDE_FORM, air)
        else:
            sentence = bar.longer_by(self.width()) if not bar.isHidden() else 0
            left = room - sentence - most * (words + air)
            changed |= listed.take_rows(papers, min(air, air_of(left, papers, words)))
        if changed:  # at once: what is painted before the layouts came round would jump
            for one in (self._papers.layout(), self.layout()):
                if one is not None:
                    one.activate()

    def sizeHint(self) -> QSize:
        """Takes what is left over: what stands above it comes first."""
        return self.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """Its layout's is not asked: it would claim the height of every row."""
        return False
