"""No dead rules: every condition of the compiled guide can come true under some answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from counter.domain.condition import (
    ALWAYS,
    AllOf,
    Condition,
    holds,
    questions_in,
    switches_in,
)
from counter.domain.guide import Bundle, BundleQuestion, Guide
from counter.domain.situation import values

MOST = 60_000
"""More combinations than this would mean a condition that nobody can read either."""


def faults_of_guide(guide: Guide) -> list[str]:
    """Dead conditions, in words."""
    faults = []
    wanted = {
        (material.key, use.paper)
        for item in guide.items.values()
        for material in item.materials
        for use in material.papers
    }
    for bundle in guide.bundles.values():
        solver = Solver(guide, bundle)
        faults += [f"事件 {bundle.number} {where}：条件不可能成立" for where in solver.dead()]
        wanted -= {pair for pair in wanted if solver.reaches(*pair)}
    faults += [f"材料 {key} 的 {paper} 在任何事件中都不会收" for key, paper in sorted(wanted)]
    return faults


class Solver:
    """Tries the answers that a condition of one bundle depends on."""

    def __init__(self, guide: Guide, bundle: Bundle) -> None:
        self.guide = guide
        self.bundle = bundle
        self.asking = {asking.question: asking for asking in bundle.questions}
        self.known: dict[Condition, bool] = {}

    def dead(self) -> Iterator[str]:
        """Conditions of the bundle itself that can never hold."""
        bundle = self.bundle
        parts: list[tuple[str, Condition]] = [(f"题 {a.question}", a.when) for a in bundle.questions]
        parts += [(f"事项 {i.item}", i.when) for i in bundle.items]
        parts += [(f"拦截 {r.reason}", r.when) for r in bundle.refusals]
        parts += [(f"提示 {h.text}", h.when) for h in bundle.hints]
        if bundle.holds_licence is not None:
            parts.append(("holds_licence", bundle.holds_licence))
        yield from (where for where, condition in parts if not self.satisfiable(condition))

    def reaches(self, key: str, paper: str) -> bool:
        """True when this bundle can ask for that paper of that material."""
        item_id = key.partition("/")[0]
        placed = next((one for one in self.bundle.items if one.item == item_id), None)
        if placed is None:
            return False
        material = next(m for m in self.guide.items[item_id].materials if m.key == key)
        return any(
            self.satisfiable(AllOf((placed.when, material.when, use.when)))
            for use in material.papers
            if use.paper == paper
        )

    def satisfiable(self, condition: Condition) -> bool:
        """True when some answers and switches make it hold."""
        if condition == ALWAYS:
            return True
        if condition not in self.known:
            self.known[condition] = any(self._tries(condition))
        return self.known[condition]

    def _tries(self, condition: Condition) -> Iterator[bool]:
        questions, switches = self._behind(condition)
        choices = [self._choices(self.asking[question]) for question in questions]
        size = 2 ** len(switches)
        for choice in choices:
            size *= len(choice)
        if size > MOST:
            raise ValueError(f"事件 {self.bundle.number} 的条件牵涉 {size} 种回答，太多了：{condition}")
        base = self.guide.switch_defaults()
        for flags in product((True, False), repeat=len(switches)):
            local = base | dict(zip(switches, flags, strict=True))
            for picked in product(*choices):
                answers = dict(zip(questions, picked, strict=True))
                yield holds(condition, values(self.guide, self.bundle, answers, local), local)

    def _behind(self, condition: Condition) -> tuple[list[str], list[str]]:
        """Questions of this bundle and switches that the condition hangs on, also through what is asked when."""
        questions: list[str] = []
        switches: list[str] = list(switches_in(condition))
        open_ones = list(questions_in(condition))
        while open_ones:
            question = open_ones.pop()
            if question in questions or question not in self.asking:
                continue
            questions.append(question)
            when = self.asking[question].when
            open_ones += questions_in(when)
            switches += [switch for switch in switches_in(when) if switch not in switches]
        return questions, switches

    def _choices(self, asking: BundleQuestion) -> list[tuple[str, ...]]:
        question = self.guide.questions[asking.question]
        ids = asking.only or tuple(option.id for option in question.options)
        choices: list[tuple[str, ...]] = [(option,) for option in ids]
        if question.many:
            choices += combinations(ids, 2)
        return choices
