"""Catch-all words are found whatever they are called, and a proper name is not taken for one (办法第十条（一）)."""

from __future__ import annotations

import pytest

from counter.domain.authoring.lint.vague_words import PROPER, vague_in


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("营业执照或其他主体资格证明", "其他"),
        ("其它证明", "其它"),
        ("有关管理制度目录", "有关"),
        ("经营场所使用证明（相关文件）", "相关"),
        ("身份证、户口簿等材料", "等材料"),
        ("诊断证明等佐证材料", "等佐证材料"),
        ("结婚证、离婚证等", "等"),
        ("婚姻状况证明（结婚证、离婚证等）", "等"),
        ("公安机关等", "等"),
        ("必要的说明", "必要的"),
        ("必要时提交", "必要时"),
        ("视情况提供", "视情况"),
        ("按要求提供", "按要求提供"),
        ("主管部门认为需要的证明", "认为需要"),
        ("法律法规另有规定的材料", "另有规定"),
        ("各类证明", "各类证明"),
        ("所需材料", "所需材料"),
        ("相应的材料", "相应的材料"),
        ("有相应情况时", "相应情况"),
        ("身份证等等", "等等"),
        ("学历、职称之类", "之类"),
        ("有关部门出具的《食品安全法》有关说明", "有关"),
    ],
)
def test_that_a_catch_all_is_found(text: str, word: str) -> None:
    found = vague_in(text)
    assert [vague.word for vague in found] == [word]
    assert found[0].open


@pytest.mark.parametrize(
    "text",
    [
        "法人或者其他组织资质证明",
        "执业药师或其他药学技术人员资格证书",
        "其他卫生技术人员名录",
        "《关于加强有关工作的通知》规定的表格",
        "《医疗机构管理条例》等" + "级评审表",
        "等级医院评审表",
        "高等学校毕业证书",
        "中等专业学校毕业证",
        "初等教育证明",
        "二等奖证书",
        "甲等证明",
        "同等学力证明",
        "有利害关系业主同意将住宅改为经营性用房的证明",
        "没有关联关系的声明",
        "所有关税缴款书",
        "相关性分析报告",
        "营业执照",
        "房屋租赁合同",
        "",
    ],
)
def test_that_a_proper_name_is_no_catch_all(text: str) -> None:
    assert vague_in(text) == ()


@pytest.mark.parametrize("name", PROPER)
def test_that_a_category_of_the_law_is_no_catch_all(name: str) -> None:
    assert vague_in(f"法人或者{name}证明") == ()


@pytest.mark.parametrize(
    "text",
    [
        "治安、防火、防盗等安全管理制度",
        "购车发票等机动车来历证明",
        "相关税费缴纳凭证（契税完税或减免税凭证）",
    ],
)
def test_that_a_list_with_a_head_of_its_own_is_only_a_remark(text: str) -> None:
    assert [vague.open for vague in vague_in(text)] == [False]


def test_that_every_catch_all_of_a_text_is_told_once() -> None:
    found = vague_in("其他材料、有关证明、其他文件等")
    assert [vague.word for vague in found] == ["其他", "有关", "等"]
