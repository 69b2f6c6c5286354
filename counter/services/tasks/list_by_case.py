"""待办 by case: what a list of tasks is shown as (decision 0055)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.tasks.by_case import CaseWork, by_case
from counter.domain.tasks.scope import TaskScope
from counter.services.tasks.list_tasks import TaskView, list_tasks

if TYPE_CHECKING:
    from counter.domain.tasks.task import TaskKind
    from counter.services.context.app import AppContext
    from counter.services.context.ports import StaffRow

MOST_READ = 1_000
"""Tasks, the nearest first: more cases than anybody gets through in a day."""


def list_by_case(
    app: AppContext,
    *,
    clerk: StaffRow | None = None,
    kind: TaskKind | None = None,
    scope: TaskScope = TaskScope.WINDOW,
) -> tuple[CaseWork[TaskView], ...]:
    """Cases with what is to be done in them, what hurts most first. ``kind``: only tasks of that kind.

    Where there are more than ``MOST_READ`` tasks, the cases of the nearest; all that is to be done in each of them.
    Raises as ``list_tasks``.
    """
    kinds = () if kind is None else (kind,)
    return by_case(list_tasks(app, clerk=clerk, kinds=kinds, scope=scope, limit=MOST_READ, whole=True))
