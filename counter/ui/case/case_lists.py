"""Items of a case over its papers: both whole where there is room, else each scrolls and counts its rest."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.ui.case.case_papers import CasePapers
from counter.ui.case.item_states import ItemStates
from counter.ui.kit.row_air import air_of
from counter.ui.kit.theme import Look

_FEWEST_ITEMS = 3
_GAP, _FRAMES = 8, 16
"""Logical pixels: between the parts, and what the frames of both lists take."""


class CaseLists(QWidget):
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
        self._look, self._papers = look, papers
        self.items = ItemStates(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.items)
        if between is not None:
            column.addWidget(between)
        column.addWidget(papers)
        column.addStretch(1)
        look.changed.connect(self.share)

    def share(self) -> None:
        """Divide the height anew: other rows, another window."""
        bar, papers, items = self._papers.bar, self._papers.list.count(), self.items.count
        words = self._look.metrics().height()
        room = self.height() - _FRAMES - 2 * _GAP - (bar.usual_height if not bar.isHidden() else 0)
        air = air_of(room, items + papers, words)
        most = None
        if (items + papers) * (words + air) > room:
            rows = (room - 2 * (words + air)) // (words + air)  # each list says in a line what it does not show
            most = max(min(items, _FEWEST_ITEMS), min(items, rows - papers))
        self.items.take_rows(most, air)
        self._papers.list.take_air(air)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()

    def event(self, event: QEvent) -> bool:
        """Other rows, or a part came or went."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.share()
        return super().event(event)
