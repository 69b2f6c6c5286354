"""Differences of an item: added or removed, its terms, organ, legal basis and details; materials: ``materials``."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.guide.citation import titled
from counter.domain.guide.diff.change import Effect
from counter.domain.guide.diff.collector import (
    CellWording,
    DiffCollector,
    GuideLocation,
    Parents,
    counted,
    flag,
    whole_row,
)
from counter.domain.guide.diff.contents import ContentLines
from counter.domain.guide.diff.materials import compare_materials
from counter.domain.guide.diff.sides import Side, paired, same
from counter.domain.guide.diff.wording import (
    cell_change,
    differing,
    limit_turn,
    limit_words,
    quoted,
    turned,
)
from counter.domain.guide.rows.columns import Value
from counter.domain.guide.rows.detail_sheets import BY_TITLE
from counter.domain.guide.rows.sheet_table import Row
from counter.domain.guide.rows.sheets import BUNDLE, ITEM

_LISTS = ("办理环节", "办理地点", "办理结果", "救济途径", "中介服务", "特别程序", "常见问题", "事项其他栏")
_GROUPS = {"promised": "承诺时限", "statutory": "法定时限"}
_SKIP = ("name", *(f"{g}.{k}" for g in _GROUPS for k in ("text", "days", "unit", "evidence", "basis")))


def item_spot(t: DiffCollector, item: str) -> GuideLocation:
    """Location of an item's changes: in the first bundle that includes it, by its order there."""
    side = t.new if t.new.has(ITEM, item) else t.old
    bundles = t.bundles_of_item(item)
    position = 0
    if bundles:
        held = (t.new if bundles[0] in t.new.placed.get(item, ()) else t.old).entry(BUNDLE, bundles[0])
        placed = held.get("items")
        entries = placed if isinstance(placed, list) else ()
        position = next(
            (n for n, e in enumerate(entries) if isinstance(e, Mapping) and e.get("item") == item), 0
        )
    return GuideLocation(f"事项“{side.name(ITEM, item)}”", bundles, item=item, rank=(3, position, 1))


def compare_item(t: DiffCollector, item: str, insides: ContentLines) -> None:
    """Add the changes of an item: changed, added or removed."""
    spot = item_spot(t, item)
    if t.old.has(ITEM, item) and t.new.has(ITEM, item):
        _changed(t, spot)
        return
    came = t.new.has(ITEM, item)
    side, other = (t.new, t.old) if came else (t.old, t.new)
    if spot.bundles and not any(other.has(BUNDLE, number) for number in spot.bundles):
        return  # added or removed with every bundle that includes it
    name, inside = f"“{side.name(ITEM, item)}”", insides.of_item(item)
    if came:
        t.add(spot, f"新增事项{name}（{_what(side, item)}）", Effect.MORE, added=True, inside=inside)
    else:
        t.add(spot, f"不再有事项{name}（{_what(side, item)}）", Effect.LESS, removed=True, inside=inside)


def _what(side: Side, item: str) -> str:
    entry = side.entry(ITEM, item)
    materials = entry.get("materials")
    listed = materials if isinstance(materials, list) else ()
    names = [f"“{m.get('name')}”" for m in listed if isinstance(m, Mapping)]
    asked = f"材料{len(names)}样：{counted(names)}" if names else "没有要交的材料"
    unplaced = "" if side.placed.get(item) else "，还没有放进哪件事"
    return f"{entry.get('organ') or '实施机关没有写'}，{asked}{unplaced}"


def _changed(t: DiffCollector, spot: GuideLocation) -> None:
    item = spot.item
    old, new = t.old.row(ITEM, item), t.new.row(ITEM, item)
    if old.values.get("name") != new.values.get("name"):
        t.add(spot, f"改名为{quoted(new.values.get('name'))}（原来叫{quoted(old.values.get('name'))}）")
    for group, name in _GROUPS.items():
        _limit(t, spot, old, new, group, name)
    t.cells(spot, BY_TITLE[ITEM], old, new, skip=_SKIP)
    own = ((item,), (item,))
    compare_basis(t, spot, "法律依据", own, "设定依据")
    compare_materials(t, spot)
    t.fields(spot, "事项要素", own, _SPECIAL)
    t.entries(spot, "收费", own, effects=(Effect.MORE, Effect.LESS))
    for title in _LISTS:
        t.entries(spot, title, own)


def _limit(t: DiffCollector, spot: GuideLocation, old: Row, new: Row, group: str, name: str) -> None:
    form = BY_TITLE[ITEM]
    columns = [c for c in differing(form, old, new) if c.key.startswith(f"{group}.")]
    if not columns:
        return
    had, has = (row.values.get(f"{group}.text") is not None for row in (old, new))
    before, after = limit_words(old, group), limit_words(new, group)
    if had and has and before == after:
        for column in columns:
            t.add(spot, cell_change(t.sides, (old, new), column))
        return
    if not had:
        sentence, effect = f"写上了{name}：{after}", Effect.LESS
    elif not has:
        sentence, effect = f"不再有{name}（原来是{before}）", Effect.MORE
    else:
        verb, effect = limit_turn(old, new, group)
        sentence = f"{name}由{before}{verb}{after}"
        bases = [str(row.values.get(f"{group}.basis") or "") for row in (old, new)]
        if bases[0] != bases[1]:
            sentence += f"；{turned('依据', *bases)}"
    t.add(spot, sentence, effect)


def compare_basis(t: DiffCollector, spot: GuideLocation, title: str, parents: Parents, name: str) -> None:
    """Compare legal basis: laws added, removed, or cited by another article."""
    form = BY_TITLE[title]
    old, new = (side.rows(title, *parent) for side, parent in zip(t.sides, parents, strict=True))
    found = paired(old, new, (whole_row(form), same("law", "article"), same("law")), last=True)
    for row in found.gone:
        t.add(spot, f"{name}去掉{_cited(row)}", removed=True)
    for row in found.came:
        t.add(spot, f"{name}增加{_cited(row)}", added=True)
    for before, after in found.both:
        columns = differing(form, before, after)
        if any(c.key in ("law", "article") for c in columns):
            t.add(spot, f"{name}由{_cited(before)}改为{_cited(after)}")
        elif columns:
            differences = [cell_change(t.sides, (before, after), c) for c in columns]
            t.add(spot, f"{name}{_cited(after)}：{'；'.join(differences)}")
    if found.moved:
        t.add(spot, f"{name}的先后改了，内容没有变")


def _cited(row: Row) -> str:
    return f"{titled(str(row.values.get('law')))}{row.values.get('article') or ''}"


def _visits(old: Value, new: Value) -> tuple[str, Effect]:
    visits = "次数没有写" if new is None else f"{new}次" if new else "一次也不用"
    if not isinstance(old, int) or not isinstance(new, int):
        return f"到现场：{visits}", Effect.OTHER
    return f"到现场由{old}次改为{visits}", Effect.LESS if new < old else Effect.MORE


_SPECIAL: Mapping[str, CellWording] = {
    "fees.charged": flag(
        ("现在收费", Effect.MORE), ("现在不收费", Effect.LESS), ("收不收费重新待部门核定", Effect.OTHER)
    ),
    "visits.count": _visits,
}
