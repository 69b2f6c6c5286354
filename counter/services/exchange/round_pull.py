"""The pulling half of a round: what others wrote of this hall's cases, in chunks, each taken in before the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counter.domain.journal.exchange.batch import BatchRange, BatchRefused, RefusedBatchReason
from counter.domain.journal.exchange.standing import BatchOutcome, BatchTakenIn
from counter.services.context.app import AppContext
from counter.services.exchange.hub_port import TURN_MARKS, HubPort
from counter.services.exchange.round_marks import RoundNotes, now, pulled_turn
from counter.services.exchange.round_push import VIA_HUB
from counter.services.exchange.take_in_batches import take_in_batches

AT_ONCE = 8
"""Batches asked for at once: at most some 30 MB."""


@dataclass(slots=True)
class Pulled:
    """What came: entries, and batches held, refused, forked. ``stopped``: why not all was taken in, else empty."""

    new: int = 0
    held: int = 0
    refused: int = 0
    forks: int = 0
    stopped: str = ""

    def add(self, one: BatchTakenIn) -> None:
        """Count one batch."""
        self.new += one.new
        self.held += one.outcome is BatchOutcome.HELD
        self.refused += one.outcome is BatchOutcome.REFUSED
        self.forks += one.outcome is BatchOutcome.FORK


def pull_others(
    app: AppContext, hub: HubPort, newest: int, notes: RoundNotes, tell: Callable[[int, int], object]
) -> Pulled:
    """Take in what came since the last round. ``newest``: the county's last delivery, for the progress.

    The mark of how far this came is written after what it stands for: after a cut between the two the same is pulled
    once more, which changes nothing.
    """
    pulled, began = Pulled(), pulled_turn(app.journal.exchange())
    turn, more = began, True
    while more:
        tell(turn - began, max(0, newest - began))
        answer = hub.pull(turn, AT_ONCE)
        for one in take_in_batches(app, answer.batches, VIA_HUB):
            if one.range is not None and one.sentence == _full(one.range):
                pulled.stopped = one.sentence
                return pulled
            pulled.add(one)
        for passed in answer.unreadable:
            _note_unreadable(app, passed)
            pulled.refused += 1
        if answer.turn != turn:
            state = hub.state()
            mark = hub.turn_mark(answer.turn) if state.schema >= TURN_MARKS else b""
            notes.pulled(answer.turn, state, mark)
            if answer.more:
                notes.write()
        turn, more = answer.turn, answer.more
    return pulled


def _full(of: BatchRange) -> str:
    return BatchRefused(RefusedBatchReason.FULL, of.words).sentence


def _note_unreadable(app: AppContext, of: BatchRange) -> None:
    with app.journal.transaction() as tx:
        why, named = RefusedBatchReason.UNREADABLE.value, of.words.encode()
        tx.exchange().put_held(named, of, why, VIA_HUB, now(app), keep=False)
        tx.commit()
