"""Whether all that was written of a case, as far as its windows knew, is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from counter.domain.case.lost_events import RecordsLost
from counter.domain.journal.causality import Causes, ids_in
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.ownership import owners_until
from counter.domain.journal.kinds import kind_of
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading


def is_incomplete(app: AppContext, case: str) -> bool:
    """Whether an entry of the case names another one that has not come yet. Nothing is written."""
    return lacks(app.journal.entries(case), app.journal.exchange())


def lacks(entries: Sequence[Entry], store: ExchangeReading) -> bool:
    """Whether one of these entries of a case names another one that has not come yet, and that is not declared lost."""
    return bool(lacking_ids(entries, store))


def lacking_ids(entries: Sequence[Entry], store: ExchangeReading) -> Mapping[str, frozenset[str]]:
    """What has not come: id → the stations that saw it.

    The own stream may lack some too: of a window put back, a later batch may return before an earlier one. What its
    owner declared lost is waited for no more, unless somebody names it who knew that: he has it.
    """
    causes = Causes(tuple(entries))
    unknown = frozenset(causes.unknown)
    found: dict[str, set[str]] = {}
    declared = _declared(causes) if unknown else ()
    for one in entries if unknown else ():
        named = unknown & set(ids_in(one.previous_entry_id))
        for entry, lost in declared:
            if not causes.knew(one.id, entry):
                named -= lost
        if named and not store.withheld_before(
            one.station, one.epoch, one.seq
        ):  # else it may be what never travels
            for id_ in named:
                found.setdefault(id_, set()).add(one.station)
    return {id_: frozenset(stations) for id_, stations in found.items()}


def _declared(causes: Causes) -> tuple[tuple[str, frozenset[str]], ...]:
    """The declarations that count, each with what it says is lost: those of whoever owned the case then."""
    found = []
    kind = kind_of(RecordsLost)
    for place, entry in enumerate(causes.ordered):
        try:
            event = kind.read(entry)
        except (Unreadable, ValueError):
            continue
        if event is not None and not entry.doubted and entry.station in owners_until(causes.ordered[:place]):
            found.append((entry.id, frozenset(event.lost)))
    return tuple(found)
