"""Record transfers of papers between window, department and applicant, originals counted apart (物料流转, L12)."""

from __future__ import annotations

from counter.domain.case.acts.acts import MovePapers
from counter.domain.case.acts.custody import as_listed, check_move
from counter.domain.case.acts.returning import concerned, why_back
from counter.domain.case.acts.rounds import check_not_under_way
from counter.domain.case.case import Case
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.item_events import CustodyMoved, CustodyMovedSealed, Hands
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.papers.compose.transfer_slip import Transfer
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def move_papers(
    app: AppContext, case_id: str, act: MovePapers, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record who gave what to whom, and issue the slip both sign.

    Raises RuleRefused (L12) for an identity paper and for what an unsigned slip has, BadInput for more sheets than the
    giver has.
    """
    with open_writer(app, case_id, clerk, base) as writer:
        case = writer.case
        check_move(case, act)
        if act.hands is Hands.TO_WINDOW:
            check_not_under_way(case, act.organ, act.moved)
        listed = as_listed(case, act.moved)
        kind = PaperKind.TRANSFER_SLIP
        items = concerned(case, act)
        shown = tuple(recorded_verdict(i) for i in case.items if i.id in items)
        returning = act.hands is Hands.TO_APPLICANT
        because = why_back(i for i in case.items if i.id in items) if returning else ""
        details = Transfer(
            act.hands, listed, act.given_by.strip(), act.taken_by.strip(), act.note.strip(), because=because
        )
        paper = writer.issue(PaperPlan(kind, TITLES[kind], act.organ, items), shown, details)
        event = CustodyMoved(act.organ, act.hands, listed, paper.id)
        sealed = CustodyMovedSealed(act.given_by.strip(), act.taken_by.strip(), act.note.strip())
        writer.add(event, sealed)
        return writer.commit()
