"""Who withdraws leaves with his papers and with a slip that says what ended, on whose word and when (L12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from counter.domain.case.acts import custody
from counter.domain.case.acts.acts import DropItems, MovePapers, Possible
from counter.domain.case.acts.offers import possible
from counter.domain.case.acts.returning import to_give_back
from counter.domain.case.case import Case
from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from tests.paper_cases import RESTAURANT
from tests.services.office import MISSING, Office, leaving, office_on, papers
from tests.services.visit.test_outcomes import lacking
from tests.settings import somebody

LICENCE, FOLLOWER = "epidemic_cond", "farm_record"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("back") / "profile") as opened:
        yield opened


def _offer(office: Office, case: Case) -> Possible:
    return next(o for o in possible(case, office.app.setting()) if o.kind is MovePapers)


def _waiting(office: Office, case: Case) -> list[str]:
    found = tasks(case, office.app.jurisdiction, office.app.calendar)
    return [task.words for task in found if task.kind is TaskKind.GIVE_BACK]


def _slip(case: Case) -> str:
    return str(papers(case, PaperKind.TRANSFER_SLIP)[-1].content)


def test_that_who_withdraws_gets_his_papers_and_a_slip_that_says_what_ended(office: Office) -> None:
    case = office.file(office.visit())
    assert to_give_back(case) == ()
    assert not _offer(office, case).urgent
    case = office.do(case, leaving((LICENCE,), "不办了"))
    back = to_give_back(case)
    assert back
    assert all(set(line.items) <= {LICENCE, FOLLOWER} for line in back)  # what another item needs stays
    assert _offer(office, case).urgent
    assert len(_waiting(office, case)) == 1

    held = [(line, custody.at_window(case, line)) for line in back]
    moved = tuple(MovedPaper(x.id, x.name, h.originals, h.copies) for x, h in held)
    case = office.do(case, MovePapers("农牧局", Hands.TO_APPLICANT, moved, "阿木古郎", "巴图吉雅"))
    assert "退还申请人。申请人2026年11月20日撤回“动物防疫条件合格证核发”的申请" in _slip(case)
    assert "“畜禽养殖场备案（畜禽标识代码）”要等前面的事项办成才能办，2026年11月20日退件" in _slip(case)
    assert "以上事项不再办理，可以重新申请" in _slip(case)
    assert to_give_back(case) == ()
    assert _waiting(office, case) == []
    assert not _offer(office, case).urgent


def test_that_what_was_dropped_says_so_and_a_slip_between_offices_says_nothing_of_it(office: Office) -> None:
    who = somebody(name="斯琴", id_number="999999199001012628")
    case = office.file(office.visit(applicant=who), FilingMode.KEEP)
    case = office.do(case, DropItems((LICENCE,), "以后再办"))
    line = to_give_back(case)[0]
    held = custody.at_window(case, line)
    moved = (MovedPaper(line.id, line.name, held.originals, held.copies),)
    case = office.do(case, MovePapers("农牧局", Hands.TO_ORGAN, moved, "阿木古郎", "赵收件"))
    assert "不再办理" not in _slip(case)
    case = office.do(case, MovePapers("农牧局", Hands.TO_WINDOW, moved, "赵收件", "阿木古郎"))
    case = office.do(case, MovePapers("农牧局", Hands.TO_APPLICANT, moved, "阿木古郎", "斯琴"))
    assert "申请人2026年11月20日提出不再办理“动物防疫条件合格证核发”" in _slip(case)


def test_that_a_filing_to_be_completed_and_filed_again_is_not_over(office: Office) -> None:
    line = lacking(office, "mkt_individual")
    visit = office.visit(brought={line: MISSING})
    assert visit.applicant is not None
    case = office.file(replace(visit, applicant=somebody(name="娜仁", id_number="999999199001013639")))
    assert to_give_back(case) == ()


def test_that_the_slip_names_the_withdrawn_item_and_never_the_finished_registration_of_its_organ(
    office: Office,
) -> None:
    who = somebody(name="呼格吉勒", id_number="999999199001015757")
    case = office.file(office.visit(8, answers=RESTAURANT, applicant=who))
    assert case.item("mkt_individual").state is ItemState.DONE  # type: ignore[union-attr]
    case = office.do(case, leaving(("food_small_catering",), name="呼格吉勒"))
    held = [(line, custody.at_window(case, line)) for line in to_give_back(case)]
    moved = tuple(MovedPaper(x.id, x.name, h.originals, h.copies) for x, h in held)
    case = office.do(case, MovePapers("市场监督管理局", Hands.TO_APPLICANT, moved, "阿木古郎", "呼格吉勒"))
    slip = papers(case, PaperKind.TRANSFER_SLIP)[-1]
    assert slip.items == ("food_small_catering",)
    assert "个体工商户设立登记" not in _slip(case)


def test_that_a_slip_to_an_organ_names_its_items_whose_papers_travel(office: Office) -> None:
    who = somebody(name="阿拉坦", id_number="999999199001016856")
    case = office.file(office.visit(8, answers=RESTAURANT, applicant=who))
    plan = next(x for x in case.lines if set(x.items) == {"fire_check", "food_small_catering"})
    sheet = (MovedPaper(plan.id, plan.name, 1, 0),)
    case = office.do(case, MovePapers("消防救援机构", Hands.TO_ORGAN, sheet, "阿木古郎", "赵收件"))
    assert papers(case, PaperKind.TRANSFER_SLIP)[-1].items == ("fire_check",)


def test_that_what_was_brought_as_a_copy_does_not_go_back_as_an_original(office: Office) -> None:
    who = somebody(name="乌云毕力格", id_number="999999199001017453")
    copied = Brought(MaterialState.DEFECTIVE, copies=1, note="交来的是复印件")
    unsigned = Brought(MaterialState.DEFECTIVE, copies=1, note="没有签名")
    lines = {"floor_plan": copied, "f_food_small_catering": unsigned}
    visit = office.visit(8, answers=RESTAURANT, applicant=who)
    wanted = {x: lines[x] for x in lines if x in visit.brought}
    assert set(wanted) == set(lines)
    case = office.file(replace(visit, brought={**visit.brought, **wanted}))
    held = {x.id: custody.at_window(case, x) for x in case.lines if x.id in lines}
    assert held == {"floor_plan": custody.HeldSheets(0, 1), "f_food_small_catering": custody.HeldSheets(1, 0)}
