"""The pushing half of a round: find out how far the hub has the own streams, and send it the rest."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict

from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.exchange.batch import MOST_ENTRIES, BatchRange, EntryBatch, range_of
from counter.domain.journal.exchange.standing import BatchOutcome
from counter.services.context.app import AppContext
from counter.services.exchange.hub_port import (
    FORKED,
    NOT_NEXT,
    Acknowledged,
    HubPort,
    HubRefused,
    HubUnreachable,
)
from counter.services.exchange.own_batches import acknowledge, own_batches, own_reach, unacknowledge_from
from counter.services.exchange.round_marks import now, set_reporting_marks
from counter.services.exchange.take_in_batches import take_in_batches
from counter.services.keys.trusted import trusted_keys

VIA_HUB = "hub"
_TRIES = 3
_AT_ONCE = 8
"""Batches of the own stream that are taken back at once."""

Tell = Callable[[int, int], object]


def push_own(app: AppContext, hub: HubPort, machine: str, tell: Tell) -> int:
    """Send what the hub has not acknowledged, and take back what it has of the own stream and this file has not.

    Returns how many entries it acknowledged. Raises HubRefused, HubUnreachable; what was acknowledged until then is
    noted.
    """
    sent, forked = 0, set[int]()
    _open_epoch(app, hub, app.journal.station().epoch, machine)
    for _ in range(_TRIES):
        for epoch, _, last in app.journal.exchange().own_epochs():
            _compare(app, hub, epoch, last)
        try:
            more, whole = _push(app, hub, machine, tell, forked)
        except HubRefused as refused:
            left = _left_forked(app) - forked
            if refused.code != FORKED or not left:
                raise
            forked |= left  # both sides know of it: what is written since goes on
            continue
        sent += more
        if whole:
            return sent
    raise HubUnreachable("汇聚库里本窗口的记录正在变动，下一轮再上报；没有上报的都留在本机。")


def _left_forked(app: AppContext) -> set[int]:
    """Own epochs that another machine has written too, and that were left for a next one."""
    now, forks = app.journal.station(), app.journal.exchange().forks()
    return {fork.epoch for fork in forks if fork.station == now.code} - {now.epoch}


def _push(
    app: AppContext, hub: HubPort, machine: str, tell: Tell, without: Collection[int]
) -> tuple[int, bool]:
    """How many entries were sent, and whether that was all."""
    store = app.journal.exchange()
    for epoch, _, last in store.own_epochs():
        if store.acknowledged(epoch) < own_reach(app, epoch, last):
            _open_epoch(app, hub, epoch, machine)
    waits, sent = store.waiting().count, 0
    under_way: deque[EntryBatch] = deque()
    answers = hub.push_all(_noted(own_batches(app, without), under_way))
    while (answer := _next(answers)) is not None:
        tell(sent, waits)
        batch = under_way.popleft()
        if answer.pos is None or not acknowledge(app, range_of(batch), answer.pos):
            return sent, False
        sent += len(batch.entries)
    tell(sent, waits)
    return sent, not under_way


def _noted(batches: Iterable[EntryBatch], under_way: deque[EntryBatch]) -> Iterator[EntryBatch]:
    for batch in batches:
        under_way.append(batch)
        yield batch


def _next(answers: Iterator[Acknowledged]) -> Acknowledged | None:
    """The next acknowledgement; None at the end, and where an answer was lost before and has to be asked for."""
    try:
        return next(answers, None)
    except HubRefused as refused:
        if refused.code != NOT_NEXT:
            raise
        return None


def _open_epoch(app: AppContext, hub: HubPort, epoch: int, machine: str) -> None:
    station = app.journal.station().code
    key = next(key for number, key, _ in app.journal.exchange().own_epochs() if number == epoch)
    known = [c for c in trusted_keys(app.journal).named(station, epoch) if c.public_key == key.hex()]
    certificate = canonical_bytes(asdict(known[-1])) if known else b""
    hub.open_epoch(epoch, key, certificate, machine)


def _compare(app: AppContext, hub: HubPort, epoch: int, last: int) -> None:
    """Note what the hub has of an own epoch. ``last``: number of its last entry here."""
    acknowledged = app.journal.exchange().acknowledged(epoch)
    after = max(0, acknowledged - MOST_ENTRIES)
    known = hub.known(epoch, after)
    if known.seq < acknowledged:
        unacknowledge_from(app, epoch, known.seq + 1)
        set_reporting_marks(app, put_back=now(app))
        return
    is_ours = known.seq <= last and (not known.seq or app.journal.hash_at(epoch, known.seq) == known.hash)
    if is_ours and known.seq == acknowledged:
        return
    if is_ours:
        station = app.journal.station().code
        for placed in known.placed:
            acknowledge(app, BatchRange(station, epoch, placed.first, placed.last), placed.pos)
        if app.journal.exchange().acknowledged(epoch) == known.seq:
            return
    _take_back(app, hub, epoch, after)


def _take_back(app: AppContext, hub: HubPort, epoch: int, after: int) -> None:
    """What the hub has of the own stream and this file has not, or has in other batches; a fork is kept aside."""
    while True:
        batches = hub.own(epoch, after, _AT_ONCE)
        for result in take_in_batches(app, batches, VIA_HUB):
            if result.outcome is BatchOutcome.FORK:
                return
        if len(batches) < _AT_ONCE:
            return
        after = batches[-1].first
