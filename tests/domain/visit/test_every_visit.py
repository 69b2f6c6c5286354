"""Whatever is answered: no bundle breaks, every line knows why, every awaited paper has its maker."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.guide.condition import holds
from counter.domain.guide.model import Bundle, Guide, Tri
from counter.domain.visit.checklist import Checklist, Line
from counter.domain.visit.checklist_builder import resolve
from counter.domain.visit.material import MaterialState
from counter.domain.visit.situation import WHOLE_BUNDLE, asked, situate, stops_of
from tests.domain.visit.walks import Answers, draw, walk

NUMBERS = range(1, 104)
SOME = settings(max_examples=6)
FEW = settings(max_examples=2)


def switches_of(guide: Guide, random: Random) -> dict[str, bool]:
    return {key: random.random() < 0.5 for key in guide.switches}


@pytest.mark.parametrize("number", NUMBERS)
@SOME
@given(seed=st.integers(0, 2**32))
def test_that_a_complete_visit_always_makes_sense(guide: Guide, demo: Guide, number: int, seed: int) -> None:
    random = Random(seed)
    library = demo if seed % 2 else guide
    local = switches_of(library, random)
    bundle = library.bundles[number]
    answers = walk(library, bundle, random, local)
    insisted = (WHOLE_BUNDLE,) if seed % 3 == 0 else ()
    found = resolve(library, bundle, answers, local, insisted)
    check_items(found)
    for line in found.lines:
        check_line(found, line)
    check_every_required_material_is_asked_for(library, bundle, answers, local, found)
    assert found.saved >= 0
    assert found.guide_version == library.version
    stopped = bool(stops_of(situate(library, bundle, answers, local))) and not insisted
    assert found.nothing_needed is (not found.items and not stopped)


@pytest.mark.parametrize("number", NUMBERS)
@FEW
@given(seed=st.integers(0, 2**32))
def test_that_a_half_answered_visit_breaks_nothing(guide: Guide, number: int, seed: int) -> None:
    random = Random(seed)
    bundle, local = guide.bundles[number], guide.switch_defaults()
    answers: Answers = {}
    while open_ones := [one for one in asked(guide, bundle, answers, local) if one.id not in answers]:
        found = resolve(guide, bundle, answers, local)
        check_items(found)
        for line in found.lines:
            check_line(found, line)
        answers[open_ones[0].id] = draw(open_ones[0], random)[:1]


@pytest.mark.parametrize("number", NUMBERS)
def test_that_the_same_answers_always_give_the_same_list(guide: Guide, number: int) -> None:
    random = Random(number)
    bundle, local = guide.bundles[number], guide.switch_defaults()
    answers = walk(guide, bundle, random, local)
    backwards = dict(reversed(answers.items()))
    assert resolve(guide, bundle, answers, local) == resolve(guide, bundle, backwards, local)


def check_items(found: Checklist) -> None:
    """Organ, order, prerequisites and why of every item."""
    seen: list[str] = []
    for item in found.items:
        assert item.organ
        assert item.why.text
        assert item.statutory.text
        assert all(before in seen for before in item.after), "在前的还没排到"
        seen.append(item.id)
    assert len(seen) == len(set(seen))


def check_line(found: Checklist, line: Line) -> None:
    """Why, states, producer and the strictest need of one line."""
    assert line.why
    assert all(why.text for why in line.why)
    assert line.needs
    assert line.wanted
    assert line.initial in line.allowed
    assert MaterialState.RECEIVED in line.allowed
    owed = {MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED} & set(line.allowed)
    assert (
        not owed if line.shareable else MaterialState.DEFECTIVE in owed
    )  # L2: had by sharing, never demanded
    check_producer(found, line)
    now = [need for need in line.needs if need.later is None]
    assert (line.initial is MaterialState.LATER) is (not now and not line.shareable)
    assert line.copies == max(line.originals, line.copies)
    assert all(need.copies <= line.originals + line.copies for need in line.needs)
    if MaterialState.DEFERRED in line.allowed:
        assert all(need.deferrable is Tri.YES and need.main is Tri.NO for need in line.needs)
    if line.never_kept:
        assert line.originals == 0
    if any("原件" in need.original_copy and "原件或" not in need.original_copy for need in line.needs):
        assert line.original


def check_producer(found: Checklist, line: Line) -> None:
    """An awaited paper is made by an item of this visit that stands before all that need it."""
    assert (line.initial is MaterialState.AWAITING) is (line.awaits is not None)
    if line.awaits is None:
        return
    order = {item.id: item.order for item in found.items}
    assert line.awaits in order
    assert all(order[line.awaits] < order[need.item] for need in line.needs if need.later is None)


def check_every_required_material_is_asked_for(
    guide: Guide, bundle: Bundle, answers: Answers, local: dict[str, bool], found: Checklist
) -> None:
    """With every question answered a material that applies is always met by some paper."""
    now = situate(guide, bundle, answers, local)
    values = now.values
    for item in found.items:
        for material in guide.items[item.id].materials:
            if not holds(material.when, values, local) or material.key in OPTIONAL_BY_NATURE:
                continue
            if all(use.per is not None and now.people(use.per) == 0 for use in material.papers):
                continue  # nobody there who would bring it
            assert any(material.key == need.material for line in found.lines for need in line.needs), (
                material.key
            )


OPTIONAL_BY_NATURE = {
    "prh/9",  # 优先保障对象的证件：不是优先对象就没有
    "family_farm/1",  # 已有执照只录入名录，不再填登记申请书
    "dibao/7",  # 残疾、重病、在校的佐证：都没有就没有
}


def test_that_flipping_an_answer_changes_the_why_or_takes_the_line_away(guide: Guide) -> None:
    unmoved: list[tuple[int, str, str, str]] = []
    local = guide.switch_defaults()
    for bundle in guide.bundles.values():
        answers = walk(guide, bundle, Random(bundle.number), local)
        before = resolve(guide, bundle, answers, local, (WHOLE_BUNDLE,))
        for one in asked(guide, bundle, answers, local, (WHOLE_BUNDLE,)):
            label = "、".join(option.label for option in one.options if option.id in answers[one.id])
            resting = [line for line in before.lines if (one.text, label) in answers_of(line)]
            for other in (option for option in one.options if option.id not in answers[one.id]):
                after = resolve(guide, bundle, answers | {one.id: (other.id,)}, local, (WHOLE_BUNDLE,))
                unmoved += [
                    (bundle.number, line.id, one.id, other.id)
                    for line in resting
                    if (now := after.line(line.id)) is not None and now.why == line.why
                ]
    assert unmoved == []


def test_that_a_why_names_no_question_that_this_bundle_does_not_ask(guide: Guide) -> None:
    """小餐馆的理由里不能出现养老院的“营利性还是非营利性？”。"""
    local = guide.switch_defaults()
    strange: set[tuple[int, str]] = set()
    for bundle in guide.bundles.values():
        own = {asking.text or guide.questions[asking.question].text for asking in bundle.questions}
        own |= {guide.questions[question].text for question in bundle.given}
        for seed in range(3):
            found = resolve(guide, bundle, walk(guide, bundle, Random(seed), local), local, (WHOLE_BUNDLE,))
            whys = [why for line in found.lines for why in line.why] + [item.why for item in found.items]
            strange |= {(bundle.number, text) for why in whys for text, _ in why.answers if text not in own}
    assert strange == set()


def answers_of(line: Line) -> set[tuple[str, str]]:
    return {pair for why in line.why for pair in why.answers}
