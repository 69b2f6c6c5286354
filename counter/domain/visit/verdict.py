"""The verdict (结论) of one item at the counter: decided here and nowhere else (DESIGN §2.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from counter.domain.guide.model import GuideRefusal, ProcedureClass, TimeUnit
from counter.domain.hall.authority import Act
from counter.domain.visit.checklist import ChecklistItem, Line
from counter.domain.visit.looked_at import UNSEEN, is_unseen, listed_names, unseen_for
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.originals import ORIGINALS, awaited
from counter.domain.visit.originals import unseen as unseen_originals
from counter.domain.visit.sharing import demandable, effective_record, not_found, reply_words

KEEP, UNDECIDED, GUARDIAN = "keep", "guide.pending", "guardian"
"""Names of rules that other files ask for: received by the clerk's choice, an answer pending, no guardian
registered."""

_NEXT_STEP = "申请人坚持提交，先收件，由"
"""Start of the window's next step, after the ground of a refusal that is insisted on."""


class Outcome(StrEnum):
    """结论. The words are those of DESIGN §8's ``verdicts``."""

    ACCEPT = "accept"  # 受理
    DONE = "done"  # 当场办结
    ACCEPT_WITH_GAPS = "accept_with_gaps"  # 容缺受理
    CORRECT = "correct"  # 补齐补正
    WAIT = "wait"  # 待前序
    PROPOSE_REFUSAL = "propose_refusal"  # 拟不予受理
    RECEIVED = "received"  # 收件转办


KEPT = "先收件，稍后决定。"
"""Reason of an item received without a decision by the clerk's choice."""


@dataclass(frozen=True, slots=True)
class Due:
    """A date something is due, inclusive. ``provisional`` where the calendar of that year is not yet published (L7)."""

    day: date
    provisional: bool
    text: str  # e.g. 法定20个工作日


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing an item still lacks: the line, what is wrong (missing, defective, short, deferred), in words.

    ``standard``: what has to be brought (原件1份 …), as the guide asks; ``due``: by when, once ``clocks`` dated it.
    """

    line: str
    name: str
    state: str
    text: str
    standard: str = ""
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision for one item, and why.

    ``reason``: one plain sentence; ``rule``: the rule of docs/rules.md that applied; ``due``: when the organ has to
    decide (accept), or by when this window has to decide (received, correct, wait); ``statutory`` / ``promised``:
    due dates where the guide gives a number; ``waits_for``: ids of earlier items of this visit. ``entrusted``: an
    agreement with the organ covers the item; without one the window receives it under the hall's own name (S001 32).
    ``concerned`` False: the refusal insisted on concerns the whole bundle and rests on another item's law, so that
    no refusal is drafted in this organ's name; it decides by its own law. ``maybe``: whether the item is due is not
    judged yet (待认定). ``ground``: of a refusal that is insisted on, as the organ's own decision states it.
    """

    item: str
    item_name: str
    organ: str
    outcome: Outcome
    reason: str
    rule: str
    gaps: tuple[Gap, ...] = ()
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None
    waits_for: tuple[str, ...] = ()
    entrusted: bool = True
    concerned: bool = True
    maybe: bool = False
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """Input of one item's verdict, gathered by ``assess``.

    ``acts``: what the agreement allows here (L13). ``earlier``: verdicts of earlier items of this visit.
    ``undecided``: sentences of answers recorded as 不清楚 that this item depends on. ``insisted``: the refusal the
    applicant does not accept, if any. ``finished``: items of the case whose written completion is on file.
    ``published``: the guide was published and not only shipped, so that every original it wants seen is a condition;
    ``consented``: the organ's agreement lets the item be accepted with an original not seen. ``unrepresented``: why
    nothing may be accepted of this applicant yet (``applicant.unrepresented``).
    """

    item: ChecklistItem
    lines: tuple[Line, ...]
    brought: Mapping[str, Brought]
    acts: frozenset[Act]
    earlier: Mapping[str, Verdict]
    undecided: tuple[str, ...] = ()
    insisted: GuideRefusal | None = None
    entrusted: bool = True
    finished: frozenset[str] = frozenset()
    published: bool = False
    consented: bool = False
    unrepresented: str = ""


