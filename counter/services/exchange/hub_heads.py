"""What the hub says of the hall's streams, as a round of the supervisor's room asked: kept for the comparison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from counter.domain.journal.exchange.stream_heads import HallStream
from counter.domain.shapes import whole
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading
from counter.services.exchange.hub_port import OTHER_VERSION, HubPort, HubRefused, HubState
from counter.services.exchange.round_marks import now

_HEADS = "hub_heads"
_ROOM = "hall"
"""The kind that the room is enrolled as."""


@dataclass(frozen=True, slots=True)
class HubHeads:
    """The hall's streams on the hub. ``at``: when it was asked, by the room's clock."""

    at: datetime
    streams: tuple[HallStream, ...]


def note_heads(app: AppContext, hub: HubPort, state: HubState) -> None:
    """Ask and keep, where this station is a hall's room. A hub older than the question stops no round."""
    if state.kind != _ROOM:
        return
    try:
        heads = HubHeads(now(app), hub.heads())
    except HubRefused as wrong:
        if wrong.code != OTHER_VERSION:
            raise
        return
    with app.journal.transaction() as tx:
        tx.exchange().set_mark(_HEADS, msgspec.json.encode(heads).decode())
        tx.commit()


def known_heads(store: ExchangeReading) -> HubHeads | None:
    """What the hub said last; None where it never was asked, or the mark cannot be read."""
    try:
        return msgspec.json.decode(store.mark(_HEADS) or "", type=whole(HubHeads))
    except msgspec.MsgspecError:
        return None
