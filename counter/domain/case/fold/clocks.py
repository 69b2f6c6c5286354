"""Steps of the fold about clocks: paused, resumed, dated anew, and the common one of licences."""

from __future__ import annotations

from datetime import date
from typing import Any

from counter.domain.case import clock_events
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, ClockStep, CorrectionRound, Paused, StoppedClock
from counter.domain.case.fold import history
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE, changed
from counter.domain.case.item_events import Pause
from counter.domain.case.item_state import ItemState
from counter.domain.case.results.certificate import PresenceReason
from counter.domain.case.take_over_events import start_of
from counter.domain.journal.entries import Entry


@CASE.on(clock_events.ProcedureTold, "告知需要特别程序（{e.number}），送达后暂停计时：{e.name}")
def _tell_procedure(case: Case, entry: Entry, event: clock_events.ProcedureTold, sealed: object) -> Case:
    return changed(case, entry, event.item, lambda item: {"procedures": (*item.procedures, event)})


@CASE.on(clock_events.ClockPaused, "特别程序开始，暂停计时：{e.name}")
def _pause(case: Case, entry: Entry, event: clock_events.ClockPaused, sealed: object) -> Case:
    paused = Paused(event.pause, event.notice, event.served, event.days, until=event.until)
    return changed(case, entry, event.item, lambda item: {"paused": (*item.paused, paused)})


@CASE.on(clock_events.ClockExtended, history.clock_extended)
def _extend(case: Case, entry: Entry, event: clock_events.ClockExtended, sealed: object) -> Case:
    notice = event.notice or event.document
    extended = Paused(Pause.EXTENSION, notice, event.day, event.days, ended=event.day)
    return changed(
        case,
        entry,
        event.item,
        lambda item: {
            "paused": (*item.paused, extended),
            "due": event.due,
            "statutory": event.statutory,
            "promised": event.promised,
        },
    )


@CASE.on(clock_events.ClockResumed, "特别程序结束，继续计时：{e.name}")
def _resume(case: Case, entry: Entry, event: clock_events.ClockResumed, sealed: object) -> Case:
    return changed(
        case,
        entry,
        event.item,
        lambda item: {
            "paused": tuple(with_fields(p, ended=p.ended or event.day) for p in item.paused),
            "due": event.due,
            "statutory": event.statutory,
            "promised": event.promised,
        },
    )


@CASE.on(clock_events.DatesSet, "确定日期：{e.name}")
def _set_dates(case: Case, entry: Entry, event: clock_events.DatesSet, sealed: object) -> Case:

    def now(item: CaseItem) -> dict[str, Any]:
        notices = item.told
        if notices and event.gaps and item.state is ItemState.TO_CORRECT:
            notices = (*notices[:-1], with_fields(notices[-1], due=event.due, gaps=event.gaps))
        return {
            "due": event.due,
            "statutory": event.statutory,
            "promised": event.promised,
            "dates_held": False,
            "received_on": event.received or item.received_on,
            "told": notices,
            "gap_dues": event.gaps if item.state is ItemState.GAPPED else item.gap_dues,
            **(_confirmed(item, notices, event.confirmed) if event.confirmed is not None else {}),
            "answered": _answered(item, event),
        }

    case = changed(case, entry, event.item, now)
    return case if event.handed_over is None else _handed_over(case, event.handed_over)


def _answered(item: CaseItem, event: clock_events.DatesSet) -> tuple[StoppedClock, ...]:
    """Its ended clocks, and the one for the answer that was given while the clock was in doubt."""
    if event.answer_by is None or event.confirmed is None:
        return item.answered
    day, at = event.confirmed, start_of(event.confirmed)
    return (*item.answered, StoppedClock(ClockStep.ANSWER, event.answer_by, day, at))


def _confirmed(item: CaseItem, notices: tuple[CorrectionRound, ...], day: date) -> dict[str, Any]:
    """What was recorded while the clock was in doubt happened on that day: of its hour nothing is known."""
    at, of_notice = start_of(day), bool(notices) and notices[-1].at == item.at
    return {
        "at": None if item.at is None else at,
        "untimely": False,
        "told": (*notices[:-1], with_fields(notices[-1], at=at)) if of_notice else notices,
        "ended_at": at if item.ended_at is not None and item.ended_at == item.at else item.ended_at,
    }


def _handed_over(case: Case, day: date) -> Case:
    intake = (with_fields(p, day=day) if p.reason is PresenceReason.INTAKE else p for p in case.presences)
    return with_fields(case, confirmed_on=day, presences=tuple(intake))


@CASE.on(clock_events.EventDated, history.event_dated)
def _date_event(case: Case, entry: Entry, event: clock_events.EventDated, sealed: object) -> Case:
    return with_fields(case, event_due=event.due)
