"""One round of the exchange with the hub: who answers, own entries to it, those of others from it (DESIGN §5).

Everything may be cut at any moment: what was acknowledged is noted, what was taken in is there, and the next round goes
on. No transaction of the journal's file is open while the network is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum

from counter.domain.errors import RuleRefused
from counter.services.context.app import AppContext
from counter.services.exchange.adopt_certificates import adopt_certificates
from counter.services.exchange.hub_heads import note_heads
from counter.services.exchange.hub_port import (
    OTHER_HUB,
    OUTLINES,
    TURN_MARKS,
    ForkOnHub,
    HubPort,
    HubRefused,
    HubState,
    HubUnreachable,
)
from counter.services.exchange.outlines import hold_outlines, push_outlines
from counter.services.exchange.oversee_county import forget_overseen, oversee_county
from counter.services.exchange.own_batches import unorder_from
from counter.services.exchange.push_carried import push_carried
from counter.services.exchange.read_back import read_back
from counter.services.exchange.reporting import RoundTrouble
from counter.services.exchange.round_keys import KeysExchanged, exchange_keys
from counter.services.exchange.round_marks import (
    FILES_ONLY,
    OrderPlace,
    RoundNotes,
    forget_order_after,
    now,
    reporting_marks,
    seen_order,
    set_reporting_marks,
)
from counter.services.exchange.round_parcels import ParcelsMoved, exchange_parcels
from counter.services.exchange.round_pull import Pulled, pull_others
from counter.services.exchange.round_push import push_own
from counter.services.exchange.take_in_batches import settle_held


class RoundStep(StrEnum):
    """What a round is doing."""

    CONNECT = "connect"
    PUSH = "push"
    PULL = "pull"
    PARCELS = "parcels"


TellRound = Callable[[RoundStep, int, int], object]
"""Progress: the step, how many entries or deliveries of it are done, how many there are."""


@dataclass(frozen=True, slots=True)
class RoundDone:
    """``sent``: own entries that the hub acknowledged; ``pulled``: what came of others; ``keys``: of case keys;
    ``sentence``: why the round did not come to its end, else empty; ``refused``: the hub said no; ``parcels``: files
    beside the entries.
    """

    sent: int = 0
    pulled: Pulled = field(default_factory=Pulled)
    keys: KeysExchanged = field(default_factory=KeysExchanged)
    sentence: str = ""
    refused: bool = False
    parcels: ParcelsMoved = field(default_factory=ParcelsMoved)


def exchange_round(
    app: AppContext, connect: Callable[[], HubPort], machine: str, tell: TellRound = lambda *_: None
) -> RoundDone:
    """Exchange with the hub once; what hinders it is noted for the light and the page, never raised.

    ``machine``: tells this machine and folder from others (``HubPort.open_epoch``). Raises WorldTrouble for the own
    disk and file alone.
    """
    tell(RoundStep.CONNECT, 0, 0)
    notes = RoundNotes(app)
    try:
        with closing(connect()) as hub:
            done = _exchange(app, hub, machine, notes, tell)
    except (HubRefused, HubUnreachable, RuleRefused) as wrong:
        refused = isinstance(wrong, RuleRefused)
        _note_trouble(app, notes, wrong.sentence, refused=refused)
        return RoundDone(sentence=wrong.sentence, refused=refused)
    stopped = done.pulled.stopped or done.parcels.sentence
    if stopped:
        _note_trouble(app, notes, stopped, refused=False)
        return RoundDone(done.sent, done.pulled, done.keys, stopped, parcels=done.parcels)
    notes.report(exchanged=now(app), trouble=None)
    notes.write()
    return done


def _exchange(app: AppContext, hub: HubPort, machine: str, notes: RoundNotes, tell: TellRound) -> RoundDone:
    state = hub.state()
    _check_hub(app, state)
    notes.report(clock_off=round((now(app) - state.at).total_seconds()))
    if state.kind in FILES_ONLY:
        moved = exchange_parcels(app, hub, lambda done, of: tell(RoundStep.PARCELS, done, of))
        notes.report(reported=now(app))
        return RoundDone(parcels=moved)
    _follow_order(app, hub, state)
    notes.report(forks=_own_forks(app, hub, state))
    settle_held(app)
    sent = push_own(app, hub, machine, lambda done, of: tell(RoundStep.PUSH, done, of))
    notes.report(reported=now(app))
    keeps_outlines = state.schema >= OUTLINES
    if keeps_outlines:
        push_outlines(app, hub, state.hall)
    push_carried(app, hub, of_county=state.kind == "hall")
    if oversee_county(app, hub, state):
        state = hub.state()
    pulled = pull_others(app, hub, state.turn, notes, lambda done, of: tell(RoundStep.PULL, done, of))
    if not pulled.stopped and adopt_certificates(app, hub):
        settle_held(app)
    if not pulled.stopped:
        if keeps_outlines:
            hold_outlines(app, hub, state.hall)
        read_back(app, hub, notes)
    note_heads(app, hub, state)
    keys = exchange_keys(app, hub)
    if app.journal.exchange().waiting().count:  # a grant, a forgetting: at once, and not with the next round
        sent += push_own(app, hub, machine, lambda *_: None)
        notes.report(reported=now(app))
    parcels = exchange_parcels(app, hub, lambda done, of: tell(RoundStep.PARCELS, done, of))
    if parcels.settled:
        settle_held(app)
    return RoundDone(sent, pulled, keys, parcels=parcels)


def _check_hub(app: AppContext, state: HubState) -> None:
    """Raises HubRefused for a hub that is not the one this window is joined to, or that would mix demo and real."""
    station, marks = app.journal.station(), reporting_marks(app.journal.exchange())
    if marks.hub not in ("", state.hub) or state.station != station.code:
        raise HubRefused(OTHER_HUB, "连上的不是登记时的汇聚库，没有上报，请告诉系统管理员。")
    if station.training or state.demo != station.demo:
        raise HubRefused(OTHER_HUB, "演示、培训的资料和正式的汇聚库不能混用，没有上报，请告诉系统管理员。")


def _follow_order(app: AppContext, hub: HubPort, state: HubState) -> None:
    """Where the hub's order is not the one that was seen, it was put back: go back to the last place both know."""
    store = app.journal.exchange()
    seen = seen_order(store)
    newest = seen[-1] if seen else OrderPlace()
    if _is_known(hub, newest, state):
        return
    common = next((one for one in reversed(seen) if _is_known(hub, one, state)), OrderPlace())
    forget_overseen(app)
    unorder_from(app, common.pos + 1)
    forget_order_after(app, common)
    set_reporting_marks(app, put_back=now(app))


def _is_known(hub: HubPort, place: OrderPlace, state: HubState) -> bool:
    """Whether the hub is the one that was seen at that place: by its counts, its order, and what it gave the hall."""
    if not _is_before(place, state) or not _is_there(hub, place):
        return False
    return not place.mark or state.schema < TURN_MARKS or hub.turn_mark(place.turn) == place.mark


def _is_before(place: OrderPlace, state: HubState) -> bool:
    """By the counts alone: the chain does not show a case's being followed that was lost."""
    return place.turn <= state.turn and place.follows <= state.turn - state.pos


def _is_there(hub: HubPort, place: OrderPlace) -> bool:
    return not place.pos or hub.link(place.pos) == place.link


def _own_forks(app: AppContext, hub: HubPort, state: HubState) -> tuple[ForkOnHub, ...]:
    own = app.journal.station().code
    return tuple(one for one in hub.forks() if one.station == own) if state.forks else ()


def _note_trouble(app: AppContext, notes: RoundNotes, sentence: str, *, refused: bool) -> None:
    before = reporting_marks(app.journal.exchange()).trouble
    since = before.since if before is not None else now(app)
    notes.report(trouble=RoundTrouble(sentence, since, refused))
    notes.write()
