"""Papers of a case that goes on: what was brought afterwards, what changed hands, what was served (L3, L12)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.case.paper_events import Way
from counter.domain.document.document import TITLES, Document, PaperKind, from_json, to_json
from counter.domain.errors import RuleRefused
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.jurisdiction import HALL
from counter.domain.papers.compose import compose
from counter.domain.papers.compose.delivery_receipt import POSTAL_ROOM, Delivery, ServedPaper
from counter.domain.papers.compose.round_slip import CaseOnSlip, RoundTransfer
from counter.domain.papers.compose.supplement_receipt import Supplemented
from counter.domain.papers.compose.transfer_slip import Transfer
from counter.domain.papers.parts.context import DecidedItem, PaperContext
from counter.domain.papers.parts.qr_essentials import read_essentials
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Guardian, IdType, Person
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Gap, Outcome
from counter.printing.type.glyphs import missing_glyphs
from tests.paper_cases import NOTICE, dated, due, tables, text, with_class
from tests.printing.pages import TYPEFACES
from tests.settings import somebody

BY = due(date(2026, 12, 4))
CARD = next(h.line for h in NOTICE.handed if h.line.never_kept)
FORM, RULES = [h.line for h in NOTICE.handed if not h.line.never_kept][:2]
ITEM = NOTICE.decided_items[0].item
OPEN = (
    Gap(FORM.id, FORM.name, "defective", f"{FORM.name}：没有签名", FORM.wanted, BY),
    Gap(RULES.id, RULES.name, "missing", f"{RULES.name}未交", RULES.wanted, BY),
)
CAME = (
    (CARD.id, CARD.name, Brought(MaterialState.RECEIVED, original_seen=True, copies=1)),
    (FORM.id, FORM.name, Brought(MaterialState.DEFECTIVE, copies=1, note="没有签名")),
)
NOTICE_NUMBER = "乌市监补综03〔2026〕31号"
STILL = Supplemented(CAME, OPEN, (), notice=NOTICE_NUMBER)
WHOLE = Supplemented(CAME[:1], (), (ITEM.id,), notice=NOTICE_NUMBER)
MOVED = (MovedPaper(FORM.id, FORM.name, 1, 0), MovedPaper(CARD.id, CARD.name, 0, 2))
HANDED_ON = Transfer(Hands.TO_ORGAN, MOVED, "阿木古郎（W01）", "乌云")
ROUND = RoundTransfer(
    Hands.TO_ORGAN,
    NOTICE.organ,
    (CaseOnSlip("15220103A26112000072", "食品经营许可", MOVED, urgent=True),),
    "阿木古郎（W01）",
    "乌云",
    "L15220103A2600013",
)
SERVED = Delivery(
    (ServedPaper("受理通知书", "乌市监受综03〔2026〕118号"), ServedPaper("营业执照", "", 2)), Way.WINDOW
)

CHILD = Applicant(
    ApplicantKind.PERSON,
    "娜仁",
    Person("娜仁", IdType.NONE_YET),
    guardian=Guardian(Person("斯琴", IdType.RESIDENT_ID, "999999199001011238", "10000005678"), "母亲"),
)
FIRM = Applicant(
    ApplicantKind.ORGANISATION,
    "草原食品有限公司",
    uscc="11440232MB2D06811W",
    agent=Agent(Person("李𬭊", IdType.RESIDENT_ID, "999999199001011238", "10000005678"), "代为提交"),
)
PARTIES = [somebody(), CHILD, FIRM]


def paper(kind: PaperKind, details: object, base: PaperContext = NOTICE, **more: object) -> Document:
    return compose(replace(base, kind=kind, title=TITLES[kind], details=details, **more))  # type: ignore[arg-type]


def receipt(details: Supplemented, base: PaperContext = NOTICE, **more: object) -> Document:
    return paper(PaperKind.SUPPLEMENT_RECEIPT, details, base, **more)


def slip(details: Transfer = HANDED_ON, **more: object) -> Document:
    return paper(PaperKind.TRANSFER_SLIP, details, NOTICE, **more)


def proof(details: Delivery = SERVED, **more: object) -> Document:
    return paper(PaperKind.PROOF_OF_DELIVERY, details, NOTICE, **more)


def judged(outcome: Outcome, rule: str = "x", base: PaperContext = NOTICE) -> PaperContext:
    decided_items = tuple(
        DecidedItem(d.item, replace(d.verdict, outcome=outcome, rule=rule)) for d in base.decided_items
    )
    return replace(base, decided_items=decided_items)


def whole_said(document: Document) -> str:
    lines = (document.title, document.addressee, text(document), *document.sign_lines, *document.foot)
    return "\n".join(lines)


# 补正材料接收凭证


def test_what_is_whole_is_accepted_on_the_day_all_of_it_is_in() -> None:
    document = receipt(WHOLE, issued_at=datetime(2026, 11, 25, 2, tzinfo=UTC))
    row = tables(document)[-1].rows[0]
    assert row[1] == "已补齐"
    assert row[2].startswith("受理日为2026年11月25日")
    assert "受理通知书随附" in row[2]
    assert "没有增加新的要求" not in text(document)


def test_a_receipt_names_the_notice_it_answers_and_the_minute_it_was_handed_over() -> None:
    said = text(receipt(WHOLE))
    assert f"按{NOTICE_NUMBER}通知书于2026年11月20日12时00分补交" in said
    assert receipt(WHOLE).seal_organ == "乌兰浩特市市场监督管理局"


def test_who_brought_it_stands_with_his_relation_and_the_applicant_does_not() -> None:
    assert "由其其格代交，与申请人关系：配偶" in text(
        receipt(replace(WHOLE, brought_by="其其格", relation="配偶"))
    )
    assert "代交" not in text(receipt(replace(WHOLE, brought_by="巴图吉雅", relation="本人")))
    assert "代交" not in text(receipt(WHOLE))


def test_what_is_still_wrong_is_exactly_what_the_notice_told_and_its_day_runs_on() -> None:
    document = receipt(STILL)
    open_ones = tables(document)[1]
    assert [row[1:] for row in open_ones.rows] == [
        (FORM.name, "没有签名", FORM.wanted, "2026年12月4日（含当日）前"),
        (RULES.name, "未交", RULES.wanted, "2026年12月4日（含当日）前"),
    ]
    assert "都是原通知书已经写明的内容，没有增加新的要求" in text(document)
    assert "原期限不变：2026年12月4日（含当日）前" in text(document)
    assert read_essentials(document.qr).deadline == date(2026, 12, 4)
    assert "受理日为" not in text(document)


def test_the_table_says_what_was_brought_now_and_what_became_of_it() -> None:
    rows = tables(receipt(STILL))[0].rows
    assert rows[0][1:] == (CARD.name, "1", "收下复印件，原件已看过退还")
    assert rows[1][1:] == (FORM.name, "1", "仍不符合，见下表")
    assert len(rows) == len(CAME)


def test_what_no_notice_told_is_not_told_by_a_receipt() -> None:
    """A correction is written, complete and once (L3): a receipt does not begin one."""
    said = text(receipt(replace(STILL, notified=())))
    assert RULES.name not in said
    assert "没有签名" not in said
    assert "没有增加新的要求" not in said
    assert "哪里不符合、还要补什么，由另发的书面通知书一次告知" in said


def test_another_organs_gaps_stay_off_this_organs_receipt() -> None:
    other = Gap("elsewhere", "别的机关的材料", "missing", "别的机关的材料未交", "原件1份", BY)
    assert "别的机关的材料" not in text(receipt(replace(STILL, still=(*OPEN, other))))


def test_a_gap_that_is_filled_accepts_nothing_twice_and_the_review_goes_on() -> None:
    base = dated(judged(Outcome.ACCEPT_WITH_GAPS, "standing"), due=due(date(2026, 12, 18)))
    filled, open_ones = text(receipt(WHOLE, base)), text(receipt(STILL, base))
    assert "容缺材料已补齐 审查继续，最迟2026年12月18日（含当日）前办结" in filled
    assert "容缺材料还没有补齐 原期限不变：2026年12月4日（含当日）前；审查继续" in open_ones
    assert "受理日" not in filled + open_ones


NEXT = [
    (Outcome.DONE, "x", "当场办结"),
    (Outcome.WAIT, "x", "办结后接着办"),
    (Outcome.RECEIVED, "L13", "转乌兰浩特市市场监督管理局决定是否受理"),
    (Outcome.RECEIVED, "x", "待决定是否受理"),
    (Outcome.ACCEPT_WITH_GAPS, "L4", "签承诺书后受理"),
    (Outcome.PROPOSE_REFUSAL, "L8", "书面决定"),
]


@pytest.mark.parametrize(("outcome", "rule", "words"), NEXT)
def test_a_receipt_says_what_follows_and_accepts_only_what_is_accepted(
    outcome: Outcome, rule: str, words: str
) -> None:
    said = text(receipt(WHOLE, judged(outcome, rule)))
    assert words in said
    assert "受理日为" not in said


def test_the_halls_own_receipt_passes_on_and_accepts_nothing() -> None:
    document = receipt(WHOLE, judged(Outcome.RECEIVED, "L13"), organ=HALL)
    assert document.seal_organ.startswith("乌兰浩特市政务服务中心")
    assert "转乌兰浩特市市场监督管理局决定是否受理" in text(document)


def test_a_company_neither_accepts_nor_refuses() -> None:
    company = with_class(judged(Outcome.RECEIVED, "L13"), ProcedureClass.ENTERPRISE_SERVICE)
    said = text(receipt(WHOLE, company))
    assert "转交乌兰浩特市市场监督管理局办理" in said
    assert "决定是否受理" not in said


@given(st.sampled_from(list(ProcedureClass)), st.sampled_from([STILL, WHOLE]))
def test_only_an_accepted_licence_is_given_the_licensing_law(
    procedure: ProcedureClass, details: Supplemented
) -> None:
    said = text(receipt(details, with_class(NOTICE, procedure)))
    assert ("行政许可" in said) is (procedure is ProcedureClass.LICENCE and details is WHOLE)
    assert "行政复议" not in said


def test_a_clock_in_doubt_gives_no_day_of_acceptance_and_no_deadline() -> None:
    for details in (STILL, WHOLE):
        document = receipt(details, dated(NOTICE, due=BY), untimely=True)
        assert "含当日" not in text(document)
        assert "受理日为" not in text(document)
        assert read_essentials(document.qr).deadline is None


# 物料流转单


@pytest.mark.parametrize(
    ("hands", "giver", "taker"),
    [
        (Hands.TO_ORGAN, "乌兰浩特市政务服务中心03号窗口", "乌兰浩特市市场监督管理局"),
        (Hands.TO_WINDOW, "乌兰浩特市市场监督管理局", "乌兰浩特市政务服务中心03号窗口"),
        (Hands.TO_APPLICANT, "乌兰浩特市政务服务中心03号窗口", "申请人：巴图吉雅"),
    ],
)
def test_a_slip_names_both_sides_with_unit_person_and_telephone(hands: Hands, giver: str, taker: str) -> None:
    sides = tables(slip(replace(HANDED_ON, hands=hands)))[2]
    assert sides.rows[0] == ("单位", giver, taker)
    assert sides.rows[1] == ("经办人", "阿木古郎（W01）", "乌云")
    assert sides.rows[2][0] == "电话"
    assert all(cell for cell in sides.rows[2])


def test_a_slip_counts_originals_apart_from_copies() -> None:
    document = slip()
    assert [row[1:4] for row in tables(document)[1].rows] == [(FORM.name, "1", "—"), (CARD.name, "—", "2")]
    assert "共2种：原件1份，复印件2份" in text(document)


@given(st.sampled_from(list(Hands)), st.integers(1, 3))
def test_an_identity_cards_original_can_never_travel(hands: Hands, sheets: int) -> None:
    moved = (MovedPaper(CARD.id, CARD.name, sheets, 0),)
    with pytest.raises(RuleRefused, match="当场退还") as caught:
        slip(replace(HANDED_ON, hands=hands, moved=moved))
    assert caught.value.rule == "L12"


def test_a_slip_is_signed_by_both_and_sealed_by_nobody() -> None:
    document = slip()
    assert (document.seal_organ, document.date_text, document.sign_lines) == ("", "", ())
    assert tables(document)[-1].least >= 15
    assert document.code


@pytest.mark.parametrize("document", [slip(), paper(PaperKind.ROUND_SLIP, ROUND)], ids=["slip", "round"])
def test_that_each_place_to_sign_says_whose_it_is(document: Document) -> None:
    ((_, giver, taker),) = tables(document)[-1].rows
    assert (giver.partition("\n")[0], taker.partition("\n")[0]) == ("发件方：", "收件方：")


# 送达回证


def test_a_proof_lists_every_paper_with_its_number_and_sheets() -> None:
    assert [row[1:] for row in tables(proof())[1].rows] == [
        ("受理通知书", "乌市监受综03〔2026〕118号", "1"),
        ("营业执照", "—", "2"),
    ]


@pytest.mark.parametrize("way", [Way.WINDOW, Way.POST, Way.ELECTRONIC])  # a public notice has no proof
def test_the_way_of_service_is_marked_and_only_post_has_room_for_its_slip(way: Way) -> None:
    document = proof(replace(SERVED, way=way, address="乌兰浩特市兴安北大路1号"))
    rows = {row[0]: row[1] for row in tables(document)[0].rows}
    assert rows["送达方式"].count("■") == 1
    assert (
        f"■{ {Way.WINDOW: '窗口领取', Way.POST: '邮寄', Way.ELECTRONIC: '电子送达'}[way] }"
        in rows["送达方式"]
    )
    assert rows["送达地址"] == "乌兰浩特市兴安北大路1号"
    assert any(t.least >= POSTAL_ROOM for t in tables(document)) is (way is Way.POST)
    assert POSTAL_ROOM >= 60


def test_a_proof_has_a_place_for_every_hand_that_may_sign_it() -> None:
    said = text(proof(replace(SERVED, receiver="其其格", relation="同事")))
    for words in (
        "受送达人\n签名",
        "代收人签名 其其格",
        "与申请人关系：同事",
        "拒绝签收",
        "见证人签名",
        "送达人",
    ):
        assert words in said


def test_the_applicant_himself_is_no_stand_in() -> None:
    assert "其其格" not in text(proof(replace(SERVED, receiver="其其格", relation="")))


def test_a_proof_is_sealed_by_nobody() -> None:
    document = proof()
    assert (document.seal_organ, document.date_text, document.sign_lines) == ("", "", ())


# all three


@pytest.mark.parametrize(
    "kind", [PaperKind.SUPPLEMENT_RECEIPT, PaperKind.TRANSFER_SLIP, PaperKind.PROOF_OF_DELIVERY]
)
def test_without_its_details_no_such_paper_is_made(kind: PaperKind) -> None:
    with pytest.raises(ValueError, match="needs to know"):
        paper(kind, None)


@pytest.mark.parametrize("applicant", PARTIES)
def test_names_stand_in_full_and_numbers_of_persons_never(applicant: Applicant) -> None:
    back = replace(HANDED_ON, hands=Hands.TO_APPLICANT)
    for document in (
        receipt(STILL, applicant=applicant),
        slip(back, applicant=applicant),
        proof(applicant=applicant),
    ):
        said = whole_said(document)
        assert applicant.name in said
        assert "19900101" not in said
        assert "10000005678" not in said
        assert "None" not in said
        assert "。。" not in said


@pytest.mark.parametrize("applicant", PARTIES)
@pytest.mark.parametrize("way", list(Way))
def test_these_papers_survive_their_record_and_print_every_glyph(applicant: Applicant, way: Way) -> None:
    for document in (
        receipt(STILL, applicant=applicant),
        receipt(WHOLE, applicant=applicant),
        slip(applicant=applicant),
        proof(replace(SERVED, way=way), applicant=applicant),
    ):
        assert from_json(json.loads(json.dumps(to_json(document)))) == document
        assert missing_glyphs(document, TYPEFACES) == []
