"""What a case adds to the supervisor's board (总览): facts and days, not judged against today, so it can be stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.case.acts.custody import at_organ, at_window
from counter.domain.case.case import Case
from counter.domain.tasks.task import Task, TaskKind

BOARD_RULES = "4"
"""Version of what is counted: another one, and a room computes its rows anew at opening."""


class BoardBy(StrEnum):
    """What the board is laid out by."""

    WINDOW = "window"
    ORGAN = "organ"
    CLERK = "clerk"
    BUNDLE = "bundle"

    @property
    def label(self) -> str:
        """In plain Chinese."""
        return _BY[self]

    @property
    def note(self) -> str:
        """Why its lines do not add up to the hall's, "" where they do."""
        return _ORGANS_COUNT if self is BoardBy.ORGAN else ""


class BoardColumn(StrEnum):
    """What is counted, in the order of the board; always cases."""

    LATE = "late"
    NEAR = "near"
    OPEN = "open"
    TWICE = "twice"
    UNPRINTED = "unprinted"
    UNSEALED = "unsealed"
    ORIGINALS = "originals"

    @property
    def label(self) -> str:
        """The head of the column."""
        return _COLUMNS[self]


_BY = {
    BoardBy.WINDOW: "主办窗口",
    BoardBy.ORGAN: "部门",
    BoardBy.CLERK: "经办人",
    BoardBy.BUNDLE: "一件事",
}
_ORGANS_COUNT = (
    "一件办件有几个部门的，每个部门各算一次，只看自己的期限；"
    "全厅算一次，按最急的。所以各部门加起来不等于全厅。"
)
_COLUMNS = {
    BoardColumn.LATE: "超期",
    BoardColumn.NEAR: "临期",
    BoardColumn.OPEN: "在办",
    BoardColumn.TWICE: "二次补正",
    BoardColumn.UNPRINTED: "未打印",
    BoardColumn.UNSEALED: "未盖章",
    BoardColumn.ORIGINALS: "留存原件",
}
_HALLS_DUTIES = frozenset(
    {
        TaskKind.NOTICE,
        TaskKind.DEEMED,
        TaskKind.PLEDGE,
        TaskKind.PROPOSAL,
        TaskKind.DECISION,
        TaskKind.GO_ON,
        TaskKind.DELIVERY,
        TaskKind.CONFLICT,
    }
)
"""Kinds whose day binds the hall or an organ: the applicant's days (补正, 容缺补交) make nobody late here. Who has not
signed a pledge has not been answered either: he is told to correct, by the same day (L4, L6).
"""
_UNPRINTED = frozenset({TaskKind.UNPRINTED, TaskKind.FAILED})


@dataclass(frozen=True, slots=True)
class BoardPart:
    """A case on the board, or what one organ has in it. ``organ``: "" for the case as a whole.

    ``due``: the nearest day by which the hall or the organ has to act; ``twice``: an open item was notified of
    corrections more than once; ``unprinted``, ``unsealed``: papers; ``originals``: sheets that are still kept.
    """

    organ: str
    open: bool = False
    due: date | None = None
    twice: bool = False
    unprinted: int = 0
    unsealed: int = 0
    originals: int = 0

    @property
    def counts(self) -> bool:
        """Whether it belongs on the board."""
        return self.open or self.due is not None or bool(self.unprinted or self.unsealed or self.originals)


def board_parts(case: Case, found: Sequence[Task]) -> tuple[BoardPart, ...]:
    """The parts of a case that belong on the board, the whole first. ``found``: its owner's tasks."""
    if case.forgotten:
        return ()
    organs = dict.fromkeys(item.asked.organ for item in case.items)
    organs |= dict.fromkeys(organ for task in found if (organ := _organ(case, task)))
    parts = (_whole(case, found), *(_of_organ(case, organ, found) for organ in organs if organ))
    return tuple(part for part in parts if part.counts)


def _whole(case: Case, found: Iterable[Task]) -> BoardPart:
    own = tuple(found)
    return BoardPart(
        "",
        open=case.state.open,
        due=_due(own),
        twice=any(not item.state.closed and len(item.told) > 1 for item in case.items),
        unprinted=sum(task.kind in _UNPRINTED for task in own),
        unsealed=sum(task.kind is TaskKind.UNSTAMPED for task in own),
        originals=sum(_kept(case)),
    )


def _of_organ(case: Case, organ: str, found: Iterable[Task]) -> BoardPart:
    items = [item for item in case.items if item.asked.organ == organ]
    own = tuple(task for task in found if _organ(case, task) == organ)
    return BoardPart(
        organ,
        open=any(not item.state.closed for item in items),
        due=_due(own),
        twice=any(not item.state.closed and len(item.told) > 1 for item in items),
        unprinted=sum(task.kind in _UNPRINTED for task in own),
        unsealed=sum(task.kind is TaskKind.UNSTAMPED for task in own),
        originals=sum(max(0, at_organ(case, line, organ).originals) for line in case.lines),
    )


def _organ(case: Case, task: Task) -> str:
    """Whose task it is: its item's organ, or the one its paper is issued for."""
    item = case.item(task.item)
    if item is not None:
        return item.asked.organ
    paper = case.paper(task.paper)
    return "" if paper is None else paper.organ


def _kept(case: Case) -> Iterator[int]:
    """Sheets of originals at the window and at the organs, line by line."""
    holders = dict.fromkeys(handover.organ for handover in case.custody)
    for line in case.lines:
        yield max(0, at_window(case, line).originals)
        yield from (max(0, at_organ(case, line, organ).originals) for organ in holders)


def _due(found: Iterable[Task]) -> date | None:
    return min((t.day for t in found if t.day is not None and t.kind in _HALLS_DUTIES), default=None)
