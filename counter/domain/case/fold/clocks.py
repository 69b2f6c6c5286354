"""Entries about clocks: stopped by a special procedure, going on, dated anew, and the common one of licences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter.domain.case import clock_events as said_of
from counter.domain.case.case import Case, CaseItem, Paused
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import changed
from counter.domain.case.item_events import Pause
from counter.domain.case.item_state import ItemState
from counter.domain.journal import codec
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import Facts


def _tell_procedure(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.ProcedureTold, facts.payload)
    return changed(case, entry, said.item, lambda item: {"procedures": (*item.procedures, said)})


def _pause(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.ClockPaused, facts.payload)
    paused = Paused(said.pause, said.notice, said.served, said.days, until=said.until)
    return changed(case, entry, said.item, lambda item: {"paused": (*item.paused, paused)})


def _extend(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.ClockExtended, facts.payload)
    notice = said.notice or said.document
    extended = Paused(Pause.EXTENSION, notice, said.day, said.days, ended=said.day)
    return changed(
        case,
        entry,
        said.item,
        lambda item: {
            "paused": (*item.paused, extended),
            "due": said.due,
            "statutory": said.statutory,
            "promised": said.promised,
        },
    )


def _resume(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.ClockResumed, facts.payload)
    return changed(
        case,
        entry,
        said.item,
        lambda item: {
            "paused": tuple(with_fields(p, ended=p.ended or said.day) for p in item.paused),
            "due": said.due,
            "statutory": said.statutory,
            "promised": said.promised,
        },
    )


def _set_dates(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.DatesSet, facts.payload)

    def now(item: CaseItem) -> dict[str, Any]:
        told = item.told
        if told and said.gaps and item.state is ItemState.TO_CORRECT:
            told = (*told[:-1], with_fields(told[-1], due=said.due, gaps=said.gaps))
        return {
            "due": said.due,
            "statutory": said.statutory,
            "promised": said.promised,
            "dates_held": False,
            "told": told,
            "gap_dues": said.gaps if item.state is ItemState.GAPPED else item.gap_dues,
        }

    return changed(case, entry, said.item, now)


def _date_event(case: Case, entry: Entry, facts: Facts) -> Case:
    return with_fields(case, event_due=codec.read(said_of.EventDated, facts.payload).due)


STEPS: dict[str, Callable[[Case, Entry, Facts], Case]] = {
    "procedure.told": _tell_procedure,
    "clock.paused": _pause,
    "clock.extended": _extend,
    "clock.resumed": _resume,
    "dates.set": _set_dates,
    "event.dated": _date_event,
}
"""What each kind of entry about a clock changes."""
