"""The published guide on every paper of ten visits: fee, place, phone, days; and nothing that was never published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from counter.domain.case.acts.acts import PauseClock, SignPledge, Supplement
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Pause, Signer
from counter.domain.document.document import Document, PaperKind, from_json
from counter.domain.guide.details import ContactPoint, Fee, Fees, ResultPaper, Visits
from counter.domain.guide.model import Guide, Item, ProcedureClass, Tri
from counter.domain.guide.publication import KnownVersion, SignedPublication, Versions
from counter.domain.hall.jurisdiction import PENDING, TO_FILL
from counter.domain.visit.filing_mode import FilingMode
from counter.services.visit.give_guide_sheet import sheet_of
from tests import complete_guide as whole
from tests.paper_cases import tables, text
from tests.services.office import DEFERRED, FARM, MISSING, RECEIVED, Office, item, office_on, papers

LICENCE = "epidemic_cond"
DEFERRABLE = "epidemic_cond_5"
MAIN = "f_epidemic_cond"
FEE = "收费：工本费 每本5元（依据：《演示收费办法》第三条；减免：残疾人免收）。"
PLACE = "兴安大街18号政务服务中心二楼7号窗口，周一至周五 8:30—17:30"


def under(station: Office, guide: Guide) -> Office:
    """The station with that guide in force, in a place where all that belongs to no guide is settled."""
    publication = whole.complete_setting(guide).publication
    assert publication is not None
    known = KnownVersion(SignedPublication(publication, "", ""), datetime(2026, 1, 1, tzinfo=UTC), "S01")
    place, versions = whole.settled_place(), Versions((known,))
    return Office(replace(station.app, guide=guide, jurisdiction=place, versions=versions), station.clock)


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("published") / "profile") as opened:
        yield under(opened, whole.complete_guide())


def filed(
    office: Office, bundle: int = FARM, decision: FilingMode = FilingMode.DECIDE, **brought: object
) -> Case:
    """One more case of the same invented person."""
    visit = office.visit(bundle, brought)  # type: ignore[arg-type]
    return office.file(replace(visit, duplicate_reason="另一处"), decision)


def sheet(office: Office, bundle: int = FARM) -> Document:
    """The 一次性告知单 of the same answers."""
    return sheet_of(office.app.journal, office.app.setting(), office.visit(bundle))


def of(paper: IssuedPaper) -> Document:
    assert paper.content is not None
    return from_json(paper.content)


def words(document: Document) -> str:
    """Everything on it that is written in words."""
    shown = (document.title, document.seal_organ, *document.sign_lines, *document.marks, *document.foot)
    return "\n".join((text(document), *shown))


def marks(document: Document) -> int:
    return words(document).count(PENDING)


def last(case: Case, kind: PaperKind, item_id: str = LICENCE) -> Document:
    """The newest paper of that kind that is about the item."""
    return of([p for p in papers(case, kind) if item_id in p.items][-1])


def gapped(office: Office, case: Case) -> Case:
    """The pledge about the licence is signed."""
    pledge = next(p for p in papers(case, PaperKind.PLEDGE) if LICENCE in p.items)
    return office.do(case, SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", handed_over=True))


def ten_visits(office: Office) -> Iterator[tuple[int, Case]]:
    """Accepted, accepted with a gap, to be corrected and then complete, only taken in, sent on; and what follows."""
    office.at("2026-11-20")
    accepted = filed(office)
    what = {"what": "对场区环境进行检验", "basis": "《演示条例》第六条", "days": 10}
    yield FARM, office.do(accepted, PauseClock(LICENCE, Pause.INSPECTION, **what))  # type: ignore[arg-type]
    yield FARM, gapped(office, filed(office, **{DEFERRABLE: DEFERRED}))
    told = filed(office, **{MAIN: MISSING})
    yield FARM, office.do(office.printed(told), Supplement({MAIN: RECEIVED}))
    yield 8, filed(office, 8)
    yield 31, filed(office, 31, FilingMode.KEEP)
    for bundle in (2, 19, 49, 69, 79):
        yield bundle, filed(office, bundle)


def test_that_ten_visits_under_a_complete_guide_carry_no_mark_and_what_was_published(station: Office) -> None:
    kinds = set()
    for bundle, case in ten_visits(station):
        for document in (sheet(station, bundle), *map(of, case.papers)):
            kinds.add(document.kind)
            assert PENDING not in words(document), (bundle, document.title)
            assert TO_FILL not in words(document), (bundle, document.title)
        for paper in case.papers:
            _states_what_was_published(case, paper)
    assert kinds >= {
        PaperKind.GUIDE_SHEET,
        PaperKind.INTAKE_RECEIPT,
        PaperKind.ACCEPTANCE_NOTICE,
        PaperKind.REGISTRATION_PROOF,
        PaperKind.CORRECTION_NOTICE,
        PaperKind.SUPPLEMENT_RECEIPT,
        PaperKind.PLEDGE,
        PaperKind.GAP_NOTICE,
        PaperKind.PROCEDURE_NOTICE,
    }


_WITH_PLACE = {PaperKind.INTAKE_RECEIPT, PaperKind.ACCEPTANCE_NOTICE}


def _states_what_was_published(case: Case, paper: IssuedPaper) -> None:
    document = of(paper)
    foot = f"咨询：{whole.PHONE}　投诉：{whole.COMPLAINT}、12345"
    assert foot in document.foot or document.kind is PaperKind.COVER_SHEET
    licence = [item(case, i).asked.procedure is ProcedureClass.LICENCE for i in paper.items]
    if document.kind in {*_WITH_PLACE, PaperKind.GAP_NOTICE, PaperKind.REGISTRATION_PROOF}:
        assert (FEE in words(document)) is any(licence)
        assert ("收费：不收费。" in words(document)) is (not all(licence))
    if document.kind in _WITH_PLACE:
        assert f"到现场：1次（核对原件）。办理地点：{PLACE}。" in words(document)


def test_that_a_deferred_paper_has_the_days_published_for_it(station: Office) -> None:
    """Seven working days from Friday 20 November; the place's own five would end on the 27th."""
    station.at("2026-11-20")
    case = gapped(station, filed(station, **{DEFERRABLE: DEFERRED}))
    (gap,) = item(case, LICENCE).gap_dues
    assert gap.due is not None
    assert gap.due.day == date(2026, 12, 1)
    assert "补交期限从签署的次日起算7个工作日" in words(last(case, PaperKind.PLEDGE))
    assert "请在2026年12月1日（含当日）前" in words(last(case, PaperKind.GAP_NOTICE))
    assert "原件1份；规格A4；字迹清楚" in words(last(case, PaperKind.GAP_NOTICE))


