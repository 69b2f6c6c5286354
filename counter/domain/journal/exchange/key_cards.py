"""Public keys that case keys are wrapped to: a station's reading key, the hall ring, a recovery key; and their names.

Each is proved by a key that is trusted already: a reading key by the station key of its epoch, a ring by the hall key.
A wrap names its recipient by a short text, so that whoever carries it needs no key to sort it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from counter.domain.journal.chain import fields_hash

STATION_CODE = r"[0-9A-Za-z-]{1,32}"
"""A station's code, as a regular expression."""
_Key = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
_Signature = Annotated[str, Meta(pattern=r"^([0-9a-f]{128})?\Z")]
_Station = Annotated[str, Meta(pattern=rf"^{STATION_CODE}\Z")]
_Epoch = Annotated[int, Meta(ge=1, le=65_535)]
_Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class ReadingKey:
    """The key (X25519, hex) that case keys are wrapped to for one station in one epoch, signed by the epoch's station
    key (Ed25519, hex).
    """

    station: _Station
    epoch: _Epoch
    public_key: _Key
    signature: _Signature = ""

    def message(self) -> bytes:
        """The bytes that are signed."""
        return b"counter-reading-key-1" + fields_hash((self.station, self.epoch, self.public_key))

    @property
    def recipient(self) -> str:
        """How a wrap names it: STATION-EPOCH."""
        return f"{self.station}-{self.epoch}"


@dataclass(frozen=True, slots=True)
class RingCard:
    """One generation of a hall's ring (X25519), signed by the hall key. ``station``: where it was opened; ``since``:
    civil day, ISO. Keys are hex.
    """

    hall_key: _Key
    generation: Annotated[int, Meta(ge=1, le=65_535)]
    public_key: _Key
    station: _Station
    since: _Day
    demo: bool
    signature: _Signature = ""

    def message(self) -> bytes:
        """The bytes that are signed."""
        return b"counter-ring-1" + fields_hash(
            (self.hall_key, self.generation, self.public_key, self.station, self.since, int(self.demo))
        )

    @property
    def recipient(self) -> str:
        """How a wrap names it."""
        return f"ring:{self.generation}:{_digits(self.public_key)}"


def later_maker(station: str, epoch: int) -> str:
    """As whom a station seals for a case in an epoch while its own older key of the case has not come back (after a
    restoring): two keys of one maker would stand against each other.
    """
    return f"{station}-{epoch}"


def is_maker_of(maker: str, station: str) -> bool:
    """Whether that is the station, in whatever epoch."""
    return maker == station or maker.rpartition("-")[0] == station


def recovery_recipient(public_key: str) -> str:
    """How a wrap names a recovery key. ``public_key``: its public half (X25519, hex)."""
    return f"recovery:{_digits(public_key)}"


def is_ring(recipient: str) -> bool:
    """Whether a wrap is for a hall ring."""
    return recipient.startswith("ring:")


def is_recovery(recipient: str) -> bool:
    """Whether a wrap is for a recovery key, which exists only while somebody types it."""
    return recipient.startswith("recovery:")


def _digits(public_key: str) -> str:
    return hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:_DIGITS]
