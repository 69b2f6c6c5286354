"""Differences of a bundle: added or removed, its name, questions, items, refusals and hints."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from counter.domain.guide.condition import Condition
from counter.domain.guide.diff.change import Effect
from counter.domain.guide.diff.collector import CellWording, DiffCollector, GuideLocation, counted, whole_row
from counter.domain.guide.diff.contents import ASKED, GIVEN, HINTS, PLACED, REFUSED, ContentLines
from counter.domain.guide.diff.sides import Side, paired, same
from counter.domain.guide.diff.wording import (
    bracketed,
    cell_change,
    cell_words,
    differing,
    only_when,
    quoted,
    turned,
    when_change,
)
from counter.domain.guide.rows.columns import Value
from counter.domain.guide.rows.detail_sheets import BY_TITLE
from counter.domain.guide.rows.sheet_table import Row
from counter.domain.guide.rows.sheets import BUNDLE, ITEM, QUESTION, REFUSAL, SheetForm


def compare_bundle(t: DiffCollector, number: int, insides: ContentLines) -> None:
    """Add the changes of a bundle: changed, added or removed."""
    here = tuple(side.has(BUNDLE, number) for side in t.sides)
    side = t.new if here[1] else t.old
    name = side.name(BUNDLE, number)
    spot = GuideLocation(f"一件事“{name}”", (number,), rank=(0,))
    if here == (True, True):
        _changed(t, number, spot)
        return
    what = _what(side, number)
    if here[1]:
        t.add(spot, f"新增第{number}件事“{name}”，{what}", added=True, inside=insides.of_bundle(number))
    else:
        gone = f"不再有第{number}件事“{name}”（原有{what}）"
        t.add(spot, gone, removed=True, inside=insides.of_bundle(number))


def _what(side: Side, number: int) -> str:
    """Summary of an added or removed bundle."""
    items = [row.values["item"] for row in side.rows(PLACED, number)]
    if not items:
        return "还没有事项"
    asked = len(side.rows(ASKED, number))
    names = counted([f"“{side.name(ITEM, item)}”" for item in items])
    return f"{len(items)}个事项：{names}" + (f"；{asked}道情形题" if asked else "")


def _changed(t: DiffCollector, number: int, spot: GuideLocation) -> None:
    old, new = t.old.row(BUNDLE, number), t.new.row(BUNDLE, number)
    form = BY_TITLE[BUNDLE]
    if old.values.get("name") != new.values.get("name"):
        t.add(spot, f"改名为{quoted(new.values.get('name'))}（原来叫{quoted(old.values.get('name'))}）")
    t.cells(spot, form, old, new, special={"holds_licence": _holds(t)}, skip=("name",))
    _questions(t, number, spot)
    _given(t, number, spot)
    _items(t, number, spot)
    _refusals(t, number, spot)
    hints = replace(spot, rank=(6,))
    t.entries(hints, HINTS, ((number,), (number,)), (same("text"), same("when")))


def _holds(t: DiffCollector) -> CellWording:
    def words(old: Value, new: Value) -> tuple[str, Effect]:
        before = t.old.when(old) or "都算" if isinstance(old, Condition) else ""
        after = t.new.when(new) or "都算" if isinstance(new, Condition) else ""
        return turned("已有主体资格的情形", before, after), Effect.OTHER

    return words


def _questions(t: DiffCollector, number: int, spot: GuideLocation) -> None:
    form = BY_TITLE[ASKED]
    found = paired(t.old.rows(ASKED, number), t.new.rows(ASKED, number), (same("ask"),))
    spot = replace(spot, rank=(1,))
    for row in found.gone:
        t.add(spot, f"不再问“{t.old.name(QUESTION, row.values['ask'])}”", removed=True)
    for row in found.came:
        asked = row.values["ask"]
        about = [only_when(t.new, row.when(), "问")]
        if not t.old.has(QUESTION, asked):
            about.append(options_words(t.new, asked))
        t.add(spot, f"新问“{t.new.name(QUESTION, asked)}”{bracketed(about)}", added=True)
    for old, new in found.both:
        here = replace(spot, about=f"情形题“{t.new.name(QUESTION, new.values['ask'])}”")
        _cells_with_when(t, here, form, old, new, "问", effects=False, skip=("only",))
        _only(t, here, old, new)
    if found.moved:
        t.add(spot, "情形题的先后改了")


def _only(t: DiffCollector, spot: GuideLocation, old: Row, new: Row) -> None:
    column = BY_TITLE[ASKED].column("only")
    if old.values.get("only") == new.values.get("only"):
        return
    before, after = cell_words(t.old, old, column), cell_words(t.new, new, column)
    current = f"现在只列选项“{after}”" if after else "现在列出全部选项"
    t.add(spot, f"{current}（原来{f'只列“{before}”' if before else '列出全部'}）")


def options_words(side: Side, question: object) -> str:
    """``可选：甲、乙``; empty without options."""
    options = side.entry(QUESTION, question).get("options")
    ids = [o.get("id") for o in options if isinstance(o, dict)] if isinstance(options, list) else []
    return f"可选：{'、'.join(side.labels(question, ids))}" if ids else ""


def _cells_with_when(
    t: DiffCollector,
    spot: GuideLocation,
    form: SheetForm,
    old: Row,
    new: Row,
    verb: str,
    *,
    effects: bool,
    skip: Collection[str] = (),
) -> None:
    before, after = old.when(), new.when()
    if before != after:
        sentence, effect = when_change(t.sides, before, after, verb)
        t.add(spot, sentence, effect if effects else Effect.OTHER)
    t.cells(spot, form, old, new, skip=("when", *skip))


def _given(t: DiffCollector, number: int, spot: GuideLocation) -> None:
    found = paired(t.old.rows(GIVEN, number), t.new.rows(GIVEN, number), (same("question"),))
    spot = replace(spot, rank=(1,))

    def described(side: Side, row: Row) -> str:
        asked = row.values["question"]
        labels = "、".join(side.labels(asked, row.ids("options")))
        return f"“{side.name(QUESTION, asked)}”已定为“{labels}”"

    for row in found.came:
        t.add(spot, f"{described(t.new, row)}，不用再问", added=True)
    for row in found.gone:
        t.add(spot, f"不再是{described(t.old, row)}", removed=True)
    for old, new in found.both:
        if old.values.get("options") != new.values.get("options"):
            before = cell_words(t.old, old, BY_TITLE[GIVEN].column("options"))
            t.add(spot, f"{described(t.new, new)}（原来是“{before}”）")


def _items(t: DiffCollector, number: int, spot: GuideLocation) -> None:
    """Items placed in or removed from the bundle, and when they apply; items new or gone altogether:
    ``compare_item``."""
    found = paired(t.old.rows(PLACED, number), t.new.rows(PLACED, number), (same("item"),))
    places = {row.values["item"]: n for n, row in enumerate(t.new.rows(PLACED, number))}

    def at(side: Side, row: Row) -> GuideLocation:
        item = row.text("item")
        about = f"事项“{side.name(ITEM, item)}”"
        return GuideLocation(
            spot.where, spot.bundles, item=item, rank=(3, places.get(item, 999), 0), about=about
        )

    for row in found.gone:
        if t.new.has(ITEM, row.values["item"]) or not t.old.has(ITEM, row.values["item"]):
            here = at(t.old, row)
            sentence = f"不再办事项“{t.old.name(ITEM, here.item)}”"
            t.add(replace(here, about=""), sentence, Effect.LESS, removed=True)
    for row in found.came:
        if t.old.has(ITEM, row.values["item"]) or not t.new.has(ITEM, row.values["item"]):
            here = at(t.new, row)
            about = bracketed([only_when(t.new, row.when(), "办")])
            sentence = f"增加事项“{t.new.name(ITEM, here.item)}”{about}"
            t.add(replace(here, about=""), sentence, Effect.MORE, added=True)
    for old, new in found.both:
        _cells_with_when(t, at(t.new, new), BY_TITLE[PLACED], old, new, "办", effects=True, skip=("order",))
    _order(t, replace(spot, rank=(3, 0, 0)), found.both, found.moved)


def _order(t: DiffCollector, spot: GuideLocation, both: Collection[tuple[Row, Row]], moved: bool) -> None:
    differences = [
        f"“{t.new.name(ITEM, new.values['item'])}”由第{old.values.get('order')}改为第{new.values.get('order')}"
        for old, new in both
        if old.values.get("order") != new.values.get("order")
    ]
    if differences:
        t.add(spot, f"办理先后改了：{counted(differences)}")
    elif moved:
        t.add(spot, "事项排列的先后改了，内容没有变")


def _refusals(t: DiffCollector, number: int, spot: GuideLocation) -> None:
    form = BY_TITLE[REFUSED]
    found = paired(
        t.old.rows(REFUSED, number),
        t.new.rows(REFUSED, number),
        (whole_row(form), same("reason", "item"), same("when", "item"), same("reason"), same("when")),
        last=True,
    )
    spot = replace(spot, rank=(5,))

    def described(side: Side, row: Row) -> str:
        item = row.values.get("item")
        what = f"事项“{side.name(ITEM, item)}”" if item else ""
        kind = REFUSAL.get(str(row.values.get("kind")), "不能办")
        when = side.when(row.when())
        return f"{what}{kind}的情形：{quoted(row.values.get('reason'))}{bracketed([when])}"

    for row in found.gone:
        t.add(spot, f"去掉{described(t.old, row)}", Effect.LESS, removed=True)
    for row in found.came:
        t.add(spot, f"增加{described(t.new, row)}", Effect.MORE, added=True)
    for old, new in found.both:
        differences = [cell_change(t.sides, (old, new), c) for c in differing(form, old, new)]
        if differences:
            t.add(spot, f"不能办的情形{quoted(new.values.get('reason'))}：{'；'.join(differences)}")
    if found.moved:
        t.add(spot, "不能办的情形排列的先后改了，内容没有变")
