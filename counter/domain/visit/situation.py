"""The situation (情形): which questions a bundle asks, the effective answers, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from counter.domain.guide.condition import (
    Condition,
    Switches,
    Values,
    deciding_answers,
    holds,
    holds_or_unknown,
    questions_in,
    unjudged_in,
)
from counter.domain.guide.model import (
    Bundle,
    BundleItem,
    BundleQuestion,
    Guide,
    GuideRefusal,
    Option,
    Question,
    Tri,
)

Answers = Mapping[str, Sequence[str]]
"""Question id → chosen option ids, or one number of people in digits (see ``answer_input.check_answers``)."""

WHOLE_BUNDLE = "bundle"
"""In ``insisted``: the applicant insists although the whole bundle is refused (申请人坚持提交)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as this bundle asks it. ``chosen`` includes a default; ``answered`` does not.

    ``folded``: rare, has a default or may stay open, asked on demand; never a legal judgement. ``most``: set where a
    number from ``least`` to ``most`` is asked for; the number given is then the only option.
    """

    id: str
    text: str
    help: str | None
    options: tuple[Option, ...]
    chosen: tuple[str, ...]
    many: bool
    folded: bool
    answered: bool
    judgement: bool = False
    least: int = 0
    most: int | None = None

    @property
    def number(self) -> bool:
        """A number of people is asked for, written in digits."""
        return self.most is not None

    @property
    def open(self) -> bool:
        """Nothing is chosen, not even by default, so that the checklist is incomplete."""
        return not self.chosen and not self.folded


@dataclass(frozen=True, slots=True)
class Pending:
    """An answer 不清楚 to be clarified at the window before acceptance (schema: pending)."""

    question: str
    text: str
    label: str
    advice: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What conditions are evaluated on: guide, bundle, answers, switches and the effective values.

    ``unjudged``: unanswered legal judgements → the questions to answer first (mostly the judgement itself, else what
    decides whether it is asked).
    """

    guide: Guide
    bundle: Bundle
    answers: Answers
    switches: Switches
    values: Values
    unjudged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def waits_for(self, *conditions: Condition) -> tuple[str, ...] | None:
        """Open questions that decide whether all conditions hold; empty: they hold; None: they do not."""
        if not self.unjudged:  # as for most bundles: nothing is unknown
            every_one = all(holds(one, self.values, self.switches) for one in conditions)
            return () if every_one else None
        every = [holds_or_unknown(one, self.values, self.switches, self.unjudged) for one in conditions]
        if False in every:
            return None
        found = (
            question
            for one in conditions
            for unjudged_id in unjudged_in(one, self.values, self.switches, self.unjudged)
            for question in self.unjudged[unjudged_id]
        )
        return tuple(dict.fromkeys(found))

    def people(self, question: str) -> int | None:
        """The number answered to a question of a number; None without an answer."""
        chosen = self.values.get(question, ())
        return int(chosen[0]) if chosen else None

    def refusals(self) -> tuple[GuideRefusal, ...]:
        """The refusals of this bundle that fire, in written order."""
        return tuple(r for r in self.bundle.refusals if holds(r.when, self.values, self.switches))


def situate(guide: Guide, bundle: Bundle, answers: Answers, switches: Switches) -> Situation:
    """Gather a situation."""
    known, unjudged = _taken(guide, bundle, answers, switches)
    return Situation(guide, bundle, answers, switches, known, unjudged)


def values(guide: Guide, bundle: Bundle, answers: Answers, switches: Switches) -> Values:
    """The effective answer of every question: given by the bundle, else answered, else its default.

    A question whose ``when`` does not hold counts by its default, not by a former answer (``guide_rules.yaml``
    schema.value). Questions come before those that depend on them (checked when a guide is compiled).
    """
    return _taken(guide, bundle, answers, switches)[0]


def _taken(
    guide: Guide, bundle: Bundle, answers: Answers, switches: Switches
) -> tuple[Values, dict[str, tuple[str, ...]]]:
    """``values``, and the open judgements, including those asked only after another open judgement."""
    known = {q.id: q.default for q in guide.questions.values() if q.default and not q.judgement}
    known.update(bundle.given)
    unjudged: dict[str, tuple[str, ...]] = {}
    for asking in bundle.questions:
        if asking.question in bundle.given:
            continue
        question = guide.questions[asking.question]
        if not holds(asking.when, known, switches):
            before = unjudged_in(asking.when, known, switches, unjudged)
            if before and question.judgement:
                unjudged[question.id] = tuple(dict.fromkeys(q for one in before for q in unjudged[one]))
            continue
        chosen = _chosen(question, asking, answers)
        if not chosen and not question.judgement:
            allowed = _allowed(guide, asking)
            chosen = tuple(o for o in question.default if o in allowed)
        if chosen:
            known[question.id] = chosen
        else:
            known.pop(question.id, None)
            if question.judgement:
                unjudged[question.id] = (question.id,)
    return known, unjudged


def _allowed(guide: Guide, asking: BundleQuestion) -> tuple[str, ...]:
    return asking.only or tuple(option.id for option in guide.questions[asking.question].options)


def _chosen(question: Question, asking: BundleQuestion, answers: Answers) -> tuple[str, ...]:
    """The answers that this bundle allows."""
    given = answers.get(question.id, ())
    if question.number:
        return tuple(one for one in given if question.takes(one))[:1]
    allowed = asking.only or tuple(option.id for option in question.options)
    return tuple(option for option in given if option in allowed)


