"""The supervisor's room of a county follows every case of the county: page by page of the hub's order, resumable."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from counter.domain.hall.kept_numbers import is_room
from counter.domain.shapes import whole
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading
from counter.services.exchange.hub_port import HubPort, HubState

PAGE = 50
"""Batches of the order looked through at once: at most 25,600 entries, and the order is held that long."""
LEAST_SCHEMA = 7
"""Version of the hub's tables that knows rooms of a county."""
_MARK = "hub_overseen"


@dataclass(frozen=True, slots=True)
class OverseenPlace:
    """How far the order was looked through: the last batch, and the order's chain up to it."""

    pos: int = 0
    link: bytes = field(default=b"")


def oversee_county(app: AppContext, hub: HubPort, state: HubState) -> int:
    """Follow the cases of what came since the last round; returns how many are new. Their entries come with the pull.

    Nothing at a window, and where the hub's administrator has not granted it. After a cut the same page is asked for
    again, which changes nothing; where the hub was put back, everything is looked through again.
    """
    if not is_room(app.journal.station().code) or state.kind != "hall" or state.schema < LEAST_SCHEMA:
        return 0
    place, found = overseen_place(app.journal.exchange()), 0
    if place.pos > state.pos or (place.pos and hub.link(place.pos) != place.link):
        place = OverseenPlace()
    while place.pos < state.pos:
        page = hub.oversee(place.pos, PAGE)
        if page is None:
            return 0
        found += page.cases
        place = OverseenPlace(page.upto, hub.link(page.upto) or b"")
        with app.journal.transaction() as tx:
            tx.exchange().set_mark(_MARK, msgspec.json.encode(place).decode())
            tx.commit()
    return found


def forget_overseen(app: AppContext) -> None:
    """The hub was put back: what was followed may be followed no longer."""
    if app.journal.exchange().mark(_MARK) is not None:
        with app.journal.transaction() as tx:
            tx.exchange().set_mark(_MARK, "{}")
            tx.commit()


def overseen_place(store: ExchangeReading) -> OverseenPlace:
    """The mark; the beginning where there is none, or none that can be read."""
    try:
        return msgspec.json.decode(store.mark(_MARK) or "{}", type=whole(OverseenPlace))
    except msgspec.MsgspecError:
        return OverseenPlace()
