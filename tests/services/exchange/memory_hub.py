"""A hub in memory: what ``counter/db/hub/sql/api.sql`` promises, one station's port at a time, and cuts at any call."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace as changed

from counter.domain.journal.chain import GENESIS
from counter.domain.journal.exchange.batch import BatchRange, EntryBatch, SentEntry, is_joint, range_of
from counter.domain.journal.exchange.key_wraps import KeyWrap
from counter.domain.journal.exchange.outline import StreamOutline
from counter.domain.journal.exchange.stream_heads import HallStream
from counter.services.exchange.hub_port import (
    FOREIGN_KEY,
    FORKED,
    MISASKED,
    NOT_NEXT,
    NOT_REGISTERED,
    OLD_MACHINE,
    OUTLINES,
    Acknowledged,
    EpochOnHub,
    ForkOnHub,
    HubRefused,
    HubState,
    HubUnreachable,
    KnownStream,
    OverseenPage,
    PlacedBatch,
    PulledBatches,
)
from tests.services.exchange.memory_keys import MemoryKeys
from tests.services.exchange.memory_parcels import MemoryParcels, ParcelCalls

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@dataclass
class MemoryHub:
    """One county with one hall. ``turn``: one with each batch, and one where somebody follows a case."""

    name: str = "hub-1"
    demo: bool = True
    batches: list[EntryBatch] = field(default_factory=list)
    links: list[bytes] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    turn: int = 0
    epochs: dict[tuple[str, int], tuple[bytes, bytes, str]] = field(default_factory=dict)
    forks: list[ForkOnHub] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    room: str = ""
    """The station that is enrolled as the hall's own."""
    holders: set[str] = field(default_factory=set)
    wraps: dict[KeyWrap, tuple[int, str]] = field(default_factory=dict)
    cards: dict[tuple[str, str], tuple[int, bytes]] = field(default_factory=dict)
    rings: set[str] = field(default_factory=set)
    gives_recovery: bool = True
    """An older hub gives its maker no recovery wraps."""
    key_number: int = 0
    outlines: list[StreamOutline] = field(default_factory=list)
    parcels: MemoryParcels = field(default_factory=MemoryParcels)

    def port(self, station: str, cuts: Cuts | None = None) -> MemoryPort:
        """As a station sees it."""
        return MemoryPort(self, station, cuts or Cuts())

    def kind_of(self, station: str) -> str:
        """As what a station is enrolled."""
        return "hall" if station == self.room else self.parcels.kind(station)

    def stream(self, station: str, epoch: int) -> list[EntryBatch]:
        """Batches of one stream."""
        return [one for one in self.batches if (one.station, one.epoch) == (station, epoch)]

    def last(self, station: str, epoch: int) -> int:
        """Number of its last entry."""
        return max((one.last for one in self.stream(station, epoch)), default=0)

    def put_back(self, pos: int) -> None:
        """Restored to an earlier state."""
        del self.batches[pos:], self.links[pos:], self.turns[pos:]
        self.turn = self.turns[-1] if self.turns else 0
        self.outlines = [one for one in self.outlines if one.last <= self.last(one.station, one.epoch)]

    def place(self, batch: EntryBatch) -> int:
        """Put a batch at the end of the order."""
        pos = len(self.batches) + 1
        self.batches.append(changed(batch, pos=pos))
        self.turn += 1
        self.turns.append(self.turn)
        before = self.links[-1] if self.links else GENESIS
        self.links.append(hashlib.sha256(before + batch.hashes).digest())
        return pos


@dataclass
class Cuts:
    """Cut the connection at the n-th call (from 1; 0: never), ``after`` it took effect or before."""

    at: int = 0
    after: bool = False
    calls: int = 0

    def call(self, run: Any) -> Any:
        """One call."""
        self.calls += 1
        cut = self.calls == self.at
        if cut and not self.after:
            raise HubUnreachable("断了。")
        answer = run()
        if cut:
            raise HubUnreachable("断了。")
        return answer


