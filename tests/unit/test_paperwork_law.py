"""Papers say the law of each class and nothing nobody knows: clocks, consequences, originals (DESIGN §7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from counter.domain.authority import Authority
from counter.domain.guide import ProcedureClass
from counter.domain.material import Brought, MaterialState
from counter.domain.papers import PaperKind
from counter.domain.paperwork import Deal, compose, read_essentials
from counter.domain.verdict import Outcome
from tests.paper_cases import (
    AGREED,
    LICENCE_ONLY,
    NOTICE,
    OTHERS,
    PROOF,
    RECEIPT,
    dated,
    due,
    one,
    seen,
    tables,
    text,
    with_class,
)
from tests.settings import setting

DEEMED = "即为受理，本凭证即为受理凭证"


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
