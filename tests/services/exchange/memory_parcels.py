"""Parcels on a hub in memory: what ``counter/db/hub/sql/parcels.sql`` promises."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from counter.services.exchange.hub_port import TOO_MANY, HubRefused, ParcelOnHub, ParcelReceived

MOST_A_DAY = 40


@dataclass
class MemoryParcels:
    """Of one county. ``kinds``: kind of each station that is no window; ``there``: place → parcel and its readers."""

    kinds: dict[str, str] = field(default_factory=dict)
    there: dict[int, tuple[ParcelOnHub, str]] = field(default_factory=dict)
    receipts: set[tuple[int, str]] = field(default_factory=set)
    newest: int = 0
    most: int = MOST_A_DAY

    def kind(self, code: str) -> str:
        """Of a station."""
        return self.kinds.get(code, "window")

    def is_for(self, code: str, readers: str) -> bool:
        """Whether it is addressed to that station."""
        return not readers or self.kind(code) in readers.removeprefix("kind:").split(",")

    def put_back(self) -> None:
        """Restored to a day before the first."""
        self.there.clear()
        self.receipts.clear()
        self.newest = 0


class ParcelCalls:
    """The part of ``HubPort`` about parcels, as one station calls it."""

    hub: Any
    code: str
    cuts: Any

    def send(self, kind: str, body: bytes, to_hall: str = "", *, station: str | None = None) -> int:
        return self.cuts.call(lambda: self._send(kind, body, to_hall, station or self.code))  # type: ignore[no-any-return]

    def receive(self, after: int, limit: int = 4, *, station: str | None = None) -> tuple[ParcelOnHub, ...]:
        parcels = self.hub.parcels
        found = [
            one
            for pos, (one, readers) in sorted(parcels.there.items())
            if pos > after and one.sender != self.code and parcels.is_for(self.code, readers)
        ]
        return self.cuts.call(lambda: tuple(found[:limit]))  # type: ignore[no-any-return]

    def parcel_at(self, pos: int) -> tuple[int, bytes | None]:
        parcels = self.hub.parcels
        found = parcels.there.get(pos)
        digest = None if found is None else found[0].digest
        return self.cuts.call(lambda: (parcels.newest, digest))  # type: ignore[no-any-return]

    def received(self, pos: int, *, station: str | None = None) -> None:
        self.cuts.call(lambda: self.hub.parcels.receipts.add((pos, station or self.code)))

    def parcels_sent(self, *, station: str | None = None) -> tuple[ParcelReceived, ...]:
        return self.cuts.call(lambda: tuple(self._sent(station or self.code)))  # type: ignore[no-any-return]

    def _send(self, kind: str, body: bytes, readers: str, sender: str) -> int:
        parcels, digest = self.hub.parcels, hashlib.sha256(body).digest()
        for pos, (one, _) in parcels.there.items():
            if (one.sender, one.digest) == (sender, digest):
                return int(pos)
        if sum(one.sender == sender for one, _ in parcels.there.values()) >= parcels.most:
            raise HubRefused(TOO_MANY, "汇聚库没有接受：今天发得太多了。")
        parcels.newest += 1
        parcels.there[parcels.newest] = (ParcelOnHub(parcels.newest, sender, kind, digest, body), readers)
        return int(parcels.newest)

    def _sent(self, sender: str) -> list[ParcelReceived]:
        parcels = self.hub.parcels
        told = []
        for pos, (one, _) in sorted(parcels.there.items()):
            if one.sender == sender:
                codes = [code for place, code in sorted(parcels.receipts) if place == pos]
                told += [ParcelReceived(pos, one.digest, code) for code in codes or [""]]
        return told
