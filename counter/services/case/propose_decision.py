"""Draft the organ's decision on an item: an entry and a paper marked 代拟稿 that decides nothing (拟稿, L5, L8)."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Propose
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.acts.proposal import basis_of, check_cause, check_ground, reason_of, result_of
from counter.domain.case.case import Case
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.item_events import Cause, ItemProposed, ItemProposedSealed, Result
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.papers.decision_history import with_history
from counter.domain.papers.parts.decision_wording import form_of, title_of
from counter.domain.papers.parts.details import ProposedDecision
from counter.domain.visit.identified_party import refuse_doubtful
from counter.domain.visit.verdict import ground_in
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def propose_decision(
    app: AppContext, case_id: str, act: Propose, clerk: StaffRow, base: str | None = None
) -> Case:
    """Draft the decision for the organ's representative to confirm.

    Raises RuleRefused while a period still runs, where a draft waits already, or where the organ entrusted nothing to
    this window and drafts its own decisions.
    """
    with open_writer(app, case_id, clerk, base) as writer:
        before, setting = writer.case, writer.setting
        item = before.item(act.item)
        if item is None:
            raise BadInput(f"这件办件里没有事项“{act.item}”。", field="item")
        today = civil_date(setting.now)
        refuse_if_overdue(before, (item,), setting)
        refuse_doubtful(before.applicant, today)
        check_cause(before, item, act.cause, today)
        if not setting.authority.entrusts(item.asked.organ, item.id, today):
            raise RuleRefused(f"本窗口没有{item.asked.organ}的授权，决定由该机关自己拟。", rule="L13")
        check_ground(before, item, act, today)
        result = result_of(act.cause, setting.jurisdiction)
        reason = act.reason.strip() or reason_of(before, item, act.cause, today)
        basis = basis_of(act.cause, setting.jurisdiction) or act.basis.strip()
        kind = paper_of(result)
        title = title_of(form_of(act.cause, setting.jurisdiction), (item.asked.procedure,))
        planned = PaperPlan(kind, title, item.asked.organ, (item.id,))
        insisted = act.cause is Cause.INSISTED and not act.reason.strip()
        proposed = ProposedDecision(act.cause, result, ground_in(item.reason) if insisted else reason, basis)
        details = with_history(before, item, proposed, today)
        paper = writer.issue(planned, (recorded_verdict(item),), details)
        event = ItemProposed(item.id, item.asked.name, item.asked.organ, act.cause, result, basis, paper.id)
        writer.add(event, ItemProposedSealed(reason))
        return writer.commit()


def paper_of(result: Result) -> PaperKind:
    """The paper of a result: 不予受理 has its own kind, every other adverse result shares one."""
    return PaperKind.REFUSAL if result is Result.REFUSED else PaperKind.REJECTION