@dataclass
class MemoryPort(MemoryKeys, ParcelCalls):
    """``services.exchange.hub_port.HubPort`` of one station."""

    hub: MemoryHub
    code: str
    cuts: Cuts
    machine: str = ""

    def state(self) -> HubState:
        return self.cuts.call(self._state)  # type: ignore[no-any-return]

    def link(self, pos: int) -> bytes | None:
        return self.cuts.call(lambda: self.hub.links[pos - 1] if pos <= len(self.hub.links) else None)  # type: ignore[no-any-return]

    def open_epoch(
        self, epoch: int, public_key: bytes, certificate: bytes, machine: str, *, station: str | None = None
    ) -> None:
        self.cuts.call(lambda: self._open(epoch, public_key, certificate, machine))

    def known(self, epoch: int, after: int = 0, *, station: str | None = None) -> KnownStream:
        return self.cuts.call(lambda: self._known(epoch, after))  # type: ignore[no-any-return]

    def push(self, batch: EntryBatch, *, carried: bool = False) -> Acknowledged:
        return self.cuts.call(lambda: self._push(batch))  # type: ignore[no-any-return]

    def push_all(self, batches: Iterable[EntryBatch], *, carried: bool = False) -> Iterator[Acknowledged]:
        for batch in batches:
            yield self.push(batch)

    def turn_mark(self, turn: int) -> bytes:
        came = [one for one in self.hub.turns if one <= turn]
        return self.cuts.call(lambda: repr((came, self.hub.links[: len(came)])).encode())  # type: ignore[no-any-return]

    def pull(self, after: int, limit: int = 8, *, station: str | None = None) -> PulledBatches:
        return self.cuts.call(lambda: self._pull(after, limit))  # type: ignore[no-any-return]

    def own(self, epoch: int, after: int = 0, limit: int = 8) -> tuple[EntryBatch, ...]:
        found = [one for one in self.hub.stream(self.code, epoch) if one.first > after]
        return self.cuts.call(lambda: tuple(found[:limit]))  # type: ignore[no-any-return]

    def follow(self, subject: str, why: str, *, station: str | None = None) -> int:
        raise NotImplementedError

    def oversee(self, after: int, limit: int) -> OverseenPage | None:
        return None

    def certificates(self) -> tuple[EpochOnHub, ...]:
        return self.cuts.call(  # type: ignore[no-any-return]
            lambda: tuple(
                EpochOnHub(code, epoch, key, certificate)
                for (code, epoch), (key, certificate, _) in sorted(self.hub.epochs.items())
            )
        )

    def forks(self) -> tuple[ForkOnHub, ...]:
        return self.cuts.call(lambda: tuple(self.hub.forks))  # type: ignore[no-any-return]

    def heads(self) -> tuple[HallStream, ...]:
        return self.cuts.call(self._heads)  # type: ignore[no-any-return]

    def outlined(self, epoch: int) -> int:
        return self.cuts.call(lambda: self._outlined(epoch))  # type: ignore[no-any-return]

    def put_outline(self, outline: StreamOutline) -> None:
        self.cuts.call(lambda: self._put_outline(outline))

    def outlines(self, known: Mapping[tuple[str, int], int], limit: int = 500) -> tuple[StreamOutline, ...]:
        found = (
            one
            for one in sorted(self.hub.outlines, key=lambda one: (one.station, one.epoch, one.first))
            if one.station != self.code and one.last > known.get((one.station, one.epoch), 0)
        )
        return self.cuts.call(lambda: tuple(found)[:limit])  # type: ignore[no-any-return]

    def close(self) -> None:
        """Nothing to close."""

    def _heads(self) -> tuple[HallStream, ...]:
        found = []
        for code, epoch in sorted(self.hub.epochs):
            stream = self.hub.stream(code, epoch)
            ends = [(one.last, one.listed[-1]) for one in stream]
            handed_on = [(one.last, one.listed[-1]) for one in stream if self._part(one).entries]
            last, given = (every[-1] if every else (0, bytes(32)) for every in (ends, handed_on))
            found.append(HallStream(code, epoch, self.hub.kind_of(code), *last, AT, *given))
        return tuple(found)

    def _state(self) -> HubState:
        hub = self.hub
        if self.code in hub.revoked:
            self._refuse(NOT_REGISTERED, f"窗口 {self.code} 的登记已作废")
        end = len(hub.batches)
        link = hub.links[-1] if hub.links else b""
        return HubState(
            hub.name,
            OUTLINES,
            self.code,
            "厅",
            "152221",
            hub.kind_of(self.code),
            hub.demo,
            end,
            hub.turn,
            link,
            len(hub.forks),
            AT,
        )

    def _open(self, epoch: int, key: bytes, certificate: bytes, machine: str) -> None:
        newest = max((e for code, e in self.hub.epochs if code == self.code), default=0)
        known = self.hub.epochs.get((self.code, epoch))
        if known is not None and known[0] != key:
            self._refuse(FOREIGN_KEY, "这个窗口编码正被另一台机器使用")
        if newest > epoch and self.hub.epochs[self.code, newest][2] != machine:
            self._refuse(OLD_MACHINE, "已在另一台机器上开始")
        if known is None or certificate:
            first = machine if known is None else known[2]
            self.hub.epochs[self.code, epoch] = (key, certificate, first)

    def _known(self, epoch: int, after: int) -> KnownStream:
        stream = self.hub.stream(self.code, epoch)
        head = stream[-1].listed[-1] if stream else bytes(32)
        placed = tuple(PlacedBatch(b.first, b.last, b.pos or 0) for b in stream if b.first > after)
        return KnownStream(self.hub.last(self.code, epoch), head, placed)

    def _push(self, batch: EntryBatch) -> Acknowledged:
        last = self.hub.last(self.code, batch.epoch)
        if (self.code, batch.epoch) not in self.hub.epochs:
            self._refuse(MISASKED, "这一期还没有登记")
        if batch.first > last + 1:
            raise HubRefused(NOT_NEXT, f"下一条应是第 {last + 1} 条", upto=last)
        if batch.first <= last:
            return self._again(batch, last)
        return Acknowledged(self.hub.place(batch), batch.last)

    def _again(self, batch: EntryBatch, last: int) -> Acknowledged:
        listed = {
            one.first + place: hash_
            for one in self.hub.stream(self.code, batch.epoch)
            for place, hash_ in enumerate(one.listed)
        }
        for seq, hash_ in enumerate(batch.listed, batch.first):
            if listed.get(seq, hash_) != hash_:
                self.hub.forks.append(ForkOnHub(self.code, batch.epoch, seq, hash_, AT))
                self._refuse(FORKED, f"第 {seq} 条在汇聚库里是另一条记录")
        same = [one for one in self.hub.stream(self.code, batch.epoch) if range_of(one) == range_of(batch)]
        if not same and batch.last > last:
            raise HubRefused(NOT_NEXT, f"下一条应是第 {last + 1} 条", upto=last)
        return Acknowledged(same[0].pos if same else None, last)

    def _outlined(self, epoch: int) -> int:
        mine = (one.last for one in self.hub.outlines if (one.station, one.epoch) == (self.code, epoch))
        return max(mine, default=0)

    def _put_outline(self, outline: StreamOutline) -> None:
        upto = self._outlined(outline.epoch)
        if outline.last <= upto:
            return
        if outline.first != upto + 1 or outline.last > self.hub.last(self.code, outline.epoch):
            raise HubRefused(NOT_NEXT, "目录接不上", upto=upto)
        self.hub.outlines.append(outline)

    def _pull(self, after: int, limit: int) -> PulledBatches:
        came = zip(self.hub.batches, self.hub.turns, strict=False)
        found = [self._part(one) for one, turn in came if turn > after and one.station != self.code]
        found = [one for one in found if one.entries]
        given, more = found[:limit], len(found) > limit
        turn = self.hub.turns[(given[-1].pos or 1) - 1] if more else self.hub.turn
        return PulledBatches(tuple(given), max(after, turn), more)

    def _part(self, batch: EntryBatch) -> EntryBatch:
        """What the hall may read: entries of cases."""
        seen = (one for one in batch.entries if isinstance(one, SentEntry) and is_joint(one.subject))
        return changed(batch, entries=tuple(seen))

    def _refuse(self, code: str, reason: str) -> None:
        self.hub.refusals.append((self.code, code))
        raise HubRefused(code, f"汇聚库没有接受：{reason}。")


def listed(hub: MemoryHub) -> list[BatchRange]:
    """What lies on the hub, in its order."""
    return [range_of(one) for one in hub.batches]
