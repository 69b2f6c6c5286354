"""The owner of a case answers a finding of its review, and says when it is put right (案卷评查的答复和整改)."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.case.acts.ownership import refuse_elsewhere
from counter.domain.case.case import Case
from counter.domain.case.oversight.finding_events import (
    FindingAnswered,
    FindingPutRight,
    FindingStance,
    FindingWords,
)
from counter.domain.case.oversight.findings import FindingStep
from counter.domain.errors import RuleRefused
from counter.domain.hall.rights import Capability
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.hall.rights import check_right
from counter.services.hall.staff import check_on_duty
from counter.services.oversight.findings import add_to_case, finding_of
from counter.services.oversight.in_room import said


@dataclass(frozen=True, slots=True)
class FindingAnswer:
    """``stance`` None: what was admitted is put right. ``finding``: its id."""

    finding: str
    stance: FindingStance | None
    words: str


def answer_finding(app: AppContext, case_id: str, answer: FindingAnswer, clerk: StaffRow) -> Case:
    """Record the answer, or that it was put right; returns the case after it. An archived case may be answered for.

    Raises BadInput without words; RuleRefused at a window that does not own the case, for a finding that is closed, and
    for putting right what was not admitted.
    """
    check_on_duty(clerk)
    check_right(app.journal, clerk, Capability.SERVE, field="clerk")
    ask = "请写明怎么整改的。" if answer.stance is None else "请写明怎么答复。"
    words = said(answer.words, "words", ask)
    with app.journal.transaction() as tx:
        case = read_case(tx, case_id)
        refuse_elsewhere(case, app.journal.station().code)
        finding = finding_of(case, answer.finding)
        if finding.step is FindingStep.CLOSED:
            raise RuleRefused("这个发现已经办结，不用再答复。", rule="review")
        admitted = finding.stance is FindingStance.ADMITTED
        if answer.stance is None and not admitted:
            raise RuleRefused("先答复这个发现属实，再登记整改。", rule="review")
        event = (
            FindingPutRight(finding.id)
            if answer.stance is None
            else FindingAnswered(finding.id, answer.stance)
        )
        add_to_case(app, tx, case_id, event, FindingWords(words), clerk)
        tx.commit()
    return read_case(app.journal, case_id)
