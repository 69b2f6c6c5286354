"""The correction notice (补齐补正) is given once, complete, in writing; a further round needs a new fact or a
supervisor (L3).

A new fact is a document with its day and what it changed. In any case the same gaps are not notified again, and papers
that came in good, or were not named before, are demanded only where a new fact concerns them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, CorrectionRound
from counter.domain.case.item_events import NotifiedGap
from counter.domain.case.item_state import ItemState
from counter.domain.errors import RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.people.applicant import MOST_WORDS
from counter.domain.visit.checklist import Checklist
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.sharing import demandable, not_found
from counter.domain.visit.verdict import Gap, Verdict, gaps_in

LEAST_LETTERS, LEAST_DIFFERENT = 6, 4
"""Least letters, and least different ones, of a reason or a description of a fact."""

LEAST_NAME = 2
"""Least letters of a document's name or number."""

ONCE_TOLD = "已经书面一次告知过，不能再要求别的材料"


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact unknown at the last notice (新的事实): which document shows it, of which day, what is new.

    ``lines``: the materials it concerns; no others that were in, or not notified before, may be demanded with it.
    """

    document: str
    day: date
    what: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BySupervisor:
    """A supervisor allows a further notice: the reason, and the code and PIN that the service checks."""

    reason: str
    consent: Consent


Reopening = NewFact | BySupervisor
"""Why an item may be notified again."""


def next_round(before: Case | None, verdict: Verdict, reopening: Reopening | None, today: date) -> int:
    """The number of the correction round in which an item may be notified (许可法 32(1)(4), 72(4); S001 16(2)).

    ``before``: the case before the act, None at filing. A filing that was returned as a whole begins anew when it is
    filed again (市场主体登记管理条例 19): its earlier rounds do not count. Raises RuleRefused (L3) for a second round
    without new fact or supervisor, with the same gaps, or demanding what was good.
    """
    item = None if before is None else before.item(verdict.item)
    earlier = rounds(item)
    if before is None or item is None or not earlier:
        return 1
    if reopening is None:
        raise _refused(
            f"“{item.asked.name}”{ONCE_TOLD}；出现新的事实（写明哪份文书、哪一天、什么变了），"
            "或者值班负责人输入口令并写明理由，才能再告知一次。"
        )
    check_reopening(reopening, civil_date(earlier[-1].at), today)
    named = frozenset(reopening.lines) if isinstance(reopening, NewFact) else frozenset()
    if repeats(before, verdict, reopening):
        raise _refused(f"“{item.asked.name}”要告知的和上次告知的一样，不再出通知书；上次的通知书仍然有效。")
    _refuse_beside(before, verdict, earlier, named)
    return len(earlier) + 1


def fact_of_not_found(checklist: Checklist, brought: Mapping[str, Brought]) -> NewFact | None:
    """The organ's written 查无 as a new fact; None where there is none."""
    found = [(i, b.shared) for i, b in brought.items() if b.shared is not None and not_found(b)]
    if not found:
        return None
    days = [answer.day for _, answer in found if answer.day is not None]
    names = "、".join(line.name for i, _ in found if (line := checklist.line(i)) is not None)
    documents = "、".join(dict.fromkeys(f"{answer.organ} {answer.document}" for _, answer in found))
    return NewFact(documents, min(days), f"机关书面答复查无：{names}", tuple(i for i, _ in found))


def still_asked(case: Case, gaps: Iterable[NotifiedGap]) -> tuple[NotifiedGap, ...]:
    """The gaps a notice issued today may name: none available by sharing, even where an earlier one asked (L2)."""
    checklist, found = case.checklist, []
    for gap in gaps:
        line = checklist.line(gap.line)
        brought = case.brought.get(gap.line)
        let_go = brought is not None and brought.state is MaterialState.RELIEVED
        if line is None or (demandable(line, brought) and not let_go):
            found.append(gap)
    return tuple(found)


def rounds(item: CaseItem | None) -> tuple[CorrectionRound, ...]:
    """The rounds that count, oldest first: not those of a filing that was returned as a whole."""
    return () if item is None else tuple(t for t in item.told if not t.returned)


def repeats(before: Case, verdict: Verdict, reopening: Reopening | None) -> bool:
    """True where every gap was notified in an earlier round, with the same state, and no new fact concerns it."""
    notified = {(g.line, g.state) for t in rounds(before.item(verdict.item)) for g in t.gaps}
    named = reopening.lines if isinstance(reopening, NewFact) else ()

    def fresh(gap: Gap) -> bool:
        return (gap.line, gap.state) not in notified or (
            gap.line in named and _was_good(before, verdict.item, gap)
        )

    return not any(fresh(gap) for gap in verdict.gaps)


