"""What the papers say: the right law for each class, no date nobody knows, no original nobody saw (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from counter.domain.applicant import Agent, Applicant, ApplicantKind, Guardian, IdType, Person
from counter.domain.assess import assess, held, plan
from counter.domain.authority import Authority
from counter.domain.guide import Evidence, ProcedureClass, TimeLimit, TimeUnit
from counter.domain.intake import all_received
from counter.domain.material import Brought, MaterialState
from counter.domain.numbering import case_number, is_case_number, paper_number
from counter.domain.papers import Document, PaperKind, Paragraph, Table
from counter.domain.paperwork import (
    Deal,
    PaperContext,
    as_copy,
    compose,
    read_essentials,
)
from counter.domain.paperwork.words import day_text, limit_text
from counter.domain.situation import asked
from counter.domain.verdict import Due, Outcome, Verdict
from counter.domain.visit import Setting, Visit
from counter.services.ports import StationIdentity
from tests.settings import NOON, demo_guide, setting, somebody

STATION = StationIdentity("15220103", 1, "乌兰浩特市政务服务中心", "03", "乌兰浩特市", "xingan", demo=True)
RESTAURANT = {"q_entity": ("individual",), "q_sign": ("no",), "q_employees": ("no",)}
DEEMED = "即为受理，本凭证即为受理凭证"
AGREED = setting()


def answered(bundle: int, given: Mapping[str, tuple[str, ...]], at: Setting = AGREED) -> Mapping[str, Any]:
    """The given answers, and the first option of every question still open."""
    answers = dict(given)
    while True:
        open_ones = [
            q
            for q in asked(at.guide, at.guide.bundles[bundle], answers, at.switches)
            if not q.answered and not q.folded
        ]
        if not open_ones:
            return answers
        answers[open_ones[0].id] = (open_ones[0].options[0].id,)


def contexts(
    bundle: int = 8,
    given: Mapping[str, tuple[str, ...]] = RESTAURANT,
    *,
    at: Setting = AGREED,
    applicant: Applicant | None = None,
    brought: Mapping[str, Brought] | None = None,
    keep: bool = False,
    **more: Any,
) -> Iterator[PaperContext]:
    """The contexts of every paper of a visit in which everything was brought unless said otherwise."""
    who = applicant or somebody()
    visit = Visit(bundle, answered(bundle, given, at), {}, who, begun_at=at.now)
    checklist = assess(at, visit).checklist
    visit = replace(visit, brought={**all_received(checklist, {}), **(brought or {})})
    found = assess(at, visit)
    verdicts = tuple(held(v) for v in found.verdicts) if keep else found.verdicts
    for planned in plan(verdicts):
        form = at.jurisdiction.number_form(planned.organ, planned.kind)
        yield PaperContext.of(
            station=STATION,
            setting=at,
            visit=visit,
            checklist=found.checklist,
            verdicts=verdicts,
            plan=planned,
            case_id="0190f2aa-7c1e-7d3a-9c55-0123456789ab",
            case_number=case_number(STATION.code, 1, date(2026, 11, 20), 7),
            paper_number=paper_number(form, STATION.code, 1, 2026, 118),
            clerk="阿木古郎（W01）",
            **more,
        )


def one(kind: PaperKind, *args: Any, organ: str = "", **more: Any) -> PaperContext:
    """The first paper of that kind (and organ)."""
    return next(c for c in contexts(*args, **more) if c.kind is kind and organ in c.organ)


def text(document: Document) -> str:
    """Everything the body says, line by line."""
    parts = []
    for block in document.body:
        if isinstance(block, Paragraph):
            parts.append(block.text)
        else:
            parts += [" ".join(row) for row in (block.head, *block.rows)]
    return "\n".join(parts)


def tables(document: Document) -> list[Table]:
    return [b for b in document.body if isinstance(b, Table)]


def with_class(context: PaperContext, procedure: ProcedureClass, **item: Any) -> PaperContext:
    """The same paper as if its items were of another class."""
    deals = tuple(Deal(replace(d.item, procedure=procedure, **item), d.verdict) for d in context.deals)
    return replace(context, deals=deals)


RECEIPT = one(PaperKind.INTAKE_RECEIPT, keep=True)
NOTICE = one(PaperKind.ACCEPTANCE_NOTICE)
PROOF = one(PaperKind.REGISTRATION_PROOF)
LICENCE_ONLY = replace(
    RECEIPT, deals=tuple(d for d in RECEIPT.deals if d.item.procedure is ProcedureClass.LICENCE)
)
OTHERS = [c for c in ProcedureClass if c is not ProcedureClass.LICENCE]


def test_a_receipt_never_calls_itself_an_acceptance() -> None:
    said = text(compose(RECEIPT))
    assert "不等于已经受理" in said
    assert "予以受理" not in said


def test_a_licences_receipt_states_the_five_days_and_that_silence_accepts() -> None:
    said = text(compose(LICENCE_ONLY))
    assert "收到材料5个工作日内，即2026年11月27日（含当日）前，没有告知的" in said
    assert f"自收到申请材料之日（2026年11月20日）起{DEEMED}" in said
    assert "《中华人民共和国行政许可法》第三十二条第一款第四项" in said
    assert "2026年11月23日（含当日）前" in said  # 本地一个工作日


@pytest.mark.parametrize("procedure", OTHERS)
def test_no_other_class_is_accepted_by_silence_or_cites_the_licensing_law(procedure: ProcedureClass) -> None:
    said = text(compose(with_class(LICENCE_ONLY, procedure)))
    assert DEEMED not in said
    assert "行政许可" not in said


@pytest.mark.parametrize("procedure", OTHERS)
def test_no_other_class_is_accepted_under_the_licensing_law(procedure: ProcedureClass) -> None:
    said = text(compose(with_class(NOTICE, procedure, basis=("《某法》第一条",))))
    assert "行政许可" not in said
    assert "送达证件" not in said


@pytest.mark.parametrize(
    "procedure", [ProcedureClass.FILING, ProcedureClass.PUBLIC_SERVICE, ProcedureClass.ENTERPRISE_SERVICE]
)
def test_a_filing_a_service_and_a_company_get_no_remedies_of_administrative_law(
    procedure: ProcedureClass,
) -> None:
    said = text(compose(with_class(NOTICE, procedure)))
    assert "行政复议" not in said
    assert "行政诉讼" not in said
    assert "12345" in said


def due(day: date, *, provisional: bool = False) -> Due:
    return Due(day, provisional, "法定20个工作日")


def dated(context: PaperContext, **dates: Due | None) -> PaperContext:
    deals = tuple(Deal(d.item, replace(d.verdict, **dates)) for d in context.deals)
    return replace(context, deals=deals)


def test_remedy_periods_are_printed_only_where_a_statutory_period_ends() -> None:
    day = due(date(2026, 12, 18))
    assert "60日内申请行政复议，或者6个月内向人民法院提起行政诉讼" in text(
        compose(dated(NOTICE, statutory=day))
    )
    without = text(compose(dated(NOTICE, statutory=None, promised=None, due=None)))
    assert "60日" not in without
    assert "依法申请行政复议或者提起行政诉讼" in without


def test_a_notice_states_the_earlier_of_the_promised_and_the_statutory_day() -> None:
    context = dated(NOTICE, statutory=due(date(2026, 12, 18)), promised=due(date(2026, 12, 4)), due=None)
    document = compose(context)
    assert tables(document)[0].rows[0][3] == "2026年12月4日（含当日）前"
    assert read_essentials(document.qr).deadline == date(2026, 12, 4)


def test_a_provisional_day_says_so_in_the_table_and_at_the_head() -> None:
    document = compose(dated(NOTICE, due=due(date(2027, 1, 11), provisional=True)))
    assert "（临时推算）" in tables(document)[0].rows[0][3]
    assert any("临时推算" in m for m in document.marks)


def test_a_receipt_at_new_year_is_provisional_by_itself() -> None:
    at = setting(datetime(2026, 12, 31, 4, tzinfo=UTC))
    document = compose(one(PaperKind.INTAKE_RECEIPT, at=at, keep=True))
    assert "2027年1月4日（含当日）前（临时推算）" in text(document)


def test_what_nobody_has_published_is_marked() -> None:
    document = compose(NOTICE)
    assert tables(document)[0].rows[0][2] == "待部门核定"
    assert "部分内容待部门核定" in document.marks


def test_a_clock_in_doubt_prints_no_date_to_rely_on() -> None:
    for context in (RECEIPT, dated(NOTICE, due=due(date(2026, 12, 18)))):
        document = compose(replace(context, untimely=True))
        assert "时间待核" in document.marks
        assert "含当日" not in text(document)
        assert read_essentials(document.qr).deadline is None


def test_the_promise_of_nothing_more_is_made_only_when_everything_is_in() -> None:
    promise = "除上列材料外，不需要提交其他任何材料。"
    assert promise in text(compose(NOTICE))
    assert promise not in text(compose(RECEIPT))
    first = NOTICE.handed[0]
    later = replace(first, brought=Brought(MaterialState.LATER))
    said = text(compose(replace(NOTICE, handed=(later, *NOTICE.handed[1:]))))
    assert promise not in said
    assert "以后再交的" in said


def test_no_original_is_claimed_that_nobody_saw() -> None:
    for document in (compose(RECEIPT), compose(NOTICE), compose(PROOF)):
        said = text(document)
        assert "已核原件" not in said
        assert "收原件" not in said
        assert "原件退还" not in said


def seen(context: PaperContext) -> PaperContext:
    handed = tuple(replace(h, brought=replace(h.brought, original_seen=True)) for h in context.handed)
    return replace(context, handed=handed)


def test_a_seen_original_is_told_and_an_identity_card_always_goes_back() -> None:
    document = compose(seen(NOTICE))
    rows = {row[1]: row for row in tables(document)[1].rows}
    card = next(h.line for h in NOTICE.handed if h.line.never_kept)
    assert rows[card.name][2] == "已核原件"
    assert "收原件" not in rows[card.name][4]
    assert "请当场取回身份证件等原件，本窗口不留存。" in text(document)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (MaterialState.SHARED, "共享核验，免交"),
        (MaterialState.E_LICENCE, "电子证照核验，免交"),
        (MaterialState.PLEDGED, "告知承诺，收承诺书"),
        (MaterialState.DEFECTIVE, "须更正，另行书面告知"),
        (MaterialState.AWAITING, "由前面的事项产生，免交"),
    ],
)
def test_each_state_says_where_the_material_came_from(state: MaterialState, words: str) -> None:
    first = replace(NOTICE.handed[0], brought=Brought(state), awaited_from="")
    document = compose(replace(NOTICE, handed=(first,)))
    assert tables(document)[1].rows[0][4] == words


def test_a_missing_paper_is_never_told_in_a_side_note() -> None:
    """A correction is written, complete and once (L3): a receipt does not do half of it."""
    missing = next(h.line for h in RECEIPT.handed if not h.line.awaits)
    context = one(PaperKind.INTAKE_RECEIPT, keep=True, brought={missing.id: Brought()})
    document = compose(context)
    assert missing.name not in text(document)


OUTCOMES = [
    (Outcome.CORRECT, "另发书面通知书，一次告知", True),
    (Outcome.WAIT, "办结后接着办", False),
    (Outcome.PROPOSE_REFUSAL, "由该机关作出书面决定", False),
    (Outcome.ACCEPT_WITH_GAPS, "另办承诺手续", True),
    (Outcome.RECEIVED, "待决定是否受理", True),
]


@pytest.mark.parametrize(("outcome", "words", "silence"), OUTCOMES)
def test_a_receipt_says_the_next_step_and_where_silence_counts(
    outcome: Outcome, words: str, silence: bool
) -> None:
    deals = tuple(Deal(d.item, replace(d.verdict, outcome=outcome, rule="x")) for d in LICENCE_ONLY.deals)
    said = text(compose(replace(LICENCE_ONLY, deals=deals)))
    assert words in said
    assert (DEEMED in said) is silence


def test_what_waits_for_an_earlier_item_has_no_day_yet() -> None:
    deals = tuple(
        Deal(d.item, replace(d.verdict, outcome=Outcome.WAIT, waits_for=("mkt_individual",)))
        for d in LICENCE_ONLY.deals
    )
    document = compose(replace(LICENCE_ONLY, deals=deals))
    assert tables(document)[0].rows[0][1:] == ("等“个体工商户设立登记”办结后接着办", "自前一事项办结时起算")
    assert read_essentials(document.qr).deadline is None


def test_without_an_agreement_the_receipt_says_who_decides_and_claims_no_mandate() -> None:
    at = replace(AGREED, authority=Authority())
    document = compose(one(PaperKind.INTAKE_RECEIPT, at=at))
    assert "转乌兰浩特市市场监督管理局决定是否受理" in text(document)
    assert "委托办理" not in text(document)
    assert "受乌兰浩特市市场监督管理局委托办理（授权文件：演示授权〔2026〕1号）" in text(compose(NOTICE))


def test_the_proof_says_done_and_that_it_is_no_licence() -> None:
    said = text(compose(PROOF))
    assert "已当场办结" in said
    assert "当场登记 营业执照 2026年11月20日" in said
    assert "不代替证照" in said


def test_a_company_answers_by_its_own_promise() -> None:
    context = with_class(LICENCE_ONLY, ProcedureClass.ENTERPRISE_SERVICE)
    said = text(compose(context))
    assert "由该单位按其公开的服务承诺答复" in said
    assert "按该单位的服务承诺" in said


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
    for kind in PaperKind:
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
        assert any("03窗口" in line for line in document.foot)
        assert "承办人：阿木古郎（W01）" in text(document)


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
    assert found.materials == sum(h.state is MaterialState.RECEIVED for h in NOTICE.handed)
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
    with pytest.raises(ValueError, match="addressed"):
        PaperContext.of(
            station=STATION,
            setting=AGREED,
            visit=visit,
            checklist=checklist,
            verdicts=(),
            plan=plan((Verdict("x", "x", "x", Outcome.RECEIVED, "x", "x"),))[0],
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
            classes = {d.item.procedure for d in context.deals}
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
