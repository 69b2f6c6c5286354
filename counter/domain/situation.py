"""The situation (情形): which questions a bundle asks now, what the answers are worth, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counter.domain.condition import Switches, Values, fired, holds, questions_in
from counter.domain.guide import Bundle, BundleQuestion, Guide, GuideRefusal, Option

Answers = Mapping[str, Sequence[str]]
"""Question id → chosen option ids, as ``answering.check_answers`` returns them."""

WHOLE_BUNDLE = "bundle"
"""In ``insisted``: the applicant insists although the whole bundle is refused (申请人坚持提交)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as this bundle asks it now. ``chosen`` includes a default; ``answered`` only what was answered.

    ``folded``: rare, has a default or may stay open, asked on demand.
    """

    id: str
    text: str
    help: str | None
    options: tuple[Option, ...]
    chosen: tuple[str, ...]
    many: bool
    folded: bool
    answered: bool

    @property
    def open(self) -> bool:
        """Nothing is chosen, not even by default, and the list cannot be trusted before it is."""
        return not self.chosen and not self.folded


@dataclass(frozen=True, slots=True)
class Pending:
    """An answer 不清楚 that a window has to settle before acceptance (schema: pending)."""

    question: str
    text: str
    label: str
    advice: str


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything conditions are judged by, gathered once: guide, bundle, answers, switches and the values they make."""

    guide: Guide
    bundle: Bundle
    answers: Answers
    switches: Switches
    values: Values

    def refusals(self) -> tuple[GuideRefusal, ...]:
        """The refusals of this bundle that fire, in written order."""
        return tuple(r for r in self.bundle.refusals if holds(r.when, self.values, self.switches))


def situate(guide: Guide, bundle: Bundle, answers: Answers, switches: Switches) -> Situation:
    """Gather a situation."""
    return Situation(guide, bundle, answers, switches, values(guide, bundle, answers, switches))


def values(guide: Guide, bundle: Bundle, answers: Answers, switches: Switches) -> Values:
    """What every question is worth: given by the bundle, else answered, else its default.

    A question whose ``when`` does not hold counts by default, whatever was answered to it before
    (``guide_rules.yaml`` schema.value). Questions stand before those that depend on them (proved when compiling).
    """
    known = {question.id: question.default for question in guide.questions.values() if question.default}
    known.update(bundle.given)
    for asking in bundle.questions:
        if asking.question in bundle.given or not holds(asking.when, known, switches):
            continue
        allowed = _allowed(guide, asking)
        chosen = tuple(o for o in answers.get(asking.question, ()) if o in allowed)
        if not chosen:
            chosen = tuple(o for o in guide.questions[asking.question].default if o in allowed)
        if chosen:
            known[asking.question] = chosen
        else:
            known.pop(asking.question, None)
    return known


def _allowed(guide: Guide, asking: BundleQuestion) -> tuple[str, ...]:
    return asking.only or tuple(option.id for option in guide.questions[asking.question].options)


def asked(
    guide: Guide, bundle: Bundle, answers: Answers, switches: Switches, insisted: Sequence[str] = ()
) -> tuple[Asked, ...]:
    """The questions to show now, in order; none after the one whose answer stops the bundle.

    Only a refusal read at its source (FOUND) stops, and not where the applicant insists (DESIGN §2.2).
    """
    return asked_in(situate(guide, bundle, answers, switches), insisted)


def asked_in(now: Situation, insisted: Sequence[str] = ()) -> tuple[Asked, ...]:
    """``asked`` of a situation already gathered."""
    shown = tuple(
        _ask(now, asking)
        for asking in now.bundle.questions
        if asking.question not in now.bundle.given and holds(asking.when, now.values, now.switches)
    )
    stops = stops_of(now)
    if not stops or WHOLE_BUNDLE in insisted:
        return shown
    return shown[: min(_last_asked(now, stop, shown) for stop in stops)]


def stops_of(now: Situation) -> tuple[GuideRefusal, ...]:
    """Refusals of the whole bundle whose evidence is FOUND: only those stop acceptance (DESIGN §2.2)."""
    return tuple(r for r in now.refusals() if r.item is None and r.evidence.official)


def _last_asked(now: Situation, stop: GuideRefusal, shown: tuple[Asked, ...]) -> int:
    behind = {question for question, _ in fired(stop.when, now.values, now.switches)}
    return max((place + 1 for place, one in enumerate(shown) if one.id in behind), default=len(shown))


def _ask(now: Situation, asking: BundleQuestion) -> Asked:
    question = now.guide.questions[asking.question]
    allowed = _allowed(now.guide, asking)
    return Asked(
        id=question.id,
        text=asking.text or question.text,
        help=question.help,
        options=tuple(option for option in question.options if option.id in allowed),
        chosen=now.values.get(question.id, ()),
        many=question.many,
        folded=asking.folded,
        answered=any(option in allowed for option in now.answers.get(question.id, ())),
    )


def unanswered(
    guide: Guide, bundle: Bundle, answers: Answers, switches: Switches, insisted: Sequence[str] = ()
) -> tuple[Asked, ...]:
    """Questions that must still be answered before the list is complete (no answer, no default, not folded)."""
    return tuple(one for one in asked(guide, bundle, answers, switches, insisted) if one.open)


def pending(guide: Guide, bundle: Bundle, answers: Answers, switches: Switches) -> tuple[Pending, ...]:
    """Answers 不清楚 to be settled at the window before acceptance (schema: pending)."""
    return tuple(
        Pending(one.id, one.text, option.label, option.pending)
        for one in asked(guide, bundle, answers, switches, (WHOLE_BUNDLE,))
        for option in one.options
        if option.pending and option.id in one.chosen
    )


def tips(now: Situation) -> tuple[str, ...]:
    """What to tell the applicant about the answers chosen (schema: tip), each once."""
    questions = (a.question for a in now.bundle.questions if holds(a.when, now.values, now.switches))
    chosen = (
        now.guide.questions[question].option(option)
        for question in questions
        if question not in now.bundle.given
        for option in now.values.get(question, ())
    )
    return tuple(dict.fromkeys(option.tip for option in chosen if option is not None and option.tip))


def wording(now: Situation, question_id: str) -> str:
    """The question's text as this bundle words it."""
    own = next((a.text for a in now.bundle.questions if a.question == question_id and a.text), None)
    return own or now.guide.questions[question_id].text


def depends_on(bundle: Bundle, question_id: str) -> tuple[str, ...]:
    """Questions that decide whether this one is asked."""
    asking = next((a for a in bundle.questions if a.question == question_id), None)
    return questions_in(asking.when) if asking else ()
