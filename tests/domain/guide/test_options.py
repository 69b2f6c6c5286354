"""Every option of every question changes something somewhere, or is listed with the reason why it does not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from random import Random

import pytest

from counter.domain.guide.model import Bundle, BundleQuestion, Guide, Option
from counter.domain.visit.checklist import Checklist
from counter.domain.visit.checklist_builder import resolve
from counter.domain.visit.situation import Asked, asked, depends_on
from tests.domain.visit.walks import Answers, Outcome, outcome, walk

WALKS = 24
"""Different visits tried per bundle before an option is said to change nothing."""


class Walker:
    """Visits of every bundle in which a question is really asked: the same ``WALKS`` for all its questions."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self._walked: dict[tuple[int, int], tuple[Answers, dict[str, bool]]] = {}
        self._came: dict[object, Checklist] = {}

    def visits(self, bundle: Bundle, question: str, most: int) -> Iterator[tuple[Answers, dict[str, bool]]]:
        """(answers without the question, switches) of the first visits that ask it, ``most`` at most."""
        asking = (one for one in map(partial(self._walk, bundle), range(WALKS)) if question in one[0])
        for answers, local in islice(asking, most):
            yield {key: given for key, given in answers.items() if key != question}, local

    def _walk(self, bundle: Bundle, seed: int) -> tuple[Answers, dict[str, bool]]:
        if (bundle.number, seed) not in self._walked:
            random = Random(f"{bundle.number} {seed}")
            local = {key: random.random() < 0.5 for key in self.guide.switches}
            if seed % 2:
                local = self.guide.switch_defaults()
            self._walked[bundle.number, seed] = walk(self.guide, bundle, random, local), local
        return self._walked[bundle.number, seed]

    def came_of(self, bundle: Bundle, answers: Answers, local: dict[str, bool]) -> Outcome:
        """What the answers lead to, in every part that matters; the whole bundle insisted on so that all shows."""
        return outcome(self.resolved(bundle, answers, local))

    def resolved(self, bundle: Bundle, answers: Answers, local: dict[str, bool]) -> Checklist:
        """The checklist of these answers, worked out once: the answer that was walked meets every question again."""
        key = (bundle.number, frozenset(answers.items()), frozenset(local.items()))
        if key not in self._came:
            self._came[key] = resolve(self.guide, bundle, answers, local, ("bundle",))
        return self._came[key]

    def options(self, asking: BundleQuestion) -> tuple[Option, ...]:
        """Options this bundle offers."""
        every = self.guide.questions[asking.question].options
        return tuple(option for option in every if not asking.only or option.id in asking.only)


@pytest.fixture(scope="module")
def walker(guide: Guide) -> Walker:
    """A walker over the shipped guide."""
    return Walker(guide)


def listed_options(guide: Guide) -> set[str]:
    return {
        f"{question.id}.{option.id}"
        for question in guide.questions.values()
        for option in question.options
        if option.neutral_reason
    }


def test_that_every_option_not_listed_as_neutral_changes_an_item_a_paper_or_a_refusal(
    guide: Guide, walker: Walker
) -> None:
    idle = {
        f"{question.id}.{option.id}" for question in guide.questions.values() for option in question.options
    } - listed_options(guide)
    for bundle in guide.bundles.values():
        for asking in bundle.questions:
            wanted = [o for o in walker.options(asking) if f"{asking.question}.{o.id}" in idle]
            if wanted:
                idle -= changing(walker, bundle, asking, wanted)
    assert idle == set()


def changing(walker: Walker, bundle: Bundle, asking: BundleQuestion, wanted: list[Option]) -> set[str]:
    """Those of the wanted options that make a difference against not choosing them in some visit."""
    question = asking.question
    found: set[str] = set()
    for answers, local in walker.visits(bundle, question, WALKS):
        came = {
            option.id: walker.came_of(bundle, answers | {question: (option.id,)}, local)
            for option in walker.options(asking)
        }
        for option in wanted:
            others = [result for other, result in came.items() if other != option.id]
            if any(result != came[option.id] for result in others):
                found.add(f"{question}.{option.id}")
        if len(found) == len(wanted):
            break
    return found


