"""机关受理: an item sent on is accepted by its organ, and its clock runs from that day (许可法 32, 42; L13)."""

from __future__ import annotations

from datetime import date

from counter.domain.case.acts.acts import RecordAcceptance, RecordOrganNotice
from counter.domain.case.acts.result import accepts_here
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, OrganNotice
from counter.domain.case.item_state import ItemState
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.authority import Authority


def waits_for_organ(item: CaseItem, authority: Authority, today: date) -> bool:
    """True for items that only the organ can accept: sent on without an agreement to accept, or insisted on (L8).

    A company's service is ordered, not accepted by an authority.
    """
    if item.asked.procedure is ProcedureClass.ENTERPRISE_SERVICE:
        return False
    sent_on = item.state is ItemState.RECEIVED and not accepts_here(item, authority, today)
    return sent_on or item.state is ItemState.TO_REFUSE


def check_acceptance(case: Case, act: RecordAcceptance, authority: Authority, today: date) -> CaseItem:
    """The item that its organ accepted. Raises BadInput for what is missing, RuleRefused where this window accepts."""
    item = case.item(act.item)
    if item is None:
        raise BadInput(f"这件办件里没有事项“{act.item}”。", field="item")
    if not waits_for_organ(item, authority, today):
        kept = item.state is ItemState.RECEIVED
        why = "由本窗口受理，请用接着办" if kept else f"{item.state.label}，不等机关受理"
        raise RuleRefused(f"“{item.asked.name}”{why}，不能登记机关受理。", rule="L13")
    if act.day > today:
        raise BadInput("受理的日期还没有到，请核对。", field="day")
    if act.day < case.received_on:
        raise BadInput("受理的日期早于收件，请核对。", field="day")
    if not act.document.strip():
        raise BadInput("请写明机关受理通知书的文号，没有编号的写明文书名称。", field="document")
    return item


def may_be_told(item: CaseItem, authority: Authority, today: date) -> bool:
    """True for an item that was sent on and not decided: its organ may have told the applicant what to correct."""
    return item.state is ItemState.RECEIVED and waits_for_organ(item, authority, today)


def outstanding_there(item: CaseItem) -> OrganNotice | None:
    """The organ's last notice while something it asked for has not come; None else."""
    if item.state is not ItemState.RECEIVED or not item.organ_told or not item.organ_told[-1].outstanding:
        return None
    return item.organ_told[-1]


def check_organ_notice(case: Case, act: RecordOrganNotice, authority: Authority, today: date) -> CaseItem:
    """The item whose organ asked for more. Raises BadInput for what is missing, RuleRefused where this window tells."""
    item = case.item(act.item)
    if item is None:
        raise BadInput(f"这件办件里没有事项“{act.item}”。", field="item")
    if not may_be_told(item, authority, today):
        kept = item.state is ItemState.RECEIVED
        why = "由本窗口告知补正，请用接着办" if kept else f"{item.state.label}，不等机关告知补正"
        raise RuleRefused(f"“{item.asked.name}”{why}，不能登记机关补正。", rule="L13")
    if act.day > today:
        raise BadInput("机关告知的日期还没有到，请核对。", field="day")
    if act.day < case.received_on:
        raise BadInput("机关告知的日期早于收件，请核对。", field="day")
    if act.until < act.day:
        raise BadInput("补交的最迟日期早于告知的日期，请核对。", field="until")
    if not act.document.strip():
        raise BadInput("请写明机关补正告知书的文号，没有编号的写明文书名称。", field="document")
    known = {line.id for line in case.lines if item.id in line.items}
    if not act.lines or not set(act.lines) <= known:
        raise BadInput("请从这个事项的材料里选机关要补正哪几样。", field="lines")
    if any((one.document, one.day) == (act.document.strip(), act.day) for one in item.organ_told):
        raise RuleRefused(f"{act.document.strip()}已经登记过。", rule="organ_told", field="document")
    return item
