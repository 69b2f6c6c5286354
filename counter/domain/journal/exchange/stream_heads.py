"""How far the streams of windows are: as the hub tells a hall's own room, and as it is known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HallStream:
    """A stream of a station of the own hall, as the hub has it.

    ``kind``: window, hall; ``seq``, ``hash``: of its last entry; ``reported``: when that came, None for never;
    ``delivered``, ``delivered_hash``: of the last entry of the last batch that holds something for this hall, 0 and
    zeros for none.
    """

    station: str
    epoch: int
    kind: str
    seq: int
    hash: bytes
    reported: datetime | None
    delivered: int
    delivered_hash: bytes
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class StreamHere:
    """A stream as it is known here. ``last``: highest number that a kept batch lists."""

    station: str
    epoch: int
    last: int


@dataclass(frozen=True, slots=True)
class NumberGiven:
    """A number of a series that an entry gave out. ``seq``, ``at``: number and time of that entry."""

    station: str
    epoch: int
    seq: int
    at: datetime
    series: str
    number: int
