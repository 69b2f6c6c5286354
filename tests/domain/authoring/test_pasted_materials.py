"""A pasted list is read as far as its words go, and whoever pastes sees what became of every line."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.authoring.pasted.materials import LONGEST, PastedLine, read_lines
from counter.domain.errors import BadInput
from counter.domain.guide.copies_required import read as read_wanted

GUIDES = Path(__file__).resolve().parents[3] / "resources" / "guides"


def _only(text: str) -> PastedLine:
    (line,) = read_lines(text)
    return line


@pytest.mark.parametrize(
    ("text", "name", "original_copy", "copies"),
    [
        ("1．营业执照复印件2份", "营业执照", "复印件", 2),
        ("2.身份证原件及复印件各1份", "身份证", "原件和复印件", 1),
        ("（三）经营场所使用证明（原件核验，收复印件）", "经营场所使用证明", "原件和复印件", 1),
        ("5、从业人员健康证明 复印件 1份", "从业人员健康证明", "复印件", 1),
        ("申请人身份证（原件及复印件1份，原件核对后退回）", "申请人身份证", "原件和复印件", 1),
        ("身份证复印件（核对原件）", "身份证", "原件和复印件", 1),
        ("户口簿原件（查验）", "户口簿", "原件（查验）", 1),
        ("⑩体检报告（原件）", "体检报告", "原件", 1),
        ("结婚证原件或复印件一份", "结婚证", "原件或复印件", 1),
        ("立项批复原件或电子版", "立项批复", "原件或电子", 1),
        ("申请表一式三份", "申请表", "原件", 3),
        ("２、公司章程（股东签字、盖章）\u3000原件１份", "公司章程（股东签字、盖章）", "原件", 1),
        ("\u200b7、卫生许可证\u00a0复印件", "卫生许可证", "复印件", 1),
        ("近期免冠2寸照片2张", "近期免冠2寸照片", "原件", 2),
        ("2寸照片", "2寸照片", "原件", 1),
        ("一寸照片十二张", "一寸照片", "原件", 12),
        ("1.1 申请报告", "申请报告", "原件", 1),
        ("☑ 企业名称预先核准通知书", "企业名称预先核准通知书", "原件", 1),
        ("电子版照片", "照片", "电子", 1),
        ("营业执照正副本原件及复印件", "营业执照正副本", "原件和复印件", 1),
    ],
)
def test_that_originals_copies_and_their_number_leave_the_name(
    text: str, name: str, original_copy: str, copies: int
) -> None:
    line = _only(text)
    assert (line.name, line.original_copy, line.copies) == (name, original_copy, copies)
    read_wanted(line.original_copy, line.copies)


def test_that_what_the_words_do_not_say_is_told_as_taken_for_granted() -> None:
    assert _only("营业执照").assumed == ("没有写原件还是复印件，先按原件", "没有写份数，先按1份")
    assert _only("营业执照复印件").assumed == ("没有写份数，先按1份",)
    assert _only("营业执照原件1份").assumed == ()
    assert _only("房产证和土地证复印件各1份").assumed == ("像是几样材料写在一行，请看要不要分开",)


def test_that_forms_issuers_deferring_sizes_and_cases_find_their_places() -> None:
    form = _only("④食品经营许可申请书（空白表见附件）")
    assert (form.name, form.form) == ("食品经营许可申请书", True)
    assert _only("符合规定的承诺").form is False
    report = _only("6、身份证明（由公安机关出具），复印件一式三份")
    assert (report.name, report.issuer, report.copies) == ("身份证明", "公安机关", 3)
    plan = _only("9. 房屋平面图 A4纸打印 1份（可容缺）")
    assert (plan.name, plan.size, plan.deferrable) == ("房屋平面图", "A4", "yes")
    assert _only("验资报告（不可容缺）").deferrable == "no"
    behalf = _only("7.授权委托书（委托他人办理的）原件1份")
    assert (behalf.name, behalf.condition, behalf.original_copy) == ("授权委托书", "委托他人办理的", "原件")
    other = _only("委托代理人办理的，还需提供代理人身份证复印件")
    assert (other.name, other.condition) == ("代理人身份证", "委托代理人办理的")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("   ", "空行"),
        ("- 3 -", "页码"),
        ("第 2 页 共 5 页", "页码"),
        ("申请材料清单", "小标题"),
        ("（一）个体工商户提交以下材料：", "小标题"),
        ("备注：以上复印件均需加盖公章。", "不是材料，是说明"),
        ("联系电话：0482-1000000", "不是材料，是说明"),
        ("以上材料均需加盖公章", "不是材料，是说明"),
        ("身份证明（免提交，数据共享）", "写着不用提交"),
        ("8、其他有关材料", "笼统的说法，要写明是什么材料"),
        ("法律、法规规定的其他材料。", "笼统的说法，要写明是什么材料"),
        ("、，；", "没有材料名称"),
        ("长" * 501, "太长，像一段文章，请分成几行"),
    ],
)
def test_that_what_is_no_material_is_passed_over_with_the_reason(text: str, why: str) -> None:
    assert _only(text).skipped == why


def test_that_a_table_is_read_by_its_headings_in_any_order() -> None:
    head, licence, form, plan, card = read_lines(
        "备注\t序号\t材料名称\t份数\t材料形式\t出具单位\n"
        "可容缺\t1\t营业执照\t2\t复印件\t市场监督管理局\n"
        "空白表见附件\t2\t申请书\t1份\t原件\t申请人填写\n"
        'A4\t3\t"主要设备\n设施布局"\t一式两份\t原件\t\n'
        "委托办理的\t4\t身份证\t1\t原件和复印件\t公安机关"
    )
    assert head.skipped == "表头"
    assert (licence.name, licence.original_copy, licence.copies, licence.deferrable) == (
        "营业执照",
        "复印件",
        2,
        "yes",
    )
    assert (form.form, form.issuer, form.left) == (True, "申请人填写", ())
    assert (plan.name, plan.copies, plan.size) == ("主要设备设施布局", 2, "A4")
    assert (card.original_copy, card.issuer, card.condition) == ("原件和复印件", "公安机关", "委托办理的")


def test_that_the_national_table_is_read_and_what_has_no_place_keeps_its_heading() -> None:
    heads = (
        "序号 材料名称 材料必要性 材料类型 材料形式 来源渠道 来源渠道说明 纸质材料份数 纸质材料规格 受理标准 "
        "是否支持容缺受理 空白表格"
    )
    rows = (
        "1 申请书 必要 原件 纸质和电子化 申请人自备  2份 A4纸 填写完整，签字盖章 否 下载",
        "2 营业执照 非必要 复印件 纸质 政府部门核发 市场监督管理部门 1 A4 在有效期内 是 /",
    )
    _, form, licence = read_lines("\n".join("\t".join(row.split(" ")) for row in (heads, *rows)))
    assert (form.copies, form.medium, form.size, form.form, form.deferrable) == (
        2,
        "纸质和电子",
        "A4",
        True,
        "no",
    )
    assert form.left == ("受理标准：填写完整，签字盖章",)
    assert (licence.original_copy, licence.issuer, licence.deferrable) == (
        "复印件",
        "市场监督管理部门",
        "yes",
    )
    assert "材料必要性：非必要" in licence.left


def test_that_sentences_of_a_law_become_materials_with_their_cases() -> None:
    lines = read_lines(
        "2、营业执照或者其他主体资格证明文件复印件(1份，核对原件)；\n"
        "6、申请人委托他人办理申请的，代理人应当提交授权委托书以及代理人的身份证明文件。\n"
        "7.利用自动售货设备从事食品销售的，还应当提交产品合格证明\n"
        "⑴户口本（户主页）原件和复印件 ⑵结婚证\n"
        "企业法人营业执照（副本）原件及加盖公章的复印件\n"
        "学历证书（原件扫描上传）\n"
        "A4纸打印的《申请报告》 1式3份"
    )
    assert [(line.name, line.original_copy, line.condition) for line in lines] == [
        ("营业执照或者其他主体资格证明文件", "原件和复印件", ""),
        ("授权委托书以及代理人的身份证明文件", "原件", "申请人委托他人办理申请的"),
        ("产品合格证明", "原件", "利用自动售货设备从事食品销售的"),
        ("户口本（户主页）", "原件和复印件", ""),
        ("结婚证", "原件", ""),
        ("企业法人营业执照（副本）", "原件和复印件", ""),
        ("学历证书", "电子", ""),
        ("申请报告", "原件", ""),
    ]
    assert lines[-1].copies == 3


def test_that_a_table_without_headings_is_read_by_what_its_cells_hold() -> None:
    tabs, blanks, counted = read_lines(
        "1\t房产证\t复印件1份\t双面\n2   健康证明   原件   1\n3\t营业执照\t复印件\t2份\t公安局\n"
    )[:3]
    assert (tabs.name, tabs.original_copy, tabs.left) == ("房产证", "复印件", ("双面",))
    assert (blanks.name, blanks.original_copy, blanks.copies) == ("健康证明", "原件", 1)
    assert (counted.name, counted.copies, counted.issuer) == ("营业执照", 2, "公安局")


def test_that_counts_of_originals_and_of_copies_stand_in_columns_of_their_own() -> None:
    _, card, book = read_lines(
        "材料名称\t原件份数\t复印件份数\t介质\n身份证\t1\t2\t纸质\n户口本\t/\t1\t纸质、电子"
    )
    assert (card.original_copy, card.copies, card.medium) == ("原件和复印件", 2, "纸质")
    assert (book.original_copy, book.copies, book.medium) == ("复印件", 1, "纸质和电子")


def test_that_the_same_material_twice_is_taken_once() -> None:
    first, second = read_lines("身份证复印件1份\n5、身份证（复印件）")
    assert first.taken
    assert second.skipped == "与第1行是同一样材料"


def test_that_a_line_that_may_belong_to_the_one_above_is_doubted() -> None:
    first, rest, *_ = read_lines("1.设备布局图和操作流程\n等文件复印件1份\n2.营业执照\n3.身份证\n")
    assert "前面没有序号，也许是上一行没写完的" in rest.assumed
    assert not any("没写完" in word for word in first.assumed)
    assert all("没写完" not in word for line in read_lines("营业执照\n身份证\n照片") for word in line.assumed)


def test_that_a_book_is_no_list() -> None:
    with pytest.raises(BadInput, match="太长"):
        read_lines("材" * (LONGEST + 1))
    with pytest.raises(BadInput, match="太多"):
        read_lines("材料\n" * 600)


def test_that_every_name_of_the_shipped_guide_survives_its_wording() -> None:
    items = json.loads((GUIDES / "items.json").read_text("utf-8"))
    names = dict.fromkeys(material["name"] for item in items.values() for material in item["materials"])
    for suffix, wording in (
        ("复印件1份", "复印件"),
        ("（原件）", "原件"),
        ("", "原件"),
        (" 原件及复印件各2份", "原件和复印件"),
    ):
        read = read_lines("\n".join(f"{n}.{name}{suffix}" for n, name in enumerate(names, 1)))
        assert [line.name for line in read] == list(names)
        assert {line.original_copy for line in read} == {wording}


_PIECES = (
    "原件", "复印件", "1份", "各", "（", "）", "及", "、", "核对", "由", "出具", "的", "|", '"', "可容缺", "一式两份",
    "A4", "序号", "名称", "①", "1.", "身份证", "表", "：", "空白表", "电子", "\t", "  ", "\n", "\u200b", "9" * 30,
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)))
def test_that_no_text_makes_it_fall_and_no_material_is_without_a_name(text: str) -> None:
    for line in read_lines(text):
        assert line.taken == bool(line.name.strip()) or line.skipped
        read_wanted(line.original_copy, line.copies)
        assert 1 <= line.copies <= 100


def _spent(piece: str, times: int) -> float:
    """Seconds of this process's own work, the least of three: how busy the machine is does not count."""
    text = "\n".join([piece * times] * 20)
    spent = []
    for _ in range(3):
        begun = time.process_time()
        read_lines(text)
        spent.append(time.process_time() - begun)
    return min(spent)


