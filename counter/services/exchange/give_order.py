"""Give the batches of a hall without a hub their order: the exchange place numbers what is whole here, 1, 2, 3 …

Where the hall has a hub, its round does this instead: it pushes what came by courier and takes the places that the hub
gives (docs/decisions/0032-courier-file.md).
"""

from __future__ import annotations

from counter.services.context.app import AppContext
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.project_cases import project_cases


def give_order(app: AppContext) -> int:
    """Number every batch whose stream is whole up to it, the own ones too; how many. A gap waits: only what is whole is
    acknowledged.
    """
    for _ in own_batches(app):
        pass  # cuts what is new
    own = app.journal.station().code
    store, given = app.journal.exchange(), 0
    broken = {one[:2]: one.first for one in reversed(store.missing())}
    for kept in store.unplaced():
        of = kept.range
        if of.first > broken.get(of[:2], of.first):
            continue
        if app.journal.exchange().whole_batch(kept) is None:
            broken[of[:2]] = of.first  # taken in by half: it comes again
            continue
        with app.journal.transaction() as tx:
            newest = tx.exchange().newest_placed()
            pos = 1 if newest is None or newest.pos is None else newest.pos + 1
            if tx.exchange().acknowledge(of, pos):
                several = tx.exchange().of_several(of, own_stream=of.station == own)
                project_cases(app, tx, several)
                given += 1
            tx.commit()
    return given
