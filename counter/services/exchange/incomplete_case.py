"""Whether all that was written of a case, as far as its windows knew, is here."""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.journal.causality import Causes, ids_in
from counter.domain.journal.entries import Entry
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading


def is_incomplete(app: AppContext, case: str) -> bool:
    """Whether an entry of the case names another one that has not come yet. Nothing is written."""
    return lacks(app.journal.entries(case), app.journal.exchange())


def lacks(entries: Sequence[Entry], store: ExchangeReading) -> bool:
    """Whether one of these entries of a case names another one that has not come yet.

    The own stream may lack some too: of a window put back, a later batch may return before an earlier one.
    """
    unknown = frozenset(Causes(tuple(entries)).unknown)
    return bool(unknown) and any(
        unknown & set(ids_in(one.previous_entry_id))
        and not store.withheld_before(one.station, one.epoch, one.seq)  # then it may name what never travels
        for one in entries
    )
