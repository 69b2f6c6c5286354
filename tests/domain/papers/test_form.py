"""Papers reach the right reader with every field they need, and keep the rules over all 103 bundles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from counter.domain.document.document import PaperKind
from counter.domain.document.numbering import is_case_number
from counter.domain.guide.model import Evidence, ProcedureClass, TimeLimit, TimeUnit
from counter.domain.papers.compose import compose
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.copies import as_copy
from counter.domain.papers.parts.qr_essentials import read_essentials
from counter.domain.papers.parts.wording import limit_text, statutory_text
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Guardian, IdType, Person
from counter.domain.text.day_words import day_text
from counter.domain.visit.assess import assess
from counter.domain.visit.paper_plan import plan
from counter.domain.visit.verdict import Outcome, Verdict
from counter.domain.visit.visit import Visit
from tests.paper_cases import (
    AGREED,
    NOTICE,
    PROOF,
    RECEIPT,
    STATION,
    contexts,
    one,
    tables,
    text,
)
from tests.settings import NOON, demo_guide, somebody

DEEMED = "即为受理，本凭证即为受理凭证"


PEOPLE = [
    (somebody(), "巴图吉雅：", "你于"),
    (
        Applicant(ApplicantKind.ORGANISATION, "草原食品有限公司", uscc="11440232MB2D06811W"),
        "草原食品有限公司：",
        "你单位于",
    ),
    (
        Applicant(ApplicantKind.PLANNED, "镕喆餐饮店", somebody().person),
        "镕喆餐饮店（拟用名称，申请人：巴图吉雅）：",
        "你于",
    ),
    (
        Applicant(
            ApplicantKind.PERSON,
            "娜仁",
            Person("娜仁", IdType.NONE_YET),
            guardian=Guardian(Person("斯琴", IdType.RESIDENT_ID, "999999199001011238"), "母亲"),
        ),
        "娜仁（法定代理人：斯琴）：",
        "你于",
    ),
]


@pytest.mark.parametrize(("applicant", "address", "opening"), PEOPLE)
def test_the_paper_is_addressed_to_whoever_applies(applicant: Applicant, address: str, opening: str) -> None:
    for kind in (PaperKind.INTAKE_RECEIPT, PaperKind.ACCEPTANCE_NOTICE, PaperKind.REGISTRATION_PROOF):
        document = compose(one(kind, applicant=applicant, keep=kind is PaperKind.INTAKE_RECEIPT))
        assert document.addressee == address
        assert text(document).startswith(opening)


def test_personal_numbers_are_shortened_and_the_credit_code_is_not() -> None:
    agent = Agent(Person("李𬭊", IdType.RESIDENT_ID, "999999199001011238", "10000005678"), "代为提交")
    company = Applicant(
        ApplicantKind.ORGANISATION, "草原食品有限公司", uscc="11440232MB2D06811W", agent=agent
    )
    said = text(compose(one(PaperKind.ACCEPTANCE_NOTICE, applicant=company)))
    assert "999999********1238" in said
    assert "100****5678" in said
    assert "19900101" not in said
    assert "11440232MB2D06811W" in said
    assert "受委托办理：代为提交" in said


def test_every_paper_has_its_frame() -> None:
    for context in (RECEIPT, NOTICE, PROOF):
        document = compose(context)
        assert document.title == context.title
        assert document.number == context.paper_number
        assert document.seal_organ == "乌兰浩特市市场监督管理局"
        assert document.date_text == "2026年11月20日"
        assert document.sign_lines[0].startswith("申请人（代理人）签收")
        assert is_case_number(document.code)
        assert document.watermark == "演示 无效"
        assert any("12345" in line and "由大厅填写" in line for line in document.foot)
        assert any("03号窗口" in line for line in document.foot)
        followed = "、跟踪人" if document.kind is PaperKind.INTAKE_RECEIPT else ""
        assert f"承办人{followed}：阿木古郎（W01）" in text(document)


def test_outside_the_demo_no_watermark_is_drawn() -> None:
    assert compose(replace(NOTICE, demo=False)).watermark is None


def test_the_qr_names_the_paper_and_nobody() -> None:
    document = compose(NOTICE)
    found = read_essentials(document.qr)
    assert document.qr.startswith("COUNTER1:")
    assert (found.case_number, found.number, found.kind) == (
        document.code,
        document.number,
        NOTICE.kind.value,
    )
    assert (found.items, found.copy) == (1, 1)
    (materials,) = (t for t in tables(document) if "材料" in t.head)
    assert str(found.materials) == materials.rows[-1][0]  # as the sheet itself numbers them
    assert "巴图" not in document.qr
    assert "验" not in document.qr


def test_the_second_copy_differs_only_in_its_copy_mark() -> None:
    first = compose(NOTICE)
    second = as_copy(first, 2)
    assert "窗口存档" in second.copy_text
    assert read_essentials(second.qr).copy == 2
    assert replace(second, copy_text=first.copy_text, qr=first.qr) == first


LIMITS = [
    (TimeLimit("20个工作日", 20, TimeUnit.WORKING, Evidence.FOUND), "20个工作日"),
    (TimeLimit("10个工作日", 10, TimeUnit.WORKING, Evidence.KNOWN), "10个工作日（待部门核定）"),
    (TimeLimit("30日", 30, TimeUnit.NATURAL, Evidence.FOUND), "30日（按工作日计）"),
    (TimeLimit("当场", None, TimeUnit.AT_ONCE, Evidence.FOUND), "当场"),
    (TimeLimit("即办", 0, TimeUnit.WORKING, Evidence.FOUND), "当场"),
    (TimeLimit("未查到", None, None, Evidence.KNOWN), "待部门核定"),
    (None, "待部门核定"),
]


@pytest.mark.parametrize(("limit", "words"), LIMITS)
def test_a_time_limit_is_never_without_its_unit(limit: TimeLimit | None, words: str) -> None:
    assert limit_text(limit, ProcedureClass.LICENCE) == words


def test_a_licence_without_a_number_of_its_own_has_the_licensing_laws() -> None:
    unknown = TimeLimit("未查到", None, None, Evidence.KNOWN)
    said = "20个工作日"
    assert statutory_text(unknown, ProcedureClass.LICENCE) == said
    assert statutory_text(unknown, ProcedureClass.FILING) == "待部门核定"
    assert (
        statutory_text(TimeLimit("当场", None, TimeUnit.AT_ONCE, Evidence.FOUND), ProcedureClass.LICENCE)
        == "当场"
    )


def test_natural_days_stay_natural_outside_licences() -> None:
    limit = TimeLimit("15日", 15, TimeUnit.NATURAL, Evidence.FOUND)
    assert limit_text(limit, ProcedureClass.PUBLIC_SERVICE) == "15日（自然日）"


def test_the_applied_for_day_is_that_of_hand_over_in_china() -> None:
    late = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)  # 21 November, half past midnight
    assert text(compose(replace(RECEIPT, handed_over=late))).startswith("你于2026年11月21日0时30分")


def test_a_decision_days_after_hand_over_names_both_days() -> None:
    context = replace(NOTICE, handed_over=NOON - timedelta(days=1))
    said = text(compose(context))
    assert "你于2026年11月19日" in said
    assert "于2026年11月20日受理" in said


def test_a_paper_needs_an_addressee() -> None:
    visit = Visit(8, {}, {}, None)
    checklist = assess(AGREED, visit).checklist
    with pytest.raises(ValueError, match="addressee"):
        PaperContext.of(
            station=STATION,
            setting=AGREED,
            visit=visit,
            checklist=checklist,
            verdicts=(),
            plan=plan((Verdict("x", "x", "x", Outcome.RECEIVED, "x", "x"),), AGREED.jurisdiction)[0],
            case_id="x",
            case_number="x",
            paper_number="x",
            clerk="x",
        )


@pytest.mark.parametrize("bundle", sorted(demo_guide().bundles))
def test_every_bundle_of_the_list_makes_papers_that_keep_the_rules(bundle: int) -> None:
    for keep in (False, True):
        for context in contexts(bundle, {}, keep=keep):
            document = compose(context)
            said = text(document)
            classes = {d.item.procedure for d in context.decided_items}
            assert document.title
            assert document.number.endswith("号")
            assert "None" not in said
            assert "。。" not in said
            assert "（）" not in said
            if ProcedureClass.LICENCE not in classes:
                assert DEEMED not in said
                assert "第三十二条第一款" not in said
            if classes == {ProcedureClass.ENTERPRISE_SERVICE}:
                assert "行政复议" not in said
            assert day_text(date(2026, 11, 20)) in said
