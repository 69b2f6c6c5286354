"""Papers say the law of each class and nothing nobody knows: clocks, consequences, originals (DESIGN §7)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from counter.domain.document.document import PaperKind
from counter.domain.guide.model import Evidence, ProcedureClass, TimeLimit, TimeUnit
from counter.domain.hall.authority import Authority
from counter.domain.hall.jurisdiction import HALL
from counter.domain.papers.compose import compose
from counter.domain.papers.parts.context import DecidedItem
from counter.domain.papers.parts.qr_essentials import read_essentials
from counter.domain.people.applicant import Applicant, ApplicantKind, Guardian, IdType, Person
from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer
from counter.domain.visit.verdict import Outcome
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
from tests.settings import setting, somebody

DEEMED = "即为受理，本凭证即为受理凭证"


def test_a_receipt_never_calls_itself_an_acceptance() -> None:
    said = text(compose(RECEIPT))
    assert "不等于已经受理" in said
    assert "予以受理" not in said


def test_a_licences_receipt_states_the_five_days_and_that_silence_accepts() -> None:
    notice = LICENCE_ONLY.jurisdiction.notice
    licence = replace(notice[ProcedureClass.LICENCE], local=None)
    place = replace(LICENCE_ONLY.jurisdiction, notice={**notice, ProcedureClass.LICENCE: licence})
    said = text(compose(replace(LICENCE_ONLY, jurisdiction=place)))
    assert "收到材料5个工作日内，即2026年11月27日（含当日）前，逾期没有告知的" in said
    assert f"自收到申请材料之日（2026年11月20日）起{DEEMED}" in said
    assert "《中华人民共和国行政许可法》第三十二条第一款第四项" in said


def test_a_receipt_gives_one_day_and_explains_the_other_clock() -> None:
    said = text(compose(LICENCE_ONLY))
    days = set(re.findall(r"\d{4}年\d+月\d+日（含当日）前", said))
    assert days == {"2026年11月23日（含当日）前"}  # 本地一个工作日
    assert "上表“最迟答复”是本地要求的日子" in said
    assert "法律规定的期限是收到材料5个工作日内，逾期没有告知的" in said
    assert f"自收到申请材料之日（2026年11月20日）起{DEEMED}" in said


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
    said = text(compose(dated(NOTICE, statutory=day)))
    assert "自法定期限届满之日起60日内先申请行政复议" in said
    without = text(compose(dated(NOTICE, statutory=None, promised=None, due=None)))
    assert "60日" not in without
    assert "依法先申请行政复议" in without


def test_silence_past_the_day_goes_to_review_first_and_only_then_to_court() -> None:
    """未履行法定职责：先复议、后诉讼 (行政复议法 2023 Art. 23(1)(3), 34); six months are for decisions."""
    said = text(compose(dated(NOTICE, statutory=due(date(2026, 12, 18)))))
    assert "对行政复议决定不服的，再自收到决定书之日起15日内向人民法院提起行政诉讼" in said
    assert "6个月" not in said


def test_an_item_done_at_once_counts_no_days() -> None:
    at_once = TimeLimit("", None, TimeUnit.AT_ONCE, Evidence.FOUND)
    context = with_class(NOTICE, ProcedureClass.REGISTRATION, statutory=at_once)
    said = text(compose(dated(context, due=None, statutory=None, promised=None)))
    assert "材料齐全的当场办理" in said
    assert "自受理次日起" not in said


def test_a_notice_states_the_earlier_of_the_promised_and_the_statutory_day() -> None:
    context = dated(NOTICE, statutory=due(date(2026, 12, 18)), promised=due(date(2026, 12, 4)), due=None)
    document = compose(context)
    assert tables(document)[0].rows[0][3] == "2026年12月4日（含当日）前"
    assert read_essentials(document.qr).deadline == date(2026, 12, 4)


def test_a_provisional_day_says_so_in_the_table_and_at_the_head() -> None:
    moved = due(date(2027, 1, 11), provisional=True)
    document = compose(dated(NOTICE, due=moved, statutory=moved))
    assert "（临时推算）" in tables(document)[0].rows[0][3]
    assert any("临时推算" in m for m in document.marks)


def test_a_receipt_at_new_year_is_provisional_by_itself() -> None:
    at = setting(datetime(2026, 12, 31, 4, tzinfo=UTC))
    document = compose(one(PaperKind.INTAKE_RECEIPT, at=at, keep=True))
    assert "2027年1月4日（含当日）前（临时推算）" in text(document)


def test_the_licensing_laws_own_time_is_cited_where_the_items_law_names_none() -> None:
    document = compose(NOTICE)
    assert tables(document)[0].rows[0][1] == "20个工作日"
    assert "第二款、第四十二条第一款（办理时限，本法未另定，待部门核定）" in text(document)
    assert text(document).count("《中华人民共和国行政许可法》") == 1  # named once: this notice has one sheet


def test_what_nobody_has_published_is_marked() -> None:
    document = compose(NOTICE)
    assert tables(document)[0].rows[0][2] == "待部门核定"
    assert "待部门核定：事项、时限、材料" in document.marks


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
    assert f"现在不用交的：{first.line.name}" in said


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
        (MaterialState.SHARED, "共享获取，待核验，免交"),
        (MaterialState.E_LICENCE, "电子证照，待联网核验，免交"),
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
    (Outcome.ACCEPT_WITH_GAPS, "可以容缺受理，承诺书签署后出具容缺受理通知书", True),
    (Outcome.RECEIVED, "待决定是否受理", True),
]


@pytest.mark.parametrize(("outcome", "words", "silence"), OUTCOMES)
def test_a_receipt_says_the_next_step_and_where_silence_counts(
    outcome: Outcome, words: str, silence: bool
) -> None:
    decided_items = tuple(
        DecidedItem(d.item, replace(d.verdict, outcome=outcome, rule="x")) for d in LICENCE_ONLY.decided_items
    )
    said = text(compose(replace(LICENCE_ONLY, decided_items=decided_items)))
    assert words in said
    assert (DEEMED in said) is silence


def test_that_a_receipt_after_a_decision_taken_back_says_who_decides_now() -> None:
    (one_item,) = LICENCE_ONLY.decided_items
    taken_back = replace(one_item.verdict, outcome=Outcome.RECEIVED, rule="undo")
    for entrusted, words in ((True, "待决定是否受理"), (False, "转乌兰浩特市市场监督管理局决定是否受理")):
        item = replace(one_item, verdict=replace(taken_back, entrusted=entrusted))
        assert words in text(compose(replace(LICENCE_ONLY, decided_items=(item,))))


def test_what_waits_for_an_earlier_item_has_no_day_yet() -> None:
    decided_items = tuple(
        DecidedItem(d.item, replace(d.verdict, outcome=Outcome.WAIT, waits_for=("mkt_individual",)))
        for d in LICENCE_ONLY.decided_items
    )
    document = compose(replace(LICENCE_ONLY, decided_items=decided_items))
    assert tables(document)[0].rows[0][1:] == ("等“个体工商户设立登记”办结后接着办", "自前一事项办结时起算")
    assert read_essentials(document.qr).deadline is None


def test_without_an_agreement_the_receipt_says_who_decides_and_claims_no_mandate() -> None:
    at = replace(AGREED, authority=Authority())
    document = compose(one(PaperKind.INTAKE_RECEIPT, at=at))
    assert "转乌兰浩特市市场监督管理局决定是否受理" in text(document)
    assert "委托" not in text(document)
    assert "受乌兰浩特市市场监督管理局委托受理（授权文件：演示授权〔2026〕1号）" in text(compose(NOTICE))


def test_the_window_is_entrusted_with_receiving_but_never_with_deciding() -> None:
    said = text(compose(PROOF))
    assert "委托收件（授权文件：演示授权〔2026〕1号），由该机关驻窗人员当场办结" in said
    assert "委托办理" not in said


def test_what_is_sent_on_but_needs_an_earlier_result_waits_for_it() -> None:
    """电影院: the organ decides elsewhere, yet the fire opinion it needs does not exist yet."""
    context = one(PaperKind.INTAKE_RECEIPT, 26, {"q_entity": ("existing",)}, organ=HALL)
    context = replace(
        context, decided_items=tuple(d for d in context.decided_items if "电影" in d.item.organ)
    )
    document = compose(context)
    row = tables(document)[0].rows[0]
    assert row[1].startswith("等“公众聚集场所投入使用、营业前消防安全检查”")
    assert row[1].endswith("决定是否受理")
    assert row[2] == "自前一事项办结时起算"
    assert DEEMED not in text(document)
    assert read_essentials(document.qr).deadline is None


def test_a_receipt_of_the_hall_never_becomes_an_organs_acceptance() -> None:
    said = text(compose(replace(LICENCE_ONLY, organ=HALL, agreements=())))
    assert "本凭证即为受理凭证" not in said
    assert "自该机关收到申请材料之日起即为受理" in said


def test_a_receipt_of_what_is_insisted_on_cites_refusal_not_correction() -> None:
    decided_items = tuple(
        DecidedItem(d.item, replace(d.verdict, outcome=Outcome.PROPOSE_REFUSAL, rule="L8"))
        for d in LICENCE_ONLY.decided_items
    )
    said = text(compose(replace(LICENCE_ONLY, decided_items=decided_items)))
    assert "不予受理的，出具加盖印章、注明日期的书面决定，说明理由" in said
    assert "第三十二条第一款第一项、第二项、第二款" in said
    assert "第一款第四项" not in said


def test_a_paper_handed_in_as_an_original_is_not_called_unverified() -> None:
    rows = {row[1]: row for row in tables(compose(RECEIPT))[1].rows}
    form = next(h.line for h in RECEIPT.handed if h.line.originals)
    card = next(h.line for h in RECEIPT.handed if h.line.never_kept and h.line.original)
    assert rows[form.name][2] == "—"
    assert rows[form.name][4] == "收下"
    assert rows[card.name][2] == "未核原件"


def test_a_certificate_of_which_a_copy_stays_is_not_said_to_be_taken_in() -> None:
    context = one(PaperKind.INTAKE_RECEIPT, 78, {"q_dibao_member": ("disabled",)})
    rows = {row[1]: row for row in tables(compose(context))[1].rows}
    assert rows["家庭户口簿"][4] == "收复印件"
    assert rows["残疾人证"][4] == "共享获取，待核验，免交"  # had by sharing: nothing of it was asked for (L2)
    assert rows["最低生活保障申请书（审批表）"][4] == "收下"


def test_the_guardian_signs_for_the_person_he_stands_for() -> None:
    person = Person("巴音那木尔", IdType.NONE_YET)
    guardian = Guardian(somebody().person or person, "父亲")
    child = Applicant(ApplicantKind.PERSON, person.name, person, guardian=guardian)
    document = compose(one(PaperKind.ACCEPTANCE_NOTICE, 52, {"q_birth_have": ("have",)}, applicant=child))
    assert document.sign_lines[0].startswith("法定代理人签收：")
    assert compose(NOTICE).sign_lines[0].startswith("申请人（代理人）签收：")


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


def test_that_a_receipt_says_received_only_of_what_was_handed_over() -> None:
    """What is shared, awaited or looked up came to no window; the receipt then proves the application alone."""
    context = one(PaperKind.INTAKE_RECEIPT, keep=True)
    free = {MaterialState.SHARED, MaterialState.AWAITING, MaterialState.E_LICENCE, MaterialState.RELIEVED}
    handed = tuple(h for h in context.handed if h.state in free)
    assert handed
    said = text(compose(replace(context, handed=handed)))
    assert "材料尚未收到；下列材料免交。本凭证证明提出申请，不等于已经受理。" in said
    assert "已收到" not in said
    assert "本窗口已收到下列申请材料" in text(compose(context))


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        (MaterialState.E_LICENCE, None),
        (MaterialState.SHARED, None),
        (MaterialState.SHARED, Shared.CONSISTENT),
        (MaterialState.SHARED, Shared.CHANGED),
    ],
)
def test_that_no_paper_claims_a_check_that_has_not_happened(
    state: MaterialState, answer: Shared | None
) -> None:
    """Without a network nothing was looked up: what the applicant said of it is no 核验."""
    said = None if answer is None else SharedAnswer(answer)
    brought = Brought(state, note="房号改了", shared=said)
    handed = tuple(replace(h, brought=brought) for h in RECEIPT.handed)
    rows = [row for table in tables(compose(replace(RECEIPT, handed=handed))) for row in table.rows]
    assert any("免交" in cell for row in rows for cell in row)
    for row in rows:
        assert not any("核验" in cell.replace("待联网核验", "").replace("待核验", "") for cell in row)
