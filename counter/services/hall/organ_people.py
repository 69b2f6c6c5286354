"""People of the organs as the hall's list has them, and one of them by the own PIN (机关人员名单, L8)."""

from __future__ import annotations

from datetime import date

from counter.domain.hall.organ_people import ORGAN_ROLES, OrganPerson
from counter.domain.hall.rights import Capability, may
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.people import People, people_of, today_of
from counter.services.hall.staff import check_pin


def people_of_organs(app: AppContext) -> tuple[OrganPerson, ...]:
    """All active people on the list, in the order of their codes."""
    return organ_people(people_of(app.journal), today_of(app.journal))


def organ_people(people: People, day: date) -> tuple[OrganPerson, ...]:
    """The people of organs on that day, with their mandates and absences."""
    return tuple(organ_person(people, row, day) for row in people.on(day) if of_an_organ(row))


def of_an_organ(row: StaffRow) -> bool:
    """True for an active person of an organ, who is not on duty here."""
    return row.active and row.role in ORGAN_ROLES


def organ_person(people: People, row: StaffRow, day: date) -> OrganPerson:
    """A staff row as the domain's ``OrganPerson`` on that day."""
    in_person = may(row.role, Capability.CONFIRM, same_organ=True)
    return OrganPerson(
        row.code,
        row.name,
        row.organ,
        in_person,
        people.mandate(row, day),
        people.absence_words(row.code, day),
    )


def person_by_pin(app: AppContext, code: str, pin: str) -> OrganPerson | None:
    """The person on the list with that code and PIN; None for one on duty. Raises RuleRefused as ``check_pin``."""
    row = check_pin(app.journal, code, pin)
    if not of_an_organ(row):
        return None
    return organ_person(people_of(app.journal), row, today_of(app.journal))
