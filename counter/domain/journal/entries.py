"""The journal's entries: what was decided, by whom, when, in exact bytes, chained by SHA-256 (DESIGN §4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CANONICAL = msgspec.json.Encoder(order="sorted")
_OBJECT = msgspec.json.Decoder(dict[str, object])

# Names asked for in SQL, or where the module that declares the kind is not loaded yet.
CASE_OPENED = "case.opened"
RATING_REGISTERED = "rating.registered"
FORGOTTEN = "person.forgotten"
FORGOTTEN_HERE = "person.forgotten_here"
STATION_OPENED = "station.opened"
CLOCK_CONFIRMED = "clock.confirmed"


UNNAMED_BOOT = "process-"
"""Begins the boot of a reading where the system names none: one of the program, not of the machine."""


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A reading of the clock: UTC wall time, the boot it was read in, and monotonic nanoseconds of that boot."""

    at: datetime
    boot: str
    monotonic_ns: int


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An event about to be appended: no seq, no hash, no time yet.

    ``payload``: of a declared kind (``upcast.KINDS``), without personal data. ``previous_entry_id``: the last entry of
    the subject that the actor saw (None: a new subject). ``sealed``: the personal part that the kind declares,
    encrypted under the key of ``subject`` by the journal.
    """

    subject: str
    payload: object
    previous_entry_id: str | None = None
    sealed: object | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A durable entry. ``payload``/``sealed`` are the exact stored bytes; ``personal`` is the opened sealed part.

    ``personal`` is None where there is nothing sealed or the case key was destroyed (``forgotten`` then is True).
    ``untimely``: the clock ran backwards against the entry before (papers carry 时间待核); stored, never recomputed.
    ``taken``: numbers given out with this entry, ``(series, number)``; the chain proves none is lost or reused.
    ``records``: payload and sealed part as records, where this process has just appended the entry and read them back.
    ``doubted``: who signed it was no supervisor then, by the register known here (``domain.case.signers``).
    ``pos``: place of its batch in the hub's order; None where the hub has not ordered it, or not that we know.
    """

    id: str
    station: str
    epoch: int
    seq: int
    at: datetime
    boot: str
    monotonic_ns: int
    actor: str
    kind: str
    version: int
    subject: str
    previous_entry_id: str | None
    payload: bytes
    sealed: bytes | None
    prev: bytes
    hash: bytes
    personal: dict[str, object] | None = None
    forgotten: bool = False
    untimely: bool = False
    taken: tuple[tuple[str, int], ...] = ()
    records: tuple[object, object | None] | None = field(default=None, compare=False, repr=False)
    pos: int | None = field(default=None, compare=False)
    doubted: bool = field(default=False, compare=False)

    def read(self) -> dict[str, object]:
        """The open payload as a fresh dict."""
        return read_bytes(self.payload)


def canonical_bytes(value: object) -> bytes:
    """The canonical bytes of a payload (a dataclass or its values): UTF-8 JSON, keys sorted, no spaces."""
    return _CANONICAL.encode(value)


def read_bytes(stored: bytes) -> dict[str, object]:
    """A payload back from its stored bytes. Raises ValueError where they are not a JSON object."""
    try:
        return _OBJECT.decode(stored)
    except msgspec.MsgspecError as error:
        raise ValueError("payload is not a JSON object") from error


def microseconds(at: datetime) -> int:
    """A UTC moment as whole microseconds since 1970: the form in which it is stored and hashed."""
    return (at - _EPOCH) // _MICROSECOND


def moment(stored: int) -> datetime:
    """The UTC moment of stored microseconds."""
    return _EPOCH + stored * _MICROSECOND


def taken_text(taken: tuple[tuple[str, int], ...]) -> str:
    """Numbers taken with an entry in their stored form; empty where none was taken."""
    return canonical_bytes(taken).decode() if taken else ""


def read_taken(stored: str) -> tuple[tuple[str, int], ...]:
    """Numbers taken with an entry, from their stored form. Raises ValueError where it cannot be read."""
    if not stored:
        return ()
    try:
        return msgspec.json.decode(stored, type=tuple[tuple[str, int], ...])
    except msgspec.MsgspecError as error:
        raise ValueError("numbers taken cannot be read") from error
