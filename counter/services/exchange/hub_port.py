"""What a station asks of the hub (汇聚库), whatever engine it is (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from counter.domain.errors import RuleRefused, WorldTrouble
from counter.domain.journal.exchange.batch import BatchRange, EntryBatch
from counter.domain.journal.exchange.outline import StreamOutline
from counter.domain.journal.exchange.stream_heads import HallStream
from counter.services.exchange.hub_keys_port import HubKeysPort

NOT_REGISTERED = "HB001"
FORKED = "HB002"
NOT_NEXT = "HB003"
CHAIN_BROKEN = "HB004"
FOREIGN_KEY = "HB005"
OLD_MACHINE = "HB006"
FOREIGN_CERTIFICATE = "HB007"
ID_USED = "HB008"
CONTENT_WITHHELD = "HB009"
MISASKED = "HB010"
OTHER_VERSION = "HB011"
OTHER_HUB = "HB012"
FORGOTTEN = "HB013"
TOO_MANY = "HB014"


OUTLINES = 6
"""The version of the hub's tables from which on it keeps outlines."""


TURN_MARKS = 8
"""The version from which on it tells what the hall was given last (``HubPort.turn_mark``)."""


class HubUnreachable(WorldTrouble):
    """No answer from the hub, or none that is an acknowledgement: nothing is lost, the same may be tried again."""


class HubRefused(RuleRefused):
    """The hub refused, and recorded that it did. ``code``: one of the above; ``upto``: last number of the stream that
    the hub has, where it says so (``NOT_NEXT``).
    """

    def __init__(self, code: str, sentence: str, *, upto: int | None = None) -> None:
        super().__init__(sentence, rule=code)
        self.code = code
        self.upto = upto


@dataclass(frozen=True, slots=True)
class HubState:
    """Which hub answers, whom it takes us for, and how far it is.

    ``hub``: its own id; ``schema``: version of its tables; ``pos``: last batch of the county's order, ``link``: the
    order's chain up to there; ``turn``: last delivery; ``forks``: how many it knows in the county.
    """

    hub: str
    schema: int
    station: str
    hall: str
    county: str
    kind: str
    demo: bool
    pos: int
    turn: int
    link: bytes
    forks: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PlacedBatch:
    """A batch that the hub has, and its place in the order."""

    first: int
    last: int
    pos: int


@dataclass(frozen=True, slots=True)
class KnownStream:
    """How far the hub has a stream: ``seq`` 0 where it has none. ``placed``: its batches after the number asked for."""

    seq: int
    hash: bytes
    placed: tuple[PlacedBatch, ...]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A batch is durable on the hub. ``pos``: its place in the order; None where the same entries lie there in
    other batches (``known`` names them). ``upto``: last number of the stream.
    """

    pos: int | None
    upto: int


@dataclass(frozen=True, slots=True)
class PulledBatches:
    """Batches with the part that this station's hall may read. ``turn``: where the next pull goes on; ``more``: whether
    there is more now; ``unreadable``: batches that no program wrote, passed over.

    A batch may come again later with another part, when the hall follows one more case.
    """

    batches: tuple[EntryBatch, ...]
    turn: int
    more: bool
    unreadable: tuple[BatchRange, ...] = ()


@dataclass(frozen=True, slots=True)
class EpochOnHub:
    """Key and certificate of a station's epoch, as the station stated them: proved by each reader alone.

    ``certificate``: canonical JSON of a ``Certificate``, empty where the station had none yet.
    """

    station: str
    epoch: int
    public_key: bytes
    certificate: bytes


@dataclass(frozen=True, slots=True)
class ParcelOnHub:
    """A sealed and signed file on its way (pack, guide, register, keys). ``pos``: its place among the county's."""

    pos: int
    sender: str
    kind: str
    digest: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class ParcelReceived:
    """A parcel of the caller's (or of one it carries for) lies at ``pos``; ``code``: a station that has it, "" for none
    yet.
    """

    pos: int
    digest: bytes
    code: str


@dataclass(frozen=True, slots=True)
class ForkOnHub:
    """Another entry was offered for a number that the hub has: two machines write as one station."""

    station: str
    epoch: int
    seq: int
    hash: bytes
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class OverseenPage:
    """``upto``: the last batch of the order that was looked through; ``cases``: how many are followed that were not."""

    upto: int
    cases: int


