"""Steps of the fold about findings of a review and orders to hand the case over.

Only the supervisor's room finds, closes and orders; only the owner answers; who found does not close. What somebody
else wrote, with a valid key and another program, stands in the history and changes nothing.
"""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.oversight.finding_events import (
    FindingAnswered,
    FindingClosed,
    FindingMade,
    FindingPutRight,
    FindingWords,
    ReassignOrdered,
    ReassignReason,
)
from counter.domain.case.oversight.findings import CaseFinding, FindingSaid, FindingStep, ReassignOrder
from counter.domain.hall.kept_numbers import is_room
from counter.domain.journal.entries import Entry


def _said(entry: Entry, step: FindingStep, sealed: FindingWords | None, what: str = "") -> FindingSaid:
    words = None if sealed is None else sealed.words
    return FindingSaid(entry.at, entry.station, entry.actor, step, words, what)


def _with_finding(case: Case, finding: str, said: FindingSaid, **changes: object) -> Case:
    """The case with more said about one of its findings; what names none of them changes nothing."""
    findings = tuple(
        with_fields(one, said=(*one.said, said), **changes) if one.id == finding else one
        for one in case.findings
    )
    return with_fields(case, findings=findings)


def _may_answer(case: Case, finding: str, entry: Entry) -> bool:
    return entry.station == case.owner and any(one.id == finding and one.open for one in case.findings)


def _may_close(case: Case, finding: str, entry: Entry) -> bool:
    """Closing is for another person of the room than the one who found it (案卷评查: 评查人不自己销号)."""
    return is_room(entry.station) and any(
        one.id == finding and one.open and one.by != entry.actor for one in case.findings
    )


@CASE.on(FindingMade, "案卷评查发现：没有做到“{e.title}”（{e.weight}），{e.until} 前答复")
def _make(case: Case, entry: Entry, event: FindingMade, sealed: FindingWords | None) -> Case:
    if not is_room(entry.station):
        return case
    finding = CaseFinding(
        id=entry.id,
        announced=event.announced,
        point=event.point,
        title=event.title,
        item=event.item,
        weight=event.weight,
        until=event.until,
        step=FindingStep.MADE,
        by=entry.actor,
        said=(_said(entry, FindingStep.MADE, sealed, event.weight),),
    )
    return with_fields(case, findings=(*case.findings, finding))


@CASE.on(FindingAnswered, "答复案卷评查的发现：{e.stance}")
def _answer(case: Case, entry: Entry, event: FindingAnswered, sealed: FindingWords | None) -> Case:
    said = _said(entry, FindingStep.ANSWERED, sealed, event.stance)
    if not _may_answer(case, event.finding, entry):
        return _with_finding(case, event.finding, said)
    return _with_finding(case, event.finding, said, step=FindingStep.ANSWERED, stance=event.stance)


@CASE.on(FindingPutRight, "案卷评查的发现已整改，待核查")
def _put_right(case: Case, entry: Entry, event: FindingPutRight, sealed: FindingWords | None) -> Case:
    said = _said(entry, FindingStep.PUT_RIGHT, sealed)
    if not _may_answer(case, event.finding, entry):
        return _with_finding(case, event.finding, said)
    return _with_finding(case, event.finding, said, step=FindingStep.PUT_RIGHT)


@CASE.on(FindingClosed, "案卷评查的发现已办结：{e.end}")
def _close(case: Case, entry: Entry, event: FindingClosed, sealed: FindingWords | None) -> Case:
    said = _said(entry, FindingStep.CLOSED, sealed, event.end)
    if not _may_close(case, event.finding, entry):
        return _with_finding(case, event.finding, said)
    return _with_finding(case, event.finding, said, step=FindingStep.CLOSED, end=event.end)


def _order_words(event: ReassignOrdered) -> str:
    if event.to == event.owner:
        return f"值班主管室收回改派的要求（{event.agreed_by}同意）"
    return f"值班主管室要求移交窗口 {event.to} 主办（{event.agreed_by}同意）"


@CASE.on(ReassignOrdered, _order_words)
def _order(case: Case, entry: Entry, event: ReassignOrdered, sealed: ReassignReason | None) -> Case:
    if not is_room(entry.station):
        return case
    reason = None if sealed is None else sealed.reason
    order = ReassignOrder(entry.id, entry.at, entry.actor, event.agreed_by, event.to, reason)
    done = event.to in (event.owner, case.owner)  # taken back, or handed over before the order was known
    return with_fields(case, to_reassign=None if done else order)
