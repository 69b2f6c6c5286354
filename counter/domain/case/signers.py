"""Acts that count only when a supervisor signed them: a conflict settled, records declared lost, a case claimed (接管).

The window that writes one proves its signer by PIN. Whoever reads it proves the role again, by the hall's register as
he knows it: a stolen window key alone then settles nothing (decision 0044).
"""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.conflict_events import CaseHandedOver, ConflictSettled
from counter.domain.case.lost_events import RecordsLost
from counter.domain.hall.register.register import Register
from counter.domain.hall.rights import Capability, may
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of

SIGNED_KINDS = tuple(kind_of(one).name for one in (ConflictSettled, RecordsLost, CaseHandedOver))
"""Kinds of entries of which some count only with a supervisor."""


def signer_of(entry: Entry) -> str | None:
    """Code of the person who has to be a supervisor for this act to count; None for what needs none, or unreadable."""
    try:
        if (settled := kind_of(ConflictSettled).read(entry)) is not None:
            return settled.supervisor
        if (lost := kind_of(RecordsLost).read(entry)) is not None:
            return lost.agreed_by
        handed = kind_of(CaseHandedOver).read(entry)
    except (Unreadable, ValueError):
        return None
    return handed.agreed_by if handed is not None and handed.claimed else None


def is_doubted(entry: Entry, register: Register) -> bool:
    """Whether the register says that who signed the act was no supervisor on its day.

    Of a window that the register does not name on that day nothing is known: its hall answers for it.
    """
    code = signer_of(entry)
    if code is None or not register.number:
        return False
    state = register.on(civil_date(entry.at))
    if all(window.station != entry.station for window in state.windows):
        return False
    person = state.staff.get(code)
    return person is None or not may(person.role, Capability.CORRECT)
