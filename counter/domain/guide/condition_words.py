"""Conditions of a guide in words for readers, and what each answer of a bundle changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from counter.domain.guide.condition import (
    AllOf,
    Always,
    AnyOf,
    Condition,
    Not,
    OptionChosen,
    Switches,
    SwitchOn,
    holds,
)
from counter.domain.guide.model import Bundle, Guide, Question, Switch

MOST_NAMES = 6
"""Most names listed in one effect; more are counted."""

DEPENDS = "（还看别的回答）"
"""Suffix to a name that depends on other answers too."""


@dataclass(frozen=True, slots=True)
class _Ruled:
    """Something of the bundle that a condition decides. ``sort``: item, material, question or refusal."""

    sort: str
    name: str
    when: Condition


_SORTS = (
    ("item", "要办", "不办"),
    ("material", "要交", "不交"),
    ("question", "再问", "不再问"),
    ("refusal", "会提示", "不再提示"),
)


class ConditionWords:
    """Conditions in words: a question by its number where ``places`` has one, else by its text.

    An unknown question, option or switch is named by its id: a draft may be incomplete.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        switches: Mapping[str, Switch],
        places: Mapping[str, int] | None = None,
    ) -> None:
        self._questions = questions
        self._switches = switches
        self._places = places or {}

    def of(self, condition: Condition) -> str:
        """``第1题答“租用”``; empty where it always holds."""
        return self._phrase(condition, top=True)

    def _phrase(self, condition: Condition, *, top: bool = False) -> str:
        match condition:
            case Always():
                return "" if top else "总是"
            case OptionChosen(question, options):
                return f"{self._question(question)}答{self._labels(question, options)}"
            case SwitchOn(switch):
                return f"本地规定“{self._switch(switch)}”"
            case Not(OptionChosen(question, options)):
                return f"{self._question(question)}没有答{self._labels(question, options)}"
            case Not(SwitchOn(switch)):
                return f"本地没有“{self._switch(switch)}”这一规定"
            case Not(part):
                return f"不是（{self._phrase(part, top=True)}）"
            case AnyOf(parts):
                return self._joined("，或者", parts, top=top)
            case AllOf(parts):
                return self._joined("，并且", parts, top=top)

    def _joined(self, word: str, parts: Iterable[Condition], *, top: bool) -> str:
        phrase = word.join(self._phrase(part) for part in parts)
        return phrase if top else f"（{phrase}）"

    def _question(self, question: str) -> str:
        if position := self._places.get(question):
            return f"第{position}题"
        known = self._questions.get(question)
        return f"“{known.text if known else question}”"

    def _switch(self, switch: str) -> str:
        known = self._switches.get(switch)
        return known.text if known else switch

    def _labels(self, question: str, options: Iterable[str]) -> str:
        known = self._questions.get(question)
        labels = {o.id: o.label for o in known.options} if known else {}
        return "或".join(f"“{labels.get(option, option)}”" for option in options)


class BundleConditions:
    """The conditions of one bundle in words, questions named by their number; and the effects of each answer."""

    def __init__(self, guide: Guide, bundle: Bundle, switches: Switches) -> None:
        self._guide = guide
        self._bundle = bundle
        self._switches = switches
        asked = (a.question for a in bundle.questions if a.question not in bundle.given)
        self.places: Mapping[str, int] = {question: n for n, question in enumerate(asked, 1)}
        self._words = ConditionWords(guide.questions, guide.switches, self.places)

    def words(self, condition: Condition) -> str:
        """``第1题答“租用”``; empty where it always holds."""
        return "" if self._settled(condition) else self._words.of(condition)

    def never(self, condition: Condition) -> bool:
        """Whether it cannot hold in this bundle, because it depends only on answers that the bundle has fixed."""
        return self._settled(condition) is False

    def effects(self, question: str, option: str) -> tuple[str, ...]:
        """What choosing that answer adds or removes, one sentence of each sort."""
        found = []
        for sort, adds, leaves in _SORTS:
            for verb, sign in ((adds, True), (leaves, False)):
                names = [
                    self._named(ruled, question, option)
                    for ruled in self._by_answer.get((question, option, sign), ())
                    if ruled.sort == sort
                ]
                if names:
                    found.append(f"{verb}：{_listed(names)}")
        return tuple(found)

    def questions_in(self, condition: Condition) -> bool:
        """Whether the condition depends on a question that this bundle asks."""
        return any(
            isinstance(atom, OptionChosen) and atom.question in self.places
            for atom, _ in _signed(condition, True)
        )

    def _settled(self, condition: Condition) -> bool | None:
        """Its result where it depends only on questions that this bundle never asks; else None."""
        atoms = list(_signed(condition, True))
        if not atoms or any(isinstance(a, SwitchOn) or a.question in self.places for a, _ in atoms):
            return None
        known = {q.id: q.default for q in self._questions(atoms) if q.default}
        return holds(condition, {**known, **self._bundle.given}, self._switches)

    def _questions(self, atoms: Iterable[tuple[OptionChosen | SwitchOn, bool]]) -> Iterator[Question]:
        return (self._guide.questions[a.question] for a, _ in atoms if isinstance(a, OptionChosen))

    def _named(self, ruled: _Ruled, question: str, option: str) -> str:
        values = {**self._bundle.given, question: (option,)}
        alone = holds(ruled.when, values, self._switches)
        sign = any(
            isinstance(atom, OptionChosen)
            and atom.question == question
            and option in atom.options
            and positive
            for atom, positive in _signed(ruled.when, True)
        )
        return ruled.name if alone or not sign else f"{ruled.name}{DEPENDS}"

    @cached_property
    def _by_answer(self) -> Mapping[tuple[str, str, bool], list[_Ruled]]:
        found: dict[tuple[str, str, bool], list[_Ruled]] = {}
        for ruled in self._ruled():
            for atom, positive in dict.fromkeys(_signed(ruled.when, True)):
                if isinstance(atom, OptionChosen):
                    for option in atom.options:
                        there = found.setdefault((atom.question, option, positive), [])
                        if ruled not in there:
                            there.append(ruled)
        return found

    def _ruled(self) -> Iterator[_Ruled]:
        guide, bundle = self._guide, self._bundle
        for placed in bundle.items:
            item = guide.items[placed.item]
            yield _Ruled("item", item.name, placed.when)
            for material in item.materials:
                yield _Ruled("material", material.name, material.when)
                for use in material.papers:
                    yield _Ruled("material", guide.papers[use.paper].name, use.when)
        for asking in bundle.questions:
            if asking.question in self.places:
                yield _Ruled("question", f"第{self.places[asking.question]}题", asking.when)
        for refusal in bundle.refusals:
            yield _Ruled("refusal", refusal.reason.rstrip("。"), refusal.when)


def _listed(names: list[str]) -> str:
    every = list(dict.fromkeys(names))
    more = f"等{len(every)}样" if len(every) > MOST_NAMES else ""
    return f"{'、'.join(every[:MOST_NAMES])}{more}"


def _signed(condition: Condition, positive: bool) -> Iterator[tuple[OptionChosen | SwitchOn, bool]]:
    """Every atom, and whether it occurs positively (True) or negated."""
    match condition:
        case OptionChosen() | SwitchOn():
            yield condition, positive
        case Not(part):
            yield from _signed(part, not positive)
        case AnyOf(parts) | AllOf(parts):
            for part in parts:
                yield from _signed(part, positive)
