"""Correct or confirm a doubtful registration against the document (核对号码): the effect of ``acts.IdentifyParty``.

Only doubtful data may change: another person is another application.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from counter.domain.case.acts.acts import IdentifyParty
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.people.applicant import (
    PARTY_WORDS,
    Agent,
    Applicant,
    ApplicantKind,
    Guardian,
    Party,
    Person,
)
from counter.domain.people.identity import IdType, check_id, check_uscc, normalise_name
from counter.domain.visit.identified_party import RULE, blocking_findings, correctable_findings, party_of


@dataclass(frozen=True, slots=True)
class Identified:
    """The corrected registration, and what of it changed."""

    applicant: Applicant
    number_changed: bool
    name_changed: bool


def identified(applicant: Applicant, act: IdentifyParty, today: date) -> Identified:
    """The registration with what the clerk read from the document.

    Raises BadInput without a reason, RuleRefused where nothing of that party is doubtful, where it would become another
    person, or where it is still not in order.
    """
    if len(act.reason.strip()) < 2:
        raise BadInput("请写明凭什么核对的，例如“对照居民身份证原件”。", field="reason")
    before = [field for field, _, _ in correctable_findings(applicant, today) if party_of(field) is act.who]
    if not before:
        raise RuleRefused(
            f"{PARTY_WORDS[act.who]}的登记没有待核的地方，不用在这里更正。", rule=RULE, field="who"
        )
    _refuse_another(applicant, act, before)
    corrected = _put(applicant, act)
    for field, sentence, _ in blocking_findings(corrected, today):
        if party_of(field) is act.who:
            raise RuleRefused(sentence, rule=RULE, field=_FIELDS.get(field.rpartition(".")[2], "id_number"))
    if corrected == applicant:
        raise BadInput("请照证件输入姓名、号码。", field="id_number")
    return Identified(
        corrected,
        _number(corrected, act.who) != _number(applicant, act.who),
        _name(corrected, act.who) != _name(applicant, act.who),
    )


_FIELDS = {
    "name": "name",
    "id_number": "id_number",
    "uscc": "id_number",
    "scope": "scope",
    "relation": "relation",
}
"""Part of a finding → field of the act."""


def _refuse_another(applicant: Applicant, act: IdentifyParty, before: list[str]) -> None:
    known = _name(applicant, act.who)
    wrong = any(field == "name" or field.endswith(".name") for field in before)
    if act.name.strip() and known and not wrong and normalise_name(act.name) != known:
        raise RuleRefused(
            f"登记的姓名是“{known}”，这里只核对号码；换了人要另外收件，或者撤回重来。",
            rule=RULE,
            field="name",
        )


def _put(applicant: Applicant, act: IdentifyParty) -> Applicant:
    match act.who:
        case Party.ORGANISATION:
            code = check_uscc(act.id_number).normalised or applicant.uscc
            note = act.reason.strip() if act.confirmed else applicant.note
            return replace(applicant, name=_new_name(applicant.name, act), uscc=code, note=note)
        case Party.GUARDIAN:
            held = applicant.guardian or Guardian(Person(""))
            relation = act.relation.strip() or held.relation
            return replace(applicant, guardian=Guardian(_person(held.person, act), relation))
        case Party.AGENT:
            agent = applicant.agent or Agent(Person(""))
            return replace(
                applicant, agent=Agent(_person(agent.person, act), act.scope.strip() or agent.scope)
            )
        case _:
            person = _person(applicant.person or Person(_own_name(applicant)), act)
            name = person.name if applicant.kind is ApplicantKind.PERSON else applicant.name
            return replace(applicant, name=name, person=person)


def _person(person: Person, act: IdentifyParty) -> Person:
    came = person.id_type is IdType.NONE_YET and act.id_number.strip()
    kind: IdType = act.id_type or (IdType.RESIDENT_ID if came else person.id_type)
    number = "" if kind is IdType.NONE_YET else check_id(kind, act.id_number).normalised or person.id_number
    return replace(
        person, name=_new_name(person.name, act), id_type=kind, id_number=number, id_confirmed=act.confirmed
    )


def _new_name(known: str, act: IdentifyParty) -> str:
    return normalise_name(act.name) or known


def _own_name(applicant: Applicant) -> str:
    return applicant.name if applicant.kind is ApplicantKind.PERSON else ""


def _held(applicant: Applicant, who: Party) -> Person | None:
    if who is Party.AGENT:
        return applicant.agent.person if applicant.agent else None
    if who is Party.GUARDIAN:
        return applicant.guardian.person if applicant.guardian else None
    return applicant.person


def _name(applicant: Applicant, who: Party) -> str:
    if who is Party.ORGANISATION:
        return applicant.name
    held = _held(applicant, who)
    return _own_name(applicant) if held is None and who is Party.PERSON else held.name if held else ""


def _number(applicant: Applicant, who: Party) -> str:
    held = _held(applicant, who)
    return applicant.uscc if who is Party.ORGANISATION else held.id_number if held else ""
