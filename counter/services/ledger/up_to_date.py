"""Bring the ledger up to date before it is read: an act does not write its rows, so that accepting costs no more.

In batches, each of which keeps how far it came: killed in the middle, the next reading goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counter.domain.case.fold.loose import case_here
from counter.domain.errors import WorldTrouble
from counter.domain.journal.entries import Entry
from counter.domain.ledger.row import ItemRow
from counter.domain.ledger.rows_of_case import ledger_rows
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerReading
from counter.services.context.ports import Transaction
from counter.services.context.projection import Projector

AT_ONCE = 40
"""Cases of one transaction: an act that comes meanwhile waits for a tenth of a second, not for a year."""


BATCHES = 5
"""Transactions of one step of ``catch_up``: about half a second."""


def current_ledger(app: AppContext) -> LedgerReading:
    """The ledger with everything this station has written until now. Raises WorldTrouble where it cannot be written."""
    stored = app.journal.ledger()
    while _lags(stored):
        with app.journal.transaction() as tx:
            write_next(tx, app.projector)
            tx.commit()
    return stored


@dataclass(frozen=True, slots=True)
class CatchingUp:
    """How far the ledger has come in this station's entries: ``done`` of ``whole`` rows."""

    done: int
    whole: int

    @property
    def complete(self) -> bool:
        """Nothing waits."""
        return self.done >= self.whole

    @property
    def percent(self) -> int:
        """Whole hundredths, 100 only where nothing waits."""
        return 100 if self.complete else min(99, 100 * self.done // self.whole)


def catch_up(app: AppContext) -> CatchingUp:
    """Write the rows of some of the cases that wait, and say how far it has come: for a page that goes on asking, so
    that printing and acts come in between. Raises WorldTrouble as ``current_ledger``.
    """
    stored = app.journal.ledger()
    for _ in range(BATCHES):
        if not _lags(stored):
            break
        with app.journal.transaction() as tx:
            write_next(tx, app.projector)
            tx.commit()
    now = stored.waiting(1)
    return CatchingUp(now.since, now.newest if now.since < now.until else now.since)


def current_in(tx: Transaction, projector: Projector) -> LedgerReading:
    """The same within a transaction, for what is frozen in it: nothing comes between."""
    while _lags(tx.ledger()):
        write_next(tx, projector)
    return tx.ledger()


def _lags(stored: LedgerReading) -> bool:
    batch = stored.waiting(1)
    return batch.since < batch.until


def write_next(tx: Transaction, projector: Projector) -> None:
    """Write the rows of the next cases and keep how far it came, in this transaction."""
    batch = tx.ledger().waiting(AT_ONCE)
    for subject in batch.subjects:
        rows = _rows(tx.entries(subject), projector)
        if rows is not None:
            tx.ledger().put(subject, rows)
    tx.ledger().reached(batch.until)


def _rows(entries: Sequence[Entry], projector: Projector) -> tuple[ItemRow, ...] | None:
    """The rows of one subject, none of what is no case; None where it cannot be read: ``counter check`` names it."""
    try:
        case = case_here(entries)
        return () if case is None else ledger_rows(case, projector.place.answer_by)
    except (WorldTrouble, OSError, MemoryError):
        raise
    except Exception:  # noqa: BLE001  # one case that cannot be read must not hide the others
        return None
