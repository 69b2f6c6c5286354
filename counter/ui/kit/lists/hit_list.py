"""The list under the find box: walked with the arrow keys while the hand stays in the box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from counter.domain.guide.bundle_search import Hit
from counter.ui.kit.lists.hit_delegate import HitDelegate
from counter.ui.kit.lists.hits_model import HitsModel
from counter.ui.kit.theme import Look


class HitList(QListView):
    """Signals: ``chosen(bundle)``."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hits")
        self.setAccessibleName(self.tr("找到的一件事"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self._hits = HitsModel()
        self.setModel(self._hits)
        self.setItemDelegate(HitDelegate(look, self))
        self.clicked.connect(lambda _: self.choose())
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these, the best one current."""
        self._hits.show_hits(hits)
        self._go(0)

    def walk(self, step: int) -> None:
        """Make another row current."""
        self._go(max(0, min(self.currentIndex().row() + step, self._hits.rowCount() - 1)))

    def choose(self) -> None:
        """Take the current row."""
        hit = self._hits.hit(self.currentIndex())
        if hit is not None:
            self.chosen.emit(hit.number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _go(self, place: int) -> None:
        index = self._hits.index(place)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)