def test_that_papers_with_different_days_say_so_on_the_pledge(station: Office) -> None:
    """Of two deferred papers of one item the days of each; both dates stand in the table."""
    complete = whole.complete_guide().items[LICENCE]
    longer = tuple(
        replace(m, main=Tri.NO, deferrable=Tri.YES, details=replace(m.details, defer_days=3))
        if m.key == "epidemic_cond/4" and m.details is not None
        else m
        for m in complete.materials
    )
    office = with_item(station, replace(complete, materials=longer))
    office.at("2026-11-20")
    pledge = last(filed(office, **{DEFERRABLE: DEFERRED, "epidemic_cond_4": DEFERRED}), PaperKind.PLEDGE)
    assert "人员信息（动物防疫条件合格证核发）7个工作日" in words(pledge)
    assert "管理制度文本（动物防疫条件合格证核发）3个工作日" in words(pledge)
    assert {"2026年12月1日（含当日）前", "2026年11月25日（含当日）前"} <= {
        cell for block in tables(pledge) for row in block.rows for cell in row
    }


def test_that_a_special_procedure_is_told_beside_the_time_published_for_it(station: Office) -> None:
    station.at("2026-11-20")
    what = {"what": "检验", "basis": "《演示条例》第六条", "days": 5}
    case = station.do(filed(station), PauseClock(LICENCE, Pause.INSPECTION, **what))  # type: ignore[arg-type]
    told = last(case, PaperKind.PROCEDURE_NOTICE)
    assert "办事指南公布的时间 检验10日（自然日）（依据：《演示条例》第六条）" in words(told)
    other = station.do(filed(station), PauseClock(LICENCE, Pause.HEARING, **what))  # type: ignore[arg-type]
    assert "办事指南公布的时间" not in words(last(other, PaperKind.PROCEDURE_NOTICE))


