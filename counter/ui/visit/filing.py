"""Files the current visit: it is frozen while it is written, and the outcome is matched to its visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counter.domain.document.numbering import grouped
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.visit.current_visit import CurrentVisit
from counter.ui.visit.draft_keeper import DraftKeeper

if TYPE_CHECKING:
    from counter.domain.case.case import Case


class Filing(QObject):
    """Signals: ``filed(case)`` and ``failed(message)`` for the visit still shown; ``reported(message)``: outcome of one
    whose clerk has left.
    """

    filed = Signal(object)
    failed = Signal(Message)
    reported = Signal(Message)

    def __init__(
        self,
        facade: WindowFacade,
        background: Background,
        visits: CurrentVisit,
        drafts: DraftKeeper,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._visits = visits
        self._drafts = drafts
        self._draft = ""

    @property
    def running(self) -> bool:
        """The current visit is being filed and cannot change."""
        return bool(self._draft) and self._draft == self._visits.draft

    def start(self, decision: FilingMode, clerk: Clerk) -> None:
        """File the current visit. A draft is saved first, so that nothing is lost on failure."""
        visit, draft = self._visits.visit, self._visits.draft
        if visit is None or self.running:
            return
        self._drafts.save_now()
        self._drafts.hold(draft)
        self._draft = draft
        self._background.run(
            lambda: self._facade.file(visit, decision, clerk, draft),
            lambda case: self._on_filed(draft, case),
            lambda error: self._on_failed(draft, error),
        )

    def _on_filed(self, draft: str, case: Case) -> None:
        mine = self._is_mine(draft)
        self._end(draft)
        self._drafts.filed(draft)
        if mine:
            self.filed.emit(case)
            return
        words = self.tr("{0} 锁屏前出具的那一件已经记下：{1}，文书在“查件”里。")
        self.reported.emit(Message(Tone.DONE, words.format(case.clerk, grouped(case.number))))

    def _on_failed(self, draft: str, error: Exception) -> None:
        mine = self._is_mine(draft)
        self._end(draft)
        self._drafts.release(draft)
        message = message_of(error)
        if mine:
            self.failed.emit(message)
            return
        words = self.tr("锁屏前出具的那一件没有记下，留作草稿：{0}")
        self.reported.emit(Message(message.tone, words.format(message.sentence)))

    def _is_mine(self, draft: str) -> bool:
        return draft == self._visits.draft

    def _end(self, draft: str) -> None:
        if self._draft == draft:
            self._draft = ""
