"""延长办理期限: by how much an organ may extend an item's time, once, before it is over, with its head's approval.

A period is over when its longest is: a promise missed earlier stays missed, and neither bars the extension that the law
gives nor is made good by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.case.acts.acts import Extend
from counter.domain.case.acts.pause import last_day
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.handled_together import whole_ends_first
from counter.domain.case.item_events import Pause
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.model import ProcedureClass
from counter.domain.visit.verdict import Due

MOST_EXTENSION = 10
"""Working days a licence may be extended by (行政许可法 Art. 42(1))."""

_MARKET = "市场主体登记管理条例第十九条"
_MARKET_MOST = 3
"""Working days a registration of a market subject may be extended by (that regulation's Art. 19)."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """Most working days, and the law that gives them."""

    days: int
    basis: str


def allowance(item: CaseItem) -> Allowance | None:
    """What the item's own law allows; None where the guide states nothing: then nothing is extended here."""
    if item.asked.procedure is ProcedureClass.LICENCE:
        return Allowance(MOST_EXTENSION, "《中华人民共和国行政许可法》第四十二条第一款")
    if item.asked.procedure is ProcedureClass.REGISTRATION and _MARKET in (item.asked.statutory.basis or ""):
        return Allowance(_MARKET_MOST, "《中华人民共和国市场主体登记管理条例》第十九条")
    return None


def ends(item: CaseItem, today: date | None = None) -> Due | None:
    """The day that binds: the earliest of the promised and the statutory one; with ``today`` of those not yet over.

    A promise that was missed ends nothing: what the law extends is its own period (许可法 42).
    """
    known = [d for d in (item.due, item.statutory, item.promised) if d is not None]
    running = [d for d in known if today is None or d.day >= today]
    return min(running, key=lambda d: d.day, default=None)


def missed(item: CaseItem, today: date) -> Due | None:
    """The promised day where it was over before that day."""
    return item.promised if item.promised is not None and item.promised.day < today else None


def may_be_extended(case: Case, item: CaseItem, today: date) -> bool:
    """Accepted, its clock running, not extended before, its law gives an extension, and its time is not over before the
    whole's.
    """
    running = item.state.accepted and not item.pausing and not item.dates_held
    allowed = (
        running and not _extended(item) and allowance(item) is not None and ends(item, today) is not None
    )
    return allowed and whole_ends_first(case, item, today) is None


def check_extension(item: CaseItem, act: Extend, today: date, *, told_here: bool) -> Allowance:
    """The law that allows it. Raises RuleRefused (L6) where nothing does, BadInput for missing data.

    ``told_here``: this window notifies the applicant; else the organ did, on the day it signed, which then counts.
    """
    if not item.state.accepted:
        raise RuleRefused(f"“{item.asked.name}”{item.state.label}，没有在走的办理时限。", rule="L6")
    if item.pausing:
        raise RuleRefused(f"“{item.asked.name}”在特别程序中，恢复计时以后才能延长。", rule="L6")
    if _extended(item):
        raise RuleRefused("这个事项已经延长过一次。", rule="L6")
    end, given = last_day(item), allowance(item)
    if given is None:
        raise RuleRefused(
            f"指南里没有“{item.asked.name}”可以延长办理期限的规定，不能延长；机关依法可以延长的，请先补进指南。",
            rule="L6",
        )
    if item.dates_held or end is None:
        raise RuleRefused(f"“{item.asked.name}”还没有定下最迟办结日期，不能延长。", rule="L6")
    if not 0 < act.days <= given.days:
        raise RuleRefused(
            f"延长不能超过{given.days}个工作日（{given.basis}），要写1到{given.days}。",
            rule="L6",
            field="days",
        )
    if not act.reason.strip():
        raise BadInput("请写明延长的理由，要书面告知申请人。", field="reason")
    _check_approval(item, act, today)
    if told_on(act, today, told_here=told_here) > end:
        raise RuleRefused(
            f"“{item.asked.name}”的办理期限到{end.isoformat()}已经届满；延长要在期限届满以前批准并告知。",
            rule="L6",
            field="item",
        )
    return given


def check_common(case: Case, item: CaseItem, told: date) -> None:
    """Raises RuleRefused (L6) where on the day it is told the common day of licences handled together is the one that
    binds: its organ moves its own day alone, the whole is extended by the government (许可法 42(2)).
    """
    common = whole_ends_first(case, item, told)
    if common is not None:
        raise RuleRefused(
            f"几项许可一并办理，总期限到{common.day.isoformat()}，“{item.asked.name}”自己的期限延长了也不能晚于它；"
            "总期限由本级人民政府负责人批准才能延长（《中华人民共和国行政许可法》第四十二条第二款）。",
            rule="L6",
            field="item",
        )


def told_on(act: Extend, today: date, *, told_here: bool) -> date:
    """The day on which the applicant is told: today where this window does it, else when the organ signed."""
    return today if told_here or act.signed_on is None else act.signed_on


def _check_approval(item: CaseItem, act: Extend, today: date) -> None:
    """Either the representative's own PIN or a paper that the organ signed."""
    if act.representative.strip():
        if act.signer or act.document.strip() or act.signed_on is not None:
            raise BadInput("批准只有一种说明：首席代表本人口令，或者机关签发的文书。", field="signer")
        return
    if not act.document.strip():
        raise BadInput("请写明机关批准延长的文书文号，或者由首席代表输入本人口令。", field="document")
    if act.signed_on is None:
        raise BadInput("请写明机关签发批准文书的日期。", field="signed_on")
    if act.signed_on > today:
        raise BadInput("机关签发的日期还没有到。", field="signed_on")
    accepted = item.accepted_on
    if accepted is not None and not item.untimely and act.signed_on < accepted:
        raise BadInput("机关签发的日期早于受理，请核对。", field="signed_on")


def _extended(item: CaseItem) -> bool:
    return any(p.pause is Pause.EXTENSION for p in item.paused)
