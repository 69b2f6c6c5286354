"""The journal's entries: what was decided, by whom, when, in exact bytes, chained by SHA-256 (DESIGN §4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock said: UTC wall time, the boot it was read in, and monotonic nanoseconds of that boot."""

    at: datetime
    boot: str
    monotonic_ns: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry about to be appended: no seq, no hash, no time yet.

    ``payload`` holds no personal data; ``sealed`` is the personal part (JSON-able), encrypted under the key of
    ``subject`` by the journal. ``base``: id of the last entry of the subject that the actor saw (None: a new subject).
    """

    kind: str
    subject: str
    payload: dict[str, object]
    version: int = 1
    sealed: dict[str, object] | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A durable entry. ``payload``/``sealed`` are the exact stored bytes; ``personal`` is the opened sealed part.

    ``personal`` is None where there is nothing sealed or the case key was destroyed (``forgotten`` then is True).
    ``untimely``: the clock ran backwards against the entry before (papers carry 时间待核).
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
    base: str | None
    payload: bytes
    sealed: bytes | None
    prev: bytes
    hash: bytes
    personal: dict[str, object] | None = None
    forgotten: bool = False
    untimely: bool = False
