"""The stages of a case in one line: 申请、受理、审查、决定、送达 (S001 13), each by how many of its items are through.

What was asked before the application (咨询、预约) leaves no entry of a case and is not claimed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.decision_paper import decision_paper
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import HandsOver

Delivered = Callable[[Case, CaseItem], bool]
"""Whether an item's result reached the applicant (``domain.tasks.delivery.delivered``)."""


class CaseStage(StrEnum):
    """A stage, in the order of the line."""

    APPLICATION = "application"
    ACCEPTANCE = "acceptance"
    EXAMINATION = "examination"
    DECISION = "decision"
    DELIVERY = "delivery"

    @property
    def label(self) -> str:
        """The stage in plain Chinese."""
        return _LABELS[self]


_LABELS = {
    CaseStage.APPLICATION: "申请",
    CaseStage.ACCEPTANCE: "受理",
    CaseStage.EXAMINATION: "审查",
    CaseStage.DECISION: "决定",
    CaseStage.DELIVERY: "送达",
}


class StageProgress(StrEnum):
    """How far a stage is."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    NONE = "none"  # no item needs it


@dataclass(frozen=True, slots=True)
class StageStanding:
    """One stage of a case: ``through`` of the ``items`` that need it are through; ``day``: the last of them, None
    before the first.
    """

    stage: CaseStage
    standing: StageProgress
    items: int
    through: int
    day: date | None = None

    @property
    def words(self) -> str:
        """As one reads it in the line: 受理 11-20, 审查（1/3）, 送达（不需要）."""
        if self.standing is StageProgress.NONE:
            return f"{self.stage.label}（不需要）"
        part = f"（{self.through}/{self.items}）" if 0 < self.through < self.items else ""
        day = f" {self.day:%m-%d}" if self.day is not None and self.standing is StageProgress.DONE else ""
        return f"{self.stage.label}{part}{day}"


@dataclass(frozen=True, slots=True)
class StageStep:
    """One item at one stage: ``day`` None while it is not through, or where no day is known."""

    day: date | None
    done: bool


def stages_of(case: Case, delivered: Delivered) -> tuple[StageStanding, ...]:
    """All stages in order; at most one is ``NOW``, and nothing before it is unfinished."""
    if case.loose:
        return ()
    found = [_of_items(case, stage, delivered) for stage in CaseStage]
    return tuple(_in_order(found))


def line_words(line: tuple[StageStanding, ...]) -> str:
    """The line as text; the present stage in brackets."""
    return " → ".join(f"【{one.words}】" if one.standing is StageProgress.NOW else one.words for one in line)


def _in_order(found: list[StageStanding]) -> Iterator[StageStanding]:
    """The first that is not through is the present one. Whoever is not through there is not through any later one."""
    present = False
    for one in found:
        if one.items == one.through:
            standing = StageProgress.DONE if one.items else StageProgress.NONE
        elif present:
            standing = StageProgress.LATER
        else:
            standing, present = StageProgress.NOW, True
        yield StageStanding(one.stage, standing, one.items, one.through, one.day)


def _of_items(case: Case, stage: CaseStage, delivered: Delivered) -> StageStanding:
    steps = [step for item in case.items if (step := item_step(case, item, stage, delivered)) is not None]
    if stage is CaseStage.APPLICATION:  # of the case as one
        steps = [StageStep(case.received_on, done=True)]
    days = [one.day for one in steps if one.done and one.day is not None]
    return StageStanding(
        stage,
        StageProgress.LATER,
        len(steps),
        sum(one.done for one in steps),
        max(days) if days else None,
    )


def item_step(case: Case, item: CaseItem, stage: CaseStage, delivered: Delivered) -> StageStep | None:
    """The item at that stage; None where it does not pass it."""
    match stage:
        case CaseStage.APPLICATION:
            return StageStep(case.received_on, done=True)
        case CaseStage.ACCEPTANCE:
            return _acceptance(item)
        case CaseStage.EXAMINATION:
            return _examination(item)
        case CaseStage.DECISION:
            return _decision(item)
        case CaseStage.DELIVERY:
            return _delivery(case, item, delivered)


def _accepted(item: CaseItem) -> date | None:
    """When it was accepted, by notice or by silence; None where it never was."""
    return item.accepted_on or item.deemed_on


def _stopped(item: CaseItem) -> bool:
    """It ended without the organ's decision: withdrawn, dropped or returned."""
    return item.ending is not None and item.conclusion is None


def _acceptance(item: CaseItem) -> StageStep | None:
    day = _accepted(item)
    if day is None and item.conclusion is not None:  # refused, or decided at once in the organ's name
        day = item.conclusion.day
    if day is None and _stopped(item):
        return None
    return StageStep(day, done=day is not None)


def _examination(item: CaseItem) -> StageStep | None:
    """By the organ, after acceptance; what is done at once is not examined apart."""
    if item.state is ItemState.DONE or _stopped(item):
        return None
    if item.conclusion is not None:
        return StageStep(item.conclusion.day, done=True) if _accepted(item) is not None else None
    return StageStep(None, done=item.proposal is not None and _accepted(item) is not None)


def _decision(item: CaseItem) -> StageStep | None:
    if _stopped(item):
        return None
    if item.conclusion is not None:
        return StageStep(item.conclusion.day, done=True)
    if item.state is ItemState.DONE:
        return StageStep(item.accepted_on, done=True)
    return StageStep(None, done=False)


def _delivery(case: Case, item: CaseItem, delivered: Delivered) -> StageStep | None:
    """Only what has to reach the applicant; an item that ended, or hands over nothing, is not delivered."""
    things = case.results_of(item.id)
    if _stopped(item) and not things:
        return None
    conclusion = item.conclusion
    if item.state is ItemState.DONE and not things:
        return None
    if conclusion is not None and conclusion.hands_over is HandsOver.NOTHING and not things:
        return None
    days = [one.delivered_on for one in things if one.delivered_on is not None]
    paper = decision_paper(case, item)
    if paper is not None and paper.serving is not None:
        days.append(paper.serving.day)
    return StageStep(max(days) if days else None, done=delivered(case, item))
