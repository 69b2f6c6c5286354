"""What an item waits for: earlier items of its case, or the decision after all that was told has come."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.rejudge import earlier_of, waits_for_earlier
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_state import ItemState
from counter.domain.case.material_events import MaterialRelieved, SupplementReceived
from counter.domain.journal.kinds import kind_of
from counter.domain.visit.verdict import Due


def waited_for(case: Case, item: CaseItem) -> tuple[CaseItem, ...]:
    """The earlier items of the case that this one has to wait for; none where it waits for nothing."""
    if item.state is not ItemState.WAITING and not item.waits_for and not waits_for_earlier(case, item):
        return ()
    before = earlier_of(case, item).union(item.waits_for)
    return tuple(i for i in case.items if i.id in before)


def supplemented(case: Case, item: CaseItem) -> Due | None:
    """The day the last papers came: with all of them in, the application is to be accepted (许可法 32(1)(5))."""
    whole = (kind_of(SupplementReceived).name, kind_of(MaterialRelieved).name)
    days = [civil_date(line.at) for line in case.history if line.kind in whole]
    if not days and item.brought_at is not None:  # it came before the case was taken over
        days = [civil_date(item.brought_at)]
    return Due(days[-1], False, "") if days else None
