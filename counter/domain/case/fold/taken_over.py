"""Steps of the fold of a case that was taken over (接转): as it stood, by its true days; and 接转撤回."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from counter.domain.case import events
from counter.domain.case.case import Case, Handover
from counter.domain.case.case_item import (
    CaseItem,
    ClockStep,
    Conclusion,
    CorrectionRound,
    Paused,
    StoppedClock,
)
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.issued_paper import IssuedPaper, Serving
from counter.domain.case.item_events import Ending, Pause, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperStage, Way
from counter.domain.case.take_over_events import (
    CaseTakenOver,
    CaseTakenOverSealed,
    CaseTakeOverUndone,
    TakenItem,
    start_of,
)
from counter.domain.journal.entries import Entry
from counter.domain.text.day_words import day_text
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Outcome

_OUTCOMES = {
    ItemState.RECEIVED: Outcome.RECEIVED,
    ItemState.WAITING: Outcome.WAIT,
    ItemState.TO_CORRECT: Outcome.CORRECT,
    ItemState.ACCEPTED: Outcome.ACCEPT,
    ItemState.GAPPED: Outcome.ACCEPT_WITH_GAPS,
    ItemState.DONE: Outcome.DONE,
    ItemState.GRANTED: Outcome.ACCEPT,
    ItemState.REJECTED: Outcome.ACCEPT,
}

_DECIDED = (Outcome.ACCEPT, Outcome.ACCEPT_WITH_GAPS, Outcome.DONE)
_ANSWERED = (ItemState.TO_CORRECT, ItemState.ACCEPTED, ItemState.GAPPED, ItemState.DONE)
"""States whose own day is the day of the answer."""

RESULTS = {
    ItemState.GRANTED: Result.GRANTED,
    ItemState.REJECTED: Result.REJECTED,
    ItemState.REFUSED: Result.REFUSED,
    ItemState.REVOKED: Result.REVOKED,
    ItemState.LAPSED: Result.LAPSED,
}
"""What the organ decided, by the state in which the item was taken over."""

ENDINGS = {
    ItemState.WITHDRAWN: Ending.WITHDRAWN,
    ItemState.DROPPED: Ending.DROPPED,
    ItemState.RETURNED: Ending.RETURNED,
}
"""How it ended, by the state in which the item was taken over."""


def case_taken_over(event: CaseTakenOver) -> str:
    """From where, its number there, and the two people who signed."""
    day = day_text(event.received)
    return (
        f"接转自{event.source}，原编号{event.number}，{day}交件；"
        f"{event.prepared_by}制表、{event.confirmed_by}确认，以前的文书以原系统出具的为准"
    )


@CASE.on(CaseTakenOver, case_taken_over, lambda sealed: f"；备注：{sealed.note}" if sealed.note else "")
def _take(case: Case, entry: Entry, event: CaseTakenOver, sealed: CaseTakenOverSealed | None) -> Case:
    return as_it_stood(case, event, sealed or CaseTakenOverSealed())


def as_it_stood(case: Case, event: CaseTakenOver, sealed: CaseTakenOverSealed) -> Case:
    """The opened case with items, papers, materials and custody as the earlier system left them."""
    taken = {one.item: one for one in event.items}
    begun = start_of(event.received)
    return with_fields(
        case,
        taken_over=event,
        brought={
            line: Brought(MaterialState(r.state), r.original_seen, r.copies, sealed.notes.get(line, ""))
            for line, r in event.lines.items()
        },
        items=tuple(
            with_fields(i, **_stood(taken[i.id], sealed)) if i.id in taken else i for i in case.items
        ),
        papers=tuple(
            IssuedPaper(
                id=one.paper,
                kind=one.kind,
                title=one.title,
                number=one.number,
                organ=one.organ,
                items=one.items,
                issued_at=start_of(one.day),
                clerk="",
                content=None,
                stage=PaperStage.SERVED,
                stamped=True,
                serving=Serving(Way.WINDOW, one.day, "", "", False),
                earlier=True,
            )
            for one in event.papers
        ),
        custody=tuple(Handover(one.organ, one.hands, one.moved, begun) for one in event.moved),
        event_due=event.event_due,
    )


def _stood(taken: TakenItem, sealed: CaseTakenOverSealed) -> dict[str, Any]:
    """The fields of an item as the earlier system left it."""
    at, outcome = start_of(taken.day), _OUTCOMES.get(taken.state)
    told = taken.state is ItemState.TO_CORRECT
    gapped = taken.state is ItemState.GAPPED
    return {
        "state": taken.state,
        "outcome": outcome,
        "decided": outcome in _DECIDED,
        "due": taken.due,
        "statutory": taken.statutory,
        "promised": taken.promised,
        "gaps": tuple(events.GapRecord(g.line, g.name, g.state) for g in taken.gaps),
        "gap_dues": taken.gaps if gapped else (),
        "gapped": taken.gaps if gapped else (),
        "told": (_round(taken, sealed, at),) if told else (),
        "waits_for": taken.waits_for,
        "at": at,
        "changed_at": at,
        "brought_at": start_of(taken.brought_on) if taken.brought_on else None,
        "conclusion": _conclusion(taken, sealed, at),
        "ending": ENDINGS.get(taken.state),
        "ended_at": at if taken.state in ENDINGS else None,
        "answered": _answered(taken, at),
        "paused": (Paused(Pause.EXTENSION, "", taken.day, ended=taken.day),) if taken.extended else (),
    }


def _round(taken: TakenItem, sealed: CaseTakenOverSealed, at: datetime) -> CorrectionRound:
    return CorrectionRound(1, taken.gaps, taken.due, at, sealed.texts.get(taken.item, {}))


def _conclusion(taken: TakenItem, sealed: CaseTakenOverSealed, at: datetime) -> Conclusion | None:
    result = RESULTS.get(taken.state)
    if result is None:
        return None
    certificate = sealed.certificates.get(taken.item, "")
    return Conclusion(result, taken.day, taken.number, "", certificate, at)


def _answered(taken: TakenItem, at: datetime) -> tuple[StoppedClock, ...]:
    if taken.state not in _ANSWERED or taken.answer_by is None:
        return ()
    return (StoppedClock(ClockStep.ANSWER, taken.answer_by, taken.day, at),)


@CASE.on(CaseTakeOverUndone, "接转撤回：这件办件不再在这里办理（值班负责人{e.supervisor}同意）")
def _undo(case: Case, entry: Entry, event: CaseTakeOverUndone, sealed: object) -> Case:

    def left(item: CaseItem) -> CaseItem:
        gone = {"state": ItemState.DROPPED, "ending": Ending.DROPPED, "due": None, "gap_dues": ()}
        return item if item.state.closed else with_fields(item, **gone)

    return with_fields(case, items=tuple(map(left, case.items)), given_up=True)
