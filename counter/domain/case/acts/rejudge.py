"""Judge the items of a filed case again, on the checklist it was opened with (接着办, 补交).

The guide may have changed since; what is asked of this applicant has not (L1). Only items still open here are judged:
none that an organ or a paper already decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time

from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.handled_together import bound, common_day
from counter.domain.case.item_state import ItemState
from counter.domain.people.applicant import Finding, unrepresented
from counter.domain.visit import clocks
from counter.domain.visit.checklist import Line
from counter.domain.visit.identified_party import RECEIVED_ONLY, RULE, blocking_findings, whose
from counter.domain.visit.looked_at import unseen_for
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import UNDECIDED, Bench, Due, Outcome, Verdict, judge
from counter.domain.visit.visit import Setting

_JUDGED = (ItemState.RECEIVED, ItemState.WAITING, ItemState.TO_PLEDGE, ItemState.TO_CORRECT)
"""States this window may still judge. Items the applicant insisted on wait for the organ's own decision (L8)."""


def judge_again(
    case: Case,
    setting: Setting,
    brought: Mapping[str, Brought],
    items: frozenset[str],
    *,
    held: Mapping[str, str] | None = None,
) -> tuple[Verdict, ...]:
    """The verdicts of those items with what is brought, dated from now.

    ``held``: item id → what is still unsettled (an answer recorded as 不清楚), which keeps it from being decided. Items
    that are not open for judging are left out. While a party is not identified, nothing is decided or notified that was
    not before: the item stays taken in (``identification``).
    """
    today = civil_date(setting.now)
    finished = frozenset(i.id for i in case.items if i.state.finished)
    published = setting.published(case.opened.guide_version)
    checklist, found = case.checklist, dict[str, Verdict]()
    doubtful = blocking_findings(case.applicant, today) if case.applicant is not None else ()
    for item in case.items:
        if item.id not in items or not may_be_judged(item):
            continue
        asked = item.asked
        bench = Bench(
            item=asked,
            lines=checklist.lines_of(item.id),
            brought=brought,
            acts=setting.authority.acts(asked.organ, item.id, today),
            earlier=found,
            undecided=tuple(filter(None, [(held or {}).get(item.id)])),
            entrusted=setting.authority.entrusts(asked.organ, item.id, today),
            finished=finished,
            published=published,
            consented=bool(setting.authority.consents_unseen(asked.organ, item.id, today)),
            unrepresented=unrepresented(case.applicant, today),
        )
        since = replace(case.visit, brought=brought, begun_at=receipt_of(case, item))
        verdict = judge(bench)
        if doubtful and not (item.told and verdict.outcome is Outcome.CORRECT):
            verdict = _only_taken_in(verdict, doubtful[0])
        days = clocks.deferral_days(item.id, bench.lines, case.elements)
        dated = clocks.dated(verdict, asked, setting, since, deferred=days)
        found[item.id] = _within_common(dated, common_day(case, asked))
    return tuple(found.values())


def _within_common(verdict: Verdict, common: Due | None) -> Verdict:
    """Its days where the common one of licences handled together is over before them (许可法 42(2))."""
    if common is None or verdict.outcome not in (Outcome.ACCEPT, Outcome.ACCEPT_WITH_GAPS):
        return verdict
    gaps = tuple(replace(gap, due=bound(gap.due, common)) for gap in verdict.gaps)
    return replace(verdict, due=bound(verdict.due, common), gaps=gaps)


def unseen_of(case: Case, items: Iterable[str], now: Mapping[str, Brought] | None = None) -> tuple[Line, ...]:
    """What those items need and was not looked at; ``now``: what is being recorded besides."""
    brought, checklist = {**case.brought, **(now or {})}, case.checklist
    ids = {line.id for item in items for line in unseen_for(item, checklist.lines_of(item), brought)}
    return tuple(line for line in case.lines if line.id in ids)


