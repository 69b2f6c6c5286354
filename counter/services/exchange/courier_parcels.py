"""Files that travel beside the entries, on a stick: what a courier file takes along, and what is taken out of it.

Up go a window's own files until the place has them, down go those for windows until the window has them; with both go
receipts, so that a file goes again only until it is known to have come. The place carries what is for others on to
its hub. Twice, late, or over another township's stick: a file is known by its bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from counter.domain.errors import BadInput
from counter.domain.journal.exchange.courier import (
    CourierDirection,
    CourierHead,
    CourierParcel,
    CourierPart,
    parcel_part,
)
from counter.domain.journal.exchange.key_cards import STATION_CODE
from counter.domain.journal.exchange.parcel_states import KeptParcel, ParcelState, ParcelWay
from counter.domain.journal.exchange.parcels import unpack_parcel
from counter.domain.shapes import whole
from counter.services.context.parcel_ports import ParcelReceipt
from counter.services.exchange.receive_parcel import MOST_KEPT, keep_parcel, settle_parcels

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

FILE, RECEIPTS, KNOWN = "file", "receipts", "receipts-known"
"""Kinds of ``CourierParcel``: a file, who has what, what of that is known already. A program of before passes them
over.
"""
MOST_IN_ONE = 40_000_000
"""Bytes of files in one courier file; the rest goes with the next."""
_NOT_ITS = "里面有不是这个窗口发的往来文件，没有收。"
FULL = "收到的往来文件太多，放不下了：先在“上报”页里把等人收的收了，再收一次这个盘。"


class _Receipt(msgspec.Struct, array_like=True, frozen=True):
    digest: Annotated[bytes, Meta(min_length=32, max_length=32)]
    station: Annotated[str, Meta(pattern=rf"^{STATION_CODE}\Z")]
    reader: bool


@dataclass(slots=True)
class CourierFiles:
    """``new``: titles of files that were not known here; ``full``: there was no room for all; ``refused``: one sentence
    each.
    """

    new: list[str] = field(default_factory=list)
    full: bool = False
    refused: list[str] = field(default_factory=list)


def parcels_for_hall(app: AppContext) -> Iterator[CourierPart]:
    """Own files that nobody has yet, what has come here, and which receipts have."""
    parcels, own = app.journal.exchange().parcels(), app.journal.station().code
    yield from _files(app, parcels.for_hall())
    yield from _receipts(parcels.receipts(own))
    told = parcels.receipts(of_sender=own)
    if told:
        yield parcel_part(CourierParcel(KNOWN, _digest(told)))


def parcels_for_window(app: AppContext, station: str) -> Iterator[CourierPart]:
    """What that window lacks, and who has what it sent."""
    parcels = app.journal.exchange().parcels()
    yield from _files(app, parcels.for_window(station))
    yield from _receipts(parcels.receipts(of_sender=station))


def lacks_parcels(app: AppContext, station: str) -> bool:
    """Whether a file for that window lies here, or a receipt that it has not."""
    store = app.journal.exchange()
    told = store.parcels().receipts(of_sender=station)
    known = store.mark(_known_by(station)) or ""
    return bool(store.parcels().for_window(station)) or (bool(told) and known != _digest(told).hex())


def take_courier_parcels(
    app: AppContext, head: CourierHead, given: Sequence[CourierParcel], *, believed: bool
) -> CourierFiles:
    """Keep the files of a courier file whose end is proved, each in a transaction of its own; note the receipts.

    ``believed``: a hall known here certified who wrote it; else nothing is taken, and comes again with the next one. A
    window tells what it has itself, the place what it knows.
    """
    done = CourierFiles()
    if not believed:
        return done
    up = head.direction is CourierDirection.UP
    for one in given:
        if one.kind == FILE:
            _take_file(app, head, one.body, done, up=up)
        elif one.kind == RECEIPTS:
            _note_receipts(app, head, one.body, up=up)
        elif one.kind == KNOWN and up:
            _note_known(app, head.station, one.body)
    if given:
        settle_parcels(app)
    return done


def _take_file(app: AppContext, head: CourierHead, packed: bytes, done: CourierFiles, *, up: bool) -> None:
    if app.journal.exchange().parcels().kept_bytes() > MOST_KEPT:
        done.full = True
        done.refused.append(FULL)
        return
    try:
        parcel = unpack_parcel(packed)
    except BadInput:
        parcel = None  # it has a row with the reason
    if up and parcel is not None and parcel.station != head.station:
        done.refused.append(_NOT_ITS)
    elif _keep(app, head, packed, up=up):
        done.new.append("读不出的文件" if parcel is None else f"{parcel.title}（{parcel.station}）")


def _note_known(app: AppContext, station: str, digest: bytes) -> None:
    if app.journal.exchange().mark(_known_by(station)) != digest.hex():
        with app.journal.transaction() as tx:
            tx.exchange().set_mark(_known_by(station), digest.hex())
            tx.commit()


def _known_by(station: str) -> str:
    return f"courier.receipts.{station}"


def _digest(told: Sequence[ParcelReceipt]) -> bytes:
    return hashlib.sha256(repr(sorted(told)).encode()).digest()


def _keep(app: AppContext, head: CourierHead, packed: bytes, *, up: bool) -> bool:
    with app.journal.transaction() as tx:
        new = keep_parcel(app, tx.exchange(), packed, via=f"courier:{head.station}", carries=up)
        tx.commit()
    return new


def _note_receipts(app: AppContext, head: CourierHead, packed: bytes, *, up: bool) -> None:
    try:
        told = _DECODER.decode(packed)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
        raise BadInput("U盘交换件里的回执读不出。", field="file") from wrong
    own, now = app.journal.station().code, app.clock.read().at
    sent = {one.digest: one for one in app.journal.exchange().parcels().every() if one.way is ParcelWay.SENT}
    with app.journal.transaction() as tx:
        store = tx.exchange().parcels()
        for one in told:
            if one.station == own or not store.has(one.digest) or (up and one.station != head.station):
                continue  # nobody speaks for another window
            store.put_receipt(ParcelReceipt(one.digest, one.station, one.reader), told=False)
            kept = sent.get(one.digest)
            if kept is not None and kept.state is not ParcelState.RECEIVED:
                came = ParcelState.RECEIVED if one.reader else ParcelState.SENT
                store.set_state(one.digest, came, now)
        tx.commit()


def _files(app: AppContext, kept: Iterable[KeptParcel]) -> Iterator[CourierPart]:
    size = 0
    for one in kept:
        size += one.size
        if size > MOST_IN_ONE and size != one.size:
            return
        body = app.journal.exchange().parcels().body(one.digest)
        if body is not None:
            yield parcel_part(CourierParcel(FILE, body))


def _receipts(told: Sequence[ParcelReceipt]) -> Iterator[CourierPart]:
    if told:
        rows = [_Receipt(*one) for one in told]
        yield parcel_part(CourierParcel(RECEIPTS, msgspec.msgpack.encode(rows)))


_DECODER = msgspec.msgpack.Decoder(whole(list[_Receipt]))
