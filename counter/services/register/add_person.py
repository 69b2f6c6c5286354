"""Add a person with the PIN at this machine: the register and the PIN in one transaction, so that neither is without
the other."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from counter.domain.errors import BadInput
from counter.domain.hall.register.records import RegisteredStaff
from counter.domain.hall.roles import DUTIES
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.hall_register import hall_register
from counter.services.hall.people import people_of, today_of
from counter.services.hall.pin_backing import NOBODY, PinBacker
from counter.services.hall.staff import prepare_staff
from counter.services.register.change_staff import check_enlisting, enlist, restated


def add_person(
    journal: Journal,
    person: RegisteredStaff,
    ask_pin: Callable[[], str],
    *,
    by: StaffRow,
    backer: PinBacker = NOBODY,
) -> StaffRow:
    """Add a person to the hall, or state the one of that code anew, and set the PIN here. ``ask_pin`` is
    called once nothing else refuses, and not for a signer.

    ``by``: whose PIN was just checked; ``backer``: who stands behind it beside them. In a hall with a register the
    person is part of it, where something changes; another name on a code that is in use is another person, from today.

    Raises BadInput for an unknown duty, else as ``enlist`` and ``add_staff``; nothing is written then.
    """
    if unknown := next((duty for duty in person.duties if duty not in DUTIES), ""):
        raise BadInput(f"职责没有“{unknown[:40]}”，可写：{'、'.join(DUTIES)}。", field="duty")
    today = today_of(journal)
    before = people_of(journal).stated(person.code, today)
    if before is not None:
        renamed = person.name != before.name
        person = restated(before, person)
        person = msgspec.structs.replace(person, since=today) if renamed else person
    enlists = bool(hall_register(journal).number) and person != before

    def ask_last() -> str:
        if enlists:
            check_enlisting(journal, person, by=by, agreed=backer.agreed)
        return ask_pin()

    added = prepare_staff(
        journal,
        code=person.code,
        name=person.name,
        role=person.role,
        ask_pin=ask_last,
        actor=by.code,
        organ=person.organ,
        backer=backer,
    )
    if enlists:
        enlist(journal, person, by=by, agreed=backer.agreed, beside=added.write)
        return added.row
    with journal.transaction() as tx:
        added.write(tx)
        tx.commit()
    return added.row
