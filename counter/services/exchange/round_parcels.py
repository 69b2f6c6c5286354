"""The third part of a round: files that travel beside the entries, sent, received and acknowledged.

Each step is noted before the next one asks the hub: a cut at any moment repeats at most one parcel, which changes
nothing. One that the hub does not take stays here with the reason and keeps the others from nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from counter.domain.journal.exchange.parcel_states import KeptParcel, ParcelState, ParcelWay
from counter.domain.shapes import whole
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading, ExchangeStore
from counter.services.context.parcel_ports import ParcelReceipt
from counter.services.exchange.hub_port import HubPort, HubRefused, ParcelOnHub, ParcelReceived
from counter.services.exchange.receive_parcel import MOST_KEPT, keep_parcel, settle_parcels
from counter.services.exchange.round_push import VIA_HUB
from counter.services.exchange.send_parcel import carries

AGAIN_AFTER = timedelta(hours=1)
"""What the hub did not take is offered again after it, and not every minute."""
KEPT_FOR = timedelta(days=35)
"""For how long the bytes of what nobody needs any more are kept."""
FULL = "收到的往来文件太多，放不下了：请先在“上报”页里把等人收的收了。"
_MARK = "hub_parcels"


class _Place(msgspec.Struct, frozen=True):
    """The last parcel of the hub's that was kept here. ``digest``: hex, "" for none yet."""

    pos: int = 0
    digest: str = ""


@dataclass(slots=True)
class ParcelsMoved:
    """``sent``: acknowledged by the hub; ``received``: new here; ``settled``: in force or judged anew by themselves;
    ``sentence``: why not all was done, else empty.
    """

    sent: int = 0
    received: int = 0
    settled: int = 0
    sentence: str = ""


def exchange_parcels(app: AppContext, hub: HubPort, tell: Callable[[int, int], object]) -> ParcelsMoved:
    """Send, receive, tell the hub who has what, and learn it. Raises HubRefused, HubUnreachable; what was done until
    then is noted.
    """
    moved = ParcelsMoved()
    _follow_place(app, hub)
    relays = carries(app)
    waiting = [
        one
        for one in app.journal.exchange().parcels().for_hub()
        if _is_due(app, one) and (relays or one.way is ParcelWay.SENT)
    ]
    for done, kept in enumerate(waiting):
        tell(done, len(waiting))
        moved.sent += _send(app, hub, kept)
    _receive(app, hub, moved, relays=relays)
    for pos, station in app.journal.exchange().parcels().untold():
        _tell_received(app, hub, pos, station)
    _learn(app, hub)
    moved.settled = settle_parcels(app)
    with app.journal.transaction() as tx:
        if tx.exchange().parcels().prune(app.clock.read().at - KEPT_FOR):
            tx.commit()
    return moved


def _is_due(app: AppContext, kept: KeptParcel) -> bool:
    passed = app.clock.read().at - kept.changed
    return kept.state is not ParcelState.NOT_TAKEN or not timedelta() <= passed < AGAIN_AFTER


def _follow_place(app: AppContext, hub: HubPort) -> None:
    """A hub that was put back is read from its beginning again, and gets again what nobody has received."""
    place = _place(app.journal.exchange())
    if not place.pos:
        return
    newest, digest = hub.parcel_at(place.pos)
    if newest >= place.pos and (digest is None or digest.hex() == place.digest):
        return
    with app.journal.transaction() as tx:
        tx.exchange().parcels().forget_places()
        _set_place(tx.exchange(), _Place())
        tx.commit()


def _send(app: AppContext, hub: HubPort, kept: KeptParcel) -> int:
    body = app.journal.exchange().parcels().body(kept.digest)
    if body is None:
        return 0
    own = kept.way is ParcelWay.SENT
    try:
        pos = hub.send(kept.kind, body, kept.readers, station=None if own else kept.station)
    except HubRefused as wrong:
        if own:
            _note(app, kept, ParcelState.NOT_TAKEN, wrong.sentence)
        return 0
    with app.journal.transaction() as tx:
        store = tx.exchange().parcels()
        store.set_place(kept.digest, pos)
        if own and kept.state is not ParcelState.RECEIVED:
            store.set_state(kept.digest, ParcelState.SENT, app.clock.read().at)
        tx.commit()
    return 1


def _receive(app: AppContext, hub: HubPort, moved: ParcelsMoved, *, relays: bool) -> None:
    place = _place(app.journal.exchange())
    while True:
        if app.journal.exchange().parcels().kept_bytes() > MOST_KEPT:
            moved.sentence = FULL
            return
        found = hub.receive(place.pos, 1)
        if not found:
            return
        for one in found:
            place = _Place(one.pos, one.digest.hex())
            moved.received += _keep(app, one, place, relays=relays)


def _keep(app: AppContext, one: ParcelOnHub, place: _Place, *, relays: bool) -> int:
    with app.journal.transaction() as tx:
        new = keep_parcel(app, tx.exchange(), one.body, via=VIA_HUB, pos=one.pos, carries=relays)
        _set_place(tx.exchange(), place)
        tx.commit()
    return int(new)


def _tell_received(app: AppContext, hub: HubPort, pos: int, station: str) -> None:
    own = station == app.journal.station().code
    try:
        hub.received(pos, station=None if own else station)
    except HubRefused:
        if own:
            raise
    with app.journal.transaction() as tx:
        tx.exchange().parcels().told(pos, station)
        tx.commit()


def _learn(app: AppContext, hub: HubPort) -> None:
    """Who has what was sent, by this station or on behalf; what the hub has not any more and nobody has goes again."""
    there = app.journal.exchange().parcels().sent(app.clock.read().at - KEPT_FOR)
    own = app.journal.station().code
    for sender in sorted({own if one.way is ParcelWay.SENT else one.station for one in there}):
        try:
            told = hub.parcels_sent(station=None if sender == own else sender)
        except HubRefused:
            if sender == own:
                raise
            continue
        mine = [
            one for one in there if (one.way is ParcelWay.SENT) == (sender == own) and one.station == sender
        ]
        _note_told(app, mine, told)


def _note_told(app: AppContext, sent: Sequence[KeptParcel], told: Sequence[ParcelReceived]) -> None:
    there, now = {one.digest for one in told}, app.clock.read().at
    with app.journal.transaction() as tx:
        store = tx.exchange().parcels()
        for kept in sent:
            codes = {one.code for one in told if one.digest == kept.digest and one.code}
            for code in codes - set(kept.receipts):
                store.put_receipt(ParcelReceipt(kept.digest, code, reader=True), told=True)
            if codes and kept.state is ParcelState.SENT:
                store.set_state(kept.digest, ParcelState.RECEIVED, now)
            elif not kept.receipts and not codes and kept.digest not in there:
                store.set_place(kept.digest, None)
                if kept.way is ParcelWay.SENT:
                    store.set_state(kept.digest, ParcelState.TO_SEND, now)
        tx.commit()


def _note(app: AppContext, kept: KeptParcel, state: ParcelState, why: str) -> None:
    with app.journal.transaction() as tx:
        tx.exchange().parcels().set_state(kept.digest, state, app.clock.read().at, why=why)
        tx.commit()


def _place(store: ExchangeReading) -> _Place:
    try:
        return msgspec.json.decode(store.mark(_MARK) or "{}", type=whole(_Place))
    except msgspec.MsgspecError:
        return _Place()


def _set_place(store: ExchangeStore, place: _Place) -> None:
    store.set_mark(_MARK, msgspec.json.encode(place).decode())
