"""Unfinished visits at this station whose papers lie here: drafts, and how many papers of each."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from counter.domain.errors import CounterError
from counter.domain.journal import codec
from counter.domain.tasks.urgency import lacks_receipt
from counter.domain.visit.material import MaterialState
from counter.domain.visit.visit import Visit

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.ports import DraftRow


def papers_without_receipt(app: AppContext) -> int:
    """How many unfinished visits have papers that lie here, however short their time."""
    return len(visits_with_papers(app))


def visits_with_papers(app: AppContext) -> tuple[tuple[DraftRow, Visit, int], ...]:
    """Those visits, with how many papers of each lie here."""
    visits = ((draft, _readable(draft)) for draft in app.journal.drafts())
    return tuple(
        (draft, visit, taken)
        for draft, visit in visits
        if visit is not None and (taken := taken_in(visit)) > 0
    )


def visits_long_in_hand(app: AppContext) -> tuple[str, ...]:
    """Ids of drafts that have waited for a receipt too long by now, if papers lie here."""
    now, found = app.clock.read().at, []
    for draft in app.journal.drafts():
        with suppress(ValueError):  # damaged: ``check`` reports it
            if lacks_receipt(datetime.fromisoformat(draft.begun_at), now):
                found.append(draft.id)
    return tuple(found)


def _readable(draft: DraftRow) -> Visit | None:
    try:
        return visit_of(draft)
    except ValueError:  # damaged: ``check`` reports it
        return None


def visit_of(draft: DraftRow) -> Visit | None:
    """The visit of a draft; None for one of an older program. Raises ValueError for a damaged one."""
    try:
        return codec.read(Visit, draft.body)
    except CounterError:  # an older program's draft: the page 受理 reports it when it is opened
        return None


def taken_in(visit: Visit) -> int:
    """How many of the asked papers lie here; those only looked at were returned at once."""
    unasked = [paper.brought for paper in visit.unasked.values() if not paper.returned]
    return sum(
        b.state is MaterialState.RECEIVED and b.copies > 0 for b in (*visit.brought.values(), *unasked)
    )