def judge(bench: Bench) -> Verdict:
    """The verdict of one item, without dates (``clocks`` adds them).

    The order is the law's: a refusal the applicant does not accept goes to the organ in writing (许可法 32(2), 38);
    without an agreement to accept there is only receiving (S001 32, L13); a pending answer prevents acceptance;
    while a paper was not looked at nothing is decided, because a correction names all gaps at once (S001 16(2), L3);
    incomplete material is corrected, never refused (许可法 32(4)); a serial item waits for the earlier one's written
    completion (DOMAIN §6); an original that a source or a published guide wants seen is seen before acceptance, unless
    the organ's agreement consents; deferred gaps lead to 容缺 only with all main material in (L4).
    """
    item = bench.item
    gaps = tuple(gap for line in bench.lines for gap in gaps_in(line, item.id, bench.brought))
    at_once = item.statutory.unit is TimeUnit.AT_ONCE or may_be_done_here(item, bench.acts)
    hard = tuple(g for g in gaps if at_once or g.state != MaterialState.DEFERRED)
    waits = _waits(bench)

    def give(outcome: Outcome, reason: str, rule: str, listed_gaps: tuple[Gap, ...] = gaps) -> Verdict:
        return Verdict(
            *(item.id, item.name, item.organ, outcome, reason, rule),
            gaps=listed_gaps,
            waits_for=waits,
            entrusted=bench.entrusted,
            concerned=bench.insisted is None or concerns(bench.insisted, item),
            maybe=item.maybe,
        )

    if bench.insisted is not None:
        return _insisted(give(Outcome.PROPOSE_REFUSAL, "", "L8"), bench.insisted)
    if Act.ACCEPT not in bench.acts:
        then = "办理" if item.procedure is ProcedureClass.ENTERPRISE_SERVICE else "决定"
        return give(
            Outcome.RECEIVED, f"本窗口没有{item.organ}的受理授权，收件后转{item.organ}{then}。", "L13"
        )
    if bench.undecided:
        return give(Outcome.RECEIVED, f"情形还没认定：{bench.undecided[0]}", UNDECIDED)
    unseen = unseen_for(item.id, bench.lines, bench.brought)
    if unseen:
        return give(Outcome.RECEIVED, f"还有{len(unseen)}份材料没有看：{listed_names(unseen)}。", UNSEEN)
    if hard:
        never = "即办事项不能容缺。" if any(g.state == MaterialState.DEFERRED for g in hard) else ""
        return give(Outcome.CORRECT, f"还差{len(hard)}项，需补齐补正：{_listed(hard)}。{never}", "L3")
    if waits:
        return give(Outcome.WAIT, "等前面的事项办结后接着办，材料先收下。", "serial")
    if bench.unrepresented:
        sentence = f"还没有登记法定代理人，先收件，不受理：{bench.unrepresented}。"
        return give(Outcome.RECEIVED, sentence, GUARDIAN)
    waited_for = originals_awaited(bench)
    if waited_for:
        sentence = f"有{len(waited_for)}份原件还没核对：{listed_names(waited_for)}。看过原件、登记后再决定。"
        return give(Outcome.RECEIVED, sentence, ORIGINALS)
    open_originals = _unseen(bench)
    if gaps:
        main = f"主要材料已收，{open_originals}" if open_originals else "主要材料已齐，"
        return give(Outcome.ACCEPT_WITH_GAPS, f"{main}容缺{len(gaps)}项：{_listed(gaps)}。", "L4")
    if may_be_done_here(item, bench.acts):
        whole = f"材料已收，{open_originals}" if open_originals else "材料齐全，"
        return give(Outcome.DONE, f"{whole}当场办结。", "on_the_spot")
    whole = f"材料已收，{open_originals}" if open_originals else "材料齐全、符合法定形式，"
    return give(Outcome.ACCEPT, f"{whole}受理。", "L6")


def _insisted(verdict: Verdict, refusal: GuideRefusal) -> Verdict:
    ground = f"{refusal.reason}（{refusal.basis}）" if refusal.basis else refusal.reason
    return replace(verdict, reason=f"{ground}{_NEXT_STEP}{verdict.organ}书面决定。", ground=ground)


