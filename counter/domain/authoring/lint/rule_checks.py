"""Checks of situation rules: references, order, unused items, idle options, duplicate names.

Source: 办法第八条 (明确清晰的办事指引), 第十条; docs/decisions/0003-guide-form.md (what the compiler refuses). They
also apply to guides that our compiler did not make.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from counter.domain.authoring.lint.finding import Flaw, Severity, Where
from counter.domain.guide.condition import Condition, OptionChosen, SwitchOn, atoms, questions_in
from counter.domain.guide.model import Bundle, Guide, Item, Option

N = TypeVar("N", bound=Hashable)

FlawWords = tuple[Where, str, str]
"""(where, what is wrong, what to do)."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Result of a rule check: number of things examined, and the flaws."""

    examined: int
    flaws: tuple[Flaw, ...]


RuleJudge = Callable[[Guide, str], Ruling]
"""A check of the rules; called with the guide and its own id."""


def ruling(
    check: str, examined: int, found: Iterable[FlawWords], severity: Severity = Severity.MUST
) -> Ruling:
    """The result of a check, without duplicate flaws."""
    flaws = tuple(dict.fromkeys(Flaw(check, severity, *one) for one in found))
    return Ruling(max(examined, len(flaws)), flaws)


def bundle_where(bundle: Bundle, words: str = "", *, item: str = "", question: str = "") -> Where:
    """Location in a bundle."""
    shown = f"一件事{bundle.number}“{bundle.name}”{words and f' › {words}'}"
    return Where(shown, bundle=bundle.number, item=item, question=question)


def item_where(guide: Guide, item: str) -> Where:
    """Location of an item."""
    name = guide.items[item].name if item in guide.items else ""
    return Where(f"事项“{name}”（{item}）", item=item)


def parts_of(guide: Guide, bundle: Bundle) -> Iterator[tuple[Where, str, Condition]]:
    """(where, what it is, condition) of everything in a bundle with a condition."""
    for asking in bundle.questions:
        text = asking.text or _question_text(guide, asking.question)
        where = bundle_where(bundle, f"题“{text}”", question=asking.question)
        yield where, "这道题", asking.when
    for placed in bundle.items:
        name = guide.items[placed.item].name if placed.item in guide.items else placed.item
        yield bundle_where(bundle, f"事项“{name}”", item=placed.item), "这个事项", placed.when
    for refusal in bundle.refusals:
        yield bundle_where(bundle, f"不能办的情形“{refusal.reason}”"), "这种不能办的情形", refusal.when
    for hint in bundle.hints:
        yield bundle_where(bundle, f"提示“{hint.text}”"), "这条提示", hint.when
    if bundle.holds_licence is not None:
        yield bundle_where(bundle, "“已有执照”的条件"), "这个条件", bundle.holds_licence


def _question_text(guide: Guide, question: str) -> str:
    return guide.questions[question].text if question in guide.questions else question


def unknown(guide: Guide, check: str) -> Ruling:
    """Everything referred to exists: questions, options, switches, items, papers (办法第八条)."""
    found: list[FlawWords] = []
    for bundle in guide.bundles.values():
        found += unknown_in(guide, bundle)
    for item in guide.items.values():
        where = item_where(guide, item.id)
        for material in item.materials:
            there = Where(f"{where.words} › 材料“{material.name}”", item=item.id, material=material.key)
            for use in material.papers:
                if use.paper not in guide.papers:
                    found.append((there, f"用了没有的材料“{use.paper}”", "改为已有的材料，或先建立它。"))
                found += [(there, *one) for one in _unknown_atoms(guide, use.when)]
            found += [(there, *one) for one in _unknown_atoms(guide, material.when)]
    return ruling(check, len(guide.bundles) + len(guide.items), found)


def unknown_in(guide: Guide, bundle: Bundle) -> Iterator[FlawWords]:
    """References of a bundle to what the guide does not have."""
    asked = {a.question for a in bundle.questions} | set(bundle.given)
    for where, _, condition in parts_of(guide, bundle):
        for words, todo in _unknown_atoms(guide, condition):
            yield where, words, todo
        for question in questions_in(condition):
            if question in guide.questions and question not in asked:
                yield (
                    where,
                    f"条件用了这件事不问的题“{_question_text(guide, question)}”",
                    "把这道题加进来，或改条件。",
                )
    for asking in bundle.questions:
        where = bundle_where(bundle, f"题“{asking.question}”", question=asking.question)
        known = guide.questions.get(asking.question)
        if known is None:
            yield where, "问了没有的题", "改为已有的题，或先建立它。"
            continue
        for option in asking.only:
            if known.option(option) is None:
                yield where, f"没有选项“{option}”", "改为已有的选项。"
    placed = {one.item for one in bundle.items}
    for item in sorted(placed - set(guide.items)):
        yield bundle_where(bundle, item=item), f"用了没有的事项“{item}”", "改为已有的事项，或先建立它。"
    for refusal in bundle.refusals:
        if refusal.item is not None and refusal.item not in placed:
            yield (
                bundle_where(bundle),
                f"不能办的情形指向这件事里没有的事项“{refusal.item}”",
                "改它指的事项。",
            )


