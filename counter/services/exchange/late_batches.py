"""What comes to an exchange place behind what its windows without a line were told already (U盘).

The hub gives a case that is followed later at its old places of the order, and the place of a batch may become known
after later ones did. A file for a window begins where the window's last one ended: such a batch would never go down.
So it goes with every file until the window has got further than any file that was written before it came.
"""

from __future__ import annotations

from counter.domain.journal.exchange.batch import BatchRange
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading, ExchangeStore

_TOLD = "courier_told"


def told_upto(store: ExchangeReading) -> int:
    """The last place of the order in any file for a window; 0 where none was written."""
    return int(store.mark(_TOLD) or 0)


def note_told(app: AppContext, upto: int) -> None:
    """A file for a window is about to be written that ends there."""
    if upto > told_upto(app.journal.exchange()):
        with app.journal.transaction() as tx:
            tx.exchange().set_mark(_TOLD, str(max(upto, told_upto(tx.exchange()))))
            tx.commit()


def note_late(store: ExchangeStore, of: BatchRange, pos: int | None) -> None:
    """More of a batch came, or its place: to be called in the same transaction."""
    told = told_upto(store)
    if pos is not None and pos <= told:
        store.put_late(of, told)
