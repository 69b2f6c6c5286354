"""Checks of questions: legal judgements have no default, and numbers of people count papers.

Source: 办法第八条 (明确清晰的办事指引), 第十条 (份数); 行政许可法第三十二条 (the applicant is notified whether a
licence is needed).
"""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.authoring.lint.finding import Where
from counter.domain.authoring.lint.rule_checks import (
    FlawWords,
    Ruling,
    bundle_where,
    item_where,
    parts_of,
    ruling,
)
from counter.domain.guide.condition import OptionChosen, atoms
from counter.domain.guide.model import Bundle, Guide


def judged(guide: Guide, check: str) -> Ruling:
    """A legal judgement has no default (办法第八条)."""
    found: list[FlawWords] = [
        (
            Where(f"题“{q.text}”", question=q.id),
            "是法律判断，却替人默认了答案",
            "去掉默认选项，由窗口或机关认定。",
        )
        for q in guide.questions.values()
        if q.judgement and q.default
    ]
    return ruling(check, sum(q.judgement for q in guide.questions.values()), found)


def counted(guide: Guide, check: str) -> Ruling:
    """Papers counted by people refer to a number that the bundle asks, and every such number is used (办法第十条)."""
    numbers = {q.id for q in guide.questions.values() if q.number}
    found: list[FlawWords] = []
    examined = len(numbers)
    for item in guide.items.values():
        for material in item.materials:
            words = f"{item_where(guide, item.id).words} › 材料“{material.name}”"
            where = Where(words, item=item.id, material=material.key)
            counted_by = [use.per for use in material.papers if use.per is not None]
            examined += len(counted_by)
            found += [
                (where, f"按人数交，却没有问人数的题“{per}”", "改为已有的人数题，或先建立它。")
                for per in counted_by
                if per not in numbers
            ]
    for bundle in guide.bundles.values():
        found += _in_bundle(guide, bundle, numbers)
    return ruling(check, examined, found)


def _in_bundle(guide: Guide, bundle: Bundle, numbers: set[str]) -> Iterator[FlawWords]:
    counting = {
        (placed.item, use.per): material.name
        for placed in bundle.items
        if placed.item in guide.items
        for material in guide.items[placed.item].materials
        for use in material.papers
        if use.per in numbers
    }
    asked = {a.question for a in bundle.questions} | set(bundle.given)
    for (item, number), name in counting.items():
        if number not in asked:
            text = guide.questions[str(number)].text
            where = bundle_where(bundle, f"材料“{name}”", item=item, question=str(number))
            yield where, f"按人数交，这件事却不问“{text}”", "把这道题加进这件事。"
    counting_numbers = {number for _, number in counting}
    for asking in bundle.questions:
        if asking.question in numbers - counting_numbers:
            text = asking.text or guide.questions[asking.question].text
            where = bundle_where(bundle, f"题“{text}”", question=asking.question)
            yield where, "问了人数，却没有材料按它交", "从这件事里去掉，或写明哪样材料按人数交。"
    for where, what, condition in parts_of(guide, bundle):
        for atom in atoms(condition):
            if isinstance(atom, OptionChosen) and atom.question in numbers:
                yield where, f"{what}的条件用了问人数的题", "改用有选项的题。"
