"""查重 after filing: other open cases of the party, once its registration says who it is."""

from __future__ import annotations

from counter.domain.people.applicant import Applicant, party_keys
from counter.services.case.case_writer import CaseWriter


def found_now(writer: CaseWriter, before: Applicant, after: Applicant) -> tuple[str, ...]:
    """Numbers of other open cases of the same bundle and party, where what it is found by changed: nobody could know
    them before. None where only an agent, a guardian or a telephone was put in order.
    """
    keys = party_keys(after)
    if keys == party_keys(before):
        return ()
    others = writer.tx.open_cases_of(writer.visit.bundle, *keys)
    return tuple(row.number for row in others if row.case != writer.case_id)