@pytest.mark.slow
def test_that_a_listed_option_adds_nothing_to_leaving_the_question_open(guide: Guide, walker: Walker) -> None:
    busy: dict[str, int] = {}
    for bundle in guide.bundles.values():
        for asking in bundle.questions:
            question = guide.questions[asking.question]
            if question.default or question.judgement:
                continue  # left open it counts by its default: see the next test; a judgement holds what hangs on it
            listed = [option for option in walker.options(asking) if option.neutral_reason]
            opened = {a.question for a in bundle.questions if question.id in depends_on(bundle, a.question)}
            for visit, local in walker.visits(bundle, question.id, 3) if listed else ():
                answers = {key: given for key, given in visit.items() if key not in opened}
                left_open = walker.came_of(bundle, answers, local)
                for option in listed:
                    if walker.came_of(bundle, answers | {question.id: (option.id,)}, local) != left_open:
                        busy[f"{question.id}.{option.id}"] = bundle.number
    assert busy == {}


@pytest.mark.slow
def test_that_a_listed_option_asks_for_no_more_items_than_the_default(guide: Guide, walker: Walker) -> None:
    adding: dict[str, int] = {}
    for bundle in guide.bundles.values():
        for asking in bundle.questions:
            question = guide.questions[asking.question]
            listed = [option for option in walker.options(asking) if option.neutral_reason]
            if not question.default or not listed:
                continue
            for answers, local in walker.visits(bundle, question.id, 2):
                items = {
                    option.id: {
                        item.id
                        for item in walker.resolved(
                            bundle, answers | {question.id: (option.id,)}, local
                        ).items
                    }
                    for option in walker.options(asking)
                }
                for option in listed:
                    if any(
                        items[option.id] - items[default] for default in question.default if default in items
                    ):
                        adding[f"{question.id}.{option.id}"] = bundle.number
    assert adding == {}


def others(one: Asked) -> tuple[str, ...]:
    """What else may be answered; of a number the least and the most."""
    return (str(one.least), str(one.most)) if one.number else tuple(option.id for option in one.options)


def test_that_no_bundle_asks_what_changes_nothing_there(guide: Guide) -> None:
    """An item, a paper, a refusal, or at least what the applicant is told: in this bundle, not somewhere."""
    idle: set[tuple[int, str]] = set()
    local = guide.switch_defaults()
    for bundle in guide.bundles.values():
        waiting: set[str] = set()
        moved: set[str] = set()
        for seed in range(WALKS):
            answers = walk(guide, bundle, Random(f"{bundle.number} {seed}"), local)
            before = told(guide, bundle, answers, local)
            shown = [one for one in asked(guide, bundle, answers, local) if one.id not in moved]
            waiting |= {one.id for one in shown}
            moved |= {
                one.id
                for one in shown
                if any(
                    told(guide, bundle, answers | {one.id: (other,)}, local) != before
                    for other in others(one)
                    if (other,) != answers[one.id]
                )
            }
            if seed > 3 and waiting <= moved:
                break
        idle |= {(bundle.number, question) for question in waiting - moved}
    assert idle == set()


def told(guide: Guide, bundle: Bundle, answers: Answers, local: dict[str, bool]) -> tuple[object, ...]:
    found = resolve(guide, bundle, answers, local)
    return (outcome(found), found.tips, found.hints)


def test_that_every_question_of_the_library_is_asked_in_some_visit(guide: Guide, walker: Walker) -> None:
    never = set(guide.questions)
    for bundle in guide.bundles.values():
        never -= set(bundle.given)
        own = {asking.question for asking in bundle.questions}
        for seed in range(12):
            if never.isdisjoint(own):
                break  # the others are asked elsewhere
            local = dict.fromkeys(guide.switches, seed % 2 == 0)
            answers = walk(guide, bundle, Random(seed), local)
            never -= {one.id for one in asked(guide, bundle, answers, local, ("bundle",))}
    assert never == set()


def test_that_every_listed_option_gives_its_reason_and_a_neutral_one_is_listed(guide: Guide) -> None:
    unexplained = [
        f"{question.id}.{option.id}"
        for question in guide.questions.values()
        for option in question.options
        if option.neutral and not option.neutral_reason
    ]
    assert unexplained == []
    assert 130 < len(listed_options(guide)) < 150
