"""Events of the station: its epochs, its staff, its clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from counter.domain.journal import entries
from counter.domain.journal.kinds import Slot, event


@dataclass(frozen=True, slots=True)
class EarlierEpoch:
    """Where the chain of an earlier epoch ended: number and hash (hex) of its last entry."""

    epoch: int
    seq: int
    hash: str


@event(entries.STATION_OPENED, slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class StationOpened:
    """``station.opened``: this station's identity at the start of an epoch.

    ``reason``: why the epoch began; ``binding``: of the machine; ``public_key``: of the epoch's station key (both hex).
    ``follows``: the ends of the station's earlier chains, so that whoever knows one head of this epoch knows them too.
    """

    code: str
    epoch: int
    hall: str
    window: str
    region: str
    jurisdiction: str
    demo: bool
    reason: str
    binding: str
    public_key: str
    training: bool = False
    follows: tuple[EarlierEpoch, ...] = ()

    LATER: ClassVar = ("training", "follows")


@dataclass(frozen=True, slots=True)
class StaffAddedSealed:
    """The person's name and PIN hash."""

    name: str
    pin_hash: str


@event("staff.added", sealed=StaffAddedSealed, slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class StaffAdded:
    """``staff.added``: someone may act here from now on; the PIN's argon2 hash is in the encrypted file only.

    ``organ``: which organ a 首席代表 or 签发人 belongs to; ``agreed``: code of the second person who agreed;
    ``recovery``: the recovery key was typed as second proof.
    """

    code: str
    role: str
    active: bool = True
    organ: str = ""
    agreed: str = ""
    recovery: bool = False

    LATER: ClassVar = ("organ", "agreed", "recovery")


@event("staff.signed_on", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class SignedOn:
    """``staff.signed_on``: who signed on at the window."""

    code: str


@event(entries.CLOCK_CONFIRMED, slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class ClockConfirmed:
    """``clock.confirmed``: a supervisor confirms that the clock is right although it went back."""

    by: str