def test_that_a_filed_case_keeps_what_it_was_filed_under_and_gets_the_phone_of_today(station: Office) -> None:
    station.at("2026-11-20")
    case = filed(station, **{DEFERRABLE: DEFERRED})
    before = [p.content for p in case.papers]
    dearer = whole.with_details(
        fees=Fees(Tri.YES, (Fee("工本费", "每本9元", "《演示收费办法》第三条"),)),
        consultation=ContactPoint("演示局", "10000001077"),
    )
    shorter = {
        key: replace(one, materials=tuple(_deferred_for(m, 3) for m in one.materials))
        for key, one in dearer.items.items()
    }
    newer = under(station, replace(dearer, items=shorter, version="Gcomplete02"))
    case = gapped(newer, case)
    assert [p.content for p in case.papers][: len(before)] == before
    notice = last(case, PaperKind.GAP_NOTICE)
    assert FEE in words(notice)
    assert "2026年12月1日（含当日）前" in words(notice)
    assert any("咨询：10000001077" in line for line in notice.foot)
    assert "每本9元" in words(last(filed(newer), PaperKind.ACCEPTANCE_NOTICE))


def _deferred_for(material: object, days: int) -> object:
    return replace(material, details=replace(material.details, defer_days=days))  # type: ignore[type-var, attr-defined]


EMPTIED = {
    "fees": (Fees(), 1, 1),
    "visits": (Visits(), 1, 1),
    "places": ((), 1, 1),
    "channels": ((), 1, 0),
    "results": ((ResultPaper("动物防疫条件合格证", "证照"),), 1, 0),
    "consultation": (ContactPoint(), 0, 0),
    "complaint": (ContactPoint(), 0, 0),
}
"""Element → the empty value, and how many marks stand on the sheet and on the notice of acceptance."""


def emptied(office: Office, **values: object) -> Office:
    """The station under the complete guide, in which these elements of the licence are empty."""
    complete = whole.complete_guide()
    one = complete.items[LICENCE]
    assert one.details is not None
    changed = replace(one, details=replace(one.details, **values))  # type: ignore[arg-type]
    return with_item(office, changed)


def with_item(office: Office, changed: Item) -> Office:
    complete = whole.complete_guide()
    guide = replace(complete, version="Gemptied", items={**complete.items, changed.id: changed})
    return under(office, guide)


@pytest.mark.parametrize("element", EMPTIED)
def test_that_an_empty_element_says_so_alone(station: Office, element: str) -> None:
    value, on_sheet, on_notice = EMPTIED[element]
    office = emptied(station, **{element: value})
    case = filed(office)
    assert marks(sheet(office)) == on_sheet
    assert marks(last(case, PaperKind.ACCEPTANCE_NOTICE)) == on_notice
    others = [p for p in case.papers if LICENCE not in p.items]
    assert sum(marks(of(p)) for p in others) == 0


def test_that_special_procedures_without_days_say_so_alone(station: Office) -> None:
    office = emptied(station, special=Tri.UNKNOWN, special_procedures=())
    assert "特别程序：待部门核定；" in words(sheet(office))
    assert marks(sheet(office)) == 1
    assert marks(last(filed(office), PaperKind.ACCEPTANCE_NOTICE)) == 1


def test_that_a_promise_that_is_not_given_is_marked_in_its_own_cell(station: Office) -> None:
    office = with_item(station, replace(whole.complete_guide().items[LICENCE], promised=None))
    notice = last(filed(office), PaperKind.ACCEPTANCE_NOTICE)
    assert marks(sheet(office)) == marks(notice) == 1
    assert notice.marks == ()


def test_that_days_that_are_not_published_leave_the_place_own_term(station: Office) -> None:
    whole_item = whole.complete_guide().items[LICENCE]
    materials = tuple(_deferred_for(m, None) for m in whole_item.materials)  # type: ignore[arg-type]
    office = with_item(station, replace(whole_item, materials=materials))  # type: ignore[arg-type]
    office.at("2026-11-20")
    case = gapped(office, filed(office, **{DEFERRABLE: DEFERRED}))
    (gap,) = item(case, LICENCE).gap_dues
    assert gap.due is not None
    assert gap.due.day == date(2026, 11, 27)
    assert last(case, PaperKind.GAP_NOTICE).marks == ("待部门核定：补交期限和后果",)
    assert marks(last(case, PaperKind.GAP_NOTICE)) == 1


def test_that_the_items_own_phone_stands_before_the_halls(station: Office) -> None:
    without = emptied(station, consultation=ContactPoint(), places=())
    foot = last(filed(without), PaperKind.ACCEPTANCE_NOTICE).foot
    assert any("咨询：10000001000　" in line for line in foot)
    by_place = emptied(station, consultation=ContactPoint())
    foot = last(filed(by_place), PaperKind.ACCEPTANCE_NOTICE).foot
    assert any(f"咨询：{whole.PLACE.phone}　" in line for line in foot)
