"""The nearest tasks at this station: which are read, and of which cases where they are more than a list holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from counter.domain.tasks.task import TaskKind
from counter.services.context.ports import TaskSpan

if TYPE_CHECKING:
    from counter.services.context.ports import TaskLine
    from counter.services.context.task_ports import ReadsTasks


def nearest(journal: ReadsTasks, spans: Iterable[TaskSpan], limit: int) -> list[TaskLine]:
    """Tasks of these spans in turn, so many at most."""
    lines: list[TaskLine] = []
    for span in spans:
        lines += journal.tasks(span, limit - len(lines))
    return lines


def cut_cases(journal: ReadsTasks, spans: Iterable[TaskSpan], limit: int) -> tuple[str, ...]:
    """The cases of the nearest tasks where a list is cut after ``limit`` of them; else none. No task is read."""
    cases: list[str] = []
    for span in spans:
        cases += journal.cases_of_tasks(span, limit - len(cases))
    return tuple(dict.fromkeys(cases)) if len(cases) == limit else ()


def spans_of(today: date, until: date | None, kinds: Collection[TaskKind]) -> Iterator[TaskSpan]:
    """Filters to query in order until the list is full, so that waiting tasks never displace pressing ones.

    A kind that becomes its ``passed`` kind once its day is over is stored as one and shown as two.
    """
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    if not kinds:
        yield _span(None, today if until is None else min(today, until))
        yield _span(None, None, *(k for k in TaskKind if not k.waits), dated=False)
        yield _span(tomorrow, until)
        yield _span(None, None, *(k for k in TaskKind if k.waits), dated=False)
    for stored in (k for k in TaskKind if k in kinds or k.passed in kinds):
        if stored not in kinds:
            yield _span(None, yesterday if until is None else min(yesterday, until), stored)
            continue
        begins = None if stored.passed in kinds else today
        yield _span(begins, until, stored)
        yield _span(None, None, stored, dated=False)


def _span(since: date | None, until: date | None, *kinds: TaskKind, dated: bool = True) -> TaskSpan:
    return TaskSpan(
        since.isoformat() if since else None,
        until.isoformat() if until else None,
        dated,
        tuple(k.value for k in kinds),
    )
