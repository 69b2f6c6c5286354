"""Whether a condition of a bundle can hold: tries all answers and switches that it depends on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from counter.domain.guide.condition import (
    ALWAYS,
    AllOf,
    Condition,
    Switches,
    Values,
    holds,
    questions_in,
    switches_in,
)
from counter.domain.guide.model import Bundle, BundleQuestion, Guide
from counter.domain.visit.situation import Answers

MOST = 60_000
"""Most combinations tried for one condition."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A question of the bundle: when it is asked, its options there, and its default."""

    question: str
    when: Condition
    allowed: tuple[str, ...]
    default: tuple[str, ...]


class TooMany(Exception):
    """A condition depends on more than ``MOST`` combinations of answers; callers report it as undecided."""


class Reachability:
    """Tries the answers that a condition of one bundle depends on. Every id in the bundle must exist."""

    def __init__(self, guide: Guide, bundle: Bundle) -> None:
        self._guide = guide
        self._bundle = bundle
        self._asking = {asking.question: asking for asking in bundle.questions}
        self._known: dict[Condition, bool] = {}
        questions = guide.questions
        self._settled: dict[str, tuple[str, ...]] = {q.id: q.default for q in questions.values() if q.default}
        self._settled |= {question: tuple(options) for question, options in bundle.given.items()}
        self._steps = [self._step(a) for a in bundle.questions if a.question not in bundle.given]

    def satisfiable(self, *conditions: Condition) -> bool:
        """True when some answers and switches make all of them hold together. Raises TooMany."""
        real = tuple(condition for condition in conditions if condition != ALWAYS)
        if not real:
            return True
        condition = real[0] if len(real) == 1 else AllOf(real)
        if condition not in self._known:
            self._known[condition] = any(self._tries(condition))
        return self._known[condition]

    def _tries(self, condition: Condition) -> Iterator[bool]:
        questions, switches = self._behind(condition)
        choices = [self._choices(self._asking[question]) for question in questions]
        size = 2 ** len(switches)
        for choice in choices:
            size *= len(choice)
        if size > MOST:
            raise TooMany
        asked = [step for step in self._steps if step.question in questions]
        base = self._guide.switch_defaults()
        for flags in product((True, False), repeat=len(switches)):
            local = base | dict(zip(switches, flags, strict=True))
            for picked in product(*choices):
                answers = dict(zip(questions, picked, strict=True))
                yield holds(condition, self._values(asked, answers, local), local)

    def _values(self, asked: Sequence[_Step], answers: Answers, switches: Switches) -> Values:
        """``situation.values``, restricted to the questions that the condition depends on."""
        known = dict(self._settled)
        for step in asked:
            if holds(step.when, known, switches):
                chosen = tuple(one for one in answers[step.question] if one in step.allowed) or step.default
                if chosen:
                    known[step.question] = chosen
                else:
                    known.pop(step.question, None)
        return known

    def _behind(self, condition: Condition) -> tuple[list[str], list[str]]:
        """Questions of this bundle and switches that the condition depends on, directly or through ``when``."""
        questions: list[str] = []
        switches: list[str] = list(switches_in(condition))
        open_ones = list(questions_in(condition))
        while open_ones:
            question = open_ones.pop()
            if question in questions or question not in self._asking:
                continue
            questions.append(question)
            when = self._asking[question].when
            open_ones += questions_in(when)
            switches += [switch for switch in switches_in(when) if switch not in switches]
        return questions, switches

    def _step(self, asking: BundleQuestion) -> _Step:
        question = self._guide.questions[asking.question]
        allowed = asking.only or tuple(option.id for option in question.options)
        default = tuple(one for one in question.default if one in allowed)
        return _Step(asking.question, asking.when, allowed, default)

    def _choices(self, asking: BundleQuestion) -> list[tuple[str, ...]]:
        question = self._guide.questions[asking.question]
        ids = asking.only or tuple(option.id for option in question.options)
        choices: list[tuple[str, ...]] = [(option,) for option in ids]
        if asking.folded and not question.default:
            choices.append(())  # may stay open; every other question is answered in the end
        if question.many:
            choices += combinations(ids, 2)
        return choices
