"""Settle records of several windows that contradict each other (处理矛盾): by a supervisor of the owner's window."""

from __future__ import annotations

from counter.domain.case.acts.ownership import Settling
from counter.domain.case.case import Case
from counter.domain.case.conflict import Conflict
from counter.domain.case.conflict_events import ConflictSettled, ConflictSettledSealed
from counter.domain.errors import BadInput
from counter.domain.hall.rights import Capability
from counter.domain.input_limits import check_words
from counter.services.case.archive_case import LEAST_LETTERS
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.rights import check_right
from counter.services.hall.staff import check_on_duty


def settle_conflict(
    app: AppContext, case_id: str, settling: Settling, clerk: StaffRow, base: str | None = None
) -> Case:
    """Settle one conflict of the case; returns the case after it.

    Raises RuleRefused for anybody but a supervisor and in a case that another window owns, BadInput without a reason,
    for a record that nothing contradicts (any more), and for a paper that none of the others issued.
    """
    check_on_duty(clerk)
    check_right(app.journal, clerk, Capability.CORRECT, field="clerk")
    check_words(settling)
    if sum(c.isalnum() for c in settling.reason) < LEAST_LETTERS:
        raise BadInput("请写明为什么以这份记录为准。", field="reason")
    with open_writer(app, case_id, clerk, base) as writer:
        conflict = _conflict(writer.case, settling.stands)
        _check_papers(writer.case, conflict, settling)
        stands = next(claim for claim in conflict.claims if claim.entry == settling.stands)
        event = ConflictSettled(
            in_slot=conflict.slot,
            key=conflict.key,
            claims=tuple(claim.entry for claim in conflict.claims),
            stands=stands.entry,
            station=stands.station,
            taken_back=tuple(dict.fromkeys(settling.taken_back)),
        )
        writer.add(event, ConflictSettledSealed(settling.reason.strip()))
        return writer.commit()


def _conflict(case: Case, stands: str) -> Conflict:
    for conflict in case.conflicts:
        if any(claim.entry == stands for claim in conflict.claims):
            return conflict
    raise BadInput("这件办件没有这份有矛盾的记录，请看过最新情况再处理。", field="stands")


def _check_papers(case: Case, conflict: Conflict, settling: Settling) -> None:
    theirs = {paper for c in conflict.claims if c.entry != settling.stands for paper in c.papers}
    for paper_id in settling.taken_back:
        paper = case.paper(paper_id)
        if paper_id not in theirs or paper is None:
            raise BadInput("只能收回不作准的那份记录出具的文书。", field="taken_back")
        if not paper.stage.binding:
            raise BadInput(f"《{paper.title}》{paper.number}已经{paper.stage.label}。", field="taken_back")
