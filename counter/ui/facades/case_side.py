"""Facade of what the page of a case has beside its acts (threads: see ``ui.facades.base``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.case.oversight.finding_events import FindingStance
from counter.services.case.declare_lost import declare_lost
from counter.services.oversight.answer_finding import FindingAnswer, answer_finding

if TYPE_CHECKING:
    from counter.domain.hall.consent import Consent
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.window import WindowFacade


class CaseSideFacade:
    """Imported when something of it is done."""

    def __init__(self, window: WindowFacade) -> None:
        self._window = window

    def answer_finding(
        self, case: str, finding: str, stance: FindingStance | None, words: str, clerk: Clerk
    ) -> None:
        """Answer a finding of a review; ``stance`` None: what was admitted is put right."""
        window, answer = self._window, FindingAnswer(finding, stance, words)
        window.remember(answer_finding(window.followed(), case, answer, window.row(clerk)))

    def declare_lost(self, case: str, reason: str, clerk: Clerk, consent: Consent) -> None:
        """Declare lost, by two people, what the case still waits for."""
        window = self._window
        window.remember(declare_lost(window.followed(), case, reason, window.row(clerk), consent))
