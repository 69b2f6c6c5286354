"""People of the organs as the hall's list has them, and one of them by the own PIN (机关人员名单, L8)."""

from __future__ import annotations

from counter.domain.hall.organ_people import ORGAN_ROLES, REPRESENTATIVE, OrganPerson
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import check_pin


def people_of_organs(app: AppContext) -> tuple[OrganPerson, ...]:
    """All active people on the list, in the order of their codes."""
    return tuple(organ_person(row) for row in app.journal.staff() if of_an_organ(row))


def of_an_organ(row: StaffRow) -> bool:
    """True for an active person of an organ, who is not on duty here."""
    return row.active and row.role in ORGAN_ROLES


def organ_person(row: StaffRow) -> OrganPerson:
    """A staff row as the domain's ``OrganPerson``."""
    return OrganPerson(row.code, row.name, row.organ, row.role == REPRESENTATIVE)


def person_by_pin(app: AppContext, code: str, pin: str) -> OrganPerson | None:
    """The person on the list with that code and PIN; None for one on duty. Raises RuleRefused as ``check_pin``."""
    row = check_pin(app.journal, code, pin)
    return organ_person(row) if of_an_organ(row) else None
