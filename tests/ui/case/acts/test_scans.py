"""What a hurried clerk scans while something is in hand, and what a citizen brings back that no longer counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from counter.domain.case.acts.acts import Supplement, Void
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.document.document import from_json
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.ui.checklist.checklist_view import ChecklistView
from tests.services.proving import signed
from tests.ui.case.acts.conftest import CLERK, At
from tests.ui.case.acts.test_case_acts import problem
from tests.ui.hands import Key


def code_of(at: At, paper: IssuedPaper) -> str:
    """The QR of a sheet of it."""
    assert paper.content is not None
    return signed(at.office.app, from_json(paper.content)).qr


def two_cases(at: At) -> tuple[Case, Case]:
    first = at.filed(at.visit(missing=("floor_plan",)))
    again = replace(at.visit(missing=("health_certs",)), duplicate_reason="另一处店面")
    return first, at.filed(again)


def half_supplement(at: At, case: Case) -> None:
    """The notice is scanned and the paper recorded, not yet filed."""
    at.scan(case.number)
    at.qtbot.waitUntil(lambda: at.shows("supplementForm"))
    at.keys("1")


def in_hand(at: At) -> tuple[str, str | None]:
    """The number on the screen and the line the hand is on."""
    listed = at.see(ChecklistView, "supplementList")
    return at.see(QLabel, "detailNumber").text().replace(" ", ""), listed.current_line()


def test_that_a_form_with_something_in_it_is_not_lost_to_another_scan(at: At) -> None:
    first, second = two_cases(at)
    half_supplement(at, first)
    at.scan(second.number)
    assert "补交材料" in at.message()
    assert in_hand(at) == (first.number, "floor_plan")
    at.confirm("supplementForm")
    assert at.now(first).brought["floor_plan"].copies == 1
    assert at.now(second).base == second.base


@pytest.mark.parametrize("scanned", ["the same notice", "999999199001011238"])
def test_that_neither_the_same_notice_nor_a_card_takes_the_form_away(at: At, scanned: str) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    half_supplement(at, case)
    at.scan(case.number + "\t" if scanned == "the same notice" else scanned)
    assert in_hand(at) == (case.number, "floor_plan")
    at.confirm("supplementForm")
    assert at.now(case).brought["floor_plan"].copies == 1


def test_that_f3_and_the_button_back_keep_what_was_typed_and_esc_lets_go(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    half_supplement(at, case)
    at.key(Key.Key_F3)
    assert at.shows("supplementForm")
    at.button("caseBack").click()
    assert at.shows("supplementForm")
    assert "还没有办完" in at.message()
    at.key(Key.Key_Escape)
    assert at.shows("supplementForm"), "one Esc closes what was said, and nothing else"
    at.key(Key.Key_Escape)
    assert not at.shows("supplementForm")
    at.key(Key.Key_F3)
    assert at.focus().objectName() == "caseFindBox"


def test_that_a_form_nobody_wrote_into_gives_way_to_the_next_notice(at: At) -> None:
    first, second = two_cases(at)
    at.scan(first.number)
    at.qtbot.waitUntil(lambda: at.shows("supplementForm"))
    at.scan(second.number)
    assert in_hand(at) == (second.number, "health_certs")


def test_that_a_half_typed_visit_waits_while_a_notice_is_taken(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    at.begin()
    at.answer()
    assert at.window.intake is not None
    half = at.window.intake.visits.visit
    half_supplement(at, case)
    at.confirm("supplementForm")
    at.key(Key.Key_F1)
    assert at.window.intake.visits.visit == half


def test_that_the_code_of_a_paper_taken_back_opens_its_case_and_says_so(at: At) -> None:
    case = at.filed(at.visit())
    paper = case.papers[0]
    code = code_of(at, paper)
    at.station.perform(case.id, Void((case.items[0].id,), "录错了", ()), CLERK, case.base)
    at.scan(code)
    assert at.shows("caseDetail")
    assert paper.number in at.message()
    assert "作废" in at.message()


def test_that_the_code_of_a_paper_in_force_says_nothing(at: At) -> None:
    case = at.filed(at.visit(), FilingMode.KEEP)
    at.scan(code_of(at, case.papers[0]))
    assert at.shows("caseDetail")
    assert at.message() == ""


@pytest.mark.parametrize("damaged", ["COUNTER2:ABCDEFGH", "15220103A26112000019"])
def test_that_a_damaged_code_never_stays_in_the_field(at: At, damaged: str) -> None:
    at.key(Key.Key_F3)
    at.scan(damaged)
    assert at.see(QLineEdit, "caseFindBox").text() == ""
    assert "不完整" in at.message() or "不对" in at.message()


def test_that_marks_alone_open_nobodys_case(at: At) -> None:
    at.filed(at.visit())
    at.key(Key.Key_F3)
    at.scan("!!!!!!!!")
    assert not at.shows("caseDetail")
    assert at.shows("noCases")


def test_that_what_was_brought_is_not_asked_for_or_receipted_again(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan", "health_certs")))
    half_supplement(at, case)
    brought = Supplement({"floor_plan": Brought(MaterialState.RECEIVED, copies=1)})
    at.station.perform(case.id, brought, CLERK, case.base)  # another window was quicker
    at.confirm("supplementForm")
    assert "刚被别处改过" in problem(at)
    assert in_hand(at)[1] == "health_certs"
    model = at.see(ChecklistView, "supplementList").model()
    assert not any("平面" in str(model.index(row, 0).data()) for row in range(model.rowCount()))
    at.key(Key.Key_F9)
    assert "还没有记下" in problem(at)
    assert [p.title for p in at.now(case).papers].count("补正材料接收凭证") == 1
