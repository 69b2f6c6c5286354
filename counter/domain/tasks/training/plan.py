"""Find a bundle of this hall's guide in which a lesson can happen, and lay out the visit as the trainee is told it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from counter.domain.document.document import PaperKind
from counter.domain.people.applicant import Applicant
from counter.domain.tasks.training.lesson import CastRole, Lesson, Scenario
from counter.domain.visit.assess import BY_AGENT, WHO_SUBMITS, assess
from counter.domain.visit.checklist import Line
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.originals import seen, shown_only
from counter.domain.visit.received import all_received
from counter.domain.visit.situation import WHOLE_BUNDLE, Asked
from counter.domain.visit.verdict import Outcome, Verdict
from counter.domain.visit.visit import Assessment, Setting, Visit

Answers = Mapping[str, tuple[str, ...]]

_MOST_QUESTIONS = 60


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """The visit of a lesson. ``item``: the one that is looked at; ``lines``: what the applicant lacks.

    ``insisted``: what he insists on. ``situation``: question and answer in words; ``lacking``: names of ``lines``.
    ``earlier``: the items that ``item`` waits for.
    """

    bundle: int
    bundle_name: str
    answers: Answers
    item: str
    item_name: str
    lines: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    insisted: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    situation: tuple[tuple[str, str], ...] = ()
    refusal: str = ""


def plan_lesson(lesson: Lesson, setting: Setting, applicant: Applicant) -> LessonPlan | None:
    """The first bundle offered here in which the lesson can happen, of the lesson's own ones first; None: there is
    none.
    """
    known = setting.guide.bundles
    others = () if lesson.only_these else tuple(known)
    for number in dict.fromkeys((*(n for n in lesson.bundles if n in known), *others)):
        for visit in _begun(lesson, setting, Visit(number, {}, applicant=applicant, begun_at=setting.now)):
            found = _SCENARIOS[lesson.scenario](lesson, setting, visit)
            if found is not None:
                return found
    return None


def planned_visit(plan: LessonPlan, setting: Setting, applicant: Applicant) -> Visit:
    """The visit as a good trainee enters it: everything brought and seen but what the applicant lacks (未交)."""
    visit = Visit(
        plan.bundle,
        plan.answers,
        applicant=applicant,
        begun_at=setting.now,
        insisted=plan.insisted,
    )
    brought = _whole(assess(setting, visit))
    return replace(
        visit, brought={**brought, **{line: Brought(MaterialState.MISSING) for line in plan.lines}}
    )


def _begun(lesson: Lesson, setting: Setting, visit: Visit) -> Iterator[Visit]:
    """The visit with every question answered; for a refusal also with each single answer changed."""
    wanted = dict(lesson.answers)
    wanted[WHO_SUBMITS] = (BY_AGENT,) if CastRole.AGENT in lesson.cast else ("self",)
    plain = _answered(setting, visit, wanted)
    if plain is None:
        return
    yield plain
    if lesson.scenario is not Scenario.REFUSED or not setting.guide.bundles[visit.bundle].refusals:
        return
    for question in assess(setting, plain).asked:
        for option in question.options:
            other = _answered(setting, visit, {**wanted, question.id: (option.id,)})
            if other is not None and not question.number:
                yield other


def _answered(setting: Setting, visit: Visit, wanted: Answers) -> Visit | None:
    """Every question answered, as wanted or in the plainest way; None where that comes to no end."""
    for _ in range(_MOST_QUESTIONS):
        asked = assess(setting, visit).asked
        one = next((q for q in asked if not q.answered and (not q.folded or q.id in wanted)), None)
        if one is None:
            return visit
        visit = replace(visit, answers={**visit.answers, one.id: _answer(one, wanted)})
    return None


def _answer(question: Asked, wanted: Answers) -> tuple[str, ...]:
    if question.number:
        return (str(max(1, question.least)),)
    options = [o.id for o in question.options]
    if set(wanted.get(question.id, ())) & set(options):
        return tuple(o for o in wanted[question.id] if o in options)
    clear = [o.id for o in question.options if o.pending is None]
    return question.chosen or ((clear or options)[0],)


def _whole(found: Assessment) -> dict[str, Brought]:
    """Everything brought, every original looked at."""
    lines = found.checklist.lines
    return seen(all_received(found.checklist, {}), (line.id for line in lines if shown_only(line)))


def _complete(lesson: Lesson, setting: Setting, visit: Visit) -> LessonPlan | None:
    found = assess(setting, replace(visit, brought=_whole(assess(setting, visit))))
    if found.obstacles:
        return None
    outcomes = frozenset(map(Outcome, lesson.outcomes))
    verdict = next((v for v in found.verdicts if v.outcome in outcomes), None)
    return None if verdict is None else _plan(found, verdict)


def _lacking(_lesson: Lesson, setting: Setting, visit: Visit) -> LessonPlan | None:
    def fits(line: Line) -> bool:
        return not line.shareable and MaterialState.DEFERRED not in line.allowed

    return _one_line(setting, visit, MaterialState.MISSING, Outcome.CORRECT, fits)


def _deferrable(_lesson: Lesson, setting: Setting, visit: Visit) -> LessonPlan | None:
    def fits(line: Line) -> bool:
        return MaterialState.DEFERRED in line.allowed

    return _one_line(setting, visit, MaterialState.DEFERRED, Outcome.ACCEPT_WITH_GAPS, fits)


def _one_line(
    setting: Setting, visit: Visit, state: MaterialState, outcome: Outcome, fits: Callable[[Line], bool]
) -> LessonPlan | None:
    """One line of an item that would otherwise be accepted here is not there."""
    first = assess(setting, visit)
    whole = _whole(first)
    good = assess(setting, replace(visit, brought=whole))
    if good.obstacles:
        return None
    accepted = {v.item for v in good.verdicts if v.outcome is Outcome.ACCEPT}
    for line in first.checklist.lines:
        if line.id not in whole or not fits(line) or not accepted & set(line.items):
            continue
        found = assess(setting, replace(visit, brought={**whole, line.id: Brought(state)}))
        verdict = next((v for v in found.verdicts if v.item in accepted and v.outcome is outcome), None)
        if verdict is not None and not found.obstacles:
            return _plan(found, verdict, (line,))
    return None


def _serial(_lesson: Lesson, setting: Setting, visit: Visit) -> LessonPlan | None:
    found = assess(setting, replace(visit, brought=_whole(assess(setting, visit))))
    if found.obstacles:
        return None
    verdict = next((v for v in found.verdicts if v.outcome is Outcome.WAIT and v.waits_for), None)
    return None if verdict is None else _plan(found, verdict)


def _refused(_lesson: Lesson, setting: Setting, visit: Visit) -> LessonPlan | None:
    refused = assess(setting, visit).checklist
    grounds = (*refused.stops, *(one for one in refused.warnings if one.item))
    for ground in grounds:
        insisted = replace(visit, insisted=(ground.item or WHOLE_BUNDLE,))
        found = assess(setting, replace(insisted, brought=_whole(assess(setting, insisted))))
        drafted = {item for paper in found.plan if paper.kind is PaperKind.REFUSAL for item in paper.items}
        verdict = next((v for v in found.verdicts if v.item in drafted), None)
        if verdict is not None and not found.obstacles:
            plan = _plan(found, verdict)
            return replace(plan, insisted=insisted.insisted, refusal=ground.reason)
    return None


_SCENARIOS: Mapping[Scenario, Callable[[Lesson, Setting, Visit], LessonPlan | None]] = {
    Scenario.COMPLETE: _complete,
    Scenario.LACKING: _lacking,
    Scenario.DEFERRABLE: _deferrable,
    Scenario.SERIAL: _serial,
    Scenario.REFUSED: _refused,
}


def _plan(found: Assessment, verdict: Verdict, lines: tuple[Line, ...] = ()) -> LessonPlan:
    visit = found.visit
    return LessonPlan(
        bundle=visit.bundle,
        bundle_name=found.checklist.bundle_name,
        answers=dict(visit.answers),
        item=verdict.item,
        item_name=verdict.item_name,
        lines=tuple(line.id for line in lines),
        lacking=tuple(line.name for line in lines),
        insisted=visit.insisted,
        earlier=verdict.waits_for,
        situation=tuple((q.text, _chosen(q)) for q in found.asked if q.chosen and not q.folded),
    )


def _chosen(question: Asked) -> str:
    labels = [o.label for o in question.options if o.id in question.chosen]
    return "、".join(labels) or "、".join(question.chosen)
