"""Which decision may be drafted for the organ (代拟稿), and its result: prepared, never issued here (L5, L8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from counter.domain.case.acts.acts import Propose
from counter.domain.case.acts.correction import lacks
from counter.domain.case.acts.incompleteness import may_have_notice, names_missing_papers, too_early
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_events import Cause, NotifiedGap, Result
from counter.domain.case.item_state import ItemState
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.jurisdiction import GapOutcome, Jurisdiction, Lapse
from counter.domain.visit.material import MaterialState

_OF_GAP = {
    GapOutcome.REJECT: Result.REJECTED,
    GapOutcome.REVOKE: Result.REVOKED,
    GapOutcome.WITHDRAWN: Result.LAPSED,
}

_OF_NOTICE = (Cause.CORRECTION_LAPSED, Cause.CORRECTION_WRONG)

_OF_LAPSE = {Lapse.ABANDONED: Result.LAPSED, Lapse.RETURNED: Result.LAPSED, Lapse.REFUSE: Result.REFUSED}


def causes(case: Case, item: CaseItem, today: date) -> tuple[Cause, ...]:
    """For which reasons a decision on the item may be drafted today; () while a draft waits for the organ."""
    if item.proposal is not None or item.state.closed:
        return ()
    found = []
    if item.state is ItemState.TO_REFUSE:
        found.append(Cause.INSISTED)
    if item.state is ItemState.GAPPED and item.gap_dues:
        late = _late(item, today)
        if late:
            wrong = any(_brought_wrong(case, g.line) for g in late)
            found.append(Cause.GAP_WRONG if wrong else Cause.GAP_EXPIRED)
    if item.state is ItemState.TO_CORRECT and item.told:
        due = item.told[-1].due
        if due is not None and due.day < today and may_have_notice(case, item):
            wrong = item.brought_at is not None and any(
                _brought_wrong(case, g.line) for g in item.told[-1].gaps
            )
            found.append(Cause.CORRECTION_WRONG if wrong else Cause.CORRECTION_LAPSED)
    if item.state.accepted:
        found.append(Cause.NEGATIVE_RESULT)
    return tuple(found)


def _late(item: CaseItem, today: date) -> tuple[NotifiedGap, ...]:
    """The deferred papers whose own day is over; of one item each may have another."""
    return tuple(g for g in item.gap_dues if g.due is not None and g.due.day < today)


def _brought_wrong(case: Case, line_id: str) -> bool:
    line = case.checklist.line(line_id)
    return line is not None and case.brought_of(line).state is MaterialState.DEFECTIVE


def check_cause(case: Case, item: CaseItem, cause: Cause, today: date) -> None:
    """Raises RuleRefused (L5, L8) when the item's state allows no such draft."""
    if item.proposal is not None:
        raise RuleRefused(f"“{item.asked.name}”已有代拟稿等机关确认。", rule="L8")
    if cause not in causes(case, item, today):
        if cause in _OF_NOTICE and item.state is ItemState.TO_CORRECT and not may_have_notice(case, item):
            raise RuleRefused(f"{too_early(case, item, today)}不能为此拟稿。", rule="L5")
        raise RuleRefused(
            f"“{item.asked.name}”现在{item.state.label}，期限没有到或者不符合，不能为此拟稿。", rule="L5"
        )


def check_ground(case: Case, item: CaseItem, act: Propose, today: date) -> None:
    """A negative result needs its own reason: while papers may still come, missing papers are none (L5, 许可法 38).

    Raises BadInput without a reason or a legal basis, RuleRefused (L5) for a reason about missing papers.
    """
    if act.cause is not Cause.NEGATIVE_RESULT:
        return
    if not act.reason.strip():
        raise BadInput("不予批准要写明理由。", field="reason")
    early = too_early(case, item, today)
    if early and names_missing_papers(case, item, act.reason, act.basis):
        raise RuleRefused(f"{early}不能以材料不齐拟不予批准。", rule="L5", field="reason")
    if item.gap_dues and not act.basis.strip():
        raise BadInput(
            "还有容缺材料没补齐，不予批准要另有法定理由：请写明法律依据（哪部法、第几条）。", field="basis"
        )


def result_of(cause: Cause, jurisdiction: Jurisdiction) -> Result:
    """The result of the drafted decision by the region's rules."""
    match cause:
        case Cause.INSISTED:
            return Result.REFUSED
        case Cause.GAP_EXPIRED | Cause.GAP_WRONG:
            return _OF_GAP[jurisdiction.gap.outcome]
        case Cause.CORRECTION_LAPSED:
            return _OF_LAPSE[jurisdiction.correction.lapse]
        case (
            Cause.CORRECTION_WRONG
        ):  # something was brought, so nothing is abandoned: the organ refuses, with reasons
            lapse = jurisdiction.correction.lapse
            return Result.REFUSED if lapse is Lapse.ABANDONED else _OF_LAPSE[lapse]
        case Cause.NEGATIVE_RESULT:
            return Result.REJECTED


def basis_of(cause: Cause, jurisdiction: Jurisdiction) -> str:
    """The legal basis a draft cites from the region's own rules; "" where there is none."""
    if cause in (Cause.GAP_EXPIRED, Cause.GAP_WRONG):
        return jurisdiction.gap.basis or ""
    if cause in (Cause.CORRECTION_LAPSED, Cause.CORRECTION_WRONG):
        return jurisdiction.correction.basis or ""
    return ""


def reason_of(case: Case, item: CaseItem, cause: Cause, today: date) -> str:
    """The facts of an expired period, for a draft to which the clerk adds nothing.

    Without papers that are in, and without those whose own day is not over: nobody has failed to bring them.
    """
    if cause in (Cause.GAP_EXPIRED, Cause.GAP_WRONG):
        return f"容缺受理后，{_came_of(case, _late(item, today), cause is Cause.GAP_WRONG, '没有补齐')}。"
    if cause in _OF_NOTICE and item.told:
        open_ones = [g for g in item.told[-1].gaps if lacks(case, item, g.line)]
        wrong = cause is Cause.CORRECTION_WRONG
        return f"书面一次告知后，{_came_of(case, open_ones or item.told[-1].gaps, wrong, '没有补交')}。"
    return item.reason


def _came_of(case: Case, gaps: Sequence[NotifiedGap], wrong: bool, missing: str) -> str:
    """What was brought and is still wrong, and what did not come, each with its own words."""
    bad = [g.name for g in gaps if wrong and _brought_wrong(case, g.line)]
    absent = [g.name for g in gaps if g.name not in bad]
    parts = [f"{'、'.join(bad)}补交后仍不符合要求"] if bad else []
    return "，".join([*parts, *([f"{'、'.join(absent)}在规定期限内{missing}"] if absent else [])])
