"""No dead rules: every condition can be true, no judgement has a default, every number asked is used."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.authoring.lint import question_checks
from counter.domain.guide.condition import Condition
from counter.domain.guide.model import Bundle, Guide
from counter.domain.visit.reachability import Reachability


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
        bound = Bound(guide, bundle)
        faults += [f"事件 {bundle.number} {where}：条件不可能成立" for where in bound.dead()]
        wanted -= {pair for pair in wanted if bound.reaches(*pair)}
    faults += [f"材料 {key} 的 {paper} 在任何事件中都不会收" for key, paper in sorted(wanted)]
    checks = (question_checks.judged, question_checks.counted)
    faults += [f"{one.place.words}：{one.wrong}" for check in checks for one in check(guide, "").flaws]
    return faults


class Bound:
    """A bundle with the values its conditions can take; raises ``TooMany`` for a bundle too complex to enumerate."""

    def __init__(self, guide: Guide, bundle: Bundle) -> None:
        self._guide = guide
        self._bundle = bundle
        self._reach = Reachability(guide, bundle)

    def dead(self) -> Iterator[str]:
        """Conditions of the bundle itself that can never hold."""
        bundle = self._bundle
        parts: list[tuple[str, Condition]] = [(f"题 {a.question}", a.when) for a in bundle.questions]
        parts += [(f"事项 {i.item}", i.when) for i in bundle.items]
        parts += [(f"拦截 {r.reason}", r.when) for r in bundle.refusals]
        parts += [(f"提示 {h.text}", h.when) for h in bundle.hints]
        if bundle.holds_licence is not None:
            parts.append(("holds_licence", bundle.holds_licence))
        yield from (where for where, condition in parts if not self._reach.satisfiable(condition))

    def reaches(self, key: str, paper: str) -> bool:
        """True when this bundle can ask for that paper of that material."""
        item_id = key.partition("/")[0]
        placed = next((one for one in self._bundle.items if one.item == item_id), None)
        if placed is None:
            return False
        material = next(m for m in self._guide.items[item_id].materials if m.key == key)
        return any(
            self._reach.satisfiable(placed.when, material.when, use.when)
            for use in material.papers
            if use.paper == paper
        )
