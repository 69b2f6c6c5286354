"""What other windows have to do in their own cases, as far as they are known here (全厅的待办)."""

from __future__ import annotations

from counter.domain.calendar.workdays import Calendar
from counter.domain.case.case import Case
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.tasks.tasks import Task, tasks


def tasks_elsewhere(
    case: Case, jurisdiction: Jurisdiction, calendar: Calendar, station: str
) -> tuple[Task, ...]:
    """The tasks of another window in a case that it owns and of which ``station`` knows; none of an own case, and none
    that stands among those of ``station``.
    """
    if case.loose or not case.state.open or case.needs_upgrade or case.owner in ("", station):
        return ()
    here = {(t.kind, t.item, t.paper) for t in tasks(case, jurisdiction, calendar, station)}
    found = tasks(case, jurisdiction, calendar, case.owner)
    return tuple(task for task in found if (task.kind, task.item, task.paper) not in here)
