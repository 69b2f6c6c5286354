"""Read a piece of the own stream back from the hub in each round: what it acknowledged, it must still have."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from counter.domain.journal.exchange.batch import BatchRange, EntryBatch
from counter.domain.journal.exchange.standing import LackingEntries
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading
from counter.services.exchange.hub_port import MISASKED, HubPort, HubRefused
from counter.services.exchange.outlines import keep_lacking, lacking_entries
from counter.services.exchange.round_marks import RoundNotes

_MARK = "hub_read_back"


def read_back(app: AppContext, hub: HubPort, notes: RoundNotes) -> None:
    """Compare the next piece of the own stream, and what lacked before, with what is here; go round for ever.

    What lacks is noted beside what others' outlines told (``lacking_entries``). Raises HubRefused, HubUnreachable.
    """
    store, own = app.journal.exchange(), app.journal.station().code
    others = [one for one in lacking_entries(store) if one.range.station != own]
    mine = [one.range for one in lacking_entries(store) if one.range.station == own]
    found = [lost for of in mine for lost in _compared(app, hub, of.epoch, of.first - 1)[1]]
    place = _next_place(store)
    if place is not None:
        reached, lost = _compared(app, hub, *place)
        found += lost
        notes.set_mark(_MARK, msgspec.json.encode((place[0], reached)).decode())
    keep_lacking(app, [*others, *(LackingEntries(of, sure=True) for of in found)])


def _next_place(store: ExchangeReading) -> tuple[int, int] | None:
    """Epoch, and number of the entry after which to go on; None where nothing was acknowledged."""
    done = {epoch: upto for epoch, _, _ in store.own_epochs() if (upto := store.acknowledged(epoch))}
    if not done:
        return None
    try:
        epoch, after = msgspec.json.decode(store.mark(_MARK) or "[0,0]", type=tuple[int, int])
    except msgspec.MsgspecError:
        epoch, after = 0, 0
    if after < done.get(epoch, 0):
        return epoch, after
    later = [one for one in done if one > epoch]
    return (min(later) if later else min(done)), 0


def _compared(app: AppContext, hub: HubPort, epoch: int, after: int) -> tuple[int, list[BatchRange]]:
    """How far this piece reaches, and what of it lacks on the hub or is not what was reported."""
    store, own = app.journal.exchange(), app.journal.station().code
    upto = store.acknowledged(epoch)
    try:
        batch = next(iter(hub.own(epoch, after, 1)), None)
    except HubRefused as refused:
        if refused.code != MISASKED:  # it answers, with what no program wrote
            raise
        batch = None
    if batch is None or batch.first > after + 1:
        reached = upto if batch is None else min(upto, batch.first - 1)
        return reached, [BatchRange(own, epoch, after + 1, reached)] if reached > after else []
    return batch.last, list(_lost(app, batch))


def _lost(app: AppContext, batch: EntryBatch) -> Iterator[BatchRange]:
    of = BatchRange(batch.station, batch.epoch, batch.first, batch.last)
    given = {one.seq: one.hash for one in batch.entries}
    listed = dict(enumerate(batch.listed, batch.first))
    for seq, hash_ in app.journal.exchange().known_hashes(of).items():
        if given.get(seq) != hash_ or listed[seq] != hash_:
            yield of
            return
