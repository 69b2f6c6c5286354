"""Is the same party's open case of the same bundle already here? Explained, offline, never blocking (PEERS §5.19)."""

from __future__ import annotations

from counter.domain.people.applicant import Applicant
from counter.domain.visit.visit import Visit
from counter.services.context.ports import CaseRow, Journal, Transaction


def party_keys(applicant: Applicant) -> tuple[list[str], list[str]]:
    """(numbers, names) a party is known by: numbers where there are any, else the exact name. Never the agent's."""
    own = applicant.person.id_number if applicant.person else ""
    numbers = [n for n in (applicant.uscc, own) if n]
    return numbers, [] if numbers else [applicant.name]


def open_like(tx: Transaction, visit: Visit) -> tuple[CaseRow, ...]:
    """Open cases of the same bundle by the same party, newest first, inside a transaction."""
    if visit.applicant is None or not visit.applicant.name.strip():
        return ()
    numbers, names = party_keys(visit.applicant)
    return tx.open_cases_of(visit.bundle, numbers, names)


def open_cases_like(journal: Journal, visit: Visit) -> tuple[CaseRow, ...]:
    """The same, for the page to show before a second case is filed."""
    if visit.applicant is None or not visit.applicant.name.strip():
        return ()
    numbers, names = party_keys(visit.applicant)
    return journal.open_cases_of(visit.bundle, numbers, names)
