"""待办 by case (decision 0055): the tasks of one case are one row, inside it one matter for each kind of task."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.urgency import Urgency

OF_PAPERS = frozenset(
    {TaskKind.UNPRINTED, TaskKind.FAILED, TaskKind.UNSTAMPED, TaskKind.UNSERVED, TaskKind.PUBLISHED}
)
"""Kinds that are counted in papers (份); all others are matters (项)."""


class OpenTask(Protocol):
    """What of a listed task decides where it stands. ``number`` empty: of no case, then of the ``draft``, else of none.
    ``station``: the other window where it is to be done.
    """

    @property
    def kind(self) -> TaskKind: ...
    @property
    def urgency(self) -> Urgency: ...
    @property
    def day(self) -> date | None: ...
    @property
    def words(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def draft(self) -> str: ...
    @property
    def station(self) -> str: ...
    @property
    def item_name(self) -> str: ...


Listed = TypeVar("Listed", bound=OpenTask)

_HURT = (
    # a right is lost, or silence decides
    (TaskKind.DEEMED_PASSED, TaskKind.CALL_IN, TaskKind.DEEMED, TaskKind.NOTICE, TaskKind.DECISION),
    # of two decisions one goes: before that is settled nothing more of the case is handed out
    (TaskKind.CONFLICT,),
    # the applicant has been waiting for what only a person here can hand over or say
    (TaskKind.HELD, TaskKind.FAILED, TaskKind.UNPRINTED, TaskKind.DELIVERY, TaskKind.GIVE_BACK),
    (TaskKind.PHONE, TaskKind.REMIND, TaskKind.MISMATCH, TaskKind.DATES),
    # his own days: first those that are over
    (TaskKind.GAP_EXPIRED, TaskKind.LAPSED, TaskKind.GAP, TaskKind.CORRECTION),
    # colleagues wait
    (TaskKind.HANDED_OVER, TaskKind.REASSIGN, TaskKind.TAKEN_ELSEWHERE, TaskKind.KEY_REQUEST),
    (
        TaskKind.GO_ON,
        TaskKind.PROPOSAL,
        TaskKind.PLEDGE,
        TaskKind.WITHDRAWAL,
        TaskKind.AGAINST,
        TaskKind.FINDING,
    ),
    # papers of ours on their way
    (
        TaskKind.UNSTAMPED,
        TaskKind.UNSERVED,
        TaskKind.PUBLISHED,
        TaskKind.UNCOLLECTED,
        TaskKind.IN_TRANSIT,
        TaskKind.ORIGINAL_OUT,
    ),
)
"""What hurts people most comes first; kinds not named come last, in the order of ``TaskKind``."""

_ORDER = {kind: place for place, kind in enumerate(kind for line in _HURT for kind in line)}
_LAST = {kind: len(_ORDER) + place for place, kind in enumerate(TaskKind)}
_NEARNESS = {urgency: place for place, urgency in enumerate(Urgency)}
_NOW = (Urgency.OVERDUE, Urgency.TODAY)
_TITLE = re.compile("《(.+?)》")


@dataclass(frozen=True, slots=True)
class Matter(Generic[Listed]):
    """Tasks of one kind in one case, the nearest first: what one act deals with."""

    kind: TaskKind
    tasks: tuple[Listed, ...]

    @property
    def first(self) -> Listed:
        """The nearest."""
        return self.tasks[0]

    @property
    def name(self) -> str:
        """``6份未出纸``, ``2项容缺补交期限``; a single matter is only named."""
        if self.kind in OF_PAPERS:
            return f"{len(self.tasks)}份{self.kind.label}"
        return f"{len(self.tasks)}项{self.kind.label}" if len(self.tasks) > 1 else self.kind.label

    @property
    def words(self) -> str:
        """What it is about, without its name: ``收件凭证4份、受理通知书``; the items; of a single one its words."""
        titles = [title for task in self.tasks for title in _TITLE.findall(task.words)[:1]]
        if self.kind in OF_PAPERS and len(titles) == len(self.tasks):
            return "、".join(f"{t}{n}份" if n > 1 else t for t, n in Counter(titles).items())
        if len(self.tasks) == 1:
            return "：".join(part for part in (self.first.item_name, self.first.words) if part)
        return "、".join(dict.fromkeys(task.item_name or task.words for task in self.tasks))


@dataclass(frozen=True, slots=True)
class CaseWork(Generic[Listed]):
    """What is to be done in one case at one window, what hurts most first; it stands where that stands."""

    matters: tuple[Matter[Listed], ...]

    @property
    def first(self) -> Matter[Listed]:
        """What hurts most."""
        return self.matters[0]

    @property
    def head(self) -> Listed:
        """The task that decides where the row stands; number, applicant and clerk are those of all."""
        return self.first.first

    @property
    def urgency(self) -> Urgency:
        """That of what hurts most."""
        return self.head.urgency

    @property
    def tasks(self) -> tuple[Listed, ...]:
        """All of them."""
        return tuple(task for matter in self.matters for task in matter.tasks)

    def matter_of(self, kind: TaskKind) -> Matter[Listed]:
        """The matter of that kind; what hurts most where there is none."""
        return next((matter for matter in self.matters if matter.kind is kind), self.first)

    @property
    def others(self) -> str:
        """The other matters by name: ``3份未盖章、办结期限``; "" where there is no other."""
        return "、".join(matter.name for matter in self.matters[1:])


def by_case(tasks: Iterable[Listed]) -> tuple[CaseWork[Listed], ...]:
    """One for each case and window, for each unfinished visit, and for each task of neither; what hurts most first."""
    found: dict[tuple[str, ...], list[Listed]] = {}
    for place, task in enumerate(tasks):
        found.setdefault(_whose(task, place), []).append(task)
    return tuple(sorted(map(_work, found.values()), key=lambda work: _hurt(work.head)))


def _whose(task: OpenTask, place: int) -> tuple[str, ...]:
    if task.number:
        return ("case", task.number, task.station)
    return ("draft", task.draft) if task.draft else ("alone", str(place))


def _work(tasks: Sequence[Listed]) -> CaseWork[Listed]:
    kinds: dict[TaskKind, list[Listed]] = {}
    for task in sorted(tasks, key=_hurt):
        kinds.setdefault(task.kind, []).append(task)
    return CaseWork(tuple(Matter(kind, tuple(ones)) for kind, ones in kinds.items()))


def _hurt(task: OpenTask) -> tuple[int, date, int, date]:
    """Overdue, today, soon, later; what is to be done by now by what it does to people, the rest by its day."""
    day = task.day or date.max
    first = date.min if task.urgency in _NOW else day
    return _NEARNESS[task.urgency], first, _ORDER.get(task.kind, _LAST[task.kind]), day
