"""Checks by trying answers: conditions that never hold, materials never asked for, items always refused.

Source: 办法第八条、第十条；指标11; docs/decisions/0003-guide-form.md.
"""

from __future__ import annotations

from counter.domain.authoring.lint.finding import Where
from counter.domain.authoring.lint.rule_checks import (
    FlawWords,
    Ruling,
    bundle_where,
    item_where,
    parts_of,
    ruling,
    sound,
)
from counter.domain.guide.condition import Condition, Not
from counter.domain.guide.model import Guide
from counter.domain.visit.reachability import Reachability, TooMany


def unreachable(guide: Guide, check: str) -> Ruling:
    """Every condition of a bundle can hold (办法第八条；指标11)."""
    found: list[FlawWords] = []
    examined = 0
    for bundle in guide.bundles.values():
        if not sound(guide, bundle):
            continue  # reported by another check
        reach = Reachability(guide, bundle)
        for where, what, condition in parts_of(guide, bundle):
            examined += 1
            try:
                if not reach.satisfiable(condition):
                    found.append(
                        (where, f"无论怎样回答，{what}都不会出现（条件自相矛盾）", "改条件，或删去。")
                    )
            except TooMany:
                found.append(
                    (where, "条件牵涉的回答太多，无法逐一核对，窗口人员也看不懂", "拆成几个简单的条件。")
                )
    return ruling(check, examined, found)


def never_asked(guide: Guide, check: str) -> Ruling:
    """Every material is asked for in some bundle under some answers (办法第八条、第十条)."""
    uses = {
        (material.key, number): (material, use)
        for item in guide.items.values()
        for material in item.materials
        for number, use in enumerate(material.papers)
    }
    waiting, broken = set(uses), False
    for bundle in guide.bundles.values():
        if not sound(guide, bundle):
            broken = True
            continue
        reach = Reachability(guide, bundle)
        for placed in bundle.items:
            for material in guide.items[placed.item].materials:
                for number, use in enumerate(material.papers):
                    if (material.key, number) in waiting and _reaches(
                        reach, placed.when, material.when, use.when
                    ):
                        waiting.discard((material.key, number))
    used = {one.item for bundle in guide.bundles.values() for one in bundle.items}
    found: list[FlawWords] = []
    for key in sorted(waiting):
        material, use = uses[key]
        if broken or material.item not in used:
            continue  # unsound rules cannot be tried; an unused item is reported once
        paper = guide.papers[use.paper].name if use.paper in guide.papers else use.paper
        words = f"{item_where(guide, material.item).words} › 材料“{material.name}”"
        found.append(
            (
                Where(words, item=material.item, material=material.key),
                f"“{paper}”在任何一件事、任何回答下都不会收",
                "改条件，或删去。",
            )
        )
    return ruling(check, len(uses), found)


def _reaches(reach: Reachability, *conditions: Condition) -> bool:
    try:
        return reach.satisfiable(*conditions)
    except TooMany:
        return True  # reported at the condition


def always_refused(guide: Guide, check: str) -> Ruling:
    """An item is not refused whenever it applies (办法第八条)."""
    found: list[FlawWords] = []
    examined = 0
    for bundle in guide.bundles.values():
        if not bundle.refusals or not sound(guide, bundle):
            continue
        reach = Reachability(guide, bundle)
        for placed in bundle.items:
            refusals = [one for one in bundle.refusals if one.item in (placed.item, None)]
            if not refusals:
                continue
            examined += 1
            if _reaches(reach, placed.when) and not _reaches(
                reach, placed.when, *(Not(one.when) for one in refusals)
            ):
                words = f"事项“{guide.items[placed.item].name}”"
                found.append(
                    (
                        bundle_where(bundle, words, item=placed.item),
                        f"出现的时候总是不能办（“{refusals[0].reason}”）",
                        "改事项的条件，或不能办的条件：两者自相矛盾。",
                    )
                )
    return ruling(check, examined, found)
