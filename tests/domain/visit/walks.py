"""Walking a bundle: complete answers drawn by a seed, and what came of them in a comparable form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from counter.domain.guide.model import Bundle, Evidence, Guide
from counter.domain.visit.answer_input import check_answers
from counter.domain.visit.checklist import Checklist
from counter.domain.visit.checklist_builder import resolve
from counter.domain.visit.situation import WHOLE_BUNDLE, Asked, asked, unanswered

Answers = dict[str, tuple[str, ...]]
Outcome = tuple[object, ...]


def listed(
    guide: Guide,
    number: int,
    answers: Mapping[str, object],
    insisted: tuple[str, ...] = (),
    switches: dict[str, bool] | None = None,
) -> Checklist:
    """The checklist of a bundle under answers written as a person writes them."""
    bundle = guide.bundles[number]
    local = guide.switch_defaults() | (switches or {})
    return resolve(guide, bundle, check_answers(guide, bundle, answers), local, insisted)


def walk(
    guide: Guide, bundle: Bundle, random: Random, switches: dict[str, bool], fixed: Answers | None = None
) -> Answers:
    """Answer every question that comes up, also the folded ones, as the seed has it; ``fixed`` answers stand."""
    answers: Answers = dict(fixed or {})
    while True:
        open_ones = [
            one for one in asked(guide, bundle, answers, switches, (WHOLE_BUNDLE,)) if one.id not in answers
        ]
        if not open_ones:
            return answers
        answers[open_ones[0].id] = draw(open_ones[0], random)


def draw(one: Asked, random: Random) -> tuple[str, ...]:
    """Some allowed answer; several where several fit."""
    if one.most is not None:
        return (str(random.randint(one.least, one.most)),)
    choice = random.choice(one.options)
    if not one.many or choice.exclusive:
        return (choice.id,)
    more = [option.id for option in one.options if not option.exclusive and random.random() < 0.4]
    return tuple(dict.fromkeys((choice.id, *more)))


def settled(guide: Guide, number: int, answers: dict[str, object]) -> dict[str, object]:
    """What the trade says, two people where it is asked how many, and 否 to every judgement it does not speak of."""
    bundle, local = guide.bundles[number], guide.switch_defaults()
    found = dict(answers)
    while more := [
        one
        for one in unanswered(guide, bundle, check_answers(guide, bundle, found), local)
        if one.number or one.judgement
    ]:
        found[more[0].id] = 2 if more[0].number else "no"
    return found


def outcome(found: Checklist) -> Outcome:
    """Items, papers and refusals: what an option must change to be more than words. The why is left out."""
    return (
        tuple((item.id, item.after) for item in found.items),
        frozenset(
            (line.id, line.wanted, line.initial, line.awaits, line.allowed, line.items)
            for line in found.lines
        ),
        found.stops,
        found.warnings,
    )


def ids(found: Checklist) -> set[str]:
    """Ids of the items."""
    return {item.id for item in found.items}


def papers(found: Checklist) -> set[str]:
    """Ids of the papers."""
    return {line.id for line in found.lines}


def only_told(guide: Guide, number: int) -> Guide:
    """The guide with this bundle's refusals as they would be had nobody read their articles."""
    bundle = guide.bundles[number]
    told = tuple(replace(one, evidence=Evidence.KNOWN) for one in bundle.refusals)
    return replace(guide, bundles={**guide.bundles, number: replace(bundle, refusals=told)})