def _unknown_atoms(guide: Guide, condition: Condition) -> Iterator[tuple[str, str]]:
    for atom in atoms(condition):
        match atom:
            case SwitchOn(switch):
                if switch not in guide.switches:
                    yield f"条件用了没有的本地规定“{switch}”", "改为已有的本地规定。"
            case OptionChosen(question, options):
                known = guide.questions.get(question)
                if known is None:
                    yield f"条件用了没有的题“{question}”", "改为已有的题。"
                    continue
                for option in options:
                    if known.option(option) is None:
                        yield f"条件用了题“{known.text}”没有的选项“{option}”", "改为已有的选项。"


def sound(guide: Guide, bundle: Bundle) -> bool:
    """True where every id in the bundle exists, so that its answers can be tried; a fast form of ``unknown``."""
    asked = {a.question for a in bundle.questions} | set(bundle.given)
    placed = {one.item for one in bundle.items}
    return (
        all(
            _is_known(guide, asked, atom)
            for condition in _every_condition(bundle)
            for atom in atoms(condition)
        )
        and all(_options_known(guide, a.question, a.only) for a in bundle.questions)
        and placed <= guide.items.keys()
        and all(one.item is None or one.item in placed for one in bundle.refusals)
    )


def _every_condition(bundle: Bundle) -> Iterator[Condition]:
    """The conditions of ``parts_of``."""
    for part in (bundle.questions, bundle.items, bundle.refusals, bundle.hints):
        yield from (one.when for one in part)
    if bundle.holds_licence is not None:
        yield bundle.holds_licence


def _is_known(guide: Guide, asked: set[str], atom: OptionChosen | SwitchOn) -> bool:
    if isinstance(atom, SwitchOn):
        return atom.switch in guide.switches
    return atom.question in asked and _options_known(guide, atom.question, atom.options)


def _options_known(guide: Guide, question: str, options: Iterable[str]) -> bool:
    known = guide.questions.get(question)
    return known is not None and all(known.option(option) is not None for option in options)


def late_question(guide: Guide, check: str) -> Ruling:
    """A question comes after those that decide whether it is asked (办法第八条)."""
    found: list[FlawWords] = []
    for bundle in guide.bundles.values():
        seen = set(bundle.given)
        asked = seen | {a.question for a in bundle.questions}
        for asking in bundle.questions:
            for earlier in questions_in(asking.when):
                if earlier in asked - seen:
                    text = _question_text(guide, asking.question)
                    found.append(
                        (
                            bundle_where(bundle, f"题“{text}”", question=asking.question),
                            f"依赖排在它后面的题“{_question_text(guide, earlier)}”",
                            "把被依赖的题排到前面。",
                        )
                    )
            seen.add(asking.question)
    return ruling(check, sum(len(b.questions) for b in guide.bundles.values()), found)


def order(guide: Guide, check: str) -> Ruling:
    """Items come after those that precede them, each with an order of its own (办法第八条)."""
    found: list[FlawWords] = []
    for bundle in guide.bundles.values():
        order_of = {one.item: one.order for one in bundle.items}
        if len(set(order_of.values())) < len(bundle.items):
            found.append((bundle_where(bundle), "有两个事项的次序号相同", "给每个事项不同的次序号。"))
        for one in bundle.items:
            shown = guide.items[one.item].name if one.item in guide.items else one.item
            where = bundle_where(bundle, f"事项“{shown}”", item=one.item)
            for before in one.after:
                if before not in guide.items:
                    found.append((where, f"须在没有的事项“{before}”之后办", "改前序事项。"))
                elif order_of.get(before, one.order - 1) >= one.order:
                    found.append((where, f"排在它的前序“{guide.items[before].name}”之前", "调整次序。"))
    return ruling(check, sum(len(b.items) for b in guide.bundles.values()), found)


def unused_item(guide: Guide, check: str) -> Ruling:
    """Every item is used by a bundle (办法第八条)."""
    used = {one.item for bundle in guide.bundles.values() for one in bundle.items}
    found = [
        (item_where(guide, item), "没有任何一件事用到这个事项", "放进一件事里，或删去。")
        for item in guide.items
        if item not in used
    ]
    return ruling(check, len(guide.items), found)


