"""What other windows have to do, as far as it is known here (全厅的待办): in their own cases, and about the papers that
they issued. Of ended cases too: a decision nobody printed has still to reach the applicant.
"""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.calendar.workdays import Calendar
from counter.domain.case.case import Case
from counter.domain.hall.authority import Authority
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.tasks.task import Task
from counter.domain.tasks.tasks import tasks


def tasks_elsewhere(
    case: Case,
    jurisdiction: Jurisdiction,
    calendar: Calendar,
    station: str,
    authority: Authority | None = None,
) -> tuple[tuple[str, Task], ...]:
    """Window and task: the owner's, and of every other window what is left of its papers; none of ``station``.

    ``authority``: as in ``tasks``. What another window took in for the owner stands among the owner's tasks.
    """
    if case.loose or case.needs_upgrade:
        return ()
    return tuple(_elsewhere(case, jurisdiction, calendar, station, authority))


def _elsewhere(
    case: Case,
    jurisdiction: Jurisdiction,
    calendar: Calendar,
    station: str,
    authority: Authority | None = None,
) -> Iterator[tuple[str, Task]]:
    issuers = (paper.station for paper in case.papers if paper.stage.binding)
    others = [at for at in dict.fromkeys((case.owner, *issuers)) if at not in ("", station)]
    seen = (
        {_key(task) for task in tasks(case, jurisdiction, calendar, station, authority)} if others else set()
    )
    for at in others:
        for task in tasks(case, jurisdiction, calendar, at, authority):
            if (at == case.owner or task.paper) and _key(task) not in seen:
                seen.add(_key(task))
                yield at, task


def _key(task: Task) -> tuple[str, str, str]:
    return task.kind, task.item, task.paper