def _only_taken_in(verdict: Verdict, doubt: Finding) -> Verdict:
    if verdict.outcome in RECEIVED_ONLY:
        return verdict
    reason = f"{whose(doubt[0])}的登记待核，核对以后再决定。"
    return replace(verdict, outcome=Outcome.RECEIVED, reason=reason, rule=RULE)


def may_be_judged(item: CaseItem) -> bool:
    """True while this window still has to decide the item; a returned filing may be filed again."""
    filed_again = item.state is ItemState.RETURNED and bool(item.told) and item.told[-1].returned
    return item.state in _JUDGED or filed_again


def receipt_of(case: Case, item: CaseItem) -> datetime:
    """When the item counts as received, from which its notice clock and silence run (L6).

    Filing; for a serial item the earlier one's completion (DOMAIN §6); after a written notice the day on which
    something was brought, because there was no silence before that (许可法 32(1)(4)(5)).
    """
    begun = case.begun_at
    if item.received_on is not None:
        begun = datetime.combine(item.received_on, time(12), CHINA)
    return max([begun, *_restarts(case, item)])


def receipt_doubted(case: Case, item: CaseItem) -> bool:
    """True where a clock in doubt says when the item was received, and nobody has confirmed the day.

    What came later by cause counts instead of the filing, so that alone has to be sure; an entry that says nothing of
    receipt (a print, a look, at another window too) leaves no doubt.
    """
    restarts = _restarts(case, item)
    if restarts:
        return any(is_doubted(case, at) for at in restarts)
    confirmed = item.received_on is not None or case.confirmed_on is not None
    return not confirmed and is_doubted(case, case.opened_at)


def opening_doubted(case: Case) -> bool:
    """True where it was opened while the clock was in doubt, and nobody has confirmed the day of hand-over."""
    return case.confirmed_on is None and is_doubted(case, case.opened_at)


def is_doubted(case: Case, at: datetime) -> bool:
    """Whether that moment was told by a clock in doubt."""
    return case.untimely and any(line.untimely and line.at == at for line in case.history)


def _restarts(case: Case, item: CaseItem) -> list[datetime]:
    """Moments after filing from which its receipt counts."""
    before = earlier_of(case, item)
    done = [
        earlier.conclusion.at if earlier.conclusion is not None else earlier.at
        for earlier in case.items
        if earlier.id in before and earlier.state.finished
    ]
    return [at for at in (*done, item.brought_at) if at is not None]


def earlier_of(case: Case, item: CaseItem) -> frozenset[str]:
    """Items it depends on: by the guide's order, or because they issue a paper it still waits for."""
    awaited = [
        line.awaits
        for line in case.lines
        if line.awaits and item.id in line.items and case.brought_of(line).state is MaterialState.AWAITING
    ]
    return frozenset((*item.asked.after, *awaited))


def waits_for_earlier(case: Case, item: CaseItem) -> bool:
    """True while an earlier item is not completed in writing: until then this one is not received (DOMAIN §6)."""
    before = earlier_of(case, item)
    return bool(before - {i.id for i in case.items if i.state.finished})


def is_new_outcome(item: CaseItem, outcome: Outcome) -> bool:
    """True when the outcome differs from what is recorded of the item."""
    if item.state is ItemState.RECEIVED:
        return outcome is not Outcome.RECEIVED
    return item.outcome is not outcome


def still_valid(case: Case, verdict: Verdict) -> bool:
    """True where the paper issued before remains valid: notified already, or only taken in as before."""
    item = case.item(verdict.item)
    assert item is not None
    if verdict.outcome is Outcome.CORRECT:
        return item.state is ItemState.TO_CORRECT
    return verdict.outcome is Outcome.RECEIVED and item.state is ItemState.RECEIVED


def unsettled(case: Case) -> dict[str, str]:
    """Item id → the sentence about an answer 不清楚 that holds it; a clerk settles it in words."""
    return {i.id: i.reason for i in case.items if i.outcome is Outcome.RECEIVED and i.rule == UNDECIDED}
