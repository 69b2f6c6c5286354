"""Which result of the organ may be recorded for an item (登记结果): its own written act, never the window's (L8)."""

from __future__ import annotations

from datetime import date

from counter.domain.acts import Conclude
from counter.domain.case import Case, CaseItem
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.item_record import Result
from counter.domain.item_state import ItemState
from counter.domain.workdays import civil_date


def results(item: CaseItem) -> tuple[Result, ...]:
    """What may have come back for an item as it stands.

    Granting needs acceptance and no gap left (the certificate issues only after everything is in, DOMAIN §1).
    """
    if item.state in (ItemState.DONE, ItemState.GRANTED):
        return (Result.REVOKED,)
    if item.state.closed:
        return ()
    if item.state.accepted:
        first = () if item.gap_dues else (Result.GRANTED,)
        return (*first, Result.REJECTED, Result.REVOKED, Result.LAPSED)
    if item.state is ItemState.RECEIVED:  # sent on: the organ accepted and decided itself
        return (Result.GRANTED, Result.REJECTED, Result.REFUSED, Result.LAPSED)
    return (Result.REFUSED, Result.LAPSED)


def check_result(case: Case, act: Conclude, today: date) -> CaseItem:
    """The item the result is for. Raises BadInput for what is missing, RuleRefused for what cannot be."""
    item = case.item(act.item)
    if item is None:
        raise BadInput(f"这件办件里没有事项“{act.item}”。", field="item")
    if act.result not in results(item):
        gap = "还有容缺材料没补齐，" if item.gap_dues and act.result is Result.GRANTED else ""
        raise RuleRefused(f"“{item.asked.name}”{item.state.label}，{gap}不能登记这个结果。", rule="L8")
    if act.day > today:
        raise BadInput("结果的日期还没有到，请核对。", field="day")
    if act.day < civil_date(case.opened.begun_at):
        raise BadInput("结果的日期早于收件，请核对。", field="day")
    if act.result is not Result.GRANTED and not act.by.strip():
        raise BadInput("不利决定由机关作出：请写明机关首席代表或者签发人。", field="by")
    if act.result is not Result.GRANTED and not act.document.strip() and not act.confirms:
        raise BadInput("请写明机关书面决定的文号，或者选定机关确认的代拟稿。", field="document")
    _check_draft(item, act)
    return item


def _check_draft(item: CaseItem, act: Conclude) -> None:
    if not act.confirms:
        return
    proposal = item.proposal
    if proposal is None or proposal.paper != act.confirms:
        raise BadInput("没有等机关确认的这份代拟稿。", field="confirms")
    if proposal.result is not act.result:
        raise RuleRefused("机关的决定与代拟稿不同，请按机关的文书登记，不能确认这份代拟稿。", rule="L8")
