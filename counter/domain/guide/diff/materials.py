"""Differences of an item's materials: which are asked for, when, as what, and by which papers."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from counter.domain.guide.condition import ALWAYS
from counter.domain.guide.copies_required import CopiesRequired, read
from counter.domain.guide.diff.change import Effect
from counter.domain.guide.diff.collector import (
    CellWording,
    DiffCollector,
    GuideLocation,
    Parents,
    flag,
    turned_flag,
    whole_row,
)
from counter.domain.guide.diff.sides import Paired, Side, Trait, paired, same
from counter.domain.guide.diff.wording import (
    bracketed,
    cell_change,
    only_when,
    quoted,
    turned,
    when_change,
)
from counter.domain.guide.rows.columns import Value
from counter.domain.guide.rows.detail_sheets import BY_TITLE
from counter.domain.guide.rows.sheet_table import Row
from counter.domain.guide.rows.sheets import MATERIAL, PAPER
from counter.domain.guide.terms import Tri

USES, DETAILS, BASIS, OTHER = "材料对应", "材料要素", "材料依据", "材料其他栏"


@dataclass(frozen=True, slots=True)
class _Both:
    """A material on both sides, with the keys of its rows."""

    spot: GuideLocation
    old: Row
    new: Row

    @property
    def parents(self) -> Parents:
        """Item and number on each side."""
        return (self.spot.item, self.old.values["no"]), (self.spot.item, self.new.values["no"])


def compare_materials(t: DiffCollector, item: GuideLocation) -> None:
    """Compare the materials of an item that both versions have."""
    found = _paired(t, item.item)
    for row in found.gone:
        name = quoted(row.values.get("name"))
        spot = replace(_spot(item, row), about="")
        t.add(spot, f"不再要材料{name}", Effect.LESS, removed=True)
    for row in found.came:
        name = quoted(row.values.get("name"))
        spot = replace(_spot(item, row), about="")
        t.add(spot, f"新增材料{name}{asked_words(t.new, item.item, row)}", Effect.MORE, added=True)
    for old, new in found.both:
        _changed(t, _Both(_spot(item, new), old, new))
    _numbers(t, item, found)


def _paired(t: DiffCollector, item: str) -> Paired:
    def papers(side: Side, row: Row) -> tuple[str, ...]:
        uses = side.rows(USES, item, row.values["no"])
        return tuple(sorted(str(use.values.get("paper")) for use in uses))

    old, new = (side.rows(MATERIAL, item) for side in t.sides)
    side_of = {**{id(row): t.old for row in old}, **{id(row): t.new for row in new}}

    def met(*keys: str) -> Trait:
        def trait(row: Row) -> Hashable:
            return (*(repr(row.values.get(key)) for key in keys), papers(side_of[id(row)], row))

        return trait

    return paired(old, new, (same("no", "name"), met("no"), same("name"), met()))


def _spot(item: GuideLocation, row: Row) -> GuideLocation:
    about = f"材料{quoted(row.values.get('name'))}"
    rank = (*item.rank, row.count("no") or 0)
    return replace(item, about=about, material=f"{item.item}/{row.values.get('no')}", rank=rank)


def copies_of(side: Side, item: str, row: Row) -> CopiesRequired | None:
    """What its wording asks for; None where it cannot be parsed."""
    papers = [
        side.entry(PAPER, use.values.get("paper")) for use in side.rows(USES, item, row.values.get("no"))
    ]
    never = any(paper.get("never_kept") for paper in papers)
    try:
        return read(str(row.values.get("original_copy")), row.count("copies") or 0, never_kept=never)
    except ValueError:
        return None


def asked_words(side: Side, item: str, row: Row) -> str:
    """In brackets: how many, when, by which papers, and whether it is deferrable."""
    copies = copies_of(side, item, row)
    about = [copies.text if copies else str(row.values.get("original_copy"))]
    about.append(only_when(side, row.when(), "交"))
    papers = [use.values.get("paper") for use in side.rows(USES, item, row.values.get("no"))]
    if len(papers) > 1:
        about.append(f"要{side.names(PAPER, papers)}")
    if row.values.get("deferrable") == Tri.YES.value:
        about.append("可以容缺")
    return bracketed(about)


def _changed(t: DiffCollector, both: _Both) -> None:
    old, new, spot = both.old, both.new, both.spot
    before, after = old.values, new.values
    if before.get("name") != after.get("name"):
        renamed = f"材料{quoted(before.get('name'))}改名为{quoted(after.get('name'))}"
        t.add(replace(spot, about=""), renamed)
    if old.when() != new.when():
        t.add(spot, *when_change(t.sides, old.when(), new.when(), "交"))
    _amount(t, both)
    _compare_later(t, both)
    t.cells(spot, BY_TITLE[MATERIAL], old, new, special=_SPECIAL, skip=_SKIP)
    _uses(t, both)
    t.fields(spot, DETAILS, both.parents, _DETAILS)
    t.entries(spot, BASIS, both.parents, (same("law", "article"), same("law")), name="依据")
    t.entries(spot, OTHER, both.parents)


_AMOUNT = ("original_copy", "copies")
_LATER = ("later.when", "later.note")
_SKIP = ("no", "name", "when", *_AMOUNT, *_LATER)


def _amount(t: DiffCollector, both: _Both) -> None:
    columns = [BY_TITLE[MATERIAL].column(key) for key in _AMOUNT]
    columns = [c for c in columns if both.old.values.get(c.key) != both.new.values.get(c.key)]
    if not columns:
        return
    old, new = copies_of(t.old, both.spot.item, both.old), copies_of(t.new, both.spot.item, both.new)
    if old is None or new is None or old.text == new.text:
        differences = [cell_change(t.sides, (both.old, both.new), c) for c in columns]
        t.add(both.spot, "；".join(differences))
        return
    t.add(both.spot, f"由{old.text}改为{new.text}", _weighed(old, new))


def _weighed(old: CopiesRequired, new: CopiesRequired) -> Effect:
    before, after = (old.kept, old.original, not old.electronic), (new.kept, new.original, not new.electronic)
    if all(b >= a for b, a in zip(before, after, strict=True)):
        return Effect.LESS
    return Effect.MORE if all(b <= a for b, a in zip(before, after, strict=True)) else Effect.OTHER


def _compare_later(t: DiffCollector, both: _Both) -> None:
    before, after = both.old.values, both.new.values
    if all(before.get(key) == after.get(key) for key in _LATER):
        return
    before_when, after_when = both.old.when("later.when"), both.new.when("later.when")
    note = quoted(after.get("later.note") or "")
    if after_when is not None and before_when is None:
        about = bracketed([only_when(t.new, after_when, "这样")])
        t.add(both.spot, f"可以以后再交：{note}{about}", Effect.LESS)
    elif before_when is not None and after_when is None:
        t.add(both.spot, "不再可以以后再交", Effect.MORE)
    else:
        if before_when != after_when:
            sentence, effect = when_change(t.sides, before_when or ALWAYS, after_when or ALWAYS, "以后再交")
            turned_round = {Effect.MORE: Effect.LESS, Effect.LESS: Effect.MORE}
            t.add(both.spot, sentence, turned_round.get(effect, effect))
        if before.get("later.note") != after.get("later.note"):
            t.add(
                both.spot,
                turned(
                    "以后交的说明", str(before.get("later.note") or ""), str(after.get("later.note") or "")
                ),
            )


def _uses(t: DiffCollector, both: _Both) -> None:
    """Compare the papers that meet the material."""
    old, new = (side.rows(USES, *key) for side, key in zip(t.sides, both.parents, strict=True))
    found = paired(old, new, (whole_row(BY_TITLE[USES]), same("paper")))
    gone, came = found.gone, found.came
    if len(gone) == len(came) == 1 and gone[0].when() == came[0].when():
        _swapped(t, both, gone[0], came[0])
        gone = came = ()
    for row in gone:
        name = t.old.name(PAPER, row.values.get("paper"))
        t.add(_papered(both.spot, row), f"不再要“{name}”", Effect.LESS)
    for row in came:
        name = t.new.name(PAPER, row.values.get("paper"))
        about = bracketed([only_when(t.new, row.when(), "要")])
        t.add(_papered(both.spot, row), f"还要“{name}”{about}{_merged(t.new, both, row)}", Effect.MORE)
    for before, after in found.both:
        if before.when() != after.when():
            sentence, effect = when_change(t.sides, before.when(), after.when(), "要")
            name = t.new.name(PAPER, after.values.get("paper"))
            t.add(_papered(both.spot, after), f"其中的“{name}”{sentence}", effect)
        if before.values.get("per") != after.values.get("per"):
            name = t.new.name(PAPER, after.values.get("paper"))
            words, effect = _per(before.values.get("per"), after.values.get("per"))
            t.add(_papered(both.spot, after), f"其中的“{name}”{words}", effect)
    if found.moved:
        t.add(both.spot, "对应的实物材料排列的先后改了，内容没有变")


def _per(old: object, new: object) -> tuple[str, Effect]:
    if not new:
        return "不再按人数交", Effect.LESS
    return ("按另一题的人数交", Effect.OTHER) if old else ("现在按人数交，每人都要", Effect.MORE)


def _papered(spot: GuideLocation, row: Row) -> GuideLocation:
    return replace(spot, paper=str(row.values.get("paper")))


def _swapped(t: DiffCollector, both: _Both, gone: Row, came: Row) -> None:
    before, after = t.old.name(PAPER, gone.values.get("paper")), t.new.name(PAPER, came.values.get("paper"))
    if before == after:
        before, after = f"{before}（{gone.values['paper']}）", f"{after}（{came.values['paper']}）"
    merged = _merged(t.new, both, came)
    effect = Effect.LESS if merged else Effect.OTHER
    t.add(_papered(both.spot, came), f"要的由“{before}”改为“{after}”{merged}", effect)


def _merged(side: Side, both: _Both, row: Row) -> str:
    """A note where another item of the same bundle asks for the same paper, so that it is brought once."""
    paper = str(row.values.get("paper"))
    here = set(side.placed.get(both.spot.item, ()))
    others: Sequence[str] = side.using.get(paper, ())
    shared = any(here & set(side.placed.get(item, ())) for item in others if item != both.spot.item)
    return "，和同一件事里别的事项要的是同一份，只交一次" if shared else ""


def _numbers(t: DiffCollector, item: GuideLocation, found: Paired) -> None:
    differences = [
        f"{quoted(new.values.get('name'))}由{old.values.get('no')}改为{new.values.get('no')}"
        for old, new in found.both
        if old.values.get("no") != new.values.get("no")
    ]
    if (found.gone or found.came) and not found.moved:
        return  # the following numbers shifted
    if len(differences) == 1:
        t.add(item, f"材料的序号：{differences[0]}")
    elif differences or found.moved:
        t.add(item, "材料的先后重排了，内容没有变")


def _days(old: Value, new: Value) -> tuple[str, Effect]:
    if not isinstance(new, int):
        return f"不再写容缺几天内补交（原来是{old}个工作日）", Effect.OTHER
    if not isinstance(old, int):
        return f"容缺的，{new}个工作日内补交", Effect.OTHER
    turn, effect = ("延长为", Effect.LESS) if new > old else ("缩短为", Effect.MORE)
    return f"容缺后补交的时间由{old}个工作日{turn}{new}个工作日", effect


_SPECIAL: Mapping[str, CellWording] = {
    "main": flag(
        ("定为主要材料", Effect.OTHER),
        ("定为次要材料", Effect.OTHER),
        ("是不是主要材料重新待部门核定", Effect.OTHER),
    ),
    "deferrable": turned_flag(
        "能不能容缺", ("可以容缺", Effect.LESS), ("不再可以容缺", Effect.MORE), "定为不能容缺"
    ),
    "form": lambda _old, new: ("现在是要填的表" if new else "不再是要填的表", Effect.OTHER),
}
_DETAILS: Mapping[str, CellWording] = {
    "defer_days": _days,
    "confirm_only": turned_flag(
        "是不是只需确认",
        ("只需申请人确认，不用交", Effect.LESS),
        ("不再是只需确认，要交", Effect.MORE),
        "定为不是只需确认",
    ),
}
