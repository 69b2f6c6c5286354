"""Push to the hub what windows without a line sent by courier, and take the places that it gives (DESIGN §5).

The hub takes it from the station of a hall for one of its county, and notes who carried it. Each batch keeps its
author's signature: the carrier can neither change nor invent one.
"""

from __future__ import annotations

from dataclasses import asdict

from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.exchange.batch import EntryBatch, batch_message
from counter.domain.journal.exchange.standing import StoredBatch
from counter.domain.papers.verify.trusted_keys import Certificate, Trust
from counter.services.context.app import AppContext
from counter.services.exchange.courier_partners import (
    CARRIED_REFUSED,
    CarriedRefused,
    read_mark,
    write_mark,
)
from counter.services.exchange.give_order import place_batch, whole_batches
from counter.services.exchange.hub_port import HubPort, HubRefused
from counter.services.exchange.round_push import VIA_HUB
from counter.services.keys.trusted import trusted_keys, verify


def push_carried(app: AppContext, hub: HubPort, *, of_county: bool) -> int:
    """Push every carried batch that the hub has not; how many entries it acknowledged.

    ``of_county``: this station may push for others of its county. What came through a hub that was put back is sent
    again by its author, or by such a station: another one would only be refused, and look like a thief to whoever reads
    the refusals. What came by stick is tried all the same: why it does not go on has to be told to somebody.

    A refused station keeps the others from nothing; why it was is noted for the page. Raises HubUnreachable; what was
    acknowledged until then is noted.
    """
    trust, own = trusted_keys(app.journal), app.journal.station().code
    sent, refused = 0, dict[tuple[str, int], str]()
    opened: set[tuple[str, int]] = set()
    for kept in whole_batches(app):
        of = kept.range
        stream = (of.station, of.epoch)
        certificate = _signer(trust, kept)
        not_ours = not of_county and kept.via == VIA_HUB
        if of.station == own or stream in refused or certificate is None or not_ours:
            continue
        try:
            if stream not in opened:
                key, stated = bytes.fromhex(certificate.public_key), canonical_bytes(asdict(certificate))
                hub.open_epoch(of.epoch, key, stated, "", station=of.station)
                opened.add(stream)
            pos = _place(app, hub, kept)
        except HubRefused as wrong:
            refused[stream] = wrong.sentence
            continue
        if pos is None:
            refused[stream] = ""  # what the hub has is cut otherwise: its places come with what is pulled
            continue
        place_batch(app, of, pos)
        sent += of.last - of.first + 1
    _note(app, CarriedRefused(tuple(dict.fromkeys(one for one in refused.values() if one))))
    return sent


def _note(app: AppContext, refused: CarriedRefused) -> None:
    if read_mark(app.journal.exchange(), CARRIED_REFUSED, CarriedRefused) != refused:
        with app.journal.transaction() as tx:
            write_mark(tx.exchange(), CARRIED_REFUSED, refused)
            tx.commit()


def _place(app: AppContext, hub: HubPort, kept: StoredBatch) -> int | None:
    of = kept.range
    known = hub.known(of.epoch, of.first - 1, station=of.station)
    there = (one.pos for one in known.placed if (one.first, one.last) == (of.first, of.last))
    if known.seq >= of.last:
        return next(there, None)
    entries = app.journal.exchange().batch_entries(kept)
    batch = EntryBatch(of.station, of.epoch, of.first, kept.hashes, kept.signature, entries)
    return hub.push(batch, carried=True).pos


def _signer(trust: Trust, kept: StoredBatch) -> Certificate | None:
    of = kept.range
    message = batch_message(of.station, of.epoch, of.first, kept.hashes, kept.withheld)
    named = trust.named(of.station, of.epoch)
    return next((c for c in named if verify(bytes.fromhex(c.public_key), message, kept.signature)), None)