@pytest.mark.parametrize("piece", ["原件", "（", "由", "复印件、", "的", "1份", " ", "一"])
def test_that_a_line_twice_as_long_never_takes_many_times_as_long(piece: str) -> None:
    """A pattern that tries every way to read a line would: twice the length, thousands of times the work."""
    most = 500 // len(piece)
    assert _spent(piece, most) < 10 * _spent(piece, most // 2) + 0.01


def test_that_an_offices_page_with_its_noise_reads_as_the_materials_it_lists() -> None:
    page = """××市市场监督管理局            办事材料一次性告知

小餐饮店备案登记所需材料
1．小餐饮备案申请表（原件，一式三份，须经营者签字）；
2．经营者身份证（复印件核验原件）；
3．从业人员健康证明复印件１份；
4．房屋租赁合同复印件（经营场所为租赁的提供）；
5．房屋所有权人身份证复印件（经营场所为租赁的提供）。
第 1 页 共 1 页"""
    taken = [line for line in read_lines(page) if line.taken]
    assert [(line.name, line.original_copy, line.copies, line.condition) for line in taken] == [
        ("小餐饮备案申请表（须经营者签字）", "原件", 3, ""),
        ("经营者身份证", "原件和复印件", 1, ""),
        ("从业人员健康证明", "复印件", 1, ""),
        ("房屋租赁合同", "复印件", 1, "经营场所为租赁的提供"),
        ("房屋所有权人身份证", "复印件", 1, "经营场所为租赁的提供"),
    ]
