"""Who else has the same matter: open cases of one applicant and bundle that windows took in while they were apart."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.case.case import Case
from counter.domain.document.numbering import parse_case_number
from counter.domain.people.applicant import party_keys
from counter.services.context.app import AppContext


@dataclass(frozen=True, slots=True)
class SameMatter:
    """Another window's open case of the same applicant and bundle. ``earlier``: it was taken in before this one."""

    number: str
    owner: str
    earlier: bool


def same_elsewhere(app: AppContext, case: Case) -> tuple[SameMatter, ...]:
    """Oldest first; only cases whose applicant can be read here. What one window took in beside a case of its own was
    told as it was filed, with the reason, wherever that case went since. Nothing is written.
    """
    if case.applicant is None or case.loose or not case.state.open:
        return ()
    own = app.journal.station().code
    found = app.journal.open_cases_of(case.opened.bundle, *party_keys(case.applicant))
    here = parse_case_number(case.number).station
    others = [
        row
        for row in found
        if (row.owner or own) != case.owner and parse_case_number(row.number).station != here
    ]
    return tuple(
        SameMatter(row.number, row.owner or own, row.opened_at < case.opened_at.isoformat())
        for row in sorted(others, key=lambda row: row.opened_at)
    )
