"""Settle records of several windows that contradict each other (处理矛盾): by a supervisor of the owner's window."""

from __future__ import annotations

from counter.domain.case.acts.acts import Settle
from counter.domain.case.case import Case
from counter.domain.case.conflict import Conflict
from counter.domain.case.conflict_events import ConflictSettled, ConflictSettledSealed
from counter.domain.errors import BadInput
from counter.domain.hall.rights import Capability
from counter.domain.input_limits import check_words
from counter.domain.journal.entries import CASE_OPENED
from counter.services.case.archive_case import LEAST_LETTERS
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.rights import check_right
from counter.services.hall.staff import check_on_duty, consented


def settle_conflict(
    app: AppContext, case_id: str, act: Settle, clerk: StaffRow, base: str | None = None
) -> Case:
    """Settle one conflict of the case; returns the case after it.

    Raises RuleRefused for anybody but a supervisor and in a case that another window owns, BadInput without a reason,
    for a record that nothing contradicts (any more), and for a paper that none of the others issued.
    """
    check_on_duty(clerk)
    check_words(act)
    by = clerk if act.consent is None else consented(app.journal, act.consent)
    check_right(app.journal, by, Capability.CORRECT, field="clerk")
    if sum(c.isalnum() for c in act.reason) < LEAST_LETTERS:
        raise BadInput(f"请写明为什么以这份记录为准，至少{LEAST_LETTERS}个字。", field="reason")
    with open_writer(app, case_id, clerk, base) as writer:
        conflict = _conflict(writer.case, act.stands)
        _check_papers(writer.case, conflict, act)
        stands = next(claim for claim in conflict.claims if claim.entry == act.stands)
        event = ConflictSettled(
            in_slot=conflict.slot,
            key=conflict.key,
            claims=tuple(claim.entry for claim in conflict.claims),
            stands=stands.entry,
            station=stands.station,
            taken_back=tuple(dict.fromkeys(act.taken_back)),
            supervisor=by.code,
        )
        writer.add(event, ConflictSettledSealed(act.reason.strip()))
        return writer.commit()


def _conflict(case: Case, stands: str) -> Conflict:
    for conflict in case.conflicts:
        if any(claim.entry == stands for claim in conflict.claims):
            _check_opening(conflict, stands)
            return conflict
    raise BadInput("这件办件没有这份有矛盾的记录，请看过最新情况再处理。", field="stands")


def _check_opening(conflict: Conflict, stands: str) -> None:
    """A case is opened once: what was built on its opening cannot stand on another one."""
    opened = [claim.entry for claim in conflict.claims if claim.kind == CASE_OPENED]
    if stands in opened[1:]:
        raise BadInput("这件办件是先一次登记收下的，后一次登记不能作准；要办的请另收一件。", field="stands")


def _check_papers(case: Case, conflict: Conflict, act: Settle) -> None:
    theirs = {paper for c in conflict.claims if c.entry != act.stands for paper in c.papers}
    for paper_id in act.taken_back:
        paper = case.paper(paper_id)
        if paper_id not in theirs or paper is None:
            raise BadInput("只能收回不作准的那份记录出具的文书。", field="taken_back")
        if not paper.stage.binding:
            raise BadInput(f"《{paper.title}》{paper.number}已经{paper.stage.label}。", field="taken_back")
