"""What a round leaves for the next one and for people: marks in the journal's file, none of them an entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import msgspec

from counter.domain.shapes import whole
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading
from counter.services.exchange.hub_port import ForkOnHub, HubState
from counter.services.exchange.reporting import RoundTrouble

_REPORTING = "hub_reporting"
_ORDER = "hub_order"
_MOST_PLACES = 40
FILES_ONLY = ("office", "bureau")
"""Kinds of stations of which the hub takes no entries: theirs are about ratings, or public as packs."""


@dataclass(frozen=True, slots=True)
class ReportingMarks:
    """``hub``: its own id; ``kind``: of this station there, "" for a window of before; the times as in
    ``ReportingStanding``; ``forks``: of the own station, as the hub tells; ``clock_off``: by how many seconds this
    clock was ahead of the hub's when it was last asked, negative where it was behind.
    """

    hub: str = ""
    kind: str = ""
    joined: datetime | None = None
    reported: datetime | None = None
    exchanged: datetime | None = None
    put_back: datetime | None = None
    trouble: RoundTrouble | None = None
    forks: tuple[ForkOnHub, ...] = ()
    clock_off: int = 0


@dataclass(frozen=True, slots=True)
class OrderPlace:
    """The hub's order as it was seen: a delivery up to which all is taken in, the last batch, the chain up to it;
    ``follows``: deliveries until then that no batch made, which never become fewer; ``mark``: what the hall was given
    last until then (``HubPort.turn_mark``), b"" of a hub that does not tell.
    """

    turn: int = 0
    pos: int = 0
    link: bytes = field(default=b"")
    follows: int = 0
    mark: bytes = b""


def reporting_marks(store: ExchangeReading) -> ReportingMarks:
    """The marks; those of a station that never reported where there are none, or none that can be read."""
    try:
        return msgspec.json.decode(store.mark(_REPORTING) or "{}", type=whole(ReportingMarks))
    except msgspec.MsgspecError:
        return ReportingMarks()


def set_reporting_marks(app: AppContext, **changed: object) -> ReportingMarks:
    """Change some of them."""
    with app.journal.transaction() as tx:
        before = reporting_marks(tx.exchange())
        marks = replace(before, **changed)  # type: ignore[arg-type]  # the callers name the fields
        if marks != before:
            tx.exchange().set_mark(_REPORTING, _packed(marks))
            tx.commit()
    return marks


def begin_marks(app: AppContext, hub: str, kind: str = "") -> None:
    """Joined to a hub. To another one than before: nothing that the other had counts as reported or seen."""
    before = reporting_marks(app.journal.exchange())
    if before.hub != hub:
        set_reporting_marks(app, hub=hub, reported=None, exchanged=None, put_back=None)
        with app.journal.transaction() as tx:
            tx.exchange().set_mark(_ORDER, "[]")
            tx.commit()
    set_reporting_marks(app, kind=kind, joined=now(app), trouble=None, forks=())


def seen_order(store: ExchangeReading) -> tuple[OrderPlace, ...]:
    """Places of the hub's order that were seen, the oldest first; the newest says how far all is taken in."""
    try:
        return tuple(msgspec.json.decode(store.mark(_ORDER) or "[]", type=whole(list[OrderPlace])))
    except msgspec.MsgspecError:
        return ()


def pulled_turn(store: ExchangeReading) -> int:
    """The last delivery that was taken in."""
    seen = seen_order(store)
    return seen[-1].turn if seen else 0


class RoundNotes:
    """What a round notes and nothing in it waits for: written in one transaction, at its end, where it stops, and
    between two pieces of a long one. Each writing costs the window the pages that it has read.

    Killed before that, the next round finds out once more, which changes nothing.
    """

    def __init__(self, app: AppContext) -> None:
        self._app = app
        self._reporting: dict[str, object] = {}
        self._marks: dict[str, str] = {}

    def report(self, **changed: object) -> None:
        """Change some of the marks of reporting."""
        self._reporting |= changed

    def set_mark(self, name: str, value: str) -> None:
        """Set another mark."""
        self._marks[name] = value

    def pulled(self, turn: int, state: HubState, mark: bytes) -> None:
        """Everything up to that delivery is taken in. ``state``: asked for after it was pulled, so that a hub that is
        put back to before it shows by the order's chain.
        """
        place = OrderPlace(turn, state.pos, state.link, state.turn - state.pos, mark)
        self._marks[_ORDER] = _packed(thinned((*seen_order(self._app.journal.exchange()), place)))

    def write(self) -> None:
        """Write what changed."""
        with self._app.journal.transaction() as tx:
            store = tx.exchange()
            marks = replace(reporting_marks(store), **self._reporting)  # type: ignore[arg-type]  # the callers name the fields
            told = {**self._marks, _REPORTING: _packed(marks)}
            changed = {name: value for name, value in told.items() if store.mark(name) != value}
            for name, value in changed.items():
                store.set_mark(name, value)
            if changed:
                tx.commit()
        self._reporting.clear()
        self._marks.clear()


def forget_order_after(app: AppContext, place: OrderPlace) -> None:
    """What was seen after that place is no longer so."""
    seen = seen_order(app.journal.exchange())
    _set_order(app, tuple(one for one in seen if one.turn <= place.turn and one.pos <= place.pos))


def thinned(places: tuple[OrderPlace, ...]) -> tuple[OrderPlace, ...]:
    """At most as many as are kept: all of the newest, and of the older ones every second, again and again."""
    while len(places) > _MOST_PLACES:
        half = len(places) // 2
        places = places[0:half:2] + places[half:]
    return places


def now(app: AppContext) -> datetime:
    """The time of the station's clock."""
    return app.clock.read().at.astimezone(UTC)


def _set_order(app: AppContext, places: tuple[OrderPlace, ...]) -> None:
    with app.journal.transaction() as tx:
        tx.exchange().set_mark(_ORDER, _packed(places))
        tx.commit()


def _packed(marks: ReportingMarks | Sequence[OrderPlace]) -> str:
    return msgspec.json.encode(marks).decode()
