"""What differs between two versions of the guide: each kind of change in its own words, at its own place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from counter.domain.guide.diff.change import Effect
from counter.domain.guide.diff.diff import diff
from counter.domain.guide.entries import Library
from tests.guide_files import small

Change = Callable[[Library], object]


def register(library: Library) -> Any:
    """The item with everything filled in."""
    return library["items"]["register"]


def material(library: Library) -> Any:
    """Its first material."""
    return register(library)["materials"][0]


def _spare(library: Library) -> None:
    """A paper that nobody asks for, one that bears another's name, and a material that may come later."""
    drawing = library["papers"]["drawing"]
    library["papers"] |= {"spare": {**drawing, "name": "备用"}, "twin": dict(drawing)}
    material(library)["later"] = {"when": {"q_scope": ["food"]}, "note": "办好再交"}


@pytest.mark.parametrize(
    ("change", "sentence", "effect", "bundles"),
    [
        (lambda new: register(new)["details"]["visits"].update(count=2), "到现场由0次改为2次。", Effect.MORE, (1,)),
        (lambda new: register(new)["details"]["visits"].pop("count"), "到现场：次数没有写。", Effect.OTHER, (1,)),
        (lambda new: new["questions"]["q_sign"]["options"][0].update(label="挂牌"), "选项由“挂”改为“挂牌”。",
         Effect.OTHER, (1, 2)),
        (lambda new: new["questions"]["q_sign"]["options"][0].update(tip="好"),
         "选项“挂”：写上了选中后告诉申请人：“好”。", Effect.OTHER, (1, 2)),
        (lambda new: new["questions"]["q_sign"]["options"][0].update(label="挂牌", tip="好"),
         "选项“挂牌”：选项由“挂”改为“挂牌”；写上了选中后告诉申请人：“好”。", Effect.OTHER, (1, 2)),
        (lambda new: new["papers"].pop("spare"), "不再有实物材料“备用”（没有哪样材料用到）。", Effect.OTHER, ()),
        (lambda new: new["papers"]["drawing"].update(proves_subject=True), "现在算证明主体资格的材料。",
         Effect.OTHER, (1, 2)),
        (lambda new: new["papers"]["form_reg"].update(never_kept=True), "查验后当场退还，不再收存。",
         Effect.LESS, (1,)),
        (lambda new: new["papers"]["id_card"].pop("never_kept"), "不再当场退还。", Effect.MORE, ()),
        (lambda new: register(new)["statutory"].update(text="尽快", days=None, unit=None),
         "法定时限由20个工作日改为“尽快”（没有写明几天）。", Effect.OTHER, (1,)),
        (lambda new: register(new)["statutory"].update(unit=None),
         "法定时限由20个工作日改为“20个工作日”（没有写明几天）。", Effect.OTHER, (1,)),
        (lambda new: register(new)["statutory"].update(text="当场", days=None, unit="at_once"),
         "法定时限由20个工作日缩短为当场办结。", Effect.LESS, (1,)),
        (lambda new: register(new)["promised"].update(evidence="FOUND"),
         "承诺时限依据程度由一般了解改为读到原文。", Effect.OTHER, (1,)),
        (lambda new: new["items"]["sign_board"]["materials"][1].update(papers=[["twin"]]),
         "材料“效果图”：要的由“效果图（drawing）”改为“效果图（twin）”。", Effect.OTHER, (1, 2)),
        (lambda new: material(new)["later"].update(note="以后交"),
         "材料“申请书”：以后交的说明由“办好再交”改为“以后交”。", Effect.OTHER, (1,)),
        (lambda new: material(new)["later"].update(when="always"),
         "材料“申请书”：现在都以后再交（原来只在“卖什么？”答“食品”时以后再交）。", Effect.LESS, (1,)),
        (lambda new: material(new).update(original_copy="复印件", copies=3),
         "材料“申请书”：由原件1份改为复印件3份。", Effect.OTHER, (1,)),
        (lambda new: register(new)["basis"].__setitem__(0, ["演示法", "第九条", "FOUND"]),
         "设定依据由《演示法》第一条改为《演示法》第九条。", Effect.OTHER, (1,)),
        (lambda new: register(new)["basis"].__setitem__(0, ["演示法", "第一条", "KNOWN"]),
         "设定依据《演示法》第一条：依据程度由读到原文改为一般了解。", Effect.OTHER, (1,)),
        (lambda new: register(new)["basis"].reverse(), "设定依据的先后改了，内容没有变。", Effect.OTHER, (1,)),
        (lambda new: register(new)["statutory"].update(days=5, text="5", basis="演示条例"),
         "法定时限由20个工作日缩短为5个工作日；写上了依据：“演示条例”。", Effect.LESS, (1,)),
        (lambda new: register(new).pop("conditions"), "不再写办理条件（原来是“年满十八岁／有场所”）。",
         Effect.OTHER, (1,)),
        (lambda new: new["questions"]["q_sign"]["options"][0].update(neutral=True),
         "选项“挂”：现在是“不加任何事项材料”。", Effect.OTHER, (1, 2)),
        (lambda new: new["papers"].update(more={**new["papers"]["spare"], "name": "还有"}),
         "新增实物材料“还有”（没有哪样材料用到）。", Effect.OTHER, ()),
        (lambda new: new["items"]["sign_board"]["materials"].append(
            {**new["items"]["sign_board"]["materials"][1], "no": 3, "name": "样品", "original_copy": "复印件"}),
         "新增材料“样品”（复印件1份）。", Effect.MORE, (1, 2)),
        (lambda new: (new["items"].pop("register"), new["bundles"]["1"]["items"].pop(0)),
         "不再有事项“设立登记”（演示局，材料2样：“申请书”、“身份证件”）。", Effect.LESS, (1,)),
        (lambda new: new["switches"].update(more={"text": "新规定", "evidence": "FOUND"}),
         "新增本地规定“新规定”（默认关着）。", Effect.OTHER, ()),
        (lambda new: new["switches"].clear(), "不再有本地规定“挂牌子要许可”（默认打开）。", Effect.OTHER, (1,)),
    ],
)  # fmt: skip
def test_that_each_kind_of_change_is_told_in_its_own_words_and_place(
    change: Change, sentence: str, effect: Effect, bundles: tuple[int, ...]
) -> None:
    old, new = small(), small()
    for library in (old, new):
        _spare(library)
    change(new)
    (only,) = diff(old, new).changes
    assert (only.sentence, only.effect, only.bundles) == (sentence, effect, bundles)
