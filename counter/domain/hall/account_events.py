"""Events of an account at this machine: a one-time code was given, a person set the own PIN."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from counter.domain.hall.station_events import StaffAddedSealed
from counter.domain.journal.kinds import Slot, event


class PinProof(StrEnum):
    """What a person showed before setting a PIN."""

    OWN_PIN = "own_pin"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class PinCodeSealed:
    """The one-time code's argon2 hash; "" takes a code back."""

    code_hash: str


@event("staff.code_given", sealed=PinCodeSealed, slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class PinCodeGiven:
    """``staff.code_given``: a one-time code (一次性口令) to set a PIN with, valid on ``day`` (ISO) only.

    ``agreed``: code of the second person who agreed; ``recovery``: the recovery key was typed as second proof.
    """

    code: str
    day: str
    agreed: str = ""
    recovery: bool = False

    LATER: ClassVar = ("agreed", "recovery")


@event("staff.pin_set", sealed=StaffAddedSealed, slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class PinSet:
    """``staff.pin_set``: the person set the own PIN; role and organ as they were that day."""

    code: str
    role: str
    proof: PinProof
    organ: str = ""
