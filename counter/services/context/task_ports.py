"""What is read of the tasks at a station without reading the cases."""

from __future__ import annotations

from typing import Protocol

from counter.services.context.rows import NearDays, TaskLine, TaskNumbers, TaskSpan


class ReadsTasks(Protocol):
    """The read model of 待办."""

    def tasks(self, span: TaskSpan, limit: int) -> tuple[TaskLine, ...]:
        """Tasks of that filter, the nearest day first."""
        ...

    def cases_of_tasks(self, span: TaskSpan, limit: int) -> tuple[str, ...]:
        """The id of its case for each task of that filter, the nearest day first; a case as often as it has some."""
        ...

    def task_counts(self, until: str | None, whose: TaskSpan | None = None) -> TaskNumbers:
        """How many tasks, by that day (ISO; None: ever) or without a day. ``whose``: windows and clerks; None: here."""
        ...

    def cases_by_nearness(self, near: NearDays, whose: TaskSpan) -> tuple[int, int, int, int]:
        """How many cases (at how many windows) have a task that is overdue, for today, near, later: by the nearest."""
        ...
