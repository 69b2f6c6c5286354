"""Drafts of the organ's decisions: never to be mistaken for the paper itself, each class by its own law (L5, L8)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.case.item_events import Cause, Result
from counter.domain.document.document import TITLES, Document, PaperKind, from_json, to_json
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.jurisdiction import GapOutcome, Lapse
from counter.domain.hall.organ import Recourse
from counter.domain.papers.compose import compose
from counter.domain.papers.parts.context import DecidedItem, PaperContext
from counter.domain.papers.parts.decision_wording import WORDINGS, form_of
from counter.domain.papers.parts.details import ProposedDecision
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Gap
from counter.printing.type.glyphs import missing_glyphs
from tests.paper_cases import LICENCE_ONLY, due, tables, text, with_class
from tests.printing.pages import TYPEFACES

CLASSES = st.sampled_from(list(ProcedureClass))
CAUSES = st.sampled_from(list(Cause))
DECIDED_ABOUT = {ProcedureClass.LICENCE, ProcedureClass.REGISTRATION, ProcedureClass.BENEFIT}
TOLD = Recourse("乌兰浩特市人民政府", "乌兰浩特市人民法院", "0482-0000001")
LACKING = (
    Gap("plan", "平面图", "defective", "平面图：没有标注面积", "原件1份", due(date(2026, 11, 27))),
    Gap("proof", "住所证明", "missing", "住所证明未交", "复印件1份", due(date(2026, 11, 27))),
)


def context(cause: Cause, procedure: ProcedureClass = ProcedureClass.LICENCE, **more: object) -> PaperContext:
    """A proposal for one class of items, drafted unless ``confirmed_by`` is given."""
    result = Result.REFUSED if cause is Cause.INSISTED else Result.REJECTED
    kind = PaperKind.REFUSAL if cause is Cause.INSISTED else PaperKind.REJECTION
    details = ProposedDecision(cause, result, "上列情况属实。", "", lacking=LACKING)
    details = replace(details, **more)  # type: ignore[arg-type]
    if details.confirmed_by and "recourse" not in more:
        details = replace(details, recourse=TOLD)
    number = "乌市监不批综03〔2026〕2号" if details.confirmed_by else ""
    base = with_class(LICENCE_ONLY, procedure, basis=("《某法》第一条",))
    return replace(base, kind=kind, title=TITLES[kind], paper_number=number, details=details)


def drafted(cause: Cause, procedure: ProcedureClass = ProcedureClass.LICENCE, **more: object) -> Document:
    return compose(context(cause, procedure, **more))


def hall_recourse(document: Document) -> str:
    return "\n".join((document.title, *document.marks, document.number, text(document), *document.foot))


@given(CAUSES, CLASSES, st.booleans())
def test_a_draft_has_nothing_of_what_makes_a_paper_the_organs(
    cause: Cause, procedure: ProcedureClass, demo: bool
) -> None:
    document = compose(replace(context(cause, procedure), demo=demo))
    assert document.title.endswith("（代拟稿）")
    assert document.marks[0].startswith("代拟稿：未经")
    assert "〔" not in document.number
    assert "编" in document.number
    assert (document.qr, document.seal_organ, document.date_text) == ("", "", "")
    assert document.watermark == ("演示 无效" if demo else "代拟稿")
    assert not any("申请人" in line for line in document.sign_lines)
    assert "交申请人" not in document.copy_text


@given(CAUSES, CLASSES)
def test_a_confirmed_decision_has_number_date_seal_block_and_the_representatives_name(
    cause: Cause, procedure: ProcedureClass
) -> None:
    document = drafted(cause, procedure, confirmed_by="苏日娜")
    assert document.number == "乌市监不批综03〔2026〕2号"
    assert document.date_text == "2026年11月20日"
    assert document.seal_organ == "乌兰浩特市市场监督管理局"
    assert document.qr
    assert "代拟稿" not in hall_recourse(document)
    assert "首席代表苏日娜于2026年11月20日确认" in text(document)
    assert "一式两份" in text(document)
    assert document.sign_lines[0].startswith("申请人（代理人）签收")


@given(CAUSES, CLASSES, st.booleans())
def test_remedies_are_printed_only_for_a_class_that_has_them(
    cause: Cause, procedure: ProcedureClass, confirmed: bool
) -> None:
    said = hall_recourse(drafted(cause, procedure, confirmed_by="苏日娜" if confirmed else ""))
    for word in ("行政复议", "行政诉讼", "60日", "6个月"):
        assert (word in said) is (procedure in DECIDED_ABOUT)
    assert "先申请行政复议" not in said  # only silence has to be reviewed first
    assert "12345" in said


@given(CAUSES, st.sampled_from(sorted(DECIDED_ABOUT)))
def test_a_confirmed_decision_names_the_review_body_the_court_and_whom_to_call(
    cause: Cause, procedure: ProcedureClass
) -> None:
    document = drafted(cause, procedure, confirmed_by="苏日娜")
    said = hall_recourse(document)
    assert "60日内向乌兰浩特市人民政府申请行政复议" in said
    assert "6个月内依法向乌兰浩特市人民法院提起行政诉讼" in said
    assert "电话：0482-0000001" in said
    assert "咨询：0482-0000001" in said
    for word in ("建议", "确认时", "由大厅填写"):
        assert word not in said
    for lacking in ("review_body", "court", "phone"):
        with pytest.raises(ValueError, match="a confirmed decision"):
            drafted(cause, procedure, confirmed_by="苏日娜", recourse=replace(TOLD, **{lacking: ""}))


@given(CAUSES, st.sampled_from(sorted(DECIDED_ABOUT)))
def test_a_draft_shows_a_suggestion_as_a_suggestion_and_leaves_room_to_write(
    cause: Cause, procedure: ProcedureClass
) -> None:
    document = drafted(cause, procedure)
    said = text(document)
    assert "向（行政复议机关，确认时写明）申请行政复议" in said
    assert "向（人民法院，确认时写明）提起行政诉讼" in said
    rows = {row[0]: row[1:] for row in tables(document)[-1].rows}
    assert rows["行政复议机关"][0] == "建议：乌兰浩特市人民政府（《行政复议法》第二十四条第一款第一项）"
    assert rows["人民法院"][0] == "建议：乌兰浩特市人民法院（《行政诉讼法》第十四条、第十八条）"
    assert set(rows) == {"行政复议机关", "人民法院", "联系电话"}


def test_a_draft_names_what_hall_or_guide_say_and_asks_for_the_rest_only() -> None:
    at = context(Cause.NEGATIVE_RESULT)
    known = at.jurisdiction.at_hall("", "", "", {at.organ: replace(TOLD, court="")})
    document = compose(replace(at, jurisdiction=known))
    assert "60日内向乌兰浩特市人民政府申请行政复议" in text(document)
    assert [row[0] for row in tables(document)[-1].rows] == ["人民法院"]
    whole = compose(replace(at, jurisdiction=known, recourse_in_guide=TOLD))
    assert "确认时" not in text(whole)
    assert document.title.endswith("（代拟稿）")


def test_a_company_is_asked_for_its_telephone_alone() -> None:
    document = drafted(Cause.NEGATIVE_RESULT, ProcedureClass.ENTERPRISE_SERVICE)
    assert [row[0] for row in tables(document)[-1].rows] == ["联系电话"]
    told = Recourse(phone="0482-0000004")
    said = hall_recourse(
        drafted(
            Cause.NEGATIVE_RESULT, ProcedureClass.ENTERPRISE_SERVICE, confirmed_by="某经理", recourse=told
        )
    )
    assert "电话：0482-0000004" in said
    assert "法院" not in said


def test_the_halls_telephone_is_named_as_the_halls() -> None:
    at = context(Cause.NEGATIVE_RESULT, confirmed_by="苏日娜", recourse=replace(TOLD, phone=""))
    said = text(compose(replace(at, jurisdiction=at.jurisdiction.at_hall("0482-0000009", "", ""))))
    assert "也可以向本窗口询问（大厅电话：0482-0000009）" in said
    assert "由大厅填写" not in said


def test_classes_with_the_same_remedies_are_told_once_and_another_is_told_apart() -> None:
    at = context(Cause.INSISTED)
    (decided,) = at.decided_items

    def of(*classes: ProcedureClass) -> list[str]:
        decided_items = tuple(
            DecidedItem(replace(decided.item, procedure=c), decided.verdict) for c in classes
        )
        return [
            x
            for x in text(compose(replace(at, decided_items=decided_items))).splitlines()
            if "行政复议机关，" in x
        ]

    (same,) = of(ProcedureClass.LICENCE, ProcedureClass.REGISTRATION)
    assert same.startswith("对上述处理不服的")
    (apart,) = of(ProcedureClass.LICENCE, ProcedureClass.FILING)
    assert apart.startswith("对上述处理（行政许可事项）不服的")


@given(CAUSES, CLASSES)
def test_only_a_licence_gets_the_licensing_law(cause: Cause, procedure: ProcedureClass) -> None:
    said = hall_recourse(drafted(cause, procedure, ground="not_needed"))
    licence = procedure is ProcedureClass.LICENCE
    assert ("行政许可法" in said) is licence


@given(CAUSES)
def test_a_company_and_a_public_service_decide_nothing_by_law(cause: Cause) -> None:
    for procedure in (ProcedureClass.PUBLIC_SERVICE, ProcedureClass.ENTERPRISE_SERVICE):
        said = hall_recourse(drafted(cause, procedure))
        assert "决定书" not in said
        assert "决定：" not in said
        assert "不予批准" not in said


@pytest.mark.parametrize(
    ("ground", "article"),
    [
        ("not_needed", "第三十二条第一款第一项、第二款"),
        ("elsewhere", "第三十二条第一款第二项、第二款"),
        ("barred", "》第三十二条第二款"),
        ("", "》第三十二条第二款"),
    ],
)
def test_a_refused_licence_cites_the_paragraph_of_its_ground_and_no_other(ground: str, article: str) -> None:
    lines = text(drafted(Cause.INSISTED, ground=ground)).splitlines()
    said = next(line for line in lines if line.startswith("依据："))
    assert article in said
    assert ("第一款" in said) is ("第一款" in article)


@pytest.mark.parametrize(
    ("outcome", "title"),
    [
        (GapOutcome.REJECT, "不予批准决定书"),
        (GapOutcome.REVOKE, "撤销受理决定书"),
        (GapOutcome.WITHDRAWN, "视为撤回申请告知书"),
    ],
)
@pytest.mark.parametrize("cause", [Cause.GAP_EXPIRED, Cause.GAP_WRONG])
def test_an_expired_gap_is_called_what_the_place_makes_of_it(
    cause: Cause, outcome: GapOutcome, title: str
) -> None:
    at = context(cause, confirmed_by="苏日娜")
    rules = replace(at.jurisdiction, gap=replace(at.jurisdiction.gap, outcome=outcome))
    assert compose(replace(at, jurisdiction=rules)).title == title


@pytest.mark.parametrize(
    ("lapse", "lapsed", "wrong"),
    [
        (Lapse.ABANDONED, "视为放弃申请告知书", "不予受理决定书"),
        (Lapse.RETURNED, "退件告知书", "退件告知书"),
        (Lapse.REFUSE, "不予受理决定书", "不予受理决定书"),
    ],
)
def test_who_brought_something_has_not_given_up(lapse: Lapse, lapsed: str, wrong: str) -> None:
    for cause, title in ((Cause.CORRECTION_LAPSED, lapsed), (Cause.CORRECTION_WRONG, wrong)):
        at = context(cause, confirmed_by="苏日娜")
        rules = replace(at.jurisdiction, correction=replace(at.jurisdiction.correction, lapse=lapse))
        assert compose(replace(at, jurisdiction=rules)).title == title
        assert WORDINGS[form_of(cause, rules)].result in (Result.LAPSED, Result.REFUSED)


def test_an_expired_gap_tells_its_story_with_dates() -> None:
    document = drafted(
        Cause.GAP_EXPIRED,
        accepted_on=date(2026, 11, 20),
        told_on=date(2026, 11, 20),
        notice="乌市监容综03〔2026〕4号",
    )
    said = text(document)
    assert "你于2026年11月20日就" in said
    assert "于2026年11月20日容缺受理" in said
    assert "乌市监容综03〔2026〕4号" in said
    assert tables(document)[0].rows[1][1:] == (
        "住所证明",
        "复印件1份",
        "2026年11月27日（含当日）前",
        "没有交来",
    )


def test_what_came_and_was_wrong_says_so() -> None:
    document = drafted(Cause.CORRECTION_WRONG, came_on=date(2026, 11, 25))
    assert "你于2026年11月25日补交，下列材料仍不符合要求" in text(document)
    assert tables(document)[0].rows[0][4] == "没有标注面积"


def test_incompleteness_is_never_a_ground_of_a_refusal() -> None:
    """At first contact what is missing is corrected (许可法 32(1)(4)); a refusal has another reason."""
    at = context(Cause.INSISTED, lacking=())
    decided_items = tuple(DecidedItem(d.item, replace(d.verdict, gaps=LACKING)) for d in at.decided_items)
    said = text(compose(replace(at, decided_items=decided_items)))
    assert "平面图" not in said.replace("场所平面（布局）图", "")
    assert "材料不齐" not in said


def test_a_refusal_gives_back_every_sheet_and_calls_the_copy_of_a_card_a_copy() -> None:
    at = context(Cause.INSISTED)
    document = compose(at)
    kept = [h for h in at.handed if h.state is MaterialState.RECEIVED and h.brought.copies]
    rows = next(t.rows for t in tables(document) if "退还的材料" in t.head)
    assert [row[2] for row in rows] == [str(h.brought.copies) for h in kept]
    card = next(h.line.name for h in kept if h.line.never_kept)
    assert any(row[1] == f"{card}（复印件）" for row in rows)
    nothing = tuple(replace(h, brought=Brought()) for h in at.handed)
    assert all("退还的材料" not in t.head for t in tables(compose(replace(at, handed=nothing))))


def test_what_was_decided_on_its_substance_stays_with_the_organ() -> None:
    assert "退还" not in text(drafted(Cause.NEGATIVE_RESULT))
    assert "退还下列申请材料" in text(drafted(Cause.NEGATIVE_RESULT, returned=("平面图",)))


def test_a_substantive_no_invites_no_second_try_and_a_lapse_does() -> None:
    assert "重新提出申请" not in text(drafted(Cause.NEGATIVE_RESULT))
    assert "重新提出申请" in text(drafted(Cause.CORRECTION_LAPSED))


def test_a_consequence_nobody_settled_is_marked() -> None:
    assert any("逾期后果" in mark for mark in drafted(Cause.CORRECTION_LAPSED).marks)


def test_a_reason_nobody_wrote_is_left_to_the_organ() -> None:
    assert "理由：（由乌兰浩特市市场监督管理局填写）" in text(drafted(Cause.NEGATIVE_RESULT, reason=""))


@given(CAUSES, CLASSES, st.booleans())
def test_a_decision_survives_its_record_and_prints_every_glyph_and_no_number_of_a_person(
    cause: Cause, procedure: ProcedureClass, confirmed: bool
) -> None:
    document = drafted(cause, procedure, confirmed_by="苏日娜" if confirmed else "")
    assert from_json(json.loads(json.dumps(to_json(document)))) == document
    assert missing_glyphs(document, TYPEFACES) == []
    said = hall_recourse(document)
    assert "19900101" not in said
    assert "10000005678" not in said
    assert "巴图吉雅" in document.addressee
    assert "None" not in said
    assert "。。" not in said
