"""Differences of what bundles share: questions, papers, switches, and what every visit is asked for."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

from counter.domain.guide.diff.bundles import options_words
from counter.domain.guide.diff.change import Effect
from counter.domain.guide.diff.collector import (
    CellWording,
    DiffCollector,
    GuideLocation,
    joined,
    turned_flag,
    whole_row,
)
from counter.domain.guide.diff.sides import NOWHERE, Side, paired, same, whole
from counter.domain.guide.diff.wording import bracketed, cell_change, differing, only_when, quoted, turned
from counter.domain.guide.rows.detail_sheets import BY_TITLE
from counter.domain.guide.rows.sheet_table import Row
from counter.domain.guide.rows.sheets import COMMON, OPTION, PAPER, QUESTION, SWITCH

_EVERY = GuideLocation("每件事都适用", everywhere=True)
COMMON_USES, COMMON_HINTS = "共用对应", "共用提示"


def compare_question(t: DiffCollector, question: str) -> None:
    """Add the changes of a question; where a bundle newly asks it, that bundle's changes name it."""
    bundles = joined(t.old.asking.get(question, ()), t.new.asking.get(question, ()))
    came, went = not t.old.has(QUESTION, question), not t.new.has(QUESTION, question)
    side = t.old if went else t.new
    spot = GuideLocation(f"情形题“{side.name(QUESTION, question)}”", bundles, rank=(2,))
    if came or went:
        if not bundles or (went and t.new.asking.get(question)):
            verb = "不再有" if went else "新增"
            unused = "" if bundles else NOWHERE
            sentence = f"{verb}{spot.where}{bracketed([options_words(side, question)])}{unused}"
            t.add(spot, sentence, added=came, removed=went)
        return
    old, new = t.old.row(QUESTION, question), t.new.row(QUESTION, question)
    t.cells(spot, BY_TITLE[QUESTION], old, new, special=_QUESTION)
    _options(t, spot, question)


def _options(t: DiffCollector, spot: GuideLocation, question: str) -> None:
    form = BY_TITLE[OPTION]
    old, new = (side.rows(OPTION, question) for side in t.sides)
    found = paired(old, new, (same("id"), same("label")))
    for row in found.gone:
        t.add(spot, f"去掉选项{quoted(row.values.get('label'))}", removed=True)
    for row in found.came:
        about = bracketed([row.text("tip"), row.text("pending")])
        t.add(spot, f"增加选项{quoted(row.values.get('label'))}{about}", added=True)
    for before, after in found.both:
        differences = [cell_change(t.sides, (before, after), c) for c in differing(form, before, after)]
        if differences:
            itself = len(differences) == 1 and before.values.get("label") != after.values.get("label")
            label = quoted(after.values.get("label"))
            t.add(spot, differences[0] if itself else f"选项{label}：{'；'.join(differences)}")
    if found.moved:
        t.add(spot, "选项的先后改了，内容没有变")


def paper_bundles(t: DiffCollector, paper: str) -> tuple[int, ...]:
    """Bundles of either version with an item that asks for the paper."""
    items = (item for side in t.sides for item in side.using.get(paper, ()))
    return joined(*(t.bundles_of_item(item) for item in items))


def compare_paper(t: DiffCollector, paper: str) -> None:
    """Add the changes of a paper; a new one is named by the materials that ask for it."""
    came, went = not t.old.has(PAPER, paper), not t.new.has(PAPER, paper)
    side = t.old if went else t.new
    name = side.name(PAPER, paper)
    everywhere = any(paper in s.common for s in t.sides)
    bundles = () if everywhere else paper_bundles(t, paper)
    spot = GuideLocation(f"实物材料“{name}”", bundles, paper=paper, rank=(7,), everywhere=everywhere)
    used = any(paper in s.common or s.using.get(paper) for s in t.sides)
    if came or went:
        if not used or (went and (paper in t.new.common or t.new.using.get(paper))):
            verb = "不再有" if went else "新增"
            t.add(spot, f"{verb}实物材料“{name}”（没有哪样材料用到）", added=came, removed=went)
        return
    if not used:
        spot = replace(spot, where=f"{spot.where}{NOWHERE}")
    old, new = t.old.row(PAPER, paper), t.new.row(PAPER, paper)
    if old.values.get("name") != new.values.get("name"):
        t.add(spot, f"改名为{quoted(new.values.get('name'))}（原来叫{quoted(old.values.get('name'))}）")
    t.cells(spot, BY_TITLE[PAPER], old, new, special=_PAPER, skip=("name",))


