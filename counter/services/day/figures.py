"""The figures of a day beside its numbers: what was done in it, and what stands open when it is closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from counter.domain.case.events import CaseOpened, ItemCompleted
from counter.domain.case.item_events import DecisionVoided, ItemConcluded
from counter.domain.hall.day_events import DayFigure, FigureKind
from counter.domain.journal.kinds import KINDS
from counter.domain.tasks.task import TaskKind
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.tasks.key_requests import key_request_tasks
from counter.services.tasks.visits_in_hand import papers_without_receipt

if TYPE_CHECKING:
    from counter.domain.journal.entries import Entry
    from counter.services.context.app import AppContext


def day_figures(app: AppContext, entries: Iterable[Entry]) -> tuple[DayFigure, ...]:
    """The figures in the order of the sheet; ``entries``: of the day at this window.

    What was taken, decided and doubted is the day's, the rest stands as now. 待上报 only where anything is reported.
    """
    return tuple(DayFigure(kind.value, count) for kind, count in _figures(app, tuple(entries)))


def _figures(app: AppContext, entries: tuple[Entry, ...]) -> Iterator[tuple[FigureKind, int]]:
    yield FigureKind.TAKEN, len(_opened(entries))
    yield FigureKind.DECIDED, len(_decided(entries))
    yield FigureKind.WAITING, app.journal.held().open_cases()
    yield FigureKind.DRAFTS, papers_without_receipt(app)
    tasks: Counter[str] = Counter()
    for (kind, _), number in app.journal.task_counts(None).items():
        tasks[kind] += number
    yield FigureKind.UNPRINTED, tasks[TaskKind.UNPRINTED]
    yield FigureKind.FAILED, tasks[TaskKind.FAILED]
    yield FigureKind.UNSEALED, tasks[TaskKind.UNSTAMPED]
    standing = reporting_standing(app)
    if standing.joined is not None or standing.by_stick:
        yield FigureKind.UNSENT, standing.waiting.count
    yield FigureKind.DOUBTS, sum(entry.untimely for entry in entries)
    yield FigureKind.KEY_REQUESTS, sum(1 for _ in key_request_tasks(app))


def _opened(entries: Iterable[Entry]) -> set[str]:
    return {entry.subject for entry in entries if isinstance(KINDS.read(entry), CaseOpened)}


def _decided(entries: Iterable[Entry]) -> set[tuple[str, str]]:
    """Items with the organ's result that day, or done on the spot; one that was put right counts once, one that was
    taken back (收回决定) not at all.
    """
    found: set[tuple[str, str]] = set()
    for entry in entries:
        said = KINDS.read(entry)
        if isinstance(said, ItemConcluded | ItemCompleted):
            found.add((entry.subject, said.item))
        elif isinstance(said, DecisionVoided):
            found.difference_update((entry.subject, item) for item in said.items)
    return found
