"""What a later version of the guide means for a case that was taken in before it (过渡规则).

The case goes on under the version it began with. Where the rule of a version that came into force after that is
LIGHTER, these need not be brought any more (从旧兼从轻): a lacking material of which nothing has come and which that
version does not ask for, and any lacking material which that version obtains by sharing (L2). That holds also after yet
another version came into force: what applicants were once relieved of is not demanded of them again (有利的溯及, 立法法
Art. 104; 信赖保护, 许可法 Art. 8), whether or not a clerk recorded it in time. Where it is uncertain, the material is
still demanded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.rejudge import judge_again
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.errors import RuleRefused
from counter.domain.guide.condition import Condition, questions_in
from counter.domain.guide.model import Guide
from counter.domain.guide.publication import KnownVersion, Publication, Transition
from counter.domain.visit.checklist import Checklist, Line
from counter.domain.visit.checklist_builder import resolve_in
from counter.domain.visit.material import MaterialState
from counter.domain.visit.situation import Situation, asked_in, situate
from counter.domain.visit.visit import Setting

RULE = "guide.transition"
_NOT_COME = (MaterialState.MISSING, MaterialState.DEFERRED)


@dataclass(frozen=True, slots=True)
class Relief:
    """A line that need not be brought any more, and the publication whose rule relieves it.

    ``shared``: because it is available by sharing there, not because it is not asked for.
    """

    line: Line
    publication: Publication
    shared: bool = False


def relievable(case: Case, setting: Setting) -> tuple[Relief, ...]:
    """Lacking lines relieved by the rule of a version in force since the case began."""
    lacking = _lacking(case, setting) if any(_lighter(case, setting)) else ()
    found: dict[str, Relief] = {}
    for publication, guide in _rules(case, setting) if lacking else ():
        for line, shared in _not_asked(case, replace(setting, guide=guide), lacking):
            found.setdefault(line.id, Relief(line, publication, shared))
        if len(found) == len(lacking):
            break  # an earlier guide has to be read
    return tuple(found[line.id] for line in lacking if line.id in found)


def check_relief(case: Case, setting: Setting, lines: Sequence[str]) -> tuple[Relief, ...]:
    """The relief of each of these lines. Raises RuleRefused with the reason where one is not relieved."""
    publication, rules = setting.publication, tuple(_rules(case, setting))
    if not rules:
        if publication is None or publication.version == case.opened.guide_version:
            raise _refused("本窗口没有比这件办件更新的指南版本在用，材料按收件时的要求交。")
        if _may_be_newer(case, setting, publication):
            raise _refused("这件办件收件时用的指南版本本窗口还没有，可能比这里的新，材料按收件时的要求交。")
        raise _refused(f"指南{publication.title}的过渡规则是：{publication.transition.words}材料还要交。")
    found = {one.line.id: one for one in relievable(case, setting)}
    lacking = {
        x.id for x in _lacking(case, setting) if x.id in found or case.brought_of(x).state in _NOT_COME
    }
    for line_id in lines:
        line = next((x for x in case.lines if x.id == line_id), None)
        name = line.name if line else line_id
        if line_id not in lacking:
            raise _refused(f"“{name}”不是还缺着、没有交的材料，不用登记。", line_id)
        if line_id not in found:
            titles = "、".join(publication.title for publication, _ in rules)
            raise _refused(f"指南{titles}仍然要“{name}”，或者还看不出不要，材料还要交。", line_id)
    return tuple(found[line_id] for line_id in lines)


def _rules(case: Case, setting: Setting) -> Iterator[tuple[Publication, Guide]]:
    """``_lighter`` with the guide of each version, where it can be read."""
    for publication, known in _lighter(case, setting):
        guide = setting.guide if known is None else setting.guide_at and setting.guide_at(known)
        if guide is not None:
            yield publication, guide


def _lighter(case: Case, setting: Setting) -> Iterator[tuple[Publication, KnownVersion | None]]:
    """Relieving versions that came into force after the case began, newest first; None: its guide is the one in use.

    A guide that the window does not use yet has no effect.
    """
    current, versions, began = setting.publication, setting.versions, case.opened.guide_version
    if current is None or _may_be_newer(case, setting, current):
        return
    if current.transition is Transition.LIGHTER and current.version != began:
        yield current, None
    if versions is None or setting.guide_at is None:
        return
    begun = case.received_on
    for known in versions.lighter_since(began, begun, civil_date(setting.now)):
        publication = known.publication
        if publication.number < current.number and publication.version not in (current.version, began):
            yield publication, known


def _may_be_newer(case: Case, setting: Setting, current: Publication) -> bool:
    """True where the case may have begun under a version later than the one in use here: filed at another window that
    had taken in what has not come yet. What it asks for more is the law of that case.
    """
    versions, began = setting.versions, case.opened.guide_version
    begun = case.received_on
    if versions is None:
        return False
    known = versions.in_use(began, begun) or versions.of_version(began)
    if known is not None:
        return known.publication.number > current.number
    ships = setting.ships is not None and setting.ships(began)
    return current.effective < begun and not ships


def _refused(sentence: str, line: str = "") -> RuleRefused:
    return RuleRefused(sentence, rule=RULE, field=f"materials.{line}" if line else "materials")


def _lacking(case: Case, setting: Setting) -> tuple[Line, ...]:
    """Lines that an open item lacks."""
    open_items = tuple(i for i in case.items if not i.state.closed)
    found = judge_again(case, setting, case.brought, frozenset(i.id for i in open_items))
    wanted = {gap.line for verdict in found for gap in verdict.gaps}
    wanted |= {gap.line for item in open_items for gap in item.gap_dues}
    return tuple(x for x in case.lines if x.id in wanted)


def _not_asked(case: Case, setting: Setting, lines: Iterable[Line]) -> Iterator[tuple[Line, bool]]:
    """Lines that the guide of ``setting`` does not demand, each with whether it obtains them by sharing.

    Papers that came and are wrong must be corrected, unless they are available by sharing.
    """
    bundle = setting.guide.bundles.get(case.opened.bundle)
    if bundle is None:
        return
    situation = situate(setting.guide, bundle, case.visit.answers, setting.switches)
    asked_now = resolve_in(situation, case.opened.insisted)
    unanswered = frozenset(one.id for one in asked_in(situation) if not one.chosen)
    for line in lines:
        items = [i for i in case.items if i.id in line.items and not i.state.closed]
        found = [_asks(situation, asked_now, unanswered, i, line) for i in items]
        come = case.brought_of(line).state not in _NOT_COME
        shared = _Asks.SHARED in found
        if _Asks.DEMANDS not in found and (shared or not come):
            yield line, shared


class _Asks(Enum):
    """What the new version demands of an item in place of the paper."""

    NOTHING = auto()
    SHARED = auto()
    DEMANDS = auto()  # also where it is uncertain


def _asks(
    situation: Situation, asked_now: Checklist, unanswered: frozenset[str], item: CaseItem, line: Line
) -> _Asks:
    """Whether the new version asks this item for the paper, or for another one under the same material."""
    if asked_now.item(item.id) is None:
        return _Asks.DEMANDS
    names = {need.material_name for need in line.needs if need.item == item.id}
    hangs_on = {q for when in _conditions(situation, item.id, line.id, names) for q in questions_in(when)}
    if hangs_on & unanswered:
        return _Asks.DEMANDS
    instead = []
    for other in asked_now.lines:
        needs = [need for need in other.needs if need.item == item.id]
        if needs and (other.id == line.id or any(need.material_name in names for need in needs)):
            instead.append(other)
    if not instead:
        return _Asks.NOTHING
    return _Asks.SHARED if all(other.shareable for other in instead) else _Asks.DEMANDS


def _conditions(situation: Situation, item: str, paper: str, names: set[str]) -> Iterator[Condition]:
    """Conditions of everything in the new version that could demand it under other answers."""
    for material in situation.guide.items[item].materials:
        uses = [use for use in material.papers if use.paper == paper]
        if uses or material.name in names:
            yield material.when
            yield from (use.when for use in uses or material.papers)
    for common in situation.guide.common:
        uses = [use for use in common.papers if use.paper == paper]
        if uses:
            yield common.when
            yield from (use.when for use in uses)
