"""Who exchanges courier files: the hall's exchange place and its windows, and what each knows of the other."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

import msgspec

from counter.domain.journal.exchange.courier import CourierHead, NumbersSeen, OrderSeen
from counter.domain.shapes import whole
from counter.services.keys.trusted import public_of, seed_in_force, settled_keys, station_keys

if TYPE_CHECKING:
    from counter.domain.papers.verify.trusted_keys import Certificate, Trust
    from counter.services.context.app import AppContext
    from counter.services.context.exchange_ports import ExchangeReading, ExchangeStore

Kept = TypeVar("Kept", "WindowKnown", "PlaceKnown", "LastCopied", "CarriedRefused")


class WindowKnown(msgspec.Struct, frozen=True):
    """What an exchange place knows of a window from its newest file. ``own``: last entry of each of its epochs."""

    epoch: int = 0
    number: int = 0
    window: str = ""
    own: tuple[tuple[int, int], ...] = ()
    seen: OrderSeen = OrderSeen()
    numbers: NumbersSeen = NumbersSeen()


class PlaceKnown(msgspec.Struct, frozen=True):
    """What a window took in from its exchange place: the newest file, and the order up to ``pos`` without a gap."""

    place: str = ""
    epoch: int = 0
    number: int = 0
    pos: int = 0
    numbers: NumbersSeen = NumbersSeen()


class LastCopied(msgspec.Struct, frozen=True):
    """The newest file that was written to a stick, and of which epoch. ``at``: UTC ISO; ``entries`` inside."""

    epoch: int = 0
    number: int = 0
    at: str = ""
    file: str = ""
    entries: int = 0


class CarriedRefused(msgspec.Struct, frozen=True):
    """Why the hub refused what was carried for others, one sentence each."""

    sentences: tuple[str, ...] = ()


CARRIED_REFUSED = "courier.refused"
"""Name of the mark of it."""
PLACE_KNOWN, COPIED = "courier.place", "courier.copied"
"""Names of marks of a window; ``of_window``, ``to_window``: of an exchange place."""


def of_window(station: str) -> str:
    """Name of the mark of what is known of a window."""
    return f"courier.window.{station}"


def to_window(station: str) -> str:
    """Name of the mark of the newest file for a window."""
    return f"courier.to.{station}"


def read_mark(store: ExchangeReading, name: str, kind: type[Kept]) -> Kept:
    """What is kept under that name; the empty record where nothing readable is."""
    try:
        return msgspec.json.decode(store.mark(name) or "{}", type=whole(kind))
    except msgspec.MsgspecError:
        return kind()


def last_copied(app: AppContext) -> LastCopied:
    """The newest file of this window for the hall."""
    return read_mark(app.journal.exchange(), COPIED, LastCopied)


def write_mark(
    store: ExchangeStore, name: str, record: WindowKnown | PlaceKnown | LastCopied | CarriedRefused
) -> None:
    """Keep it."""
    store.set_mark(name, msgspec.json.encode(record).decode())


def halls_of_window(app: AppContext, trust: Trust) -> tuple[str, ...]:
    """Keys of the halls that certified this window, but one that this profile holds itself, the newest last."""
    seed = seed_in_force(app.journal, trust)
    held = () if seed is None else trust.line(public_of(seed))
    own = {one.public_key for one in station_keys(app.journal)}
    halls = [trust.line(c.hall_key)[-1] for c in trust.certificates if c.public_key in own]
    return tuple(key for key in dict.fromkeys(halls) if key in trust.halls and key not in held)


def windows_of_hall(app: AppContext, trust: Trust) -> dict[str, Certificate]:
    """The windows that the hall key of this profile certified, each with its newest good key; without the own one."""
    seed = seed_in_force(app.journal, trust)
    if seed is None:
        return {}
    station, line = app.journal.station(), trust.line(public_of(seed))
    found: dict[str, Certificate] = {}
    for one in trust.certificates:
        good = one.hall_key in line and one.public_key not in trust.revocations and one.demo == station.demo
        before = found.get(one.station)
        if good and one.station != station.code and (before is None or one.epoch >= before.epoch):
            found[one.station] = one
    return found


def trust_here(app: AppContext) -> Trust:
    """The keys trusted here, with the own station certified where this profile holds its hall's key."""
    from counter.domain.calendar.workdays import civil_date

    return settled_keys(app.journal, civil_date(app.clock.read().at))


def opening_seeds(app: AppContext) -> dict[str, bytes]:
    """Public key (hex) → seed of the keys here that open courier files: the hall's and those of the own epochs."""
    seeds = {
        key.hex(): app.journal.station_seed(epoch) for epoch, key, _ in app.journal.exchange().own_epochs()
    }
    hall = app.journal.hall_seed()
    return seeds if hall is None else seeds | {public_of(hall): hall}


def order_seen(store: ExchangeReading) -> OrderSeen:
    """How far this window knows its place's order."""
    known = read_mark(store, PLACE_KNOWN, PlaceKnown)
    newest = store.newest_placed(known.pos) if known.pos else None
    if newest is None or newest.pos is None:
        return OrderSeen(known.place, known.pos)
    return OrderSeen(known.place, known.pos, newest.pos, sha256(newest.hashes).hexdigest())


def is_same_order(store: ExchangeReading, place: str, seen: OrderSeen) -> bool:
    """Whether what a window knows is this place's order: it is not after the place was put back to an older day."""
    if not seen.pos:
        return True
    newest, there = store.newest_placed(), store.newest_placed(seen.at) if seen.at else None
    far = newest is not None and newest.pos is not None and newest.pos >= seen.pos
    same = there is not None and there.pos == seen.at and sha256(there.hashes).hexdigest() == seen.digest
    return seen.place == place and far and (same or not seen.at)


def is_certified(head: CourierHead, trust: Trust) -> bool:
    """Whether a hall known here certified the key that signed the file, and it was not revoked."""
    named = trust.named(head.station, head.epoch)
    return head.public_key not in trust.revocations and any(
        one.public_key == head.public_key and one.demo == head.demo for one in named
    )
