"""What is done about a matter of 待办, and whether it is done from its row (decision 0055)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import CaseAct
from counter.domain.tasks.by_case import Listed, Matter
from counter.domain.tasks.delivery import NOT_COME
from counter.domain.tasks.paper_tasks import QUEUED_WORDS
from counter.domain.tasks.task import TaskKind


class Step(StrEnum):
    """``PRINT`` sends what was not sent, ``OUT`` and ``STAMP`` record what a person saw: all three from the row.
    ``FORM`` opens the case at the form of the act; ``ANSWER`` at the answer that somebody elsewhere waits for;
    ``SHELF`` leads to what of it is given in 出件; ``GO`` to the page where it is done.
    """

    PRINT = "print"
    OUT = "out"
    STAMP = "stamp"
    FORM = "form"
    ANSWER = "answer"
    SHELF = "shelf"
    GO = "go"

    @property
    def in_place(self) -> bool:
        """Done without leaving the row."""
        return self in (Step.PRINT, Step.OUT, Step.STAMP)

    @property
    def said_first(self) -> bool:
        """It records what nobody can take back: the first press says it, the second does it."""
        return self in (Step.OUT, Step.STAMP)


FORMS: dict[TaskKind, tuple[type[CaseAct], ...]] = {
    TaskKind.CONFLICT: (acts.Settle,),
    TaskKind.HANDED_OVER: (acts.ReceiveCase,),
    TaskKind.REASSIGN: (acts.HandOver,),
    TaskKind.TAKEN_ELSEWHERE: (acts.CheckTaken,),
    TaskKind.NOTICE: (acts.Decide, acts.IdentifyParty, acts.RecordAcceptance),
    TaskKind.DEEMED: (acts.Decide, acts.IdentifyParty, acts.RecordAcceptance),
    TaskKind.DEEMED_PASSED: (acts.Deem,),
    TaskKind.PLEDGE: (acts.SignPledge,),
    TaskKind.WITHDRAWAL: (acts.Withdraw,),
    TaskKind.CORRECTION: (acts.Supplement,),
    TaskKind.LAPSED: (acts.Propose,),
    TaskKind.GAP: (acts.Supplement,),
    TaskKind.GAP_EXPIRED: (acts.Propose,),
    TaskKind.PROPOSAL: (acts.Conclude,),
    TaskKind.DECISION: (acts.Conclude, acts.RecordAcceptance),
    TaskKind.PAUSED: (acts.ResumeClock,),
    TaskKind.GO_ON: (acts.Decide,),
    TaskKind.AGAINST: (acts.TakeNote,),
    TaskKind.GIVE_BACK: (acts.MovePapers,),
    TaskKind.DELIVERY: (acts.RegisterResult,),
    TaskKind.CALL_IN: (acts.CallInResult,),
    TaskKind.UNSERVED: (acts.Serve,),
    TaskKind.PUBLISHED: (acts.Serve,),
    TaskKind.DATES: (acts.SetDates,),
}
"""Kind of task → acts that deal with it; the first that the case offers is opened."""

ANSWERS = (TaskKind.FINDING, TaskKind.KEY_REQUEST)
"""Kinds that are answered beside the acts of the case: to a review, to who asks to read it."""

_PAPERS = {
    TaskKind.UNPRINTED: Step.PRINT,
    TaskKind.FAILED: Step.PRINT,
    TaskKind.UNSTAMPED: Step.STAMP,
}


def step_of(matter: Matter[Listed]) -> Step:
    """What a key does about the matter. Another window's is only opened."""
    if matter.first.station or not matter.first.number:
        return Step.GO
    if matter.kind is TaskKind.UNPRINTED and all(task.words.endswith(QUEUED_WORDS) for task in matter.tasks):
        return Step.OUT
    if _is_given(matter):
        return Step.SHELF
    if matter.kind in ANSWERS:
        return Step.ANSWER
    return _PAPERS.get(matter.kind, Step.FORM if matter.kind in FORMS else Step.GO)


def _is_given(matter: Matter[Listed]) -> bool:
    """Of results that lie here or are on their way; one that has not come is registered at its case first."""
    if matter.kind is TaskKind.DELIVERY:
        return any(not task.words.endswith(NOT_COME) for task in matter.tasks)
    return matter.kind is TaskKind.UNCOLLECTED


def acts_for(kind: TaskKind) -> Sequence[type[CaseAct]]:
    """Acts that deal with that kind of task, best first; empty where none does."""
    return FORMS.get(kind, ())
