"""What is registered of one party of an application (登记): its person, name and number, and the registration anew."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.people.applicant import (
    PARTY_WORDS,
    Agent,
    Applicant,
    ApplicantKind,
    Guardian,
    Party,
    Person,
)

_PERSONS = {
    ApplicantKind.PERSON: PARTY_WORDS[Party.PERSON],
    ApplicantKind.ORGANISATION: "法定代表人（负责人）",
    ApplicantKind.PLANNED: "投资人或指定代表",
}


def registered_parties(applicant: Applicant) -> tuple[Party, ...]:
    """The parties that are named in it, in the order of the page."""
    there = {
        Party.ORGANISATION: applicant.kind is not ApplicantKind.PERSON,
        Party.PERSON: applicant.kind is ApplicantKind.PERSON or applicant.person is not None,
        Party.GUARDIAN: applicant.guardian is not None,
        Party.AGENT: applicant.agent is not None,
    }
    return tuple(party for party, named in there.items() if named)


def party_word(applicant: Applicant, who: Party) -> str:
    """How that party of this application is called: beside an organisation a person is who acts for it."""
    return _PERSONS[applicant.kind] if who is Party.PERSON else PARTY_WORDS[who]


def person_of(applicant: Applicant, who: Party) -> Person | None:
    """The natural person registered as that party; None for the organisation itself, and where nobody is."""
    match who:
        case Party.AGENT:
            return applicant.agent.person if applicant.agent else None
        case Party.GUARDIAN:
            return applicant.guardian.person if applicant.guardian else None
        case Party.PERSON:
            return applicant.person
        case Party.ORGANISATION:
            return None


def name_of(applicant: Applicant, who: Party) -> str:
    """The registered name; "" where none is."""
    if who is Party.ORGANISATION:
        return applicant.name
    person = person_of(applicant, who)
    if person is None and who is Party.PERSON and applicant.kind is ApplicantKind.PERSON:
        return applicant.name
    return person.name if person else ""


def number_of(applicant: Applicant, who: Party) -> str:
    """The registered number of an identity document, of an organisation its credit code; "" where none is."""
    if who is Party.ORGANISATION:
        return applicant.uscc
    person = person_of(applicant, who)
    return person.id_number if person else ""


def with_person(applicant: Applicant, who: Party, person: Person) -> Applicant:
    """The registration with that person as the party: the applicant's own name follows the person's."""
    match who:
        case Party.AGENT:
            scope = applicant.agent.scope if applicant.agent else ""
            return replace(applicant, agent=Agent(person, scope))
        case Party.GUARDIAN:
            relation = applicant.guardian.relation if applicant.guardian else ""
            return replace(applicant, guardian=Guardian(person, relation))
        case _:
            name = person.name if applicant.kind is ApplicantKind.PERSON else applicant.name
            return replace(applicant, name=name, person=person)
