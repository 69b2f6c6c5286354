"""The cover sheet sums up several organs' notices: once one of them changes it is made anew or counts no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import DropItems, Reissue, SignPledge, Supplement, Void
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.document import Document, PaperKind, from_json
from counter.domain.papers.parts.copies import sheet
from counter.domain.papers.verify.proof import Known, ProofReport
from counter.domain.visit.material import Brought, MaterialState
from counter.services.papers.verify_paper import verify_file
from tests.paper_cases import text
from tests.services.office import DEFERRED, MISSING, RECEIVED, Office, item, leaving, office_on, papers
from tests.services.proving import signed_pdf, today
from tests.services.visit.test_outcomes import GAP, lacking

COVER = PaperKind.COVER_SHEET


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def told(office: Office) -> tuple[Case, str]:
    """A case whose insurance item is told and whose licence waits for a pledge; and the line that is told."""
    line = lacking(office, "si_employer")
    return office.file(office.visit(brought={GAP: DEFERRED, line: MISSING})), line


def said(paper: IssuedPaper) -> str:
    assert paper.content is not None
    return text(from_json(paper.content))


def stages(case: Case) -> list[PaperStage]:
    return [p.stage for p in papers(case, COVER)]


def test_that_a_notice_made_anew_makes_the_cover_sheet_anew(office: Office) -> None:
    case, _ = told(office)
    case = office.printed(case)
    assert "2026年12月4日（含当日）前要交的：" in said(papers(case, COVER)[0])
    office.at("2026-11-23")
    case = office.do(case, Reissue(papers(case, PaperKind.CORRECTION_NOTICE)[0].id))
    old, new = papers(case, COVER)
    assert (old.stage, new.stage) == (PaperStage.SUPERSEDED, PaperStage.MADE)
    assert old.replaced_by == new.id
    assert "2026年12月7日（含当日）前要交的：" in said(new)
    assert "2026年12月4日" not in said(new)


def test_that_it_counts_no_more_once_only_one_organ_asks_for_anything(office: Office) -> None:
    case, line = told(office)
    case = office.do(case, Supplement({line: RECEIVED}))
    assert stages(case) == [PaperStage.VOID]


def test_that_it_is_made_anew_when_something_of_it_was_brought(office: Office) -> None:
    one = lacking(office, "si_employer")
    visit = office.visit(brought={GAP: DEFERRED})
    mine = [x for x in visit.brought if x.startswith(one.rsplit("_", 1)[0])]
    second = next(x for x in ("f_si_employer", *mine) if x in visit.brought and x != one)
    case = office.file(office.visit(brought={GAP: DEFERRED, one: MISSING, second: MISSING}))
    assert "还差3种材料" in said(papers(case, COVER)[0])
    case = office.do(case, Supplement({one: RECEIVED}))
    assert stages(case) == [PaperStage.SUPERSEDED, PaperStage.MADE]
    assert "还差2种材料" in said(papers(case, COVER)[1])


def test_that_a_signature_on_the_same_days_leaves_it_as_it_is(office: Office) -> None:
    case, _ = told(office)
    pledge = papers(case, PaperKind.PLEDGE)[0]
    case = office.do(case, SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", handed_over=True))
    assert item(case, "epidemic_cond").state is ItemState.GAPPED
    assert stages(case) == [PaperStage.MADE]


def test_that_a_later_signature_with_a_later_day_makes_it_anew_and_names_the_notice(office: Office) -> None:
    case, _ = told(office)
    pledge = papers(case, PaperKind.PLEDGE)[0]
    office.at("2026-11-23")
    case = office.do(case, SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", handed_over=True))
    assert stages(case) == [PaperStage.SUPERSEDED, PaperStage.MADE]
    assert "《容缺受理通知书》：动物防疫条件合格证核发" in said(papers(case, COVER)[1])


def test_that_what_has_nothing_to_do_with_it_leaves_it_alone(office: Office) -> None:
    case, _ = told(office)
    office.at("2026-11-24")
    case = office.do(case, leaving(("signboard",), "不挂招牌了"))
    assert stages(case) == [PaperStage.MADE]


@pytest.mark.parametrize("act", ["withdrawn", "dropped", "taken back"])
def test_that_it_counts_no_more_when_one_of_its_notices_does_not(office: Office, act: str) -> None:
    case, _ = told(office)
    by = {
        "withdrawn": leaving(("si_employer",), "不办了"),
        "dropped": DropItems(("epidemic_cond",), "以后再办"),
        "taken back": Void(("si_employer",), "看错了材料"),
    }
    case = office.do(case, by[act])
    assert stages(case) == [PaperStage.VOID]


def _sheet(paper: IssuedPaper) -> Document:
    assert paper.content is not None
    return sheet(from_json(paper.content), 1, paper.clerk, paper.issued_at)


def _proved(office: Office, paper: IssuedPaper) -> ProofReport:
    app = office.app
    pdf = signed_pdf(app, _sheet(paper))
    return verify_file(app.journal, app.papers, app.sheets, pdf, today(app))


def test_that_who_proves_the_old_cover_sheet_hears_that_another_took_its_place(office: Office) -> None:
    case, _ = told(office)
    case = office.printed(office.printed(case), COVER)
    office.at("2026-11-23")
    case = office.do(case, Reissue(papers(case, PaperKind.CORRECTION_NOTICE)[0].id))
    old, new = (_proved(office, paper) for paper in papers(case, COVER))
    assert old.record.state is Known.SUPERSEDED
    assert "本窗口的记录里，这份文书已被后来的文书代替。" in old.advice
    assert new.record.state is Known.ISSUED


def test_that_two_cover_sheets_with_the_same_essentials_are_told_apart_by_their_words(office: Office) -> None:
    line = lacking(office, "si_employer")
    unsigned = Brought(MaterialState.DEFECTIVE, copies=1, note="没有签名")
    case = office.file(office.visit(brought={GAP: DEFERRED, line: unsigned}))
    case = office.do(case, Supplement({line: replace(unsigned, note="签名不是本人")}))
    old, new = papers(case, COVER)
    assert old.content is not None
    assert new.content is not None
    assert old.content["qr"] == new.content["qr"]
    assert [_proved(office, p).record.state for p in (old, new)] == [Known.SUPERSEDED, Known.ISSUED]


def test_that_who_proves_one_that_counts_no_more_hears_it(office: Office) -> None:
    case, line = told(office)
    case = office.do(case, Supplement({line: RECEIVED}))
    report = _proved(office, papers(case, COVER)[0])
    assert report.record.state is Known.VOID
    assert "本窗口的记录里，这份文书已经作废。" in report.advice
