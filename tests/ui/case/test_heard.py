"""What a screen reader is told in 查件: the row the find box walks to, and the case that was opened (decision 0068)."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.document.numbering import grouped
from counter.ui.case.case_table import CaseTable
from counter.ui.case.find_case import FindCasePage
from tests.ui.fake_facade import case_number
from tests.ui.hands import Hands, Key


def test_that_who_only_hears_knows_which_row_is_current_and_which_case_was_opened(
    hands: Hands, heard: list[str]
) -> None:
    hands.filed_before()
    hands.key(Key.Key_F3)
    hands.settle()
    heard.clear()
    hands.key(Key.Key_Down)  # the focus stays in the find box, so that no row says itself
    [row] = heard
    assert grouped(case_number(1)) in row
    heard.clear()
    hands.key(Key.Key_Return)
    hands.settle()
    assert any(said.startswith(grouped(case_number(1))) and "已受理" in said for said in heard), heard


def test_that_an_arrow_pressed_before_the_list_came_walks_that_list_and_is_said_once(
    hands: Hands, heard: list[str]
) -> None:
    hands.filed_before()
    hands.key(Key.Key_F3)
    hands.settle()
    facade, page = hands.facade, hands.window.findChildren(FindCasePage)[0]
    (case,) = facade.cases
    facade.cases = [replace(case, id=f"c{n}", number=case_number(n)) for n in range(1, 5)]
    heard.clear()
    page.box.setText("巴图")
    page.box.textEdited.emit(page.box.text())
    page.box.walked.emit(1)  # the list of this text has not come yet
    hands.settle()
    table = hands.see(CaseTable, "caseTable")
    current = table.current_case()
    assert current is not None
    assert table.currentIndex().row() == 1
    assert [grouped(current.number) in said for said in heard] == [True]


def test_that_a_list_that_is_made_anew_behind_an_open_case_says_nothing(
    hands: Hands, heard: list[str]
) -> None:
    hands.filed_before()
    hands.key(Key.Key_F3)
    hands.key(Key.Key_Return)
    hands.settle()
    page = hands.window.findChildren(FindCasePage)[0]
    (case,) = hands.facade.cases
    hands.facade.cases = [case, replace(case, id="c2", number=case_number(2))]
    heard.clear()
    page.look_again()
    hands.settle()
    assert heard == []