def ground_in(reason: str) -> str:
    """The ground of a refusal insisted on, cut from its reason: entries store the reason only, with the next step."""
    return reason.partition(_NEXT_STEP)[0]


def originals_awaited(bench: Bench) -> tuple[Line, ...]:
    """Unseen originals without which this item is not accepted; none where its organ consents."""
    if bench.consented:
        return ()
    return awaited(bench.item.id, bench.lines, bench.brought, published=bench.published)


def concerns(refusal: GuideRefusal, item: ChecklistItem) -> bool:
    """True when the ground is this item's own: it names the item, or its law is one the item rests on (L8)."""
    if refusal.item is not None:
        return refusal.item == item.id
    law = _law_of(refusal.basis or "")
    return bool(law) and any(law in _law_of(basis) for basis in item.basis)


def _law_of(basis: str) -> str:
    """The law's name without marks, state and article, so that two citations of it compare."""
    bare = re.sub(r"[《》]", "", basis).replace("中华人民共和国", "")
    return re.split(r"第[一二三四五六七八九十百、]+条", bare)[0].strip()


def may_be_done_here(item: ChecklistItem, acts: frozenset[Act]) -> bool:
    """当场办结 is for registrations, filings and services whose organ decides at this window; never for a licence."""
    quick = item.procedure is not ProcedureClass.LICENCE and item.procedure is not ProcedureClass.BENEFIT
    return quick and Act.ON_THE_SPOT in acts


def _unseen(bench: Bench) -> str:
    """Words on the originals to be seen that were not; with them the reason calls nothing complete."""
    open_ones = unseen_originals(bench.lines, bench.brought)
    agreed = "（机关同意先受理）" if bench.consented else ""
    return f"其中{len(open_ones)}份原件未核{agreed}，" if open_ones else ""


def _waits(bench: Bench) -> tuple[str, ...]:
    def finished(item_id: str) -> bool:
        if item_id in bench.finished:
            return True
        verdict = bench.earlier.get(item_id)
        return verdict is not None and verdict.outcome is Outcome.DONE

    awaited = {
        line.awaits
        for line in bench.lines
        if line.awaits and state_of(line, bench.brought) is MaterialState.AWAITING
    }
    return tuple(dict.fromkeys(i for i in (*bench.item.after, *sorted(awaited)) if not finished(i)))


def state_of(line: Line, brought: Mapping[str, Brought]) -> MaterialState:
    """The effective state of a line: as recorded, else its initial one; a shareable paper is not owed."""
    return effective_record(line, brought.get(line.id)).state


def gaps_in(line: Line, item: str, brought: Mapping[str, Brought]) -> tuple[Gap, ...]:
    """What this item still lacks of the line. A shareable paper is not demanded (L2)."""
    needed_copies = [n.copies for n in line.needs if n.item == item and n.later is None]
    recorded = brought.get(line.id)
    if not needed_copies or not demandable(line, recorded) or is_unseen(line, brought):
        return ()  # not looked at yet: untouched is not missing
    state = state_of(line, brought)
    if state is MaterialState.MISSING:
        return (Gap(line.id, line.name, state, f"{line.name}未交{_why_asked(recorded)}", line.wanted),)
    if state is MaterialState.DEFECTIVE:
        note = recorded.note if recorded is not None and recorded.note else "不符合要求"
        return (Gap(line.id, line.name, state, f"{line.name}：{note}", line.wanted),)
    if state is MaterialState.DEFERRED:
        return (Gap(line.id, line.name, state, f"{line.name}容缺", line.wanted),)
    if state is MaterialState.RECEIVED and recorded is not None:
        short = max(needed_copies) - recorded.copies
        if short > 0:
            return (Gap(line.id, line.name, "short", f"{line.name}还差{short}份", line.wanted),)
    return ()


def _why_asked(recorded: Brought | None) -> str:
    """Of a shareable paper: the organ's written 查无 that allows demanding it."""
    if recorded is None or recorded.shared is None or not not_found(recorded):
        return ""
    return f"，{reply_words(recorded.shared)}"


def _listed(gaps: tuple[Gap, ...], most: int = 3) -> str:
    names = "、".join(g.name for g in gaps[:most])
    return names if len(gaps) <= most else f"{names}等"
