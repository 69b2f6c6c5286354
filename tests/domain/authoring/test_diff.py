"""What differs between two versions of the guide: nothing is missed, each thing is told once and in plain words."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from counter.db.guide.shelf import GuideShelf
from counter.domain.guide.condition import ALWAYS, SwitchOn
from counter.domain.guide.diff.change import Effect, GuideChange, GuideDiff
from counter.domain.guide.diff.diff import diff, effects
from counter.domain.guide.entries import Library
from counter.domain.guide.library import canonical, library_of, version_of
from counter.domain.guide.rows.columns import Column, Kind
from counter.domain.guide.rows.detail_sheets import SHEETS
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.rows import library_from, tables_of
from counter.domain.guide.rows.sheets import COMMON, MATERIAL, Shape
from counter.domain.guide.terms import AttachedFile
from tests.guide_files import small

GUIDES = Path(__file__).resolve().parents[3] / "resources" / "guides"

Change = Callable[[Library], object]


def told(change: Change) -> tuple[GuideChange, ...]:
    """What the diff says after somebody changed the small library."""
    new = small()
    change(new)
    return diff(small(), new).changes


def sentences(change: Change) -> list[str]:
    """Only the sentences."""
    return [c.sentence for c in told(change)]


def _register(library: Library) -> Any:
    return library["items"]["register"]


def _material(library: Library, place: int = 0) -> Any:
    return _register(library)["materials"][place]


def _new_material(no: int, name: str, paper: str, **more: Any) -> Any:
    return {
        **small()["items"]["sign_board"]["materials"][0],
        "no": no,
        "name": name,
        "papers": [[paper]],
        **more,
    }


def _other(column: Column, value: Any) -> Any:
    """Another value that the cell may hold."""
    match column.kind:
        case Kind.COUNT:
            return (value or 0) + 3
        case Kind.CHOICE:
            return next(word for word in column.words if word != value)
        case Kind.TRI:
            return "no" if value == "yes" else "yes"
        case Kind.YES:
            return None if value else True
        case Kind.WHEN:
            return ALWAYS if value not in (ALWAYS, None) else SwitchOn("sw_sign")
        case Kind.IDS:
            return list(reversed(value)) if value and len(value) > 1 else ["register", "sign_board"]
        case Kind.LINES:
            return [*(value or ()), "再一条"]
        case Kind.ID:
            return "drawing" if value != "drawing" else "poa"
        case _ if column.wording:
            return "复印件" if value != "复印件" else "原件"
        case _:
            return f"{value or ''}改"


def _single_cells() -> Iterator[tuple[str, Library]]:
    """The small library with one cell changed, for every cell of every sheet."""
    tables = tables_of(small(), Faults())
    for form in SHEETS:
        for row in tables[form.title].rows:
            for place, column in enumerate(form.columns):
                own = form.shape is Shape.MAP and place == 0
                numbered = column.key == "no" and form.title in (MATERIAL, COMMON)
                if place < form.keys or own or numbered:
                    continue
                before = row.values.get(column.key)
                row.values[column.key] = _other(column, before)
                yield f"{form.title}.{column.key}", copy.deepcopy(library_from(tables))
                row.values[column.key] = before


def test_that_no_cell_can_be_altered_without_a_change_that_says_so() -> None:
    old = small()
    cells = 0
    for cell, new in _single_cells():
        cells += 1
        found = diff(old, new).changes
        assert found, cell
        assert all(c.sentence.endswith("。") and "看不出" not in c.sentence for c in found), cell
    assert cells > 300


def test_that_the_same_library_has_no_changes_however_it_is_written() -> None:
    old, again = small(), small()
    again["items"]["register"]["materials"][0]["papers"] = [list(u) for u in _material(old)["papers"]]
    again["bundles"] = dict(reversed(again["bundles"].items()))
    again["questions"]["q_agent"]["many"] = False  # said, and the same as not said
    assert diff(old, again).changes == ()


@pytest.mark.parametrize("seed", range(8))
def test_that_many_alterations_at_once_are_never_told_as_none(seed: int) -> None:
    chance = random.Random(seed)
    tables = tables_of(small(), Faults())
    for form in SHEETS:
        rows = tables[form.title].rows
        if form.own == 0 and rows and chance.random() < 0.4:
            del rows[chance.randrange(len(rows))]
        for row in rows:
            columns = [c for c in form.columns[form.keys + form.own :] if c.kind is not Kind.ID]
            for column in columns:
                if chance.random() < 0.1:
                    row.values[column.key] = _other(column, row.values.get(column.key))
    new = library_from(tables)
    assert bool(diff(small(), new).changes) == (canonical(new) != canonical(small()))
    assert bool(diff(new, small()).changes) == bool(diff(small(), new).changes)


def test_that_a_material_that_came_is_one_change_and_names_every_bundle_that_asks_for_it() -> None:
    def change(library: Library) -> None:
        library["papers"]["health"] = {**library["papers"]["drawing"], "name": "健康证明"}
        materials = library["items"]["sign_board"]["materials"]
        materials.append(_new_material(3, "健康证明", "health", when={"q_scope": ["food"]}))

    (only,) = told(change)
    assert only.sentence == "新增材料“健康证明”（原件1份，“卖什么？”答“食品”时才交）。"
    assert (only.bundles, only.item, only.material) == ((1, 2), "sign_board", "sign_board/3")
    assert (only.effect, only.added) == (Effect.MORE, True)


def test_that_a_material_that_went_is_one_change_although_those_behind_it_moved_up() -> None:
    def change(library: Library) -> None:
        del _register(library)["materials"][0]
        _material(library)["no"] = 1

    (only,) = told(change)
    assert (only.sentence, only.effect, only.removed) == ("不再要材料“申请书”。", Effect.LESS, True)


def test_that_a_renamed_material_is_renamed_and_another_one_in_its_place_is_another_one() -> None:
    assert sentences(lambda new: _material(new).update(name="登记表")) == ["材料“申请书”改名为“登记表”。"]
    swapped = sentences(lambda new: _material(new).update(name="场地证明", papers=[["drawing"]]))
    assert swapped == ["不再要材料“申请书”。", "新增材料“场地证明”（原件1份）。"]


@pytest.mark.parametrize(
    ("days", "unit", "sentence", "effect"),
    [
        (5, "working", "法定时限由20个工作日缩短为5个工作日。", Effect.LESS),
        (30, "working", "法定时限由20个工作日延长为30个工作日。", Effect.MORE),
        (25, "natural", "法定时限由20个工作日改为25个自然日。", Effect.OTHER),
        (0, "at_once", "法定时限由20个工作日缩短为当场办结。", Effect.LESS),
    ],
)
def test_that_a_time_limit_says_whether_it_is_shorter_where_that_is_known(
    days: int, unit: str, sentence: str, effect: Effect
) -> None:
    (only,) = told(lambda new: _register(new)["statutory"].update(days=days, unit=unit, text=f"{days}"))
    assert (only.sentence, only.effect) == (sentence, effect)


@pytest.mark.parametrize(
    ("change", "where", "sentence", "effect"),
    [
        (lambda new: _material(new).update(copies=2), "事项“设立登记”",
         "材料“申请书”：由原件1份改为原件2份。", Effect.MORE),
        (lambda new: _material(new).update(original_copy="复印件"), "事项“设立登记”",
         "材料“申请书”：由原件1份改为复印件1份。", Effect.LESS),
        (lambda new: _material(new, 1).pop("deferrable"), "事项“设立登记”",
         "材料“身份证件”：不再可以容缺（重新待部门核定）。", Effect.MORE),
        (lambda new: _material(new)["details"].update(defer_days=10), "事项“设立登记”",
         "材料“申请书”：容缺后补交的时间由5个工作日延长为10个工作日。", Effect.LESS),
        (lambda new: _material(new, 1).pop("when"), "事项“设立登记”",
         "材料“身份证件”：现在都交（原来只在“卖什么？”答“食品”，并且“以什么身份经营？”答“个体户”时交）。", Effect.MORE),
        (lambda new: _register(new).pop("promised"), "事项“设立登记”", "不再有承诺时限（原来是当场办结）。",
         Effect.MORE),
        (lambda new: new["papers"]["drawing"].update(shareable="yes"), "实物材料“效果图”",
         "可以共享获取，不用申请人交。", Effect.LESS),
        (lambda new: new["bundles"]["2"]["items"][0].update(when={"q_sign": ["yes"]}),
         "一件事“我要挂牌子”", "事项“门头招牌”：现在只在“挂不挂牌子？”答“挂”时办（原来都办）。", Effect.LESS),
        (lambda new: new["bundles"]["1"]["items"].pop(), "一件事“我要开小店”", "不再办事项“门头招牌”。", Effect.LESS),
        (lambda new: _register(new)["basis"].pop(), "事项“设立登记”", "设定依据去掉《演示条例》。", Effect.OTHER),
        (lambda new: new["bundles"]["1"]["refuse"].pop(), "一件事“我要开小店”",
         "去掉依法不得办的情形：“禁止”（“卖什么？”答“燃气”）。", Effect.LESS),
        (lambda new: new["questions"]["q_sign"]["options"].pop(), "情形题“挂不挂牌子？”", "去掉选项“不清楚”。",
         Effect.OTHER),
        (lambda new: new["common"].clear(), "每件事都适用",
         "不再要“委托书”、“身份证”（“谁来办？”答“代办”时才要，委托办理）。", Effect.LESS),
        (lambda new: _register(new)["details"]["fees"].update(charged="no"), "事项“设立登记”", "现在不收费。",
         Effect.LESS),
        (lambda new: _material(new)["details"].update(sample="样表.docx", size="A3"),
         "事项“设立登记”", "材料“申请书”：写上了样表文件“样表.docx”。", Effect.OTHER),
    ],
)  # fmt: skip
def test_that_what_matters_at_the_counter_has_its_own_plain_sentence(
    change: Change, where: str, sentence: str, effect: Effect
) -> None:
    first = told(change)[0]
    assert (first.where, first.sentence, first.effect) == (where, sentence, effect)


def test_that_a_bundle_that_came_or_went_is_one_change_with_all_that_only_it_holds() -> None:
    without = small()
    del without["bundles"]["1"]
    del without["items"]["register"]
    for part, key in (("questions", "q_entity"), ("questions", "q_scope"), ("papers", "form_reg")):
        del without[part][key]
    came = [c for c in diff(without, small()).changes if c.added]
    assert [c.sentence for c in came] == [
        "新增第1件事“我要开小店”，2个事项：“设立登记”、“门头招牌”；3道情形题。"
    ]
    went = [c for c in diff(small(), without).changes if c.removed]
    assert [c.sentence for c in went] == [
        "不再有第1件事“我要开小店”（原有2个事项：“设立登记”、“门头招牌”；3道情形题）。"
    ]


def test_that_a_new_item_in_two_bundles_is_one_change_for_both() -> None:
    def change(library: Library) -> None:
        library["items"]["fire"] = {**library["items"]["sign_board"], "name": "消防检查"}
        for bundle in library["bundles"].values():
            bundle["items"].append({"item": "fire", "order": 9, "why": "演示", "evidence": "KNOWN"})

    (only,) = told(change)
    assert only.sentence == "新增事项“消防检查”（演示局，材料2样：“执照”、“效果图”）。"
    assert (only.bundles, only.effect) == ((1, 2), Effect.MORE)


def test_that_another_order_of_a_list_is_one_change() -> None:
    assert sentences(lambda new: new["questions"]["q_sign"]["options"].reverse()) == [
        "选项的先后改了，内容没有变。"
    ]
    assert sentences(lambda new: _register(new)["materials"].reverse()) == ["材料的先后重排了，内容没有变。"]


def test_that_two_papers_that_became_one_are_told_as_merged() -> None:
    sheet = ["form_reg"]
    (only,) = told(lambda new: new["items"]["sign_board"]["materials"][1].update(papers=[sheet]))
    merged = "材料“效果图”：要的由“效果图”改为“登记申请书”，和同一件事里别的事项要的是同一份，只交一次。"
    assert (only.sentence, only.effect, only.paper) == (merged, Effect.LESS, "form_reg")


def test_that_what_no_bundle_reaches_touches_none() -> None:
    def change(library: Library) -> None:
        library["papers"]["spare"] = {**library["papers"]["drawing"], "name": "备用"}
        library["papers"]["id_card"]["name"] = "居民身份证"

    common, spare = told(change)
    assert (common.nowhere, spare.nowhere, spare.bundles) == (False, True, ())
    found = GuideDiff("", "", (common, spare))
    assert found.of(2) == (common,)


def test_that_a_long_text_is_told_by_what_differs_in_it() -> None:
    long = "申请人应当是演示地区的居民，并且有固定的经营场所。" * 4
    old = small()
    _register(old)["conditions"] = long
    new = copy.deepcopy(old)
    _register(new)["conditions"] = f"{long[:50]}，场所在一层{long[50:]}"
    (only,) = diff(old, new).changes
    assert "场所在一层" in only.sentence
    assert len(only.sentence) < 80


def test_that_a_draft_that_is_half_written_is_still_compared() -> None:
    def change(library: Library) -> None:
        library["bundles"]["1"]["items"].append({"item": "nobody"})
        library["items"]["sign_board"]["materials"] = "三样"

    assert "增加事项“nobody”。" in sentences(change)
    assert any(c.item == "sign_board" for c in told(change))


def _places(held: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(held, dict | list):
        for key, value in held.items() if isinstance(held, dict) else enumerate(held):
            yield from _places(value, (*path, key))


def test_that_no_draft_however_damaged_makes_the_comparison_fall() -> None:
    chance = random.Random(4)
    places = [path for path in _places(small()) if len(path) > 1]
    for path in chance.sample(places, 80):
        new = small()
        held: Any = new
        for step in path[:-1]:
            held = held[step]
        held[path[-1]] = chance.choice(["x", 3, [], {}, ["a"], [{}], {"q": ["b"]}, None])
        assert diff(small(), new).changes or canonical(new) == canonical(small()) or held[path[-1]] is None
        diff(new, small())


def test_that_a_form_with_another_content_is_a_change_although_no_cell_differs() -> None:
    old, new = AttachedFile("表.docx", "a" * 64, 1), AttachedFile("表.docx", "b" * 64, 1)
    (only,) = diff(small(), small(), ((old,), (new,))).changes
    assert (only.sentence, only.material) == ("材料“申请书”：空白表格“表.docx”换了新的文件。", "register/1")
    assert diff(small(), small(), ((old,), (old,))).changes == ()
    old, new = AttachedFile("样本.pdf", "a" * 64, 1), AttachedFile("样本.pdf", "b" * 64, 1)
    (only,) = diff(small(), small(), ((old,), (new,))).changes
    assert only.sentence == "办理结果“营业执照”的样本“样本.pdf”换了新的文件。"


def test_that_changes_come_bundle_by_bundle_and_know_their_versions() -> None:
    new = small()
    _material(new)["copies"] = 3
    new["bundles"]["2"]["note"] = "新"
    new["common_hints"][0]["text"] = "请预约"
    found = diff(small(), new)
    assert [c.bundles for c in found.changes] == [(), (1,), (2,)]
    assert (found.old, found.new) == (version_of(small()), version_of(new))
    assert (len(found.of(1)), len(found.of(2)), found.bundles) == (2, 2, (1, 2))
    assert effects(found.changes) == (1, 0)


def test_that_the_shipped_guide_is_compared_in_a_moment() -> None:
    old = library_of(GuideShelf(GUIDES).guide())
    new = copy.deepcopy(old)
    for item in new["items"].values():
        item["statutory"]["text"] += "（演示）"
        for material in item["materials"]:
            material["copies"] += 1
    start = time.perf_counter()
    found = diff(old, new).changes
    assert time.perf_counter() - start < 3  # measured: 0.3
    assert len(found) > 400
    assert diff(old, copy.deepcopy(old)).changes == ()


def test_that_a_bundle_that_came_or_went_tells_what_is_inside_without_counting_it() -> None:
    without = small()
    del without["bundles"]["1"]
    (came,) = (c for c in diff(without, small()).changes if c.added and c.bundles == (1,))
    (gone,) = (c for c in diff(small(), without).changes if c.removed and c.bundles == (1,))
    assert came.inside == gone.inside
    lines = [(one.depth, one.sentence) for one in came.inside]
    assert lines[0] == (0, "情形题1：以什么身份经营？（个体户／公司）")
    assert (1, "材料1：申请书（原件1份）") in lines  # an item that was there before is told with it
    assert any(depth == 0 and "时才办" in words for depth, words in lines)
    assert any(words.startswith("依法不得办") for _, words in lines)
    assert any(words.startswith("提示") for _, words in lines)


def test_that_an_item_unfolds_and_hundreds_do_not() -> None:
    def add(library: Library, many: int) -> None:
        for n in range(many):
            library["items"][f"new_{n}"] = copy.deepcopy(_register(library))

    (only,) = told(lambda library: add(library, 1))
    assert [one.sentence for one in only.inside][1] == "材料1：申请书（原件1份）"
    assert all(not one.inside for one in told(lambda library: add(library, 101)))
