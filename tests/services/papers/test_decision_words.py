"""What papers of a case that goes on say after real acts: drafts with their story, receipts with their notice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Propose, Supplement
from counter.domain.case.acts.incompleteness import too_early
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Cause, Result
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import Document, PaperKind, from_json
from counter.domain.errors import RuleRefused
from counter.domain.visit.material import Brought, MaterialState
from tests.paper_cases import tables, text
from tests.services.case.test_clocks_and_undo import insisting
from tests.services.office import DEFERRED, MISSING, RECEIVED, Office, item, office_on, papers
from tests.services.visit.test_outcomes import GAP, lacking

K = PaperKind
WRONG = Brought(MaterialState.DEFECTIVE, copies=1, note="没有盖章")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def read(paper: IssuedPaper) -> Document:
    assert paper.content is not None
    return from_json(paper.content)


def test_that_a_gaps_draft_names_its_notice_its_days_and_what_is_open(office: Office) -> None:
    case = office.file(office.visit(brought={GAP: DEFERRED}))
    case = office.sign(case)
    notice = papers(case, K.GAP_NOTICE)[0].number
    office.later(days=15)
    case = office.do(case, Propose("epidemic_cond", Cause.GAP_EXPIRED))
    draft = read(papers(case, K.REJECTION)[0])
    assert draft.title == "不予批准决定书（代拟稿）"
    assert f"于2026年11月20日书面告知应当补交的材料和期限（{notice}）" in text(draft)
    assert "于2026年11月20日容缺受理" in text(draft)
    (row,) = tables(draft)[0].rows
    assert row[3:] == ("2026年11月27日（含当日）前", "没有交来")


def test_that_a_lapsed_correction_is_listed_under_the_name_it_has_here(office: Office) -> None:
    line = lacking(office, "epidemic_cond")
    case = office.printed(office.file(office.visit(brought={line: MISSING})))
    office.later(days=30)
    case = office.do(case, Propose("epidemic_cond", Cause.CORRECTION_LAPSED))
    (paper,) = papers(case, K.REJECTION)
    assert paper.title == "视为放弃申请告知书"
    assert f"（{papers(case, K.CORRECTION_NOTICE)[0].number}）" in text(read(paper))


def test_that_who_brought_something_wrong_is_refused_and_has_not_given_up(office: Office) -> None:
    line = lacking(office, "epidemic_cond")
    case = office.printed(office.file(office.visit(brought={line: MISSING})))
    office.later(days=3)
    case = office.do(case, Supplement({line: WRONG}))
    office.later(days=30)
    case = office.do(case, Propose("epidemic_cond", Cause.CORRECTION_WRONG))
    proposal = item(case, "epidemic_cond").proposal
    assert proposal is not None
    assert proposal.result is Result.REFUSED
    draft = read(papers(case, K.REFUSAL)[0])
    assert "你于2026年11月23日补交，下列材料仍不符合要求" in text(draft)
    assert tables(draft)[0].rows[0][4] == "没有盖章"


def test_that_a_refusal_gives_its_ground_and_not_the_windows_next_step(office: Office) -> None:
    case = office.file(insisting(office))
    draft = text(read(papers(case, K.REFUSAL)[0]))
    reason = next(line for line in draft.split("\n") if line.startswith("理由："))
    assert len(reason) > len("理由：。")
    assert "先收件" not in draft
    assert "申请人坚持提交" not in draft


def test_that_a_receipt_repeats_the_notice_and_its_day_until_all_is_in(office: Office) -> None:
    line = lacking(office, "epidemic_cond")
    case = office.printed(office.file(office.visit(brought={line: MISSING})))
    notice = papers(case, K.CORRECTION_NOTICE)[0].number
    office.later(days=3)
    case = office.do(case, Supplement({line: WRONG}, "其其格", "配偶"))
    still = text(read(papers(case, K.SUPPLEMENT_RECEIPT)[0]))
    assert f"按{notice}通知书于2026年11月23日10时00分补交" in still
    assert "由其其格代交，与申请人关系：配偶" in still
    assert "没有增加新的要求" in still
    assert "没有盖章" in still
    office.later(days=1)
    case = office.do(case, Supplement({line: RECEIVED}))
    whole = text(read(papers(case, K.SUPPLEMENT_RECEIPT)[1]))
    assert "已补齐" in whole
    assert "没有增加新的要求" not in whole


def test_that_no_organ_refuses_by_another_ones_law(office: Office) -> None:
    case = office.file(insisting(office))
    assert [p.items for p in papers(case, K.REFUSAL)] == [("raw_milk",)]
    others = [i for i in case.items if i.id != "raw_milk"]
    assert others
    assert all(i.proposal is None for i in others)  # taken in, and answered by their organs' own law
    assert "乳品质量安全监督管理条例" in text(read(papers(case, K.REFUSAL)[0]))


def test_that_a_licence_is_refused_or_rejected_by_the_licensing_law_too(office: Office) -> None:
    line = lacking(office, "epidemic_cond")
    case = office.printed(office.file(office.visit(brought={line: MISSING})))
    case = office.do(case, Supplement({line: WRONG}))
    office.later(days=40)
    case = office.do(case, Propose("epidemic_cond", Cause.CORRECTION_WRONG))
    assert "《中华人民共和国行政许可法》第三十二条第一款第四项、第二款" in text(
        read(papers(case, K.REFUSAL)[0])
    )
    office.later(days=1)
    other = office.file(office.visit(bundle=95))
    licence = next(i.id for i in other.items if i.state.accepted)
    other = office.do(other, Propose(licence, Cause.NEGATIVE_RESULT, "现场核查不符合要求"))
    assert "《中华人民共和国行政许可法》第三十八条第二款" in text(read(papers(other, K.REJECTION)[0]))


def test_that_nobody_is_asked_to_come_by_a_day_that_has_passed(office: Office) -> None:
    line = lacking(office, "epidemic_cond")
    case = office.printed(office.file(office.visit(brought={line: MISSING})))
    office.later(days=40)
    case = office.do(case, Supplement({line: WRONG}))
    receipt = text(read(papers(case, K.SUPPLEMENT_RECEIPT)[0]))
    assert "已过" in receipt
    assert "原期限不变" not in receipt
    case = office.do(case, Propose("epidemic_cond", Cause.CORRECTION_WRONG))
    assert "在规定期限内补交" not in text(read(papers(case, K.REFUSAL)[0]))  # it came after it


def test_that_a_draft_tells_apart_what_came_wrong_what_did_not_come_and_what_is_in(office: Office) -> None:
    bad = Brought(MaterialState.DEFECTIVE, copies=1, note="没有盖章")
    told = {"site_map": MISSING, "farm_zone_plan": bad, "epidemic_cond_4": MISSING}
    case = office.printed(office.file(office.visit(brought=told)))
    office.later(days=3)
    case = office.do(case, Supplement({"site_map": WRONG, "farm_zone_plan": RECEIVED}))
    office.later(days=30)
    case = office.do(case, Propose("epidemic_cond", Cause.CORRECTION_WRONG))
    said = text(read(papers(case, K.REFUSAL)[0]))
    reason = next(line for line in said.split("\n") if line.startswith("理由："))
    assert "场所地理位置（方位）示意图补交后仍不符合要求" in reason
    assert "管理制度文本（动物防疫条件合格证核发）在规定期限内没有补交" in reason
    assert "布局平面图" not in reason  # it is in
    assert "下列材料仍不符合要求或者没有交来：" in said


def test_that_who_never_came_again_brought_nothing_that_is_still_wrong(office: Office) -> None:
    bad = Brought(MaterialState.DEFECTIVE, copies=1, note="没有盖章")
    case = office.printed(office.file(office.visit(brought={"site_map": bad})))
    office.later(days=30)
    with pytest.raises(RuleRefused):
        office.do(case, Propose("epidemic_cond", Cause.CORRECTION_WRONG))
    case = office.do(case, Propose("epidemic_cond", Cause.CORRECTION_LAPSED))
    assert "补交后仍不符合" not in text(read(papers(case, K.REJECTION)[0]))


def test_that_no_draft_says_told_in_writing_of_a_notice_that_no_sheet_was_made_of(office: Office) -> None:
    case = office.file(office.visit(brought={"si_employer_3": MISSING}))
    assert item(case, "si_employer").state is ItemState.TO_CORRECT
    office.later(days=30)
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Propose("si_employer", Cause.CORRECTION_LAPSED))
    assert "没有按期出过纸" in refused.value.sentence
    for late in (case, office.printed(case)):  # a sheet after its last day tells nobody in time
        with pytest.raises(RuleRefused):
            office.do(late, Propose("si_employer", Cause.CORRECTION_LAPSED))
        early = too_early(late, item(late, "si_employer"), civil_date(office.clock.at))
        assert "没有告知到申请人" in early
