"""The left column: the find box, and under it what was found, or the situation of the visit in hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from counter.domain.finding import Hit
from counter.ui.theme import Look
from counter.ui.widgets.draft_strip import DraftStrip
from counter.ui.widgets.find_box import FindBox
from counter.ui.widgets.hit_list import HitList
from counter.ui.widgets.situation_column import SituationColumn
from counter.ui.widgets.text_label import TextLabel

Find = Callable[[str], Sequence[Hit]]


class FindColumn(QWidget):
    """Signals: ``chosen(bundle)``; ``left`` when Esc gives the finding up."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, look: Look, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._has_visit = False
        self.box = FindBox()
        self.hits = HitList(look)
        self.situation = SituationColumn(look, self.box)
        self._none = TextLabel("", "small", wrap=True)
        self._none.setObjectName("nothingFound")
        self._drafts_place = QWidget()
        self._drafts = QVBoxLayout(self._drafts_place)
        self._drafts.setContentsMargins(0, 0, 10, 0)
        self._drafts.setSpacing(8)
        found = QWidget()
        under = QVBoxLayout(found)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(8)
        under.addWidget(self._drafts_place)
        under.addWidget(self._none)
        under.addWidget(self.hits, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(found)
        self._stack.addWidget(self.situation)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 6, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 10, 0)
        head.addWidget(self.box)
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        self._connect()

    def start(self) -> None:
        """Nobody at the window yet: recent and frequent bundles first."""
        self._has_visit = False
        self.box.clear()
        self._search("")
        self._stack.setCurrentIndex(0)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_situation(self, name: str) -> None:
        """A bundle was chosen: ask about it."""
        self._has_visit = True
        self.box.blockSignals(True)
        self.box.setText(name)
        self.box.setCursorPosition(0)
        self.box.blockSignals(False)
        self._stack.setCurrentWidget(self.situation)

    def show_drafts(self, strips: Sequence[DraftStrip]) -> None:
        """Offer unfinished visits above the list."""
        while (item := self._drafts.takeAt(0)) is not None:
            old = item.widget()
            old.hide()
            old.deleteLater()
        for strip in strips:
            self._drafts.addWidget(strip)

    def _connect(self) -> None:
        self.box.textEdited.connect(self._on_typed)
        self.box.walked.connect(self._walk)
        self.box.chosen.connect(self._choose)
        self.box.given_up.connect(self._give_up)
        self.box.came.connect(self.box.selectAll)
        self.hits.chosen.connect(self.chosen)

    def _on_typed(self, text: str) -> None:
        self._search(text)
        self._stack.setCurrentIndex(0)

    def _search(self, text: str) -> None:
        self._drafts_place.setVisible(not text.strip())
        hits = self._find(text)
        self.hits.show_hits(hits)
        self._none.setText(self.tr("没有找到“{0}”。换个说法，或输编号。").format(text))
        self._none.setVisible(bool(text.strip()) and not hits)

    def _walk(self, step: int) -> None:
        if self._stack.currentIndex() != 0:
            self._search("")
            self._stack.setCurrentIndex(0)
        else:
            self.hits.walk(step)

    def _choose(self) -> None:
        if self._stack.currentIndex() == 0:
            self.hits.choose()
        else:
            self.situation.focus_first()

    def _give_up(self) -> None:
        if self._has_visit and self._stack.currentIndex() == 0:
            self._stack.setCurrentWidget(self.situation)
        elif not self._has_visit and self.box.text():
            self.box.clear()
            self._search("")
        self.left.emit()
