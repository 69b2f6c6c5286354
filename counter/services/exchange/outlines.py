"""Outlines in a round: state what the own stream is about, and hold the others' against what the hub handed out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import msgspec
from msgspec.structs import replace as changed

from counter.domain.journal.exchange.batch import BatchRange
from counter.domain.journal.exchange.outline import MOST_OUTLINED, StreamOutline, packed_counts
from counter.domain.journal.exchange.standing import LackingEntries
from counter.domain.papers.verify.trusted_keys import Trust
from counter.domain.shapes import whole
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading
from counter.services.exchange.hub_port import HubPort
from counter.services.keys.trusted import trusted_keys, verify

_READ = "hub_outlined"
_LACKING = "hub_lacking"
_AT_ONCE, _MOST_READ = 500, 2_000
"""Outlines asked for at once, and read in one round: a window that comes new to a county reads on in the next."""
_MOST_LACKING = 1_000
_ASIDE = 2**62
"""Named as known: nothing more of a stream in this round."""

_Known = dict[tuple[str, int], int]


def push_outlines(app: AppContext, hub: HubPort, hall: str) -> None:
    """State what the acknowledged part of the own stream is about, as far as the hub has not been told yet.

    ``hall``: as the hub has this station enrolled. Raises HubRefused, HubUnreachable.
    """
    store, station = app.journal.exchange(), app.journal.station().code
    for epoch, _, _ in store.own_epochs():
        upto = store.acknowledged(epoch)
        done = hub.outlined(epoch) if upto else 0
        while done < upto:
            last = min(upto, done + MOST_OUTLINED)
            counts = store.own_cases(epoch, done + 1, last)
            if counts is None:
                break  # a file put back, whose tail has not come back yet
            bare = StreamOutline(station, epoch, done + 1, last, hall, packed_counts(counts), bytes(64))
            hub.put_outline(changed(bare, signature=app.journal.sign(bare.message(), epoch)))
            done = last


def hold_outlines(app: AppContext, hub: HubPort, hall: str) -> None:
    """Read the outlines of others and note what they tell of and the hub did not hand out (汇聚库缺记录).

    To be called when all was pulled: what lacked in the round before and still lacks then is sure. A stream whose key
    is not known here, or revoked, is read when it is.
    """
    store, trust = app.journal.exchange(), trusted_keys(app.journal)
    known = _known(store)
    before = lacking_entries(store)
    found = [
        one for one in before if one.range.station == app.journal.station().code
    ]  # ``read_back`` tells of these
    found += [replace(one, sure=True) for one in _still(store, (one for one in before if one.mark))]
    aside: _Known = {}
    for _ in range(_MOST_READ // _AT_ONCE):
        given = hub.outlines(known | aside, _AT_ONCE)
        proved = []
        for one in given:
            stream = (one.station, one.epoch)
            if stream in aside or one.last <= known.get(stream, 0):
                continue
            keys = _keys(trust, one)
            wrong = None
            if one.first > known.get(stream, 0) + 1:
                wrong = BatchRange(*stream, known.get(stream, 0) + 1, one.first - 1)
            elif not _is_signed(one, keys):
                wrong = _range(one)
            if wrong is not None:  # asked for again in each round, until it is as its station made it
                aside[stream] = _ASIDE
                found += [LackingEntries(wrong, sure=True)] if keys else []
                continue
            known[stream] = one.last
            proved.append(one)
        found += _still(store, _told(store, proved, hall))
        if len(given) < _AT_ONCE:
            break
    _keep(app, known, found)


def lacking_entries(store: ExchangeReading) -> tuple[LackingEntries, ...]:
    """What lacks, as the last round noted it."""
    try:
        return tuple(msgspec.json.decode(store.mark(_LACKING) or "[]", type=whole(list[LackingEntries])))
    except msgspec.MsgspecError:
        return ()


def keep_lacking(app: AppContext, found: Sequence[LackingEntries]) -> None:
    """Note what lacks."""
    said = msgspec.json.encode(tuple(dict.fromkeys(found))[:_MOST_LACKING]).decode()
    if said != (app.journal.exchange().mark(_LACKING) or "[]"):
        with app.journal.transaction() as tx:
            tx.exchange().set_mark(_LACKING, said)
            tx.commit()


def _known(store: ExchangeReading) -> _Known:
    try:
        read = msgspec.json.decode(store.mark(_READ) or "[]", type=list[tuple[str, int, int]])
    except msgspec.MsgspecError:
        return {}
    return {(station, epoch): last for station, epoch, last in read}


def _keep(app: AppContext, known: _Known, found: Sequence[LackingEntries]) -> None:
    if known != _known(app.journal.exchange()):
        said = msgspec.json.encode([(*stream, last) for stream, last in sorted(known.items())]).decode()
        with app.journal.transaction() as tx:
            tx.exchange().set_mark(_READ, said)
            tx.commit()
    keep_lacking(app, found)


def _keys(trust: Trust, one: StreamOutline) -> list[bytes]:
    certified = trust.named(one.station, one.epoch)
    return [bytes.fromhex(c.public_key) for c in certified if c.public_key not in trust.revocations]


def _is_signed(one: StreamOutline, keys: Iterable[bytes]) -> bool:
    try:
        one.counts()
    except ValueError:
        return False
    return any(verify(key, one.message(), one.signature) for key in keys)


def _range(one: StreamOutline) -> BatchRange:
    return BatchRange(one.station, one.epoch, one.first, one.last)


def _told(store: ExchangeReading, outlines: Sequence[StreamOutline], hall: str) -> Iterator[LackingEntries]:
    """What has to be here by these outlines: all of the own hall's stations, and the cases it has to do with."""
    marks = {mark for one in outlines if one.hall != hall for mark in one.counts()}
    ours = store.told_by_hub(marks) if marks else frozenset[str]()
    for one in outlines:
        for mark, count in one.counts().items():
            if one.hall == hall or mark in ours:
                yield LackingEntries(_range(one), mark, count)


def _still(store: ExchangeReading, lacking: Iterable[LackingEntries]) -> list[LackingEntries]:
    """Those that are not here yet; what is held back here, the hub did hand out."""
    held: list[BatchRange] | None = None
    found = []
    for one in lacking:
        if one.mark and store.taken_of(one.range, one.mark) >= one.count:
            continue
        if held is None:
            held = [batch.range for batch in store.held() if batch.range is not None]
        if one.mark and any(_meet(one.range, other) for other in held):
            continue
        found.append(one)
    return found


def _meet(one: BatchRange, other: BatchRange) -> bool:
    return one[:2] == other[:2] and one.first <= other.last and other.first <= one.last
