"""Whether all that was written of a case, as far as its windows knew, is here."""

from __future__ import annotations

from counter.domain.journal.causality import Causes, ids_in
from counter.services.context.app import AppContext


def is_incomplete(app: AppContext, case: str) -> bool:
    """Whether an entry of the case names another one that has not come yet. Nothing is written."""
    entries = app.journal.entries(case)
    if len({(one.station, one.epoch) for one in entries}) < 2:
        own = app.journal.station().code
        if all(one.station == own for one in entries):
            return False
    unknown, store = frozenset(Causes(entries).unknown), app.journal.exchange()
    return any(
        unknown & set(ids_in(one.previous_entry_id))
        and not store.withheld_before(one.station, one.epoch, one.seq)  # then it may name what never travels
        for one in entries
    )