class HubPort(HubKeysPort, Protocol):
    """The hub as one enrolled station sees it. ``station``: None for its own; a hall's station may name another one of
    its county that has no line.

    Every call raises HubRefused or HubUnreachable; none changes anything by halves.
    """

    def state(self) -> HubState:
        """Asked first. Raises HubRefused for a login that is revoked or not registered."""
        ...

    def link(self, pos: int) -> bytes | None:
        """The order's chain up to a place, None where the hub is not that far: another than was seen there before means
        that the hub was put back or its order rewritten.
        """
        ...

    def open_epoch(
        self, epoch: int, public_key: bytes, certificate: bytes, machine: str, *, station: str | None = None
    ) -> None:
        """Register a key as the stream's, or supply its certificate later; the same again changes nothing.

        ``machine``: tells one machine from another, no name of it. Call it for the current epoch before any push.
        """
        ...

    def known(self, epoch: int, after: int = 0, *, station: str | None = None) -> KnownStream:
        """How far the hub has a stream, and the places of its batches that begin after a number."""
        ...

    def push(self, batch: EntryBatch, *, carried: bool = False) -> Acknowledged:
        """Append a whole batch; returns once it is durable. The same batch again is acknowledged again.

        ``carried``: of another station, pushed on its behalf.
        """
        ...

    def push_all(self, batches: Iterable[EntryBatch], *, carried: bool = False) -> Iterator[Acknowledged]:
        """Append many, the next one on its way while one is stored; each acknowledgement as ``push`` returns it.

        The first refusal ends it: what came before is acknowledged, what comes after is not stored.
        """
        ...

    def pull(self, after: int, limit: int = 4, *, station: str | None = None) -> PulledBatches:
        """What others wrote about cases of this hall, after a turn: about ``limit`` batches, in the hub's order."""
        ...

    def turn_mark(self, turn: int) -> bytes:
        """Digest of what the hall was given last, up to that turn: another one for a hub that was put back since."""
        ...

    def own(self, epoch: int, after: int = 0, limit: int = 4) -> tuple[EntryBatch, ...]:
        """The station's own stream as the hub has it, for a restore: batches that begin after a number, whole."""
        ...

    def follow(self, subject: str, why: str, *, station: str | None = None) -> int:
        """Follow a case of another hall from now on (the hub records who and why); its past comes with the next pull.
        Returns how many entries that is.
        """
        ...

    def oversee(self, after: int, limit: int) -> OverseenPage | None:
        """Follow every case of the county that a page of its order is about, ``limit`` batches after a place; the past
        of new ones comes with the next pull. None: the hub's administrator has not granted it to this station.
        """
        ...

    def certificates(self) -> tuple[EpochOnHub, ...]:
        """Keys and certificates of the county's stations."""
        ...

    def send(self, kind: str, body: bytes, to_hall: str = "", *, station: str | None = None) -> int:
        """Send a parcel; returns its place. The same again changes nothing. ``to_hall``: a hall's name, ``kind:`` and
        kinds of stations with commas, "" for all of the county. Refuses too many of a day (``TOO_MANY``).
        """
        ...

    def receive(self, after: int, limit: int = 4, *, station: str | None = None) -> tuple[ParcelOnHub, ...]:
        """Parcels for this station after a place, not its own."""
        ...

    def parcel_at(self, pos: int) -> tuple[int, bytes | None]:
        """Place of the county's newest parcel, and the digest of the one at that place, None where none lies there (any
        more): another than was received there before means that the hub was put back.
        """
        ...

    def received(self, pos: int, *, station: str | None = None) -> None:
        """This station has the parcel of that place; the same again changes nothing."""
        ...

    def parcels_sent(self, *, station: str | None = None) -> tuple[ParcelReceived, ...]:
        """Where what it sent lies, and who has it."""
        ...

    def forks(self) -> tuple[ForkOnHub, ...]:
        """Forks of the county's streams."""
        ...

    def heads(self) -> tuple[HallStream, ...]:
        """How far the hub has the streams of this station's hall; only the hall's own room may ask."""
        ...

    def outlined(self, epoch: int) -> int:
        """Number of the last own entry that an outline on the hub tells of; 0 for none."""
        ...

    def put_outline(self, outline: StreamOutline) -> None:
        """Append the next outline of the own stream, of entries that the hub has; the same again changes nothing."""
        ...

    def outlines(self, known: Mapping[tuple[str, int], int], limit: int = 500) -> tuple[StreamOutline, ...]:
        """Outlines of the county's other streams, in order, after what is ``known`` of each: (station, epoch) → number
        of an entry, 0 for a stream that is not named. That many at most.
        """
        ...

    def close(self) -> None:
        """End the connection."""
        ...
