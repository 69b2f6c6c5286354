"""Assess a visit: guide → answers → checklist → verdict per item → papers to come, in one pure call (DESIGN §2).

Verdicts are decided in ``verdict``, dates in ``clocks``, the checklist in ``checklist_builder``; this file combines
them and lists the obstacles to filing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from counter.domain.calendar.workdays import civil_date
from counter.domain.guide.model import Guide, GuideRefusal
from counter.domain.guide.published_elements import PublishedElements, elements_of
from counter.domain.hall.authority import Act
from counter.domain.people.applicant import Applicant, unrepresented
from counter.domain.people.identity import normalise_name
from counter.domain.visit import clocks
from counter.domain.visit.checklist import Checklist, ChecklistItem, Line
from counter.domain.visit.checklist_builder import resolve_in
from counter.domain.visit.identified_party import RECEIVED_ONLY, blocking_findings
from counter.domain.visit.looked_at import UNSEEN, listed_names, unseen_for, unseen_lines
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.originals import ORIGINALS, awaited
from counter.domain.visit.originals import unseen as unseen_originals
from counter.domain.visit.paper_plan import plan
from counter.domain.visit.situation import WHOLE_BUNDLE, Asked, asked_in, situate
from counter.domain.visit.verdict import KEEP, KEPT, Bench, Outcome, Verdict, judge, state_of
from counter.domain.visit.visit import Assessment, Obstacle, Setting, Visit

WHO_SUBMITS, BY_AGENT = "q_agent", "agent"
"""The guide's common question of who submits, and its answer for an agent (``guide_rules.yaml`` common)."""


