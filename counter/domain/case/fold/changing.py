"""The case as a replayed state, and how an entry changes one of its items and leaves the others unchanged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.events import CaseOpened, CaseOpenedSealed
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.item_events import NotifiedGap
from counter.domain.case.reminded import NOT_REMINDED, Reminding
from counter.domain.case.results.certificate import Presence, PresenceReason
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import Replay


def opened_by(entry: Entry, event: CaseOpened, sealed: CaseOpenedSealed | None) -> Case:
    """The case after its first entry."""
    return Case(
        id=entry.subject,
        number=event.number,
        opened=event,
        opened_at=entry.at,
        clerk=entry.actor,
        base=entry.id,
        applicant=sealed.applicant if sealed else None,
        duplicate_reason=sealed.duplicate_reason if sealed else "",
        items=tuple(CaseItem(i) for i in event.items),
        owner=entry.station,
        reminding=Reminding(True, civil_date(entry.at)) if event.reminders else NOT_REMINDED,
        unrepresented=event.unrepresented,
        presences=(Presence(civil_date(entry.at), PresenceReason.INTAKE, entry.station),),
    )


CASE = Replay(CaseOpened, "登记“{e.bundle_name}”，办件编号 {e.number}", opened_by)
"""What every kind of event changes in a case, and its sentence in the history."""


def changed(case: Case, entry: Entry, item_id: str, now: Callable[[CaseItem], dict[str, Any]]) -> Case:
    """The case with the fields from ``now`` on that item, changed at the entry's time."""
    items = tuple(
        with_fields(i, changed_at=entry.at, **now(i)) if i.asked.id == item_id else i for i in case.items
    )
    return with_fields(case, items=items)


def gaps_left(item: CaseItem, left: tuple[NotifiedGap, ...], at: datetime) -> dict[str, Any]:
    """Fields of an item after something of what was deferred came: what is left, and when the last of it was in."""
    in_now = bool(item.gap_dues) and not left
    return {"gap_dues": left, "gaps_in_at": at if in_now else item.gaps_in_at}
