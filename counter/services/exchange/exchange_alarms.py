"""What of the exchange is red here now: asked by the light 上报, its page, ``doctor`` and the comparison of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from counter.domain.journal.exchange.alarms import (
    ExchangeAlarm,
    changed_alarms,
    fork_alarms,
    head_alarms,
    lacking_alarms,
    refused_alarms,
)
from counter.domain.journal.exchange.batch import BatchRange
from counter.domain.journal.exchange.standing import ForkSeen
from counter.domain.journal.stated_heads import StatedHead
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading
from counter.services.exchange.hub_heads import known_heads as heads_on_hub
from counter.services.exchange.outlines import lacking_entries
from counter.services.exchange.round_marks import reporting_marks
from counter.services.keys.stated_heads import contradicts, known_heads

_MOST_HEADS = 500
"""Kept heads that are compared at each look, the newest: of a large hall there are a few dozen."""


def exchange_alarms(app: AppContext, now: datetime) -> tuple[ExchangeAlarm, ...]:
    """All of them, the gravest first; reads some small rows of the journal's file."""
    store = app.journal.exchange()
    return (
        *fork_alarms((*store.forks(), *_forks_on_hub(store))),
        *head_alarms(_contradicting(app, store)),
        *changed_alarms(_changed(store)),
        *lacking_alarms(lacking_entries(store)),
        *refused_alarms(store.held(), lambda of: is_here(store, of), now),
    )


def is_here(store: ExchangeReading, of: BatchRange) -> bool:
    """Whether every entry of a range is here or listed by its station."""
    if of.last < of.first:
        return False
    return len(store.known_hashes(of)) == of.last - of.first + 1


def _contradicting(app: AppContext, store: ExchangeReading) -> Iterator[StatedHead]:
    """Kept heads of this station that its journal does not hold, of others that are not what came from them, and two of
    one number.
    """
    own, said = app.journal.station().code, dict[tuple[str, int, int], str]()
    for head in known_heads(app.journal)[-_MOST_HEADS:]:
        if head.station == own:
            wrong = contradicts(head, app.journal)
        else:
            listed = store.known_hashes(BatchRange(head.station, head.epoch, head.seq, head.seq))
            wrong = listed.get(head.seq, bytes.fromhex(head.hash)).hex() != head.hash
        if wrong or said.setdefault(head.place, head.hash) != head.hash:
            yield head


def _changed(store: ExchangeReading) -> Iterator[BatchRange]:
    """The last entries that the hub delivered here and names with another hash, as a room's round asked."""
    heads = heads_on_hub(store)
    for one in () if heads is None else heads.streams:
        of = BatchRange(one.station, one.epoch, one.delivered, one.delivered)
        if one.kind == "window" and one.delivered:
            here = store.known_hashes(of).get(one.delivered, one.delivered_hash)
            if here != one.delivered_hash:
                yield of


def _forks_on_hub(store: ExchangeReading) -> tuple[ForkSeen, ...]:
    return tuple(
        ForkSeen(one.station, one.epoch, one.seq, one.hash, "hub", one.seen_at)
        for one in reporting_marks(store).forks
    )