def check_reopening(reopening: Reopening, last: date, today: date) -> None:
    """Raises RuleRefused (L3) for an insufficient reason. ``last``: day of the notice before."""
    if isinstance(reopening, BySupervisor):
        if not reopening.consent.code.strip():
            raise _refused("再次告知要由值班负责人输入口令并写明理由。", "supervisor")
        _check_words(reopening.reason, "值班负责人同意再次告知的理由")
        return
    if sum(c.isalnum() for c in reopening.document) < LEAST_NAME or len(reopening.document) > MOST_WORDS:
        raise _refused("再次告知要写明新的事实出自哪份文书（名称或者文号）。", "fact_document")
    if reopening.day > today:
        raise _refused("新的事实的日期还没有到，请核对。", "fact_day")
    if reopening.day < last:
        raise _refused(
            f"这份文书的日期早于上次告知（{last.isoformat()}），上次就应当一并告知，不是新的事实。",
            "fact_day",
        )
    _check_words(reopening.what, "新的事实：什么变了、哪里不符合")


def _check_words(words: str, what: str) -> None:
    letters = [c for c in words if c.isalnum()]
    if len(letters) < LEAST_LETTERS or len(set(letters)) < LEAST_DIFFERENT:
        raise _refused(f"请写明{what}，写到别人看得懂。")
    if len(words) > MOST_WORDS:
        raise _refused(f"写了{len(words)}个字，最多{MOST_WORDS}个。")


def _refuse_beside(
    case: Case, verdict: Verdict, earlier: tuple[CorrectionRound, ...], named: Collection[str]
) -> None:
    """Raise RuleRefused for papers that were in, or never named, and that the new fact does not concern."""
    notified = {g.line for t in earlier for g in t.gaps}
    for gap in verdict.gaps:
        if gap.line in named or (gap.line in notified and not _was_good(case, verdict.item, gap)):
            continue
        raise _refused(
            f"“{gap.name}”上次没有告知，或者已经收下没有问题，不能再要；"
            "有新的事实涉及它的，写明是哪份文书、哪一天，并写明涉及这份材料。"
        )


def _was_good(case: Case, item: str, gap: Gap) -> bool:
    """True where the item lacked nothing of that paper before this act (容缺 does not count as lacking)."""
    line = case.checklist.line(gap.line)
    if line is None:
        return False
    return all(g.state == MaterialState.DEFERRED for g in gaps_in(line, item, case.brought))


def refuse_spoiling(case: Case, line_id: str, name: str, reopening: Reopening | None) -> None:
    """Raise RuleRefused (L3) for calling a good paper of a notified item wrong, unless a new fact names it."""
    named = reopening.lines if isinstance(reopening, NewFact) else ()
    if line_id in named:
        return
    for item in case.items:
        line = case.checklist.line(line_id)
        if line is None or item.id not in line.items or item.state.closed or not rounds(item):
            continue
        if not gaps_in(line, item.id, case.brought):
            raise _refused(
                f"“{name}”已经收下没有问题，“{item.asked.name}”也已经书面一次告知过；"
                "出现涉及它的新的事实（写明哪份文书、哪一天、什么变了），才能改记。"
            )


def _refused(sentence: str, field: str = "again") -> RuleRefused:
    return RuleRefused(sentence, rule="L3", field=field)


def open_gaps(item: CaseItem) -> frozenset[str]:
    """Lines that may still be brought for an item: of its last notice, or its organ's, or deferred and not yet in."""
    if item.state in (ItemState.TO_CORRECT, ItemState.RETURNED) and item.told:
        return frozenset(g.line for g in item.told[-1].gaps)
    if item.state is ItemState.RECEIVED and item.organ_told:
        return frozenset(item.organ_told[-1].outstanding)
    return frozenset(g.line for g in item.gap_dues)


_LATER = (MaterialState.AWAITING, MaterialState.LATER)
_LACKING = (MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED)


def may_take(case: Case, item: CaseItem, line_id: str) -> bool:
    """True for what was notified or deferred; or of an open item what is still missing or comes later (L1)."""
    if line_id in open_gaps(item) and (item.state is not ItemState.TO_CORRECT or lacks(case, item, line_id)):
        return True
    if item.state.closed:
        return False
    line = case.checklist.line(line_id)
    assert line is not None
    state = case.brought_of(line).state
    return state in _LATER or (state in _LACKING and item.state.open_here)


def lacks(case: Case, item: CaseItem, line_id: str) -> bool:
    """False once a notified paper is in: the same sheet is not taken, or receipted, a second time."""
    line = case.checklist.line(line_id)
    if line is None:
        return True
    brought = case.brought_of(line)
    if brought.state is MaterialState.RECEIVED:
        return any(n.copies > brought.copies for n in line.needs if n.item == item.id and n.later is None)
    return brought.state in (*_LACKING, *_LATER)
