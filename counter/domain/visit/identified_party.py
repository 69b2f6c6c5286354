"""Who is dealt with is known before anything is decided or told (号码待核); taking materials in never waits for it.

One rule for every door: the window's visit, a visit file, and every later act that decides or issues a notice. A case
that was only taken in is put in order by ``acts.IdentifyParty``: the number from the paper, or the clerk's word that
the paper really reads so.
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
"""What stands at a name whose number is doubtful or not there."""

ONLY_TAKEN_IN = (Outcome.RECEIVED, Outcome.WAIT)
"""Outcomes that decide and tell nothing: materials are taken in."""


@lru_cache(maxsize=1)  # nobody is remembered longer than the next one comes
def blocking(applicant: Applicant, today: date) -> tuple[Finding, ...]:
    """What has to be put in order before anything is decided or told. Every paper of a visit asks for the same."""
    return tuple(found for found in check_applicant(applicant, today) if found[2])


def to_put_in_order(applicant: Applicant, today: date) -> tuple[Finding, ...]:
    """What may be registered later: all that blocks; and who acts for somebody who cannot act alone (民法典 Art. 20).

    The receipt of a newborn alone says 登记法定代理人后决定: there has to be a way to do it. Who has no paper yet
    (暂无证件) may bring one.
    """
    found = blocking(applicant, today)
    alone = unrepresented(applicant, today)
    if not alone:
        return found
    person = applicant.person or Person(applicant.name)
    guardian = tuple((f"guardian.{part}", f"{alone}。", False) for part in ("name", "id_number", "relation"))
    paper = (("person.id_number", f"{alone}。", False),) if person.id_type is IdType.NONE_YET else ()
    return (*found, *guardian, *paper)


def refuse_doubtful(applicant: Applicant | None, today: date) -> None:
    """Raises RuleRefused while somebody of the party is not known well enough for a decision or a notice."""
    found = blocking(applicant, today) if applicant is not None else ()
    if found:
        field, sentence, _ = found[0]
        raise RuleRefused(
            f"{whose(field)}的登记待核，先核对才能决定或者告知：{sentence}",
            rule=RULE,
            field=f"applicant.{field}",
        )


def whose(field: str) -> str:
    """Of whom a finding speaks, in the clerk's words."""
    return PARTY_WORDS[party_of(field)]


def party_of(field: str) -> Party:
    """Of whom a finding speaks."""
    head = field.partition(".")[0]
    return Party(head) if head in tuple(Party) else Party.ORGANISATION


def numbers_to_check(applicant: Applicant, today: date) -> frozenset[Party]:
    """Whose number is doubtful, or asked for and not there."""
    return frozenset(
        party_of(field)
        for field, _, _ in blocking(applicant, today)
        if field == "uscc" or field.endswith(".id_number")
    )