def idle_option(guide: Guide, check: str) -> Ruling:
    """Every option decides something or has a reason; every question is asked and matters (办法第八条；指标11)."""
    used = {(atom.question, option) for atom in _answers(guide) for option in atom.options}
    asked = {a.question for b in guide.bundles.values() for a in b.questions} | {
        question for b in guide.bundles.values() for question in b.given
    }
    found: list[FlawWords] = []
    examined = 0
    for question in guide.questions.values():
        where = Where(f"题“{question.text}”", question=question.id)
        examined += 1 + len(question.options)
        if question.id not in asked:
            found.append((where, "没有任何一件事问这道题", "放进一件事里，或删去。"))
        found += [
            (where, f"选项“{option.label}”选不选都一样", "让它决定一样材料或事项，或写明为什么留着它。")
            for option in question.options
            if (question.id, option.id) not in used and not (option.neutral_reason or _explains(option))
        ]
    found += [one for bundle in guide.bundles.values() for one in _idle_in(guide, bundle)]
    return ruling(check, examined, found)


def _explains(option: Option) -> bool:
    return bool(option.neutral or option.pending or option.tip)


def _idle_in(guide: Guide, bundle: Bundle) -> Iterator[FlawWords]:
    """Questions that change and explain nothing in this bundle."""
    conditions = [condition for _, _, condition in parts_of(guide, bundle)]
    for placed in bundle.items:
        if placed.item in guide.items:
            conditions += _conditions_of(guide.items[placed.item])
    for common in guide.common:
        conditions += [common.when, *(use.when for use in common.papers)]
    conditions += [hint.when for hint in guide.common_hints]
    used = {question for condition in conditions for question in questions_in(condition)}
    for asking in bundle.questions:
        question = guide.questions.get(asking.question)
        if (
            question is None
            or question.number
            or question.id in used
            or any(o.tip or o.pending for o in question.options)
        ):
            continue
        where = bundle_where(bundle, f"题“{asking.text or question.text}”", question=question.id)
        yield where, "这道题怎样回答都一样", "从这件事里去掉，或让它决定一样材料或事项。"


def _conditions_of(item: Item) -> list[Condition]:
    conditions: list[Condition] = []
    for material in item.materials:
        conditions += [material.when, *(use.when for use in material.papers)]
        if material.later_when is not None:
            conditions.append(material.later_when)
    return conditions


def _answers(guide: Guide) -> Iterator[OptionChosen]:
    conditions: list[Condition] = []
    for bundle in guide.bundles.values():
        conditions += [condition for _, _, condition in parts_of(guide, bundle)]
    for item in guide.items.values():
        conditions += _conditions_of(item)
    for common in guide.common:
        conditions += [common.when, *(use.when for use in common.papers)]
    conditions += [hint.when for hint in guide.common_hints]
    for condition in conditions:
        yield from (atom for atom in atoms(condition) if isinstance(atom, OptionChosen))


def duplicates(guide: Guide, check: str) -> Ruling:
    """No two things of one name; no material twice in an item (办法第九条、第十条)."""
    found: list[FlawWords] = []
    found += [
        (bundle_where(bundle), "与另一件事同名", "改名，或合并。")
        for bundle in guide.bundles.values()
        if bundle.name in _twice(b.name for b in guide.bundles.values())
    ]
    items = _twice(item.name for item in guide.items.values())
    found += [
        (item_where(guide, item.id), "与另一个事项同名", "合并，或用子项名称区分开。")
        for item in guide.items.values()
        if item.name in items
    ]
    papers = _twice(paper.name for paper in guide.papers.values())
    found += [
        (
            Where(f"收件材料“{p.name}”（{p.id}）", paper=p.id),
            "另有一样同名的材料，收的时候会重复要",
            "合并成一样。",
        )
        for p in guide.papers.values()
        if p.name in papers
    ]
    for item in guide.items.values():
        again = _twice((m.name, m.when) for m in item.materials)
        found += [
            (
                Where(f"{item_where(guide, item.id).words} › 材料“{m.name}”", item=item.id, material=m.key),
                "同一个事项里列了两次",
                "只留一个，或写明各在什么情形下交。",
            )
            for m in item.materials
            if (m.name, m.when) in again
        ]
    found += [
        (Where(f"题“{q.text}”", question=q.id), f"选项“{label}”有两个", "改其中一个的文字。")
        for q in guide.questions.values()
        for label in sorted(_twice(o.label for o in q.options))
    ]
    return ruling(check, len(guide.bundles) + len(guide.items) + len(guide.papers), found)


def _twice(names: Iterable[N]) -> set[N]:
    return {name for name, number in Counter(names).items() if number > 1}
