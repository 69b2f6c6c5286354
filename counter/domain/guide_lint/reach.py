"""Can a condition of a bundle come true? Tried over the answers and switches that it depends on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from counter.domain.condition import ALWAYS, AllOf, Condition, holds, questions_in, switches_in
from counter.domain.guide import Bundle, BundleQuestion, Guide
from counter.domain.situation import values

MOST = 60_000
"""More combinations than this would mean a condition that nobody can read either."""


class TooMany(Exception):
    """A condition hangs on more answers than can be tried; it is told as such, never guessed."""


class Reach:
    """Tries the answers that a condition of one bundle depends on. Every id in the bundle must exist."""

    def __init__(self, guide: Guide, bundle: Bundle) -> None:
        self._guide = guide
        self._bundle = bundle
        self._asking = {asking.question: asking for asking in bundle.questions}
        self._known: dict[Condition, bool] = {}

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
        base = self._guide.switch_defaults()
        for flags in product((True, False), repeat=len(switches)):
            local = base | dict(zip(switches, flags, strict=True))
            for picked in product(*choices):
                answers = dict(zip(questions, picked, strict=True))
                yield holds(condition, values(self._guide, self._bundle, answers, local), local)

    def _behind(self, condition: Condition) -> tuple[list[str], list[str]]:
        """Questions of this bundle and switches that the condition hangs on, also through what is asked when."""
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

    def _choices(self, asking: BundleQuestion) -> list[tuple[str, ...]]:
        question = self._guide.questions[asking.question]
        ids = asking.only or tuple(option.id for option in question.options)
        choices: list[tuple[str, ...]] = [(option,) for option in ids]
        if asking.folded and not question.default:
            choices.append(())  # may stay open; every other question is answered in the end
        if question.many:
            choices += combinations(ids, 2)
        return choices
