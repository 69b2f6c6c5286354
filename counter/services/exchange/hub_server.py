"""What the hub's administrator asks of the hub, and what a check reads of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from counter.domain.journal.exchange.batch import BatchRange, EntryBatch
from counter.services.exchange.hub_port import EpochOnHub

STATION_KINDS = ("window", "hall", "office", "bureau")


@dataclass(frozen=True, slots=True, repr=False)
class EnrolledLogin:
    """A login that was just made or given a new secret. Has no repr: the secret never reaches a log."""

    login: str
    secret: str
    hub: str
    database: str


@dataclass(frozen=True, slots=True)
class BatchOnHub:
    """A batch as it lies on the hub. ``batch``: None where its rows are no entries that a program wrote; ``listed``:
    its place in the stream; ``link``: of the order; ``delivered``: by hall, one character 0 or 1 for each entry.
    """

    county: str
    pos: int
    listed: BatchRange
    hashes: bytes
    link: bytes
    hall: int
    batch: EntryBatch | None
    delivered: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class OrderOnHub:
    """How far a county's order says it is."""

    county: str
    pos: int
    link: bytes


@dataclass(frozen=True, slots=True)
class StreamOnHub:
    """How far a stream says it is; ``entries``: how many rows there are. ``sent_at``: its last batch."""

    epoch: EpochOnHub
    seq: int
    hash: bytes
    entries: int
    revoked: bool
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredParcel:
    """A file that travels, as it lies on the hub: who sent it as what kind, its digest there, its bytes."""

    county: str
    pos: int
    station: str
    kind: str
    digest: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class ParcelRule:
    """How long files lie on the hub, in days: ``taken`` by everybody they are for, and ``kept`` whoever was away."""

    taken: int
    kept: int


@dataclass(frozen=True, slots=True)
class HubIncident:
    """Something that the hub refused: of whom, why, how often and when last. ``is_fork``: another entry for a number
    that is taken.
    """

    login: str
    station: str
    code: str
    reason: str
    times: int
    last_at: datetime
    address: str
    is_fork: bool = False


class HubServer(Protocol):
    """The hub as its administrator sees it. Every call raises HubRefused or HubUnreachable."""

    def init(self) -> int:
        """Set up an empty database; returns the version of the tables. Raises HubRefused where there is a hub."""
        ...

    def upgrade(self) -> tuple[int, int]:
        """Bring the tables to this program's version: before and after. Functions and rights are written anew."""
        ...

    def enrol(
        self, code: str, *, hall: str, county: str, kind: str, demo: bool, again: bool = False
    ) -> EnrolledLogin:
        """Make a station's login; ``again``: a new secret for one that is enrolled, revoked or not."""
        ...

    def revoke(self, code: str, why: str, *, close: bool = False) -> int:
        """End a station's rights at once; returns how many connections were ended. ``close``: its login too."""
        ...

    def let_oversee(self, code: str, *, on: bool) -> None:
        """Whether the room of that code (kind hall) sees every case of its county. Raises HubRefused for another
        station, and for one that shares its name with windows.
        """
        ...

    def let_hold_ring(self, code: str, *, holds: bool) -> None:
        """Say whether a window holds the ring of its hall; those of kind ``hall`` do without being named."""
        ...

    def one_picture(self) -> AbstractContextManager[None]:
        """Everything that is read in the block is of one moment, whatever is pushed meanwhile."""
        ...

    def settings(self) -> tuple[str, ...]:
        """What is set so that acknowledged entries may be lost, or rights stand open: one sentence each."""
        ...

    def orders(self) -> tuple[OrderOnHub, ...]:
        """The counties."""
        ...

    def streams(self) -> tuple[StreamOnHub, ...]:
        """The streams of all stations."""
        ...

    def follows(self) -> Mapping[str, frozenset[int]]:
        """The halls that follow each case."""
        ...

    def batches(self) -> Iterator[BatchOnHub]:
        """Every batch, by county in its order."""
        ...

    def parcels(self) -> Iterator[StoredParcel]:
        """Every file that travels, by county in its order, one in memory at a time."""
        ...

    def parcel_rule(self, taken: int | None = None, kept: int | None = None) -> ParcelRule:
        """The rule by which files go, after a change of one of its figures. Raises HubRefused for what cannot be."""
        ...

    def drop_parcels(self) -> tuple[int, int]:
        """Drop now what the rule lets go; how many, and how many bytes."""
        ...

    def incidents(self) -> tuple[HubIncident, ...]:
        """Forks and refusals."""
        ...
