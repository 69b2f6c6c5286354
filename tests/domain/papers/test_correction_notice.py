"""The correction notice: once, whole, in writing, with standard, deadline and consequence of its class (L3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from counter.domain.document.document import PaperKind, Paragraph
from counter.domain.guide.model import ProcedureClass, TimeUnit
from counter.domain.hall.jurisdiction import Jurisdiction, Lapse, Term
from counter.domain.papers.compose import compose
from counter.domain.papers.parts.context import DecidedItem, PaperContext
from counter.domain.papers.parts.qr_essentials import read_essentials
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Due, Gap
from tests.paper_cases import OTHERS, contexts, one, seen, tables, text, with_class
from tests.settings import setting

MISSING = Brought(MaterialState.MISSING)
DEFERRED = Brought(MaterialState.DEFERRED)
DEADLINE = date(2026, 12, 4)
FOOD, SHOP = "小餐饮店登记（内蒙古）", "个体工商户设立登记"


def defective(note: str) -> Brought:
    return Brought(MaterialState.DEFECTIVE, original_seen=True, copies=1, note=note)


def notice(brought: dict[str, Brought], bundle: int = 8, given: Any = None, **more: Any) -> PaperContext:
    answers = {} if given is None else {"given": given}
    return one(PaperKind.CORRECTION_NOTICE, bundle, **answers, brought=brought, **more)


def under(context: PaperContext, **rule: Any) -> PaperContext:
    """The same notice under another rule of the place."""
    place: Jurisdiction = context.jurisdiction
    return replace(context, jurisdiction=replace(place, correction=replace(place.correction, **rule)))


PLAN = notice({"floor_plan": defective("未标注操作间与就餐区的分隔"), "health_certs": MISSING})
BOTH = notice(
    {"id_card_operator": MISSING, "f_mkt_individual": MISSING, "health_certs": MISSING}, organ="市场"
)
RETURNED = notice({"f_mkt_individual": defective("经营范围未填写")})


def test_that_it_opens_with_who_asked_for_what_and_when() -> None:
    document = compose(PLAN)
    said = text(document)
    assert document.addressee == "巴图吉雅："
    assert said.startswith(f"你于2026年11月20日就“我要开小餐馆（50平方米以下）”中的“{FOOD}”提出申请。")
    assert "经审查，下列材料不齐全或者不符合法定形式，现将全部补正内容一次性告知。" in said


def test_that_every_gap_has_its_reason_and_its_standard() -> None:
    assert tables(compose(PLAN))[0].rows == (
        ("1", "场所平面（布局）图", "未标注操作间与就餐区的分隔", "更正后重新提交：原件1份"),
        ("2", "从业人员健康证明", "未提交", "复印件1份（每人1份）"),
    )


def test_that_a_paper_of_several_items_stands_once_with_the_items_named() -> None:
    table = tables(compose(BOTH))[0]
    cards = [row for row in table.rows if "身份证件" in row[1]]
    assert [row[4] for row in cards] == [f"{SHOP}、{FOOD}"]
    assert len(table.rows) == 3


def test_that_too_few_copies_are_told_by_how_many() -> None:
    decided = PLAN.decided_items[0]
    short = Gap("x", "从业人员健康证明", "short", "从业人员健康证明还差2份", "复印件3份")
    context = replace(
        PLAN, decided_items=(DecidedItem(decided.item, replace(decided.verdict, gaps=(short,))),)
    )
    assert tables(compose(context))[0].rows[0][1:] == (
        "从业人员健康证明",
        "份数不足，还差2份",
        "补足：复印件3份",
    )


def test_that_the_deadline_is_the_verdicts_and_stands_in_the_code_too() -> None:
    document = compose(PLAN)
    assert {d.verdict.due.day for d in PLAN.decided_items if d.verdict.due} == {DEADLINE}
    assert "请在2026年12月4日（含当日）前，把下面2种材料补到本窗口。" in text(document)
    assert read_essentials(document.qr).deadline == DEADLINE


def test_that_what_by_when_and_what_else_stand_before_the_list_in_this_order() -> None:
    body = compose(PLAN).body
    words = [block.text if isinstance(block, Paragraph) else "（清单）" for block in body]
    table = words.index("（清单）")
    deadline = next(n for n, said in enumerate(words) if said.startswith("请在2026年12月4日"))
    otherwise = next(n for n, said in enumerate(words) if said.startswith("到期没有补齐的"))
    assert 0 < deadline < otherwise < table
    first = body[deadline]
    assert isinstance(first, Paragraph)
    assert first.strong


def test_that_items_with_different_days_each_have_theirs_in_the_list() -> None:
    both = under(BOTH, returned=())
    days = {SHOP: date(2026, 12, 4), FOOD: date(2026, 12, 11)}
    decided_items = tuple(
        replace(d, verdict=replace(d.verdict, due=Due(days[d.item.name], False, "")))
        for d in both.decided_items
    )
    document = compose(replace(both, decided_items=decided_items))
    assert "请按表里写明的日期，把下面3种材料补到本窗口，最早的是2026年12月4日（含当日）前。" in text(
        document
    )
    rows = {row[1]: row[4] for row in tables(document)[0].rows}
    assert rows["从业人员健康证明"] == f"{FOOD}：2026年12月11日（含当日）前"
    card = next(said for name, said in rows.items() if "身份证件" in name)
    assert card == f"{SHOP}：2026年12月4日（含当日）前；{FOOD}：2026年12月11日（含当日）前"


def test_that_no_other_window_and_no_post_is_promised_unless_the_place_says_so() -> None:
    place = PLAN.jurisdiction.at_hall("0482-1", "兴安路1号", "")
    quiet = text(compose(replace(PLAN, jurisdiction=place)))
    assert "任一" not in quiet
    assert "邮寄" not in quiet
    wording = {**place.wording, "bring_to": "任一政务服务窗口", "by_post": "也可以邮寄至"}
    said = text(compose(replace(PLAN, jurisdiction=replace(place, wording=wording))))
    assert "补到任一政务服务窗口，也可以邮寄至兴安路1号。" in said


def test_that_an_older_profile_which_does_not_know_the_word_sends_nobody_to_another_window() -> None:
    wording = {k: v for k, v in PLAN.jurisdiction.wording.items() if k != "bring_to"}
    said = text(compose(replace(PLAN, jurisdiction=replace(PLAN.jurisdiction, wording=wording))))
    assert "补到本窗口。" in said


def test_that_the_period_counts_from_service_and_a_later_service_makes_the_paper_anew() -> None:
    said = text(compose(PLAN))
    assert "期限自送达次日起计算（10个工作日，天数待部门核定）" in said
    assert "不在落款当日送达的，换发本通知书" in said


def test_that_a_settled_period_is_not_called_open() -> None:
    term = Term(10, TimeUnit.WORKING, None, settled=True)
    document = compose(under(PLAN, term=term, settled=True))
    assert "（10个工作日）" in text(document)
    assert "放弃申请处理（待部门核定）" not in text(document)


def test_that_the_day_all_is_in_is_the_day_of_acceptance() -> None:
    assert "全部补齐之日为受理之日，办理时限从受理次日起计算" in text(compose(PLAN))


def test_that_a_serial_item_is_not_promised_acceptance_before_the_one_it_waits_for() -> None:
    assert f"（要等“{SHOP}”办结的，不早于办结之日）" in text(compose(BOTH))
    assert "不早于" not in text(compose(PLAN))


@pytest.mark.parametrize(
    ("lapse", "words"),
    [
        (Lapse.ABANDONED, "决定是否按放弃申请处理（待部门核定）"),
        (Lapse.RETURNED, "决定是否退件、退还申请材料（待部门核定）"),
        (Lapse.REFUSE, "决定是否不予受理并出具书面决定（待部门核定）"),
    ],
)
def test_that_what_follows_is_the_organs_decision_and_nobody_elses(lapse: Lapse, words: str) -> None:
    said = text(compose(under(PLAN, lapse=lapse)))
    assert f"到期没有补齐的，由乌兰浩特市市场监督管理局{words}，不自动生效" in said
    assert "可以重新申请" in said


@pytest.mark.parametrize("lapse", list(Lapse))
def test_that_a_company_refuses_nobody(lapse: Lapse) -> None:
    said = text(compose(under(with_class(PLAN, ProcedureClass.ENTERPRISE_SERVICE), lapse=lapse)))
    assert "按其公开的服务规定处理" in said
    assert "不予" not in said
    assert "受理之日" not in said
    assert "依据" not in said
    assert "经审查" not in said


def test_that_a_licence_cites_the_licensing_law_and_the_places_own_rule() -> None:
    said = text(compose(PLAN))
    assert "《中华人民共和国行政许可法》第三十二条第一款第四项" in said
    assert "《兴安盟政务服务标准化管理办法》第十六条第二项" in said


@pytest.mark.parametrize("procedure", OTHERS)
def test_that_no_other_class_is_corrected_under_the_licensing_law(procedure: ProcedureClass) -> None:
    said = text(compose(with_class(PLAN, procedure)))
    assert "行政许可" not in said
    company = procedure is ProcedureClass.ENTERPRISE_SERVICE
    assert ("标准化管理办法" in said) is not company  # 办法第六条：企业自己的服务不在内


def test_that_form_by_law_is_said_only_where_a_law_asks_for_it() -> None:
    assert "法定形式" in text(compose(with_class(PLAN, ProcedureClass.REGISTRATION)))
    assert "法定形式" not in text(compose(with_class(PLAN, ProcedureClass.BENEFIT)))


def test_that_a_returned_filing_ends_here_without_a_deadline() -> None:
    document = compose(RETURNED)
    said = text(document)
    assert "含当日" not in said
    assert "期限自送达" not in said
    assert "放弃申请" not in said
    assert "下面1种材料补齐后，随时可以重新申请，没有期限。" in said
    assert "本次申请到此结束；重新申请时，连同退还的材料一起交；其他事项不受影响" in said
    assert read_essentials(document.qr).deadline is None


def test_that_a_returned_filing_has_its_own_basis() -> None:
    said = text(compose(RETURNED))
    assert "《中华人民共和国市场主体登记管理条例》第十九条" in said
    assert "行政许可法" not in said


def test_that_returned_papers_are_named_and_what_others_need_stays() -> None:
    said = text(compose(RETURNED))
    assert "按规定退还个体工商户登记（备案）申请书" in said
    assert (
        "身份证件（复印件）其他事项要用，留在窗口，重新申请时不用再交" in said
    )  # L12: never the card itself
    assert "除上列材料和退还的材料外，不需要提交其他任何材料" in said


def test_that_one_notice_holds_both_ways_apart() -> None:
    said = text(compose(BOTH))
    assert f"请在2026年12月4日（含当日）前，把下面“{FOOD}”的2种材料补到本窗口。" in said
    assert f"下面“{SHOP}”的2种材料补齐后，随时可以重新申请，没有期限。" in said
    assert f"“{SHOP}”按规定退还" in said
    assert "市场主体登记管理条例" in said
    assert "行政许可法" in said


def test_that_it_is_also_the_receipt_of_what_was_taken_in() -> None:
    said = text(compose(seen(PLAN)))
    for handed in PLAN.handed:
        if handed.state is MaterialState.RECEIVED:
            assert handed.line.name in said
    assert "场所平面（布局）图（须更正，收1份，已核原件）" in said
    assert "请当场取回身份证件等原件，本窗口不留存" in said


def test_that_it_promises_that_nothing_else_will_be_asked() -> None:
    assert "除上列材料外，不需要提交其他任何材料。" in text(compose(PLAN))


def test_that_the_promise_leaves_out_what_is_only_due_later() -> None:
    first = PLAN.handed[0]
    later = replace(PLAN, handed=(replace(first, brought=Brought(MaterialState.LATER)), *PLAN.handed[1:]))
    said = text(compose(later))
    assert f"现在不用交的：{first.line.name}" in said
    assert "除上列材料外，这次不需要提交其他任何材料" in said


def test_that_a_deferrable_paper_beside_a_main_one_is_told_too() -> None:
    context = notice({"food_small_workshop_5": DEFERRED, "health_certs": MISSING}, 29, {})
    rows = {row[1]: row for row in tables(compose(context))[0].rows}
    assert rows["主要设备设施清单（食品小作坊登记）"][2] == "未提交，签承诺书后可以后补"
    assert "可以签书面承诺，先受理、后补交" in text(compose(context))


def test_that_what_is_done_at_once_is_never_said_to_be_deferrable() -> None:
    context = notice({"si_employer_3": DEFERRED}, 9, {})
    assert tables(compose(context))[0].rows[0][2] == "未提交，当场办理的事项要一次交齐"
    assert "后补" not in text(compose(context))


def test_that_a_clock_in_doubt_gives_words_instead_of_days() -> None:
    document = compose(replace(PLAN, untimely=True))
    said = text(document)
    assert "期限待核，核定后书面告知" in said
    assert "含当日" not in said
    assert "时间待核" in document.marks
    assert read_essentials(document.qr).deadline is None


def test_that_a_deadline_in_a_year_without_arrangement_is_provisional() -> None:
    at = setting(datetime(2026, 12, 25, 4, tzinfo=UTC))
    context = one(PaperKind.CORRECTION_NOTICE, at=at, brought={"health_certs": MISSING})
    document = compose(context)
    assert "（临时推算）" in text(document)
    assert any("临时推算" in mark for mark in document.marks)


def test_that_a_number_in_the_clerks_note_is_shortened() -> None:
    note = "身份证号999999199001011238、电话13912345678与申请书不一致"
    said = text(compose(notice({"floor_plan": defective(note)})))
    assert "999999********1238" in said
    assert "139****5678" in said
    assert "19900101" not in said
    assert "1391234" not in said


def test_that_service_is_signed_with_its_time_and_both_sides_keep_one() -> None:
    document = compose(PLAN)
    assert document.sign_lines[0] == "申请人（代理人）签收："
    assert document.sign_lines[1].startswith("送达时间：")
    assert "一式两份" in text(document)
    assert document.seal_organ == "乌兰浩特市市场监督管理局"
    assert "受乌兰浩特市市场监督管理局委托受理" in text(document)


def test_that_each_organ_tells_its_own_items_only() -> None:
    found = [
        c
        for c in contexts(52, {}, brought={"birth_certificate": MISSING, "f_hukou_birth": MISSING})
        if c.kind is PaperKind.CORRECTION_NOTICE
    ]
    assert len(found) == 3
    for context in found:
        said = text(compose(context))
        others = {d.item.name for c in found if c is not context for d in c.decided_items}
        assert not any(f"中的“{name}”" in said for name in others)
        assert "行政许可" not in said
    assert sum("户口登记申请表" in str(tables(compose(c))[0].rows) for c in found) == 1


def test_that_an_unknown_period_invents_no_day() -> None:
    open_term = Term(None, None, None, settled=False)
    decided_items = tuple(replace(d, verdict=replace(d.verdict, due=None)) for d in PLAN.decided_items)
    said = text(compose(under(replace(PLAN, decided_items=decided_items), term=open_term)))
    assert "补正期限待部门核定" in said
    assert "含当日" not in said


def test_that_nothing_is_said_to_go_back_where_nothing_was_taken_in() -> None:
    taken = {h.line.id: MISSING for h in RETURNED.handed}
    said = text(compose(notice(taken, organ="市场")))
    assert "没有收下" not in said  # nothing is said about nothing
    assert f"“{SHOP}”的本次申请到此结束" in said
    assert "连同退还的材料" not in said
    assert "除上列材料外，不需要" in said


def test_that_a_call_before_the_last_day_is_promised_only_to_who_agreed() -> None:
    words = "到期前一个工作日打电话（尾号5678）提醒。"
    said = text(compose(replace(PLAN, remind_at="10000005678")))
    assert words in said
    assert said.index(words) < said.index("序号 材料")
    assert "提醒" not in text(compose(PLAN))
    assert "提醒" not in text(compose(replace(RETURNED, remind_at="10000005678")))  # no day to be late for