def assess(setting: Setting, visit: Visit) -> Assessment:
    """Checklist, verdicts, planned papers and obstacles of a visit under this setting.

    Raises BadInput when the visit names a bundle, question, option or line the guide does not know.
    """
    bundle = setting.guide.bundles[visit.bundle]
    resolved = _resolved(
        setting.guide,
        bundle.number,
        tuple((question, tuple(options)) for question, options in visit.answers.items()),
        tuple(sorted(setting.switches.items())),
        visit.insisted,
        visit.dropped,
    )
    questions, checklist = resolved.questions, resolved.checklist
    grounds = _with_agreements(setting, resolved.grounds)
    published = setting.publication is not None
    alone = unrepresented(visit.applicant, civil_date(setting.now))
    judged = _verdicts(visit, grounds, alone, published=published)
    verdicts = _dated(judged, setting, visit, resolved)
    decides = any(_decides(v) for v in verdicts)
    kept = _dated(
        _verdicts(visit, grounds, alone, published=published, keep=True) if decides else judged,
        setting,
        visit,
        resolved,
        keep=True,
    )
    held = tuple(_undecided_obstacles(questions, checklist))
    common = tuple(_visit_obstacles(visit, checklist, questions))
    filing_obstacles = _in_question_order(questions, held, common)
    decides_or_notifies = any(v.outcome not in RECEIVED_ONLY for v in verdicts)
    reported = {o.field.removeprefix("applicant.") for o in common}
    found = (
        blocking_findings(visit.applicant, civil_date(setting.now))
        if decides_or_notifies and visit.applicant
        else ()
    )
    doubtful = tuple(Obstacle(f"applicant.{f}", s) for f, s, _ in found if f not in reported)
    unseen = _unseen(visit, checklist, verdicts)
    return Assessment(
        visit=visit,
        asked=questions,
        checklist=checklist,
        verdicts=verdicts,
        keep_verdicts=kept,
        plan=plan(verdicts, setting.jurisdiction),
        keep_plan=plan(kept, setting.jurisdiction, keep=True),
        obstacles=(*filing_obstacles, *_unseen_obstacle(unseen, visit, checklist), *doubtful),
        keep_obstacles=common,
        looked_obstacles=(*filing_obstacles, *doubtful),
        unseen=unseen,
        originals_obstacles=tuple(
            _originals_obstacle(visit, checklist, grounds, verdicts, published=published)
        ),
        unseen_originals=unseen_originals(checklist.lines, visit.brought),
        elements=resolved.elements,
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What one item is judged on besides the materials; ``acts``, ``entrusted``, ``consented``: by its organ's
    agreement."""

    item: ChecklistItem
    lines: tuple[Line, ...]
    undecided: tuple[str, ...]
    insisted: GuideRefusal | None
    acts: frozenset[Act] = frozenset()
    entrusted: bool = False
    consented: bool = False


@dataclass(frozen=True, slots=True)
class _Resolved:
    """What depends on the answers only."""

    questions: tuple[Asked, ...]
    checklist: Checklist
    grounds: tuple[_Ground, ...]
    elements: PublishedElements


@lru_cache(maxsize=32)
def _resolved(
    guide: Guide,
    bundle: int,
    answers: tuple[tuple[str, tuple[str, ...]], ...],
    switches: tuple[tuple[str, bool], ...],
    insisted: tuple[str, ...],
    dropped: tuple[str, ...],
) -> _Resolved:
    """Questions and checklist, cached: they depend on the answers only. Every material ticked asks for them again, and
    the next person who comes for the same bundle, or an answer taken back, for those of the steps before."""
    situation = situate(guide, guide.bundles[bundle], dict(answers), dict(switches))
    questions = asked_in(situation, insisted)
    checklist = resolve_in(situation, insisted, dropped)
    unsettled = _unsettled(questions)
    grounds = []
    for item in checklist.items:
        lines = checklist.lines_of(item.id)
        undecided = (*_undecided(item, lines, unsettled), *_open_answers(item, questions))
        grounds.append(_Ground(item, lines, undecided, insisted_on(item, checklist)))
    elements = elements_of(guide, (item.id for item in checklist.items))
    return _Resolved(questions, checklist, tuple(grounds), elements)


def _with_agreements(setting: Setting, grounds: Iterable[_Ground]) -> tuple[_Ground, ...]:
    """The grounds with the organs' agreements of today."""
    today, authority = civil_date(setting.now), setting.authority
    return tuple(
        _Ground(
            g.item,
            g.lines,
            g.undecided,
            g.insisted,
            authority.acts(g.item.organ, g.item.id, today),
            authority.entrusts(g.item.organ, g.item.id, today),
            bool(authority.consents_unseen(g.item.organ, g.item.id, today)),
        )
        for g in grounds
    )


def _unseen(visit: Visit, checklist: Checklist, verdicts: Iterable[Verdict]) -> tuple[Line, ...]:
    """Lines not looked at yet of the items that wait only for that, in the order of the list."""
    held = [v.item for v in verdicts if v.rule == UNSEEN]
    ids = {line.id for item in held for line in unseen_for(item, checklist.lines_of(item), visit.brought)}
    return tuple(line for line in checklist.lines if line.id in ids)


def _unseen_obstacle(unseen: tuple[Line, ...], visit: Visit, checklist: Checklist) -> Iterable[Obstacle]:
    """The count in the sentence is what the key 其余都没带 covers: also lines of items not decided here."""
    if unseen:
        unseen_count = len(unseen_lines(checklist.lines, visit.brought))
        yield Obstacle(
            f"materials.{unseen[0].id}",
            f"还有{len(unseen)}份材料没有看：{listed_names(unseen)}。请逐份看；确实没带的按“其余都没带（{unseen_count}份）”；"
            "或者按 Shift+F9 只收件。",
        )


def _originals_obstacle(
    visit: Visit,
    checklist: Checklist,
    grounds: Iterable[_Ground],
    verdicts: Iterable[Verdict],
    *,
    published: bool,
) -> Iterable[Obstacle]:
    """Originals to look at before their item is decided or corrected: a correction names all gaps at once (L3)."""
    ids = {
        line.id
        for ground, v in zip(grounds, verdicts, strict=True)
        if not ground.consented and (v.rule == ORIGINALS or v.outcome is Outcome.CORRECT)
        for line in awaited(v.item, ground.lines, visit.brought, published=published)
    }
    lines = tuple(line for line in checklist.lines if line.id in ids)
    if lines:
        yield Obstacle(
            f"materials.{lines[0].id}",
            f"有{len(lines)}份原件还没核对：{listed_names(lines)}。看过的逐份登记，或者用“原件都已看过”；"
            "没带原件的，记“不符”并写明，或者按 Shift+F9 只收件。",
        )


def _decides(verdict: Verdict) -> bool:
    return verdict.outcome in (Outcome.ACCEPT, Outcome.DONE)


_JudgedItems = tuple[tuple[ChecklistItem, Verdict], ...]


def _verdicts(
    visit: Visit, grounds: Iterable[_Ground], alone: str, *, published: bool, keep: bool = False
) -> _JudgedItems:
    """Every item and its verdict. With ``keep`` nothing is decided (只收件，稍后决定), so serial items wait."""
    earlier: dict[str, Verdict] = {}
    found = []
    for ground in grounds:
        item = ground.item
        bench = Bench(
            item=item,
            lines=ground.lines,
            brought=visit.brought,
            acts=ground.acts,
            earlier=earlier,
            undecided=ground.undecided,
            insisted=ground.insisted,
            entrusted=ground.entrusted,
            published=published,
            consented=ground.consented,
            unrepresented=alone,
        )
        verdict = judge(bench)
        if keep and _decides(verdict):
            verdict = replace(verdict, outcome=Outcome.RECEIVED, reason=KEPT, rule=KEEP)
        earlier[item.id] = verdict
        found.append((item, verdict))
    return tuple(found)


def _dated(
    judged: _JudgedItems, setting: Setting, visit: Visit, resolved: _Resolved, *, keep: bool = False
) -> tuple[Verdict, ...]:
    lines, elements = resolved.checklist.lines, resolved.elements
    return tuple(
        clocks.dated(
            verdict,
            item,
            setting,
            visit,
            keep=keep,
            deferred=clocks.deferral_days(item.id, lines, elements) if elements.materials else {},
        )
        for item, verdict in judged
    )


def _unsettled(questions: tuple[Asked, ...]) -> Mapping[tuple[str, str], str]:
    """(question text, option label) → what has to be settled first, for answers recorded as 不清楚."""
    return {
        (q.text, option.label): option.pending
        for q in questions
        for option in q.options
        if option.id in q.chosen and option.pending
    }


def _undecided(
    item: ChecklistItem, lines: tuple[Line, ...], unsettled: Mapping[tuple[str, str], str]
) -> tuple[str, ...]:
    own = [answer for line in lines if line.items == (item.id,) for why in line.why for answer in why.answers]
    return tuple(dict.fromkeys(unsettled[a] for a in (*item.why.answers, *own) if a in unsettled))


def _open_answers(item: ChecklistItem, questions: tuple[Asked, ...]) -> tuple[str, ...]:
    """Questions to answer before the item is accepted: whether it is due, or how many copies of a paper are."""
    return tuple(f"还没回答“{q.text}”" for q in questions if q.id in item.open)


def _undecided_obstacles(questions: tuple[Asked, ...], checklist: Checklist) -> Iterable[Obstacle]:
    """Unanswered legal judgements and numbers of people block deciding the items that depend on them, never
    receiving.

    Choosing 不清楚, where the guide offers it, or leaving the item out lets the others proceed.
    """
    for question in questions:
        held = sum(question.id in item.open for item in checklist.items)
        if not held:
            continue
        sentence = f"还没回答：{_BRACKETS.sub('', question.text)}"
        if question.number:
            yield Obstacle(question.id, f"{sentence}有材料每人1份，要按人数收。")
            continue
        unsure = next((option.label for option in question.options if option.pending), "")
        hint = f"当场认定不了的选“{unsure}”。" if unsure else ""
        yield Obstacle(question.id, f"{sentence}{held}个事项待认定，不能受理。{hint}")


_BRACKETS = re.compile(r"（[^（）]*）")
"""A question's explanation in brackets, left out of the obstacle's sentence."""


def _in_question_order(
    questions: tuple[Asked, ...], held: tuple[Obstacle, ...], common: tuple[Obstacle, ...]
) -> tuple[Obstacle, ...]:
    """Questions in the order in which they are asked, then the others; the focus goes to the first."""
    position = {question.id: n for n, question in enumerate(questions)}
    return tuple(sorted((*held, *common), key=lambda one: position.get(one.field, len(position))))


def insisted_on(item: ChecklistItem, checklist: Checklist) -> GuideRefusal | None:
    """The refusal against which the applicant insists on this item."""
    for refusal in (*checklist.stops, *checklist.warnings):
        if refusal.item == item.id and item.id in checklist.insisted:
            return refusal
        if refusal.item is None and WHOLE_BUNDLE in checklist.insisted:
            return refusal
    return None


def _visit_obstacles(visit: Visit, checklist: Checklist, questions: tuple[Asked, ...]) -> Iterable[Obstacle]:
    for refusal in checklist.stops:
        if refusal.item is None and WHOLE_BUNDLE not in visit.insisted:
            basis = f"（{refusal.basis}）" if refusal.basis else ""
            yield Obstacle("bundle", f"{refusal.reason}{basis}")
            return
    unanswered = [q for q in questions if q.open and not (q.judgement or q.number)]  # those: _held_obstacles
    for question in unanswered:
        yield Obstacle(question.id, f"还没回答：{question.text}")
    if checklist.nothing_needed and not unanswered:
        reported = "不在这里办" if checklist.not_here else "没有要办的事项"
        yield Obstacle("bundle", f"按现在的回答，{reported}，不用交材料。")
        return
    back = [f"“{paper.name}”" for paper in visit.unasked.values() if not paper.returned]
    if back:
        names = "、".join(back[:3]) + (
            "等" if len(back) > 3 else ""
        )  # the page names all of them, to be handed out
        words = f"这{len(back)}份已经收下、这次不再要：{names}。请当场退还申请人，再按“已退还”。"
        yield Obstacle("unasked", words)
    if visit.applicant is not None and unanswered == []:
        yield from _agent_obstacles(visit.applicant, questions)
    if visit.applicant is None:
        yield Obstacle("applicant.name", "还没有登记申请人。")
    elif not visit.applicant.name.strip():
        yield Obstacle("applicant.name", "申请人的姓名没有填写。")
    if not any(_is_taken(x, visit.brought) for x in checklist.lines) and checklist.lines:
        yield Obstacle("materials", "还没有收到任何材料。")


def _agent_obstacles(applicant: Applicant, questions: tuple[Asked, ...]) -> Iterable[Obstacle]:
    """The answer about who submits and the registered agent must agree; an agent without a name counts as none."""
    who_submits = next((q for q in questions if q.id == WHO_SUBMITS), None)
    has_agent = applicant.agent is not None and bool(normalise_name(applicant.agent.person.name))
    if who_submits is None:
        if applicant.agent is not None and not has_agent:
            yield Obstacle("applicant.agent.name", "代理人的姓名没有填写；没有代理人的，请去掉代理人。")
        return
    by_agent = BY_AGENT in who_submits.chosen
    if by_agent and not has_agent:
        yield Obstacle("applicant.agent.name", "情形里选了委托他人办理，还没有登记代理人。")
    if not by_agent and applicant.agent is not None:
        yield Obstacle(WHO_SUBMITS, "登记了代理人，但情形里选的是本人办理，请改其中一处。")


def _is_taken(line: Line, brought: Mapping[str, Brought]) -> bool:
    """True when the paper was handed over or is met otherwise; an untouched shareable paper is neither."""
    return state_of(line, brought) in _TAKEN and line.id in brought


_TAKEN = (
    MaterialState.RECEIVED,
    MaterialState.DEFECTIVE,
    MaterialState.SHARED,
    MaterialState.E_LICENCE,
    MaterialState.PLEDGED,
)
