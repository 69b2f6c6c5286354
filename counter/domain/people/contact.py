"""Whom a window calls about a case: who acts for the applicant at the window, else the applicant."""

from __future__ import annotations

from counter.domain.people.applicant import Applicant, Person
from counter.domain.people.identity import check_phone


def contact_of(applicant: Applicant | None) -> Person | None:
    """The agent, the guardian or the person, the first of them with a telephone that can be called; else None."""
    if applicant is None:
        return None
    every = (
        applicant.agent.person if applicant.agent else None,
        applicant.guardian.person if applicant.guardian else None,
        applicant.person,
    )
    return next((one for one in every if one is not None and check_phone(one.phone).ok), None)
