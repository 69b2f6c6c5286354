"""A visit begins with a chosen bundle or goes on from a draft: what was in hand is asked about, kept or let go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from counter.domain.visit.visit import Visit
from counter.ui.facades.window import WindowFacade
from counter.ui.kit.messages import Message, Tone
from counter.ui.visit.current_visit import CurrentVisit
from counter.ui.visit.draft_keeper import DraftKeeper
from counter.ui.visit.panels.find_column import FindColumn
from counter.ui.visit.panels.right_column import RightColumn
from counter.ui.visit.scanned_party import ScannedParty

Guard = Callable[[Callable[..., None]], Callable[..., None]]


class Beginning(QObject):
    """``guard``: makes an act that is ignored while a visit is being filed, and whose refusal is shown.

    Signals: ``announced(message)``.
    """

    announced = Signal(Message)

    def __init__(
        self,
        facade: WindowFacade,
        visits: CurrentVisit,
        drafts: DraftKeeper,
        left: FindColumn,
        right: RightColumn,
        scans: ScannedParty,
        guard: Guard,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._facade, self._visits, self._drafts = facade, visits, drafts
        drafts.announced.connect(self.announced)
        self._left, self._card, self._scans, self._guard = left, right.applicant, scans, guard

    def choose(self, bundle: int) -> None:
        """A bundle was chosen: begin a visit for who is on the card, unless papers of another visit are recorded."""
        visit = self._visits.visit
        if visit is not None and visit.bundle == bundle:
            self._left.show_situation(self._name_of(bundle))
            if self._visits.holds_papers:
                self._scans.ask(None)
            else:
                self._left.focus_first()
            return
        applicant, remind = self._card.applicant, self._card.remind
        if self._visits.holds_papers:
            self._drafts.save_now()
            self.say_kept()
            applicant, remind = None, False
            self._card.show_applicant(None)
        elif visit is not None and self._visits.touched:
            self._drafts.erase(self._visits.draft)
        self._guard(self._visits.begin)(bundle, applicant, remind)
        self._show(bundle)

    def resume(self, visit: Visit, draft: str) -> None:
        """Go on with a kept draft."""
        self._guard(self._visits.resume)(visit, draft)
        if self._visits.assessment is not None:
            self._card.show_applicant(visit.applicant, visit.remind)
            self._show(visit.bundle)

    def say_kept(self) -> None:
        """Say that the visit in hand was kept as a draft."""
        self.announced.emit(Message(Tone.SAID, self.tr("原来那一件已存为草稿，在“下一位”时可以接着办。")))

    def _show(self, bundle: int) -> None:
        if self._visits.assessment is not None:
            self._left.situation.show_assessment(self._visits.assessment, fresh=True)
            self._left.show_situation(self._name_of(bundle))
            self._left.focus_first()

    def _name_of(self, bundle: int) -> str:
        return self._facade.guide.bundles[bundle].name
