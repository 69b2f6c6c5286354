"""The party must be identified before a decision or a notice (号码待核); receiving materials never waits for it.

The rule holds for the window's visit, a visit file, and every act on a case that decides or issues a notice. In a
case that was only received, ``acts.IdentifyParty`` corrects the registration: the number from the paper, or the
clerk's confirmation that the paper reads so.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from counter.domain.errors import RuleRefused
from counter.domain.people.applicant import (
    PARTY_WORDS,
    Applicant,
    Finding,
    Party,
    Person,
    check_applicant,
    unrepresented,
)
from counter.domain.people.identity import IdType
from counter.domain.visit.verdict import Outcome

RULE = "identity"
"""Name of this rule in refusals and verdicts."""

TO_CHECK = "号码待核"
"""Mark beside a name whose number is doubtful or missing."""

RECEIVED_ONLY = (Outcome.RECEIVED, Outcome.WAIT)
"""Outcomes without a decision or a notice: materials are received."""


@lru_cache(maxsize=1)  # one entry: personal data is not kept beyond the next applicant
def blocking_findings(applicant: Applicant, today: date) -> tuple[Finding, ...]:
    """Findings to correct before any decision or notice; cached, because every paper of a visit asks for them."""
    return tuple(found for found in check_applicant(applicant, today) if found[2])


def correctable_findings(applicant: Applicant, today: date) -> tuple[Finding, ...]:
    """What may be registered after filing: all blocking findings, and a missing guardian (民法典 Art. 20).

    The receipt of a newborn without guardian promises 登记法定代理人后决定. Someone without a paper (暂无证件) may
    bring one.
    """
    found = blocking_findings(applicant, today)
    alone = unrepresented(applicant, today)
    if not alone:
        return found
    person = applicant.person or Person(applicant.name)
    guardian = tuple((f"guardian.{part}", f"{alone}。", False) for part in ("name", "id_number", "relation"))
    paper = (("person.id_number", f"{alone}。", False),) if person.id_type is IdType.NONE_YET else ()
    return (*found, *guardian, *paper)


def refuse_doubtful(applicant: Applicant | None, today: date) -> None:
    """Raises RuleRefused while a blocking finding is open for somebody of the party."""
    found = blocking_findings(applicant, today) if applicant is not None else ()
    if found:
        field, sentence, _ = found[0]
        raise RuleRefused(
            f"{whose(field)}的登记待核，先核对才能决定或者告知：{sentence}",
            rule=RULE,
            field=f"applicant.{field}",
        )


def whose(field: str) -> str:
    """Whom a finding's field concerns, as the clerk calls them."""
    return PARTY_WORDS[party_of(field)]


def party_of(field: str) -> Party:
    """Whom a finding's field concerns."""
    head = field.partition(".")[0]
    return Party(head) if head in tuple(Party) else Party.ORGANISATION


def numbers_to_check(applicant: Applicant, today: date) -> frozenset[Party]:
    """Whose number is doubtful, or required and missing."""
    return frozenset(
        party_of(field)
        for field, _, _ in blocking_findings(applicant, today)
        if field == "uscc" or field.endswith(".id_number")
    )
