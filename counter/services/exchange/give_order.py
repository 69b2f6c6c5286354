"""Give the batches of a hall without a hub their order: its exchange place numbers what is whole here, from 1 on.

Where the hall has a hub, its round does this instead: it pushes what came by courier and takes the places that the hub
gives (``push_carried``; docs/decisions/0036-courier-file.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.journal.exchange.batch import BatchRange
from counter.domain.journal.exchange.standing import StoredBatch
from counter.services.context.app import AppContext
from counter.services.exchange.late_batches import note_late
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.project_cases import project_cases
from counter.services.exchange.round_marks import reporting_marks


def give_order(app: AppContext, *, reports: bool = False) -> int:
    """Number every batch whose stream is whole up to it, the own ones too; how many. A gap waits: only what is whole is
    acknowledged. Nothing where a hub gives the order. ``reports``: this window itself reports to another hall, which
    numbers its own batches.
    """
    if reporting_marks(app.journal.exchange()).joined is not None:
        return 0
    own = app.journal.station().code if reports else ""
    for _ in () if reports else own_batches(app):
        pass  # cuts what is new
    given = 0
    for kept in whole_batches(app):
        if kept.range.station == own:
            continue
        newest = app.journal.exchange().newest_placed()
        place_batch(app, kept.range, 1 if newest is None or newest.pos is None else newest.pos + 1)
        given += 1
    return given


def whole_batches(app: AppContext) -> Iterator[StoredBatch]:
    """Batches that have no place yet and are here with all of their stream before them."""
    store = app.journal.exchange()
    broken = {one[:2]: one.first for one in reversed(store.missing())}
    for kept in store.unplaced():
        of = kept.range
        if of.first > broken.get(of[:2], of.first):
            continue
        if len(app.journal.exchange().batch_entries(kept)) == of.last - of.first + 1:
            yield kept
        else:
            broken[of[:2]] = of.first  # taken in by half: it comes again


def place_batch(app: AppContext, of: BatchRange, pos: int) -> None:
    """Note the place of a batch in the order, whosever it is."""
    own = app.journal.station().code
    with app.journal.transaction() as tx:
        if tx.exchange().acknowledge(of, pos):
            note_late(tx.exchange(), of, pos)
            several = tx.exchange().of_several(of, own_stream=of.station == own)
            project_cases(app, tx, several)
        tx.commit()