def asked(
    guide: Guide, bundle: Bundle, answers: Answers, switches: Switches, insisted: Sequence[str] = ()
) -> tuple[Asked, ...]:
    """The questions to show, in order; none after the one whose answer stops the bundle.

    Only a refusal read at its source (FOUND) stops, and not where the applicant insists (DESIGN §2.2).
    """
    return asked_in(situate(guide, bundle, answers, switches), insisted)


def asked_in(situation: Situation, insisted: Sequence[str] = ()) -> tuple[Asked, ...]:
    """``asked`` of a situation already gathered. A number of people is asked only where a paper is counted by it."""
    counting = frozenset(_counting(situation, insisted))
    shown = tuple(
        _ask(situation, asking)
        for asking in situation.bundle.questions
        if asking.question not in situation.bundle.given
        and holds(asking.when, situation.values, situation.switches)
        and (not situation.guide.questions[asking.question].number or asking.question in counting)
    )
    stops = stops_of(situation)
    if not stops or WHOLE_BUNDLE in insisted:
        return shown
    return shown[: min(_last_asked(situation, stop, shown) for stop in stops)]


def _counting(situation: Situation, insisted: Sequence[str]) -> Iterator[str]:
    """Questions of a number by which a paper to be brought on this visit is counted."""
    gone = {r.item for r in situation.refusals() if r.item and r.evidence.official and r.item not in insisted}
    placed = [
        one
        for one in situation.bundle.items
        if one.item not in gone and (one.item in insisted or situation.waits_for(one.when) is not None)
    ]
    for one in placed:
        for material in situation.guide.items[one.item].materials:
            if _due_later(situation, material.later_when):
                continue
            for use in material.papers:
                if use.per is None or situation.waits_for(material.when, use.when) is None:
                    continue
                if _brought(situation, placed, one, use.paper):
                    yield use.per


def _due_later(situation: Situation, when: Condition | None) -> bool:
    return when is not None and holds(when, situation.values, situation.switches)


def _brought(situation: Situation, placed: Sequence[BundleItem], one: BundleItem, paper_id: str) -> bool:
    """True where the paper is neither shareable nor the result of an earlier item of the visit."""
    paper = situation.guide.papers[paper_id]
    made = any(other.item in paper.produced_by and other.order < one.order for other in placed)
    return paper.shareable is not Tri.YES and not made


def stops_of(situation: Situation) -> tuple[GuideRefusal, ...]:
    """Refusals of the whole bundle whose evidence is FOUND: only those stop acceptance (DESIGN §2.2)."""
    return tuple(r for r in situation.refusals() if r.item is None and r.evidence.official)


def _last_asked(situation: Situation, stop: GuideRefusal, shown: tuple[Asked, ...]) -> int:
    behind = {question for question, _ in deciding_answers(stop.when, situation.values, situation.switches)}
    return max((position + 1 for position, one in enumerate(shown) if one.id in behind), default=len(shown))


def _ask(situation: Situation, asking: BundleQuestion) -> Asked:
    question = situation.guide.questions[asking.question]
    allowed = _allowed(situation.guide, asking)
    if question.number:
        return _ask_number(situation, asking, question)
    return Asked(
        id=question.id,
        text=asking.text or question.text,
        help=question.help,
        options=tuple(option for option in question.options if option.id in allowed),
        chosen=situation.values.get(question.id, ()),
        many=question.many,
        folded=asking.folded and not question.judgement,
        answered=any(option in allowed for option in situation.answers.get(question.id, ())),
        judgement=question.judgement,
    )


def _ask_number(situation: Situation, asking: BundleQuestion, question: Question) -> Asked:
    chosen = situation.values.get(question.id, ())
    return Asked(
        id=question.id,
        text=asking.text or question.text,
        help=question.help,
        options=tuple(Option(one, people_words(one)) for one in chosen),
        chosen=chosen,
        many=False,
        folded=False,
        answered=bool(chosen),
        least=question.least,
        most=question.most,
    )


def people_words(number: str) -> str:
    """A number of people as an answer is written."""
    return f"{number}人"


def unanswered(
    guide: Guide, bundle: Bundle, answers: Answers, switches: Switches, insisted: Sequence[str] = ()
) -> tuple[Asked, ...]:
    """Questions that must still be answered before the list is complete (no answer, no default, not folded)."""
    return tuple(one for one in asked(guide, bundle, answers, switches, insisted) if one.open)


def pending(guide: Guide, bundle: Bundle, answers: Answers, switches: Switches) -> tuple[Pending, ...]:
    """Answers 不清楚 to be clarified at the window before acceptance (schema: pending)."""
    return tuple(
        Pending(one.id, one.text, option.label, option.pending)
        for one in asked(guide, bundle, answers, switches, (WHOLE_BUNDLE,))
        for option in one.options
        if option.pending and option.id in one.chosen
    )


def tips(situation: Situation) -> tuple[str, ...]:
    """Advice for the applicant on the answers chosen (schema: tip), each once."""
    questions = (
        a.question for a in situation.bundle.questions if holds(a.when, situation.values, situation.switches)
    )
    chosen = (
        situation.guide.questions[question].option(option)
        for question in questions
        if question not in situation.bundle.given
        for option in situation.values.get(question, ())
    )
    return tuple(dict.fromkeys(option.tip for option in chosen if option is not None and option.tip))


def wording(situation: Situation, question_id: str) -> str:
    """The question's text as this bundle words it."""
    own = next((a.text for a in situation.bundle.questions if a.question == question_id and a.text), None)
    return own or situation.guide.questions[question_id].text


def depends_on(bundle: Bundle, question_id: str) -> tuple[str, ...]:
    """Questions that decide whether this one is asked."""
    asking = next((a for a in bundle.questions if a.question == question_id), None)
    return questions_in(asking.when) if asking else ()
