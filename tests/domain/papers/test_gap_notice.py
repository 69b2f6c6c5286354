"""Pledge and gap notice: what may follow, by when, and what comes of it, each class its own (L4, L5)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.item_events import Signer
from counter.domain.document.document import TITLES, Document, PaperKind, from_json, to_json
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.jurisdiction import GapOutcome, jurisdiction_from
from counter.domain.papers.compose import compose
from counter.domain.papers.compose.gap_notice import PledgeTaken
from counter.domain.papers.parts.context import DecidedItem, PaperContext
from counter.domain.papers.parts.qr_essentials import read_essentials
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Guardian, IdType, Person
from counter.domain.visit.assess import assess
from counter.domain.visit.checklist import Checklist
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Due, Gap, Outcome
from counter.domain.visit.visit import Visit
from tests.paper_cases import (
    AGREED,
    OTHERS,
    answered,
    contexts,
    dated,
    due,
    one,
    seen,
    tables,
    text,
    with_class,
)
from tests.settings import RESOURCES, demo_guide, somebody

MISSING = Brought(MaterialState.MISSING)
DEFERRED = Brought(MaterialState.DEFERRED)
LIST = "主要设备设施清单（食品小作坊登记）"
WORKSHOP = {"food_small_workshop_5": DEFERRED}
"""A dairy shop whose list of equipment may follow: a licence of the market regulator."""

AGENT = Agent(Person("李静", IdType.RESIDENT_ID, "999999199001011238", "10000005678"), "代为提交、签署承诺")
PLEDGE = one(PaperKind.PLEDGE, 29, {}, brought=WORKSHOP)


def accepted(
    context: PaperContext, signer: Signer = Signer.APPLICANT, name: str = "巴图吉雅"
) -> PaperContext:
    """The notice that follows a signed pledge."""
    taken = PledgeTaken("乌市监诺综03A〔2026〕118号", signer, name, date(2026, 11, 20))
    kind = PaperKind.GAP_NOTICE
    return replace(
        context, kind=kind, title=TITLES[kind], paper_number="乌市监容综03A〔2026〕9号", details=taken
    )


def shared(context: PaperContext) -> PaperContext:
    """The same paper lacking for a second item too, which gives it another week."""
    decided = context.decided_items[0]
    later = Due(date(2026, 12, 4), provisional=False, text="")
    gaps = tuple(replace(g, due=later) for g in decided.verdict.gaps)
    item = replace(decided.item, id="second", name="食品摊贩备案")
    other = DecidedItem(item, replace(decided.verdict, item="second", item_name=item.name, gaps=gaps))
    return replace(context, decided_items=(decided, other))


NOTICE = accepted(PLEDGE)


def gap_table(document: Document) -> Any:
    return next(t for t in tables(document) if "补交期限" in t.head)


# The pledge: the applicant's own word


def test_that_the_pledge_is_spoken_to_the_organ_by_the_applicant() -> None:
    document = compose(PLEDGE)
    assert document.addressee == "乌兰浩特市市场监督管理局："
    assert text(document).startswith(
        "本人于2026年11月20日就“我要开奶食品店”中的“食品小作坊登记（内蒙古）”提出申请"
    )
    assert document.seal_organ == ""
    assert document.date_text == ""
    company = Applicant(ApplicantKind.ORGANISATION, "草原食品有限公司", uscc="11440232MB2D06811W")
    assert text(compose(replace(PLEDGE, applicant=company))).startswith("本单位于")


def test_that_the_pledge_names_paper_form_day_and_item() -> None:
    table = gap_table(compose(PLEDGE))
    assert table.rows == (("1", LIST, "原件1份", "2026年11月27日（含当日）前", "食品小作坊登记（内蒙古）"),)
    assert table.strong == ((0, 3),)


@pytest.mark.parametrize(
    "words",
    [
        "主要申请材料已经交齐",
        "在期限内补齐上列材料，形式符合要求",
        "已经提交的材料真实、有效",
        "容缺受理后办理时限照常计算；材料补齐前不发办理结果",
        "到期没有补齐，或者补齐后仍不符合要求的，由乌兰浩特市市场监督管理局决定不予批准并书面说明理由",
        "本承诺是自愿作出的；不愿承诺的，可以不签，材料补齐后再受理",
        "本承诺书不是告知承诺书",
        "补交期限从签署的次日起算5个工作日",
        "按2026年11月20日签署计算，改日签署的，以容缺受理通知书写明的期限为准",
        "一式两份",
    ],
)
def test_that_the_pledge_says_everything_he_binds_himself_to(words: str) -> None:
    assert words in text(compose(seen(PLEDGE)))


CHILD = Applicant(
    ApplicantKind.PERSON, "娜仁", Person("娜仁", IdType.NONE_YET), guardian=Guardian(Person("斯琴"), "母亲")
)


@pytest.mark.parametrize(
    ("applicant", "who"),
    [
        (somebody(), "□本人"),
        (replace(somebody(), agent=AGENT), "□本人"),
        (Applicant(ApplicantKind.ORGANISATION, "草原食品有限公司"), "□法定代表人（负责人）"),
        (CHILD, "□法定代理人"),
    ],
)
def test_that_whoever_signs_says_as_what_and_an_agent_shows_his_authority(
    applicant: Applicant, who: str
) -> None:
    signs = compose(replace(PLEDGE, applicant=applicant)).sign_lines
    assert signs[0].startswith("承诺人（签名或者盖章）：")
    assert signs[0].endswith("年　　月　　日")
    assert signs[1] == f"签署人身份：{who}　□委托代理人（附授权签署承诺的委托书）"


def test_that_nobodys_mandate_stands_behind_the_applicants_own_word() -> None:
    assert "委托受理" not in text(compose(PLEDGE))
    assert "委托收件" not in text(compose(PLEDGE))


def test_that_a_pledge_under_a_clock_in_doubt_gives_no_day() -> None:
    document = compose(replace(PLEDGE, untimely=True))
    assert gap_table(document).rows[0][3] == "期限待核，核定后书面告知"
    assert gap_table(document).strong == ()
    assert "含当日" not in text(document)


# The notice: accepted on a signed pledge


def test_that_without_a_signed_pledge_there_is_no_notice() -> None:
    with pytest.raises(ValueError, match="signed pledge"):
        compose(replace(NOTICE, details=None))


def test_that_the_notice_rests_on_pledge_signer_and_day() -> None:
    said = text(compose(accepted(PLEDGE, Signer.AGENT, "李静")))
    assert (
        "根据李静（委托代理人）2026年11月20日签署的《容缺受理承诺书》（乌市监诺综03A〔2026〕118号）" in said
    )
    assert "于2026年11月20日先予受理" in said


def test_that_the_role_of_who_signed_for_an_organisation_is_in_no_second_bracket() -> None:
    said = text(compose(accepted(PLEDGE, Signer.LEGAL_REPRESENTATIVE, "斯琴高娃")))
    assert "根据法定代表人（负责人）斯琴高娃2026年11月20日签署的" in said


def test_that_the_notice_states_the_items_own_day_and_the_papers() -> None:
    context = dated(NOTICE, statutory=due(date(2026, 12, 18)), promised=due(date(2026, 12, 11)), due=None)
    document = compose(context)
    assert tables(document)[1].rows[0][3] == "2026年12月11日（含当日）前"
    assert "请在2026年11月27日（含当日）前，把下面1种材料补到本窗口。" in text(document)
    assert gap_table(document).rows[0][3] == "2026年11月27日（含当日）前"
    assert read_essentials(document.qr).deadline == date(2026, 11, 27)


@pytest.mark.parametrize("kind", [PaperKind.PLEDGE, PaperKind.GAP_NOTICE])
def test_that_a_shared_paper_shows_each_items_day_and_the_earliest_in_bold(kind: PaperKind) -> None:
    context = shared(PLEDGE) if kind is PaperKind.PLEDGE else shared(NOTICE)
    table = gap_table(compose(context))
    assert [row[1:] for row in table.rows] == [
        (LIST, "原件1份", "2026年11月27日（含当日）前", "食品小作坊登记（内蒙古）"),
        ("同上", "", "2026年12月4日（含当日）前", "食品摊贩备案"),
    ]
    assert table.strong == ((0, 3),)


def test_that_the_clock_runs_on_and_nothing_else_is_asked() -> None:
    said = text(compose(NOTICE))
    assert "办理时限照常计算，材料补齐前不发办理结果" in said
    assert "除上列材料外，不需要提交其他任何材料" in said


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (GapOutcome.REJECT, "决定不予批准并书面说明理由"),
        (GapOutcome.REVOKE, "决定撤销受理并书面说明理由"),
        (GapOutcome.WITHDRAWN, "决定按撤回申请处理并书面告知"),
    ],
)
def test_that_the_places_outcome_is_the_organs_decision(outcome: GapOutcome, words: str) -> None:
    place = NOTICE.jurisdiction
    for settled in (True, False):
        rule = replace(place.gap, outcome=outcome, settled=settled)
        said = text(compose(replace(NOTICE, jurisdiction=replace(place, gap=rule))))
        assert f"由乌兰浩特市市场监督管理局{words}{'' if settled else '（该后果待部门核定）'}" in said
        assert "没有该机关的决定，不自动生效" in said


def test_that_remedies_against_the_decision_belong_to_the_class() -> None:
    words = "可以自收到决定书之日起60日内申请行政复议，或者6个月内向人民法院提起行政诉讼"
    assert words in text(compose(with_class(NOTICE, ProcedureClass.LICENCE)))
    for procedure in (
        ProcedureClass.FILING,
        ProcedureClass.PUBLIC_SERVICE,
        ProcedureClass.ENTERPRISE_SERVICE,
    ):
        assert "行政复议" not in text(compose(with_class(NOTICE, procedure)))


@pytest.mark.parametrize("context", [PLEDGE, NOTICE], ids=["pledge", "notice"])
def test_that_a_company_decides_nothing_of_administrative_law(context: PaperContext) -> None:
    said = text(compose(with_class(context, ProcedureClass.ENTERPRISE_SERVICE, basis=())))
    assert "按其公开的服务规定处理，可以重新申请" in said
    assert "不予批准" not in said
    assert "行政" not in said.replace("行政许可法", "")


@pytest.mark.parametrize("procedure", OTHERS)
def test_that_no_other_class_is_accepted_under_the_licensing_law(procedure: ProcedureClass) -> None:
    assert "行政许可" not in text(compose(with_class(NOTICE, procedure, basis=("《某法》第一条",))))


def test_that_the_notice_cites_the_places_rule_for_gaps() -> None:
    said = text(compose(NOTICE))
    assert "《兴安盟政务服务标准化管理办法》第十六条第三项" in said
    assert "《中华人民共和国行政许可法》第三十二条第二款" in said


def test_that_no_reminder_is_promised_which_nobody_is_told_to_make() -> None:
    wording = {**NOTICE.jurisdiction.wording, "gap_reminder": "窗口按登记的电话提醒"}  # of an older profile
    place = replace(NOTICE.jurisdiction, wording=wording)
    assert "提醒" not in text(compose(replace(NOTICE, jurisdiction=place)))


def test_that_a_call_is_promised_only_to_who_agreed_and_can_be_called() -> None:
    promised = text(compose(replace(NOTICE, remind_at="10000005678")))
    assert "到期前一个工作日打电话（尾号5678）提醒" in promised
    assert "10000005678" not in promised
    assert "提醒" not in text(compose(replace(NOTICE, remind_at="")))
    assert "提醒" not in text(compose(replace(NOTICE, remind_at="10000005678", untimely=True)))


def test_that_no_call_is_promised_where_no_day_is_left_for_it() -> None:
    last = min(g.due.day for d in NOTICE.decided_items for g in d.verdict.gaps if g.due)
    at = datetime.combine(last - timedelta(days=1), time(12), CHINA)
    assert "提醒" not in text(compose(replace(NOTICE, remind_at="10000005678", issued_at=at)))


def test_that_a_gap_notice_says_by_when_and_what_else_before_its_lists() -> None:
    said = text(compose(NOTICE))
    assert said.index("种材料补到本窗口") < said.index("到期没有补齐") < said.index("序号 材料 补齐形式")


@pytest.mark.parametrize("context", [PLEDGE, NOTICE], ids=["pledge", "notice"])
def test_that_a_place_without_a_rule_of_its_own_borrows_none(context: PaperContext) -> None:
    file = RESOURCES / "jurisdictions" / "hulunbuir.toml"
    place = jurisdiction_from(tomllib.loads(file.read_text(encoding="utf-8")), "150702")
    document = compose(replace(context, jurisdiction=place))
    assert "兴安盟" not in text(document)
    assert "（该后果待部门核定）" in text(document)


def test_that_the_notice_is_sealed_and_signed_for() -> None:
    document = compose(NOTICE)
    assert document.seal_organ == "乌兰浩特市市场监督管理局"
    assert [line.split("　")[0] for line in document.sign_lines] == ["申请人（代理人）签收："]
    assert "年　　月　　日" in document.sign_lines[0]
    assert "待部门核定：事项、时限、材料、补交期限和后果" in document.marks


# The receipt beside a pledge that waits


def test_that_a_receipt_beside_the_pledge_says_what_comes_and_repeats_no_gap() -> None:
    papers = list(contexts(29, {}, brought=WORKSHOP))
    receipt = next(c for c in papers if c.kind is PaperKind.INTAKE_RECEIPT and c.organ == PLEDGE.organ)
    said = text(compose(receipt))
    assert "可以容缺受理，承诺书签署后出具容缺受理通知书" in said
    assert LIST not in said
    assert PaperKind.GAP_NOTICE not in {c.kind for c in papers}


# Over all bundles, whatever was brought

BRINGABLE = [Brought(s, copies=1, note="字迹不清") for s in (MaterialState.DEFECTIVE, MaterialState.RECEIVED)]


@st.composite
def brought_papers(draw: st.DrawFn) -> tuple[int, Mapping[str, Brought]]:
    """A bundle, and for some of its papers a state that leaves a gap."""
    bundle = draw(st.sampled_from(sorted(demo_guide().bundles)))
    visit = Visit(bundle, answered(bundle, {}), {}, somebody(), begun_at=AGREED.now)
    checklist: Checklist = assess(AGREED, visit).checklist
    brought = {}
    for line in checklist.lines:
        states = [MISSING, *BRINGABLE, *([DEFERRED] if MaterialState.DEFERRED in line.allowed else [])]
        if line.initial is MaterialState.MISSING and draw(st.booleans()):
            brought[line.id] = draw(st.sampled_from(states))
    return bundle, brought


def _told(document: Document) -> list[str]:
    """Names of papers in the tables of gaps; a second day of the same paper repeats none."""
    heads = ("存在的问题", "补交期限", "问题和要求")
    telling = [t for t in tables(document) if any(h in t.head for h in heads)]
    return [row[t.head.index("材料")] for t in telling for row in t.rows if "同上" not in row]


def _days(gaps: list[Gap]) -> set[str]:
    return {f"{g.due.day.year}年{g.due.day.month}月{g.due.day.day}日（含当日）前" for g in gaps if g.due}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(brought_papers())
def test_that_every_gap_is_told_once_by_each_organ_and_nothing_else_is(
    case: tuple[int, Mapping[str, Brought]],
) -> None:
    bundle, brought = case
    for context in contexts(bundle, {}, brought=brought):
        telling = (PaperKind.CORRECTION_NOTICE, PaperKind.PLEDGE, PaperKind.COVER_SHEET)
        if context.kind not in telling:
            continue
        both = [context, accepted(context)] if context.kind is PaperKind.PLEDGE else [context]
        for paper in both:
            document = compose(paper)
            gaps = [g for d in paper.decided_items for g in d.verdict.gaps]
            lines = {g.line: g.name for g in gaps}
            assert sorted(_told(document)) == sorted(lines.values())
            _keeps_the_rules(paper, document, gaps)


def _keeps_the_rules(context: PaperContext, document: Document, gaps: list[Gap]) -> None:
    said = text(document)
    stated = _days(gaps)
    if context.kind is PaperKind.COVER_SHEET:  # there each paper stands under its earliest day
        assert all(day in stated for day in re.findall(r"[0-9年月日]+（含当日）前", said))
    else:
        assert all(day in said for day in stated)
    classes = {d.item.procedure for d in context.decided_items}
    if ProcedureClass.LICENCE not in classes:
        assert "行政许可" not in "".join(line for line in said.split("\n") if not line.startswith("依据"))
    if classes == {ProcedureClass.ENTERPRISE_SERVICE}:
        assert "不予" not in said
    assert all(
        d.verdict.outcome in (Outcome.CORRECT, Outcome.ACCEPT_WITH_GAPS) for d in context.decided_items
    )
    assert "19900101" not in said
    assert "None" not in said
    assert "。。" not in said
    assert "（）" not in said
    assert from_json(to_json(document)) == document
