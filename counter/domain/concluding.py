"""Which result of the organ may be recorded for an item (登记结果): its own written act, never the window's (L8)."""

from __future__ import annotations

from datetime import date

from counter.domain.acts import Conclude
from counter.domain.authority import Act, Authority
from counter.domain.case import Case, CaseItem
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide import ProcedureClass
from counter.domain.item_record import Result
from counter.domain.item_state import ItemState
from counter.domain.workdays import civil_date


def results(item: CaseItem, day: date | None = None, *, accepted_here: bool = False) -> tuple[Result, ...]:
    """What may have come back for an item as it stands; with ``day`` only what may have been decided on that day.

    ``accepted_here``: its organ entrusted this window with accepting, so that what was only kept has not been accepted
    by anybody (``accepts_here``): nothing of a licence is granted or rejected then. Granting needs acceptance and no
    gap left (the certificate issues only after everything is in, DOMAIN §1). Given up (视为放弃、视为撤回) is only who
    was told to bring something and has not, once his day is over. What the applicant insisted on is with the organ,
    which may find that he was right.
    """
    found = _results(item, accepted_here)
    early = day is not None and not _day_is_over(item, day)
    return tuple(r for r in found if r is not Result.LAPSED) if early else found


def accepts_here(item: CaseItem, authority: Authority, today: date) -> bool:
    """True where accepting is this window's: then nothing of the item is granted before it has accepted (L13)."""
    return Act.ACCEPT in authority.acts(item.asked.organ, item.id, today)


def _results(item: CaseItem, accepted_here: bool) -> tuple[Result, ...]:
    state = item.state
    if state in (ItemState.DONE, ItemState.GRANTED):
        return (Result.REVOKED,)
    if state.closed:
        return ()
    if state.accepted:
        if item.gap_dues:
            return (Result.REJECTED, Result.REVOKED, Result.LAPSED)
        return (Result.GRANTED, Result.REJECTED, Result.REVOKED)
    kept = accepted_here and item.asked.procedure is ProcedureClass.LICENCE
    if state is ItemState.RECEIVED and not kept:
        # sent on: the organ accepted, told and decided itself
        return (Result.GRANTED, Result.REJECTED, Result.REFUSED, Result.LAPSED)
    if state is ItemState.TO_REFUSE:
        return (Result.GRANTED, Result.REJECTED, Result.REFUSED)
    return (Result.REFUSED, Result.LAPSED) if state is ItemState.TO_CORRECT else (Result.REFUSED,)


def _day_is_over(item: CaseItem, day: date) -> bool:
    """Nobody has given up while the day he was told to bring it by has not passed, or none is set yet (L5)."""
    told = item.told[-1].gaps if item.state is ItemState.TO_CORRECT and item.told else item.gap_dues
    dues = [g.due.day for g in told if g.due is not None]
    return not item.dates_held and (not dues or day > min(dues))


def check_result(case: Case, act: Conclude, today: date, authority: Authority) -> CaseItem:
    """The item the result is for. Raises BadInput for what is missing, RuleRefused for what cannot be."""
    item = case.item(act.item)
    if item is None:
        raise BadInput(f"这件办件里没有事项“{act.item}”。", field="item")
    here = accepts_here(item, authority, today)
    if act.result not in results(item, accepted_here=here):
        if act.result in results(item):
            raise RuleRefused(
                f"“{item.asked.name}”只收了件，还没有受理，不能登记这个结果。请先接着办，受理以后再登记。",
                rule="L13",
            )
        gap = "还有容缺材料没补齐，" if item.gap_dues and act.result is Result.GRANTED else ""
        raise RuleRefused(f"“{item.asked.name}”{item.state.label}，{gap}不能登记这个结果。", rule="L8")
    _check_day(case, item, act, today)
    if act.result is not Result.GRANTED and not act.by.strip():
        raise BadInput("不利决定由机关作出：请写明机关首席代表或者签发人。", field="by")
    if act.result is not Result.GRANTED and not act.document.strip() and not act.confirms:
        raise BadInput("请写明机关书面决定的文号，或者选定机关确认的代拟稿。", field="document")
    written = item.asked.procedure not in (ProcedureClass.PUBLIC_SERVICE, ProcedureClass.ENTERPRISE_SERVICE)
    if act.result is Result.GRANTED and written and not (act.document.strip() or act.certificate.strip()):
        raise BadInput(
            "准予、登记、备案要有机关的书面结果：请写明文号或者证照编号，没有编号的写明文书名称。",
            field="document",
        )
    if act.result not in results(item, act.day, accepted_here=here):
        raise RuleRefused(
            f"“{item.asked.name}”的补交期限还没有过，不能按放弃处理。", rule="L5", field="result"
        )
    _check_draft(item, act, today)
    return item


def _check_day(case: Case, item: CaseItem, act: Conclude, today: date) -> None:
    """An organ decides after it accepted, and not in time to come."""
    if act.day > today:
        raise BadInput("结果的日期还没有到，请核对。", field="day")
    if act.day < civil_date(case.opened.begun_at):
        raise BadInput("结果的日期早于收件，请核对。", field="day")
    decided = item.conclusion.day if item.conclusion is not None else item.accepted_on
    if decided is not None and not item.untimely and act.day < decided:
        raise BadInput(f"结果的日期早于{item.state.label}（{decided.isoformat()}），请核对。", field="day")


def _check_draft(item: CaseItem, act: Conclude, today: date) -> None:
    """A confirmed draft becomes the organ's paper today: it bears today's date and no other."""
    if not act.confirms:
        return
    proposal = item.proposal
    if proposal is None or proposal.paper != act.confirms:
        raise BadInput("没有等机关确认的这份代拟稿。", field="confirms")
    if proposal.result is not act.result:
        raise RuleRefused("机关的决定与代拟稿不同，请按机关的文书登记，不能确认这份代拟稿。", rule="L8")
    if act.day != today:
        raise BadInput("确认代拟稿的，决定的日期就是文书出具的今天，请改成今天。", field="day")
