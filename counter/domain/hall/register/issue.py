"""An issue of the register (登记册第N号): changes with the day they are in force, signed and chained to the last one.

The hall's key signs, and so does the station where it was made, whose certificate the hall can revoke. A register
travels as the list of all its issues: whoever takes one in sees that it continues the own one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec

from counter.domain.hall.register.records import RegisterRecord
from counter.domain.journal.chain import fields_hash
from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.kinds import Slot, event

SUBJECT = "hall/register"
"""The journal subject of the register."""

TWO_PEOPLE = ("agreement", "mandate")
"""Sections whose change takes two people; so does a person who is or becomes supervisor, representative or admin."""

TWO_PEOPLE_ROLES = ("supervisor", "representative", "admin")


class RegisterChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """One record as it is from ``in_force`` on; ``record`` None: it is no longer part of the register."""

    in_force: date
    section: str
    key: str
    record: RegisterRecord | None = None


@dataclass(frozen=True, slots=True)
class RegisterIssue:
    """``number``: 1, 2 …; ``previous``: digest of the issue before, "" for the first; ``station`` and ``epoch``: where
    it was made; ``by``, ``agreed_by``: codes of the two people, the second "" until somebody else can confirm;
    ``confirms``: numbers of earlier issues that ``by``, or ``agreed_by`` where ``by`` made them, confirms as second.
    """

    number: int
    hall_key: str
    previous: str
    issued_on: date
    station: str
    epoch: int
    by: str
    agreed_by: str
    reason: str
    changes: tuple[RegisterChange, ...]
    confirms: tuple[int, ...] = ()
    demo: bool = False

    def message(self) -> bytes:
        """The bytes that are signed."""
        return b"counter-register-1" + fields_hash((canonical_bytes(self),))

    @property
    def digest(self) -> str:
        """Names this issue in the next one, hex."""
        return fields_hash((canonical_bytes(self),)).hex()

    @property
    def takes_two(self) -> bool:
        """Whether one of its changes needs a second person."""
        return any(needs_two(change) for change in self.changes)


def needs_two(change: RegisterChange, before: RegisterRecord | None = None) -> bool:
    """Whether that change takes two people: what an organ entrusts, and who may act with more than a clerk's rights.

    ``before``: what the register states so far; a supervisor who could take the rights of the other one alone would
    from then on sign everything alone.
    """
    roles = {getattr(record, "role", "") for record in (before, change.record)}
    return change.section in TWO_PEOPLE or (
        change.section == "staff" and not roles.isdisjoint(TWO_PEOPLE_ROLES)
    )


@event("register.issued", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RegisterIssued:
    """``register.issued``: an issue with the signatures of the hall's key and of the station's key (hex).

    ``taken_from``: the station whose file it came in; "" at the station that made it.
    """

    issue: RegisterIssue
    signature: str
    station_key: str
    station_signature: str
    taken_from: str = ""
