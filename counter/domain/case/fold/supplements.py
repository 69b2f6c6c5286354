"""Steps of the fold about papers brought after filing: here, at another window, and what the owner found of those."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case, TakenElsewhere
from counter.domain.case.case_item import OrganNotice
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE, gaps_left
from counter.domain.case.material_events import (
    SupplementChecked,
    SupplementCheckedSealed,
    SupplementReceived,
    SupplementReceivedSealed,
)
from counter.domain.case.named_lines import by_line
from counter.domain.case.results.certificate import Presence, PresenceReason
from counter.domain.journal.entries import Entry
from counter.domain.visit.material import Brought, MaterialState

_STILL_OPEN = (MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED)


def _supplemented(event: SupplementReceived) -> str:
    return f"{'代收' if event.names else '补交'}材料 {len(event.lines)} 项"


@CASE.on(SupplementReceived, _supplemented)
def _supplement(
    case: Case,
    entry: Entry,
    event: SupplementReceived,
    sealed: SupplementReceivedSealed | None,
) -> Case:
    sealed = sealed or SupplementReceivedSealed()
    if entry.station != case.owner or event.names:
        case = _taken_elsewhere(case, entry, event)
    event = by_line(event, case.lines)
    now = {
        line: Brought(
            MaterialState(r.state),
            r.original_seen,
            r.copies,
            sealed.notes.get(line, ""),
            event.shared.get(line),
        )
        for line, r in event.lines.items()
    }
    here = {line for line, r in event.lines.items() if r.state not in _STILL_OPEN}
    short = {
        (need.item, line.id)
        for line in case.lines
        if line.id in here and event.lines[line.id].state == MaterialState.RECEIVED
        for need in line.needs
        if event.lines[line.id].copies < need.copies
    }
    asked_by = {line.id: line.items for line in case.lines if line.id in event.lines}
    touched = {i.id for i in case.items if any(i.id in items for items in asked_by.values())}
    items = tuple(
        with_fields(
            i,
            **gaps_left(
                i,
                tuple(g for g in i.gap_dues if g.line not in here or (i.id, g.line) in short),
                event.at,
            ),
            brought_at=entry.at if (i.told or i.organ_told) and i.id in touched else i.brought_at,
            organ_told=tuple(_came(one, here) for one in i.organ_told),
        )
        for i in case.items
    )
    came = Presence(civil_date(event.at), PresenceReason.SUPPLEMENT, entry.station)
    return with_fields(case, brought={**case.brought, **now}, items=items, presences=(*case.presences, came))


def _came(notice: OrganNotice, here: set[str]) -> OrganNotice:
    return with_fields(notice, outstanding=tuple(line for line in notice.outstanding if line not in here))


def _taken_elsewhere(case: Case, entry: Entry, event: SupplementReceived) -> Case:
    """What another window took in waits there until its owner has looked at it; a name that is no line is kept."""
    found = by_line(event, case.lines)
    lines = tuple(line for line in found.lines if line not in found.names)
    taken = TakenElsewhere(entry.id, entry.station, entry.at, lines, tuple(found.names.values()))
    return with_fields(case, taken_elsewhere=(*case.taken_elsewhere, taken))


@CASE.on(SupplementChecked, "核对外窗口代收的材料")
def _check(
    case: Case, entry: Entry, event: SupplementChecked, sealed: SupplementCheckedSealed | None
) -> Case:
    notes = sealed.notes if sealed else {}
    found = {
        line: Brought(MaterialState(r.state), r.original_seen, r.copies, notes.get(line, ""))
        for line, r in event.lines.items()
    }
    taken = tuple(
        with_fields(one, checked=one.checked or one.entry in event.entries) for one in case.taken_elsewhere
    )
    return with_fields(case, brought={**case.brought, **found}, taken_elsewhere=taken)
