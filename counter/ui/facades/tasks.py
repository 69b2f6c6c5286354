"""What 待办 asks of an open profile; it reads and writes the journal: ``Lane.JOURNAL``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.tasks.scope import TaskScope
from counter.ui.facades.base import ProfileFacade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counter.domain.tasks.by_case import CaseWork
    from counter.domain.tasks.task import TaskKind
    from counter.services.tasks.list_tasks import TaskCounts, TaskView
    from counter.ui.facades.clerk import Clerk


class TasksFacade(ProfileFacade):
    """Base of the facade of a window, where tasks are done."""

    def tasks(
        self, clerk: Clerk, kind: TaskKind | None, scope: TaskScope = TaskScope.WINDOW
    ) -> Sequence[CaseWork[TaskView]]:
        """待办 by case, what hurts most first; ``kind``: only that one; ``scope``: whose."""
        from counter.services.case.deem_accepted import deem_overdue
        from counter.services.tasks.list_by_case import list_by_case
        from counter.services.tasks.visits_in_hand import visits_long_in_hand

        app, row = self.followed(), self.row(clerk)
        deem_overdue(app)  # acceptance by silence is recorded before tasks are listed
        asked = (row, kind, scope, visits_long_in_hand(app))
        return self.kept.read(
            app, "tasks", asked, lambda: list_by_case(app, clerk=row, kind=kind, scope=scope)
        )

    def task_counts(self, clerk: Clerk, scope: TaskScope = TaskScope.WINDOW) -> TaskCounts:
        """Number of open tasks by kind, and of those urgent today; ``scope``: whose."""
        from counter.services.tasks.list_tasks import count_tasks
        from counter.services.tasks.visits_in_hand import visits_long_in_hand

        app, row = self.app, self.row(clerk)
        asked = (row, scope, visits_long_in_hand(app))
        return self.kept.read(app, "counts", asked, lambda: count_tasks(app, clerk=row, scope=scope))

    def sees_hall(self, clerk: Clerk) -> bool:
        """Whether that person may see the tasks of the whole hall."""
        from counter.domain.hall.rights import Capability, may

        return may(self.row(clerk).role, Capability.AUDIT)
