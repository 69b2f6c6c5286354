"""The left column: the find box, and under it the hits, or the situation of the current visit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from counter.domain.guide.bundle_search import Hit
from counter.domain.people.identity import mask_id, normalise_id
from counter.domain.text.check_digits import is_resident_number
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.lists.find_box import FindBox
from counter.ui.kit.lists.hit_list import HitList
from counter.ui.kit.theme import Look
from counter.ui.visit.panels.draft_strip import DraftStrip
from counter.ui.visit.panels.situation_column import SituationColumn

Find = Callable[[str], Sequence[Hit]]

_NUMBER = re.compile(r"[0-9]{6,}[0-9Xx*]*")
_ID_LENGTH = 18


class FindColumn(QWidget):
    """Signals: ``chosen(bundle)``; ``left`` when Esc gives the finding up; ``more_drafts`` to see further ones."""

    chosen = Signal(int)
    left = Signal()
    more_drafts = Signal()

    def __init__(self, look: Look, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self.has_visit = False
        self._name = ""
        self.box = FindBox()
        self.hits = HitList(look)
        self.situation = SituationColumn(look, self.box)
        self._none = TextLabel("", "small", wrap=True)
        self._none.setObjectName("nothingFound")
        self._drafts_area = QWidget()
        self._drafts = QVBoxLayout()
        self._drafts.setSpacing(8)
        self._more = ActButton("moreDrafts", "", role="link")
        self._more.clicked.connect(self.more_drafts)
        self._more.hide()
        drafts = QVBoxLayout(self._drafts_area)
        drafts.setContentsMargins(0, 0, 10, 0)
        drafts.setSpacing(4)
        drafts.addLayout(self._drafts)
        drafts.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        found = QWidget()
        under = QVBoxLayout(found)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(8)
        under.addWidget(self._drafts_area)
        under.addWidget(self._none)
        under.addWidget(self.hits, 1)
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 6, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 10, 0)
        head.addWidget(self.box)
        column.addLayout(head)
        column.addLayout(self._stack, 1)  # before its first part, which is shown at once: else as a window
        self._stack.addWidget(found)
        self._stack.addWidget(self.situation)
        self._connect()

    def start(self) -> None:
        """No visit yet: recent and frequent bundles first."""
        self.has_visit = False
        self.box.clear()
        self._search("")
        turn_to(self._stack, self._stack.widget(0))
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Reload the list for another guide; typed text stays."""
        if not self.has_visit:
            self._search(self.box.text())

    def show_situation(self, name: str) -> None:
        """A bundle was chosen: show its questions."""
        self.has_visit = True
        self._name = name
        self.box.blockSignals(True)
        self.box.setText(name)
        self.box.setCursorPosition(0)
        self.box.blockSignals(False)
        turn_to(self._stack, self.situation)

    def focus_question(self, question: str) -> bool:
        """Focus a question of the current visit, also from a search; False where it is not asked."""
        self._back_to_visit()
        return self.situation.focus_question(question)

    def focus_first(self) -> None:
        """Focus the first open question, also from a search."""
        self._back_to_visit()
        self.situation.focus_first()

    def show_drafts(self, strips: Sequence[DraftStrip], of: int) -> None:
        """Show drafts above the list; ``of``: how many there are."""
        had = self._more.hasFocus()
        while (item := self._drafts.takeAt(0)) is not None:
            old = item.widget()
            old.hide()
            old.deleteLater()
        for strip in strips:
            self._drafts.addWidget(strip)
        stops = [self.box, *(b for strip in strips for b in strip.stops), self._more]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)
        self._more.say(self.tr("没办完的共 {0} 件，看其余的").format(of))
        self._more.setVisible(of > len(strips))
        if had and strips:
            self._more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.box.textEdited.connect(self._on_typed)
        self.box.walked.connect(self._walk)
        self.box.chosen.connect(self._choose)
        self.box.given_up.connect(self._give_up)
        self.box.came.connect(self.box.selectAll)
        self.hits.chosen.connect(self.chosen)

    def _on_typed(self, text: str) -> None:
        if self.has_visit and text == self._name:  # a scan was removed from the box again
            self._search("")
            turn_to(self._stack, self.situation)
            return
        self._search(text)
        turn_to(self._stack, self._stack.widget(0))

    def _search(self, text: str) -> None:
        self._drafts_area.setVisible(not text.strip())
        hits = self._find(text)
        self.hits.show_hits(hits)
        shown = _NUMBER.sub(lambda found: mask_id(found.group()), text)
        self._none.setText(
            self.tr("“{0}”像是证件号码。登记申请人按 F7；查他办过的件按 F3。").format(shown)
            if _is_identity_number(text)
            else self.tr("没有找到“{0}”。换个说法，或输编号。").format(shown)
        )
        self._none.setVisible(bool(text.strip()) and not hits)

    def _walk(self, step: int) -> None:
        if self._stack.currentIndex() != 0:
            self._search("")
            turn_to(self._stack, self._stack.widget(0))
        else:
            self.hits.walk(step)

    def _choose(self) -> None:
        if self._stack.currentIndex() == 0:
            self.hits.choose()
        else:
            self.situation.focus_first()

    def _back_to_visit(self) -> None:
        if self.has_visit and self._stack.currentIndex() == 0:
            self.show_situation(self._name)

    def _give_up(self) -> None:
        if self.has_visit:
            self._back_to_visit()
        elif self.box.text():
            self.box.clear()
            self._search("")
        self.left.emit()


def _is_identity_number(text: str) -> bool:
    number = normalise_id(text)
    return len(number) == _ID_LENGTH and is_resident_number(number)
