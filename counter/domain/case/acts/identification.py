"""Correct or confirm a doubtful registration against the document (核对号码): the effect of ``acts.IdentifyParty``.

Only doubtful data may change: another person is another application.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from counter.domain.case.acts.acts import IdentifyParty
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.people.applicant import PARTY_WORDS, Applicant, Party, Person
from counter.domain.people.identity import IdType, check_id, check_uscc, normalise_name
from counter.domain.people.registered_party import name_of, number_of, person_of, with_person
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
        number_of(corrected, act.who) != number_of(applicant, act.who),
        name_of(corrected, act.who) != name_of(applicant, act.who),
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
    known = name_of(applicant, act.who)
    wrong = any(field == "name" or field.endswith(".name") for field in before)
    if act.name.strip() and known and not wrong and normalise_name(act.name) != known:
        raise RuleRefused(
            f"登记的姓名是“{known}”，这里只核对号码；换了人要另外收件，或者撤回重来。",
            rule=RULE,
            field="name",
        )


def _put(applicant: Applicant, act: IdentifyParty) -> Applicant:
    if act.who is Party.ORGANISATION:
        code = check_uscc(act.id_number).normalised or applicant.uscc
        note = act.reason.strip() if act.confirmed else applicant.note
        return replace(applicant, name=_new_name(applicant.name, act), uscc=code, note=note)
    held = person_of(applicant, act.who) or Person(name_of(applicant, act.who))
    corrected = with_person(applicant, act.who, _person(held, act))
    guardian, agent = corrected.guardian, corrected.agent
    if act.who is Party.GUARDIAN and guardian is not None and act.relation.strip():
        return replace(corrected, guardian=replace(guardian, relation=act.relation.strip()))
    if act.who is Party.AGENT and agent is not None and act.scope.strip():
        return replace(corrected, agent=replace(agent, scope=act.scope.strip()))
    return corrected


def _person(person: Person, act: IdentifyParty) -> Person:
    came = person.id_type is IdType.NONE_YET and act.id_number.strip()
    kind: IdType = act.id_type or (IdType.RESIDENT_ID if came else person.id_type)
    number = "" if kind is IdType.NONE_YET else check_id(kind, act.id_number).normalised or person.id_number
    return replace(
        person, name=_new_name(person.name, act), id_type=kind, id_number=number, id_confirmed=act.confirmed
    )


def _new_name(known: str, act: IdentifyParty) -> str:
    return normalise_name(act.name) or known
