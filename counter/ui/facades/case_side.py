"""Facade of what the page of a case has beside its acts (threads: see ``ui.facades.base``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.case.oversight.finding_events import FindingStance
from counter.services.case.declare_lost import declare_lost
from counter.services.case.forget_cases import ask_forgetting
from counter.services.case.hand_over_in_one_look import hand_over_in_one_look
from counter.services.oversight.answer_finding import FindingAnswer, answer_finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from counter.domain.case.acts.in_one_look import InOneLook
    from counter.domain.case.case import Case
    from counter.domain.hall.consent import Consent
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk


class CaseSideFacade:
    """Imported when something of it is done. ``remember``: what the window does with a case that it was given."""

    def __init__(self, window: ProfileFacade, remember: Callable[[Case], Case]) -> None:
        self._window, self._remember = window, remember

    def answer_finding(
        self, case: str, finding: str, stance: FindingStance | None, words: str, clerk: Clerk
    ) -> None:
        """Answer a finding of a review; ``stance`` None: what was admitted is put right."""
        window, answer = self._window, FindingAnswer(finding, stance, words)
        self._remember(answer_finding(window.followed(), case, answer, window.row(clerk)))

    def declare_lost(self, case: str, reason: str, clerk: Clerk, consent: Consent) -> None:
        """Declare lost, by two people, what the case still waits for."""
        window = self._window
        self._remember(declare_lost(window.followed(), case, reason, window.row(clerk), consent))

    def ask_forgetting(self, case: str, why: str, clerk: Clerk) -> None:
        """Ask the window that owns the case to clear its personal data."""
        window = self._window
        self._remember(ask_forgetting(window.followed(), case, window.row(clerk), why))

    def hand_over_in_one_look(self, case: str, look: InOneLook, clerk: Clerk) -> Case:
        """Record what the clerk saw: papers out, sealed and handed over; the case after it."""
        window = self._window
        return self._remember(hand_over_in_one_look(window.followed(), case, look, window.row(clerk)))
