"""Steps of the fold around a round of custody: the slip made, signed or void; what was not as it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter.domain.case.case import Case, Handover
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.case.rounds import events
from counter.domain.case.rounds.round import CaseRound, Mismatch
from counter.domain.journal.entries import Entry

_MADE = {Hands.TO_ORGAN: "送{e.organ}", Hands.TO_WINDOW: "到{e.organ}取回"}


def _made_words(event: events.RoundMade) -> str:
    way = _MADE.get(event.hands, "").format(e=event)
    return f"列入物料流转单（汇总）{event.number}，{way}"


@CASE.on(events.RoundMade, _made_words)
def _make(case: Case, entry: Entry, event: events.RoundMade, sealed: object) -> Case:
    if any(one.id == event.round for one in case.rounds):
        return case
    made = CaseRound(
        id=event.round,
        number=event.number,
        code=event.code,
        paper=event.paper,
        cases=event.cases,
        organ=event.organ,
        hands=event.hands,
        moved=event.moved,
        items=event.items,
        day=event.day,
        at=entry.at,
        station=entry.station,
    )
    return with_fields(case, rounds=(*case.rounds, made))


@CASE.on(events.RoundConfirmed, "部门已在物料流转单（汇总）{e.number}上签收")
def _confirm(
    case: Case, entry: Entry, event: events.RoundConfirmed, sealed: events.RoundConfirmedSealed | None
) -> Case:
    """What the organ did not take is at the window again; on the way back, what it gave is there."""

    def back(one: CaseRound) -> tuple[MovedPaper, ...]:
        outward = one.hands is Hands.TO_ORGAN
        return tuple(moved for moved in one.moved if (moved.line in event.left) is outward)

    signed_by = "" if sealed is None else sealed.signed_by
    return _ended(case, entry, event.round, event.day, back, left=event.left, signed_by=signed_by)


@CASE.on(events.RoundDropped, "物料流转单（汇总）{e.number}没有用，作废")
def _drop(case: Case, entry: Entry, event: events.RoundDropped, sealed: object) -> Case:
    def back(one: CaseRound) -> tuple[MovedPaper, ...]:
        return one.moved if one.hands is Hands.TO_ORGAN else ()

    return _ended(case, entry, event.round, event.day, back, void=True)


def _ended(
    case: Case,
    entry: Entry,
    round_id: str,
    day: date,
    back: Callable[[CaseRound], tuple[MovedPaper, ...]],
    **said: object,
) -> Case:
    """The case with that round over, once: a second end changes nothing. ``back``: what is at the window with it."""
    one = next((r for r in case.rounds if r.id == round_id and r.under_way), None)
    if one is None:
        return case
    rounds = tuple(with_fields(r, ended=day, **said) if r is one else r for r in case.rounds)
    moved = back(one)
    if one.hands is Hands.TO_ORGAN:  # of what another window sent away too, nothing left with this slip
        left = {m.line for h in case.custody if (h.paper, h.hands) == (one.paper, one.hands) for m in h.moved}
        moved = tuple(m for m in moved if m.line in left)
    returned = (Handover(one.organ, Hands.TO_WINDOW, moved, entry.at, one.paper),) if moved else ()
    return with_fields(case, rounds=rounds, custody=(*case.custody, *returned))


@CASE.on(events.MismatchFound, lambda e: f"交接不符：{e.name}{e.fault.label}")
def _find(
    case: Case, entry: Entry, event: events.MismatchFound, sealed: events.MismatchFoundSealed | None
) -> Case:
    sealed = sealed or events.MismatchFoundSealed("")
    found = Mismatch(
        id=event.mismatch,
        line=event.line,
        name=event.name,
        organ=event.organ,
        fault=event.fault,
        day=event.day,
        round=event.round,
        seen_by=sealed.seen_by,
        words=sealed.words,
    )
    return with_fields(case, mismatches=(*case.mismatches, found))


@CASE.on(events.MismatchSettled, lambda e: f"交接不符已了结：{e.name}，{e.end.label}")
def _settle(
    case: Case, entry: Entry, event: events.MismatchSettled, sealed: events.MismatchSettledSealed | None
) -> Case:
    words = "" if sealed is None else sealed.words
    mismatches = tuple(
        with_fields(one, settled=event.day, end=event.end, settled_words=words)
        if one.id == event.mismatch and one.settled is None
        else one
        for one in case.mismatches
    )
    return with_fields(case, mismatches=mismatches)
