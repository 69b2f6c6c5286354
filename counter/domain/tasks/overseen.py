"""What the supervisor's room asks of the window that owns a case: hand it over, answer a finding, put it right."""

from __future__ import annotations

from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.oversight.findings import CaseFinding, FindingStep, awaiting_owner, not_met


def to_hand_over(case: Case) -> tuple[tuple[date, str], ...]:
    """The order to hand the case over, with its day; none where there is none or it is carried out."""
    order = case.to_reassign
    if order is None:
        return ()
    words = f"值班主管室要求移交窗口 {order.to} 主办（{order.by}、{order.agreed_by}）"
    return ((civil_date(order.at), words),)


def to_answer(case: Case) -> tuple[tuple[str, date, str], ...]:
    """Findings that wait for the owner, one line for each item: its id or "", the nearest day, what was found."""
    found: dict[str, list[CaseFinding]] = {}
    for one in awaiting_owner(case.findings):
        found.setdefault(one.item, []).append(one)
    return tuple((item, ones[0].until, _words(ones)) for item, ones in found.items())


def _words(found: list[CaseFinding]) -> str:
    first = found[0]
    step = "待答复" if first.step is FindingStep.MADE else "已认可，待整改"
    more = f"等 {len(found)} 项" if len(found) > 1 else ""
    return f"案卷评查{step}：{not_met(first.title)}{more}"
