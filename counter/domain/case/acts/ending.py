"""When an item may end without a decision on its substance: 撤回 (in writing), 不再办理, 退件."""

from __future__ import annotations

from datetime import date

from counter.domain.case.acts.acts import Withdraw
from counter.domain.case.acts.signing import check_signature
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused


def may_be_withdrawn(item: CaseItem) -> bool:
    """The applicant may withdraw at any time before the organ has decided."""
    return not item.state.closed


def may_be_dropped(item: CaseItem) -> bool:
    """An item is dropped only while nothing was decided on it; afterwards it is withdrawn."""
    return item.state.open_here


def to_withdraw(case: Case, items: tuple[str, ...], reason: str) -> tuple[CaseItem, ...]:
    """The items of a withdrawal. Raises BadInput without reason or for unknown ones, RuleRefused for closed ones."""
    return _chosen(case, items, reason, "撤回", tuple(i for i in case.items if may_be_withdrawn(i)))


def unsigned(case: Case) -> tuple[IssuedPaper, ...]:
    """Applications to withdraw issued here and not signed: nothing has ended by them."""
    signed = {w.paper for w in case.withdrawals}
    return tuple(
        p for p in case.papers if p.kind == PaperKind.WITHDRAWAL and p.stage.binding and p.id not in signed
    )


def signed_papers(case: Case) -> frozenset[str]:
    """Ids of papers that somebody signed by hand: they came out, whoever recorded it or not."""
    slips = (one.paper for one in case.rounds if not one.under_way)
    proofs = (one.proof for one in case.hand_outs if one.proof)
    return frozenset(
        (*slips, *proofs, *(p.paper for p in case.pledges), *(w.paper for w in case.withdrawals))
    )


def application(case: Case, paper_id: str) -> IssuedPaper:
    """The unsigned application of that id. Raises BadInput or RuleRefused for any other paper."""
    paper = case.paper(paper_id)
    if paper is None or paper.kind != PaperKind.WITHDRAWAL:
        raise BadInput("没有这份撤回申请书。", field="paper")
    if not paper.stage.binding:
        raise RuleRefused(f"撤回申请书 {paper.number} 已作废，不能再签。", rule="ending", field="paper")
    if paper not in unsigned(case):
        raise RuleRefused(f"撤回申请书 {paper.number} 已经登记签字。", rule="ending", field="paper")
    return paper


def check_writing(case: Case, act: Withdraw, today: date) -> None:
    """Raises BadInput or RuleRefused unless a person who can bind the applicant signed: nothing is withdrawn orally."""
    if not act.paper and act.written is None:
        raise RuleRefused(
            "撤回要有申请人的书面申请：先打出撤回申请书请他签字，或者登记他自己写的书面申请（写明日期）。",
            rule="ending",
            field="written",
        )
    if act.paper and act.written is not None:
        raise BadInput("书面申请只有一种：本窗口打的撤回申请书，或者申请人自己写的。", field="written")
    if act.written is not None and act.written > today:
        raise BadInput("书面申请的日期还没有到，请核对。", field="written")
    if act.written is not None and act.written < case.received_on:
        raise BadInput("书面申请的日期早于收件，请核对。", field="written")
    assert case.applicant is not None
    check_signature(case.applicant, act.signer, act.name, act.authority, "撤回申请书", "撤回申请", "ending")


def to_drop(case: Case, items: tuple[str, ...], reason: str) -> tuple[CaseItem, ...]:
    """The items to drop. Raises BadInput where none is named."""
    if not items:
        raise BadInput("请选不再办理哪些事项。", field="items")
    return _chosen(case, items, reason, "不再办理", tuple(i for i in case.items if may_be_dropped(i)))


def followers(case: Case, items: tuple[str, ...]) -> tuple[CaseItem, ...]:
    """Open items that depend on one of these and cannot go on without it (serial items)."""
    ended, found = set(items), list[CaseItem]()
    for item in case.items:
        if item.id not in ended and item.state.open_here and set(item.asked.after) & ended:
            ended.add(item.id)
            found.append(item)
    return tuple(found)


def _chosen(
    case: Case, items: tuple[str, ...], reason: str, verb: str, allowed: tuple[CaseItem, ...]
) -> tuple[CaseItem, ...]:
    if not reason.strip():
        raise BadInput(f"请写明{verb}的原因。", field="reason")
    for item_id in items:
        item = case.item(item_id)
        if item is None:
            raise BadInput(f"这件办件里没有事项“{item_id}”。", field="items")
        if item not in allowed:
            raise RuleRefused(f"“{item.asked.name}”{item.state.label}，不能{verb}。", rule="ending")
    chosen = tuple(i for i in allowed if not items or i.id in items)
    if not chosen:
        raise RuleRefused(f"这件办件没有可以{verb}的事项。", rule="ending")
    return chosen
