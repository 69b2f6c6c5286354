"""查件 in the room: search over the hall; a case is shown once somebody said why, which stays on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.domain.case.acts.acts import CaseAct
from counter.domain.case.case import Case
from counter.domain.case.person_events import LookReason
from counter.domain.document.numbering import grouped
from counter.domain.papers.verify.scan import Scan
from counter.ui.case.find_case import FindCasePage
from counter.ui.facades.oversight import OversightFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import OneColumn
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.oversight.reassign_part import ReassignPart

if TYPE_CHECKING:
    from counter.ui.case.case_detail import CaseDetail

_ID = 36
"""Length of a case's id; a number is shorter."""


class RoomCases(FindCasePage):
    """As 查件 at a window, with the question why before each case, none of which is shown before that."""

    previews = False
    reassign: ReassignPart
    """Stands beside the acts of the open case, made with it."""

    def __init__(self, facade: OversightFacade, background: Background, look: Look) -> None:
        self._room = facade
        self._wanted = ""
        self._looker: Clerk | None = None
        self.reasons = Choices(look, "lookReason", "")
        self._why = TextLabel("", "title", wrap=True)
        self._problem = ProblemLabel()
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.reasons, "reason", label=self._problem)
        super().__init__(facade, background, look)
        self.reasons.setAccessibleName(self.tr("为什么要看"))
        self.reasons.show_options([(one.value, one.value) for one in LookReason])
        self.reasons.left.connect(self._look)
        self._form = self._make_form()
        self._stack.addWidget(self._form)

    def _make_detail(self, look: Look) -> CaseDetail:
        detail = super()._make_detail(look)
        self.reassign = ReassignPart(self._room, self._background, look)
        self.reassign.set_clerk(self._clerk)
        detail.add_side(self.reassign)
        return detail

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set who looks; what was shown is gone."""
        self._looker = clerk
        self._wanted = ""
        super().set_clerk(clerk)

    def on_shown(self) -> None:
        """The page was shown: the question, the open case or the search as left."""
        if self._stack.currentWidget() is self._form:
            self.reasons.take_focus()
        else:
            super().on_shown()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is self._form:
            self._close()
        else:
            super().keyPressEvent(event)

    def _open(self, number: str, scan: Scan | None, acts: Sequence[type[CaseAct]] = ()) -> None:
        if scan is not None and scan.code:
            self._background.run(lambda: self._room.scanned_case(scan.code), self._ask_of)
        else:
            self._ask(number, number)

    def _ask_of(self, case: Case) -> None:
        self._ask(case.id, case.number)

    def _ask(self, case: str, number: str) -> None:
        self._wanted = case
        known = len(number) < _ID
        self._why.setText(
            self.tr("为什么要看 {0}？").format(grouped(number)) if known else self.tr("为什么要看这一件？")
        )
        self.refusals.clear()
        self.reasons.choose(())
        turn_to(self._stack, self._form)
        if self.isVisible():
            self.reasons.take_focus()

    def _look(self) -> None:
        reason, wanted, clerk = next(iter(self.reasons.chosen), ""), self._wanted, self._looker
        if clerk is None or not wanted or not reason:
            return

        def show(case: Case) -> None:
            if self._wanted != wanted or self._looker is not clerk:
                return
            self._wanted = ""
            turn_to(self._stack, self.detail)
            self.detail.show_case(case)
            words = self.tr("这次查看已记录（{0}），主办窗口看得到。")
            self.announced.emit(Message(Tone.SAID, words.format(reason)))

        self._background.run(lambda: self._room.look(wanted, reason, clerk), show, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self.refusals.say(message_of(error).sentence, "reason", self.reasons)

    def _make_form(self) -> QWidget:
        card = QFrame()
        card.setObjectName("lookForm")
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(12)
        note = self.tr("按数字选一个理由，就打开。谁、什么时候、为什么看，会写进这一件的经过；按 Esc 不看。")
        for part in (self._why, TextLabel(note, "second", wrap=True), self.reasons, self._problem):
            inside.addWidget(part)
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(OneColumn(self._sizes, card))
        column.addStretch(1)
        return view
