"""The applicant withdraws in writing (撤回): the application is issued and signed by hand before any item ends."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import ending
from counter.domain.case.acts.acts import ApplyWithdrawal, Withdraw
from counter.domain.case.acts.returning import would_be_returned
from counter.domain.case.acts.service import check_sheet
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.item_events import Ending
from counter.domain.case.withdrawal_events import WithdrawalSigned, WithdrawalSignedSealed
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.hall.jurisdiction import HALL
from counter.domain.papers.compose.withdrawal import Leaving, Withdrawal
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.case.end_items import end_with_followers
from counter.services.case.mark_paper import record_handed_over
from counter.services.case.void_papers import void_applications
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def apply_withdrawal(
    app: AppContext, case_id: str, act: ApplyWithdrawal, clerk: StaffRow, base: str | None = None
) -> Case:
    """Issue the application, to be signed; an earlier unsigned one is void. Raises RuleRefused for a closed item."""
    with open_writer(app, case_id, clerk, base) as writer:
        chosen = ending.to_withdraw(writer.case, act.items, act.reason)
        void_applications(writer, "重新申请撤回，以新的申请书为准。")
        case = writer.case
        ids = tuple(i.id for i in chosen)
        dependants = tuple(i for i in ending.followers(case, ids) if i.id not in ids)
        over = frozenset(i.id for i in (*chosen, *dependants))
        details = Withdrawal(
            tuple(Leaving(i.asked.name, i.asked.organ, i.state.label) for i in chosen),
            tuple(i.asked.name for i in dependants),
            act.reason.strip(),
            would_be_returned(case, over),
            others=any(i.id not in over and not i.state.closed for i in case.items),
        )
        organs = tuple(dict.fromkeys(i.asked.organ for i in chosen))
        kind = PaperKind.WITHDRAWAL
        planned = PaperPlan(kind, TITLES[kind], organs[0] if len(organs) == 1 else HALL, ids)
        writer.issue(planned, tuple(recorded_verdict(i) for i in chosen), details)
        return writer.commit()


def withdraw(app: AppContext, case_id: str, act: Withdraw, clerk: StaffRow, base: str | None = None) -> Case:
    """End the items of a signed application; ``act.declined``: void the application instead.

    Raises RuleRefused for a closed item, without a written application, for a signer who cannot bind the applicant, and
    for an application that was never printed.
    """
    with open_writer(app, case_id, clerk, base) as writer:
        case = writer.case
        if act.declined:
            ending.application(case, act.paper)
            void_applications(writer, "申请人不撤回了。")
            return writer.commit()
        paper = ending.application(case, act.paper) if act.paper else None
        chosen, reason = _items_and_reason(case, act, paper)
        today = civil_date(writer.setting.now)
        ending.check_writing(case, act, today)
        if paper is not None:
            check_sheet(paper, "登记签字", handed_over=act.handed_over)
            record_handed_over(writer, paper, act.handed_over)
        _signed(writer, act, chosen, paper)
        end_with_followers(writer, chosen, Ending.WITHDRAWN, reason)
        return writer.commit()


def _items_and_reason(
    case: Case, act: Withdraw, paper: IssuedPaper | None
) -> tuple[tuple[CaseItem, ...], str]:
    """Which items end, and why: by the application issued here, or by the act for the applicant's own writing."""
    if paper is None:
        return ending.to_withdraw(case, act.items, act.reason), act.reason.strip()
    if set(act.items) - set(paper.items):
        raise RuleRefused("撤回的事项以申请人签字的申请书为准。", rule="ending", field="items")
    reason = f"按{paper.number}撤回申请书"
    return ending.to_withdraw(case, paper.items, reason), reason


def _signed(
    writer: CaseWriter, act: Withdraw, chosen: tuple[CaseItem, ...], paper: IssuedPaper | None
) -> None:
    day = act.written or civil_date(writer.setting.now)
    number = "" if paper is None else paper.number
    event = WithdrawalSigned(tuple(i.id for i in chosen), day, act.signer, act.paper, number)
    sealed = WithdrawalSignedSealed(act.name.strip(), act.authority.strip())
    writer.add(event, sealed)