def compare_switch(t: DiffCollector, switch: str) -> None:
    """Add the changes of a switch: changed, added or removed."""
    came, went = not t.old.has(SWITCH, switch), not t.new.has(SWITCH, switch)
    side = t.old if went else t.new
    bundles = joined(t.old.switched.get(switch, ()), t.new.switched.get(switch, ()))
    spot = GuideLocation(f"本地规定“{side.name(SWITCH, switch)}”", bundles, rank=(8,))
    if came or went:
        verb = "不再有" if went else "新增"
        default = "打开" if side.entry(SWITCH, switch).get("default") else "关着"
        t.add(spot, f"{verb}{spot.where}（默认{default}）", added=came, removed=went)
        return
    old, new = t.old.row(SWITCH, switch), t.new.row(SWITCH, switch)
    t.cells(spot, BY_TITLE[SWITCH], old, new, special=_SWITCH)


def compare_common(t: DiffCollector) -> None:
    """Compare what every visit is asked for, and the common hints."""
    side_of = {id(row): side for side in t.sides for row in side.rows(COMMON)}

    def papers(row: Row) -> tuple[str, ...]:
        uses = side_of[id(row)].rows(COMMON_USES, row.values["no"])
        return tuple(str(use.values.get("paper")) for use in uses)

    def everything(row: Row) -> Hashable:
        uses = side_of[id(row)].rows(COMMON_USES, row.values["no"])
        form = BY_TITLE[COMMON]
        return same(*(c.key for c in form.columns[1:]))(row), tuple(
            map(whole_row(BY_TITLE[COMMON_USES]), uses)
        )

    traits = (everything, lambda row: (papers(row), repr(row.when())), papers, same("why"))
    found = paired(t.old.rows(COMMON), t.new.rows(COMMON), traits, last=True)
    for row in found.gone:
        t.add(_EVERY, f"不再要{_common(t.old, row)}", Effect.LESS, removed=True)
    for row in found.came:
        t.add(_EVERY, f"还要{_common(t.new, row)}", Effect.MORE, added=True)
    for old, new in found.both:
        names = t.new.names(PAPER, papers(new))
        spot = GuideLocation(f"每件事都适用的材料{names}", everywhere=True)
        t.cells(spot, BY_TITLE[COMMON], old, new, skip=("no",))
        own = ((old.values["no"],), (new.values["no"],))
        t.entries(spot, COMMON_USES, own, (same("paper"),), name="其中", effects=(Effect.MORE, Effect.LESS))
    if found.moved:
        t.add(_EVERY, "要的材料排列的先后改了，内容没有变")
    t.entries(_EVERY, COMMON_HINTS, ((), ()), (whole, same("text"), same("when")), name="提示")


def _common(side: Side, row: Row) -> str:
    papers = [use.values.get("paper") for use in side.rows(COMMON_USES, row.values["no"])]
    when = only_when(side, row.when(), "要")
    return f"{side.names(PAPER, papers)}{bracketed([when, str(row.values.get('why') or '')])}"


def _kept(_old: object, new: object) -> tuple[str, Effect]:
    return ("查验后当场退还，不再收存", Effect.LESS) if new else ("不再当场退还", Effect.MORE)


_PAPER: Mapping[str, CellWording] = {
    "shareable": turned_flag(
        "能不能共享",
        ("可以共享获取，不用申请人交", Effect.LESS),
        ("不再能共享获取，要申请人交", Effect.MORE),
        "定为不能共享获取",
    ),
    "e_licence": turned_flag(
        "能不能用电子证照",
        ("可以用电子证照", Effect.LESS),
        ("不再可以用电子证照", Effect.MORE),
        "定为不能用电子证照",
    ),
    "pledge": turned_flag(
        "能不能承诺代替",
        ("可以用告知承诺代替", Effect.LESS),
        ("不再可以用告知承诺代替", Effect.MORE),
        "定为不能用告知承诺代替",
    ),
    "never_kept": _kept,
    "proves_subject": lambda _old, new: (
        "现在算证明主体资格的材料" if new else "不再算证明主体资格的材料",
        Effect.OTHER,
    ),
}
_QUESTION: Mapping[str, CellWording] = {
    "text": lambda old, new: (turned("问法", str(old or ""), str(new or "")), Effect.OTHER),
    "judgement": lambda _old, new: (
        "定为法律判断，不答不受理" if new else "不再是法律判断",
        Effect.OTHER,
    ),
    "many": lambda _old, new: ("现在可以多选" if new else "现在只能选一个", Effect.OTHER),
}
_SWITCH: Mapping[str, CellWording] = {
    "default": lambda _old, new: ("默认改为打开" if new else "默认改为关着", Effect.OTHER),
}
