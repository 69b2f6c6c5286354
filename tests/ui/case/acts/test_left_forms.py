"""A form half filled in belongs to who filled it in: another clerk does not find it, its own clerk does."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit

from counter.domain.case.acts.acts import Withdraw
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from tests.services.office import leaving
from tests.ui.case.acts.conftest import CLERK, At
from tests.ui.case.acts.test_pledge import gap_visit, give_word
from tests.ui.hands import Key


def swap(at: At, code: str, pin: str) -> None:
    """Lock the window; somebody signs on."""
    at.key(Key.Key_L, at.CONTROL)
    at.see(QLineEdit, "clerkCode").setFocus()
    at.see(QLineEdit, "clerkCode").selectAll()
    at.sign_on(code, pin)
    at.settle()


def test_that_a_half_filled_form_waits_for_its_clerk_and_for_nobody_else(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("C", "withdrawForm")
    at.see(Choices, "withdrawItems").take_focus()
    at.keys("1")
    at.see(QLineEdit, "withdrawReason").setFocus()
    at.write("材料拿错了")
    swap(at, "S01", "9876")
    at.key(at.F3)
    at.opened(case)
    at.open_act("C", "withdrawForm")
    assert at.see(QLineEdit, "withdrawReason").text() == ""
    swap(at, "W01", "1234")
    assert "“撤回申请”还在" in at.message()
    at.key(at.F3)
    at.qtbot.waitUntil(lambda: at.shows("withdrawForm"))
    assert at.see(QLineEdit, "withdrawReason").text() == "材料拿错了"
    assert at.see(Choices, "withdrawItems").chosen


def test_that_a_form_begun_on_the_result_of_a_visit_comes_back_to_its_clerk_alone(at: At) -> None:
    gap_visit(at)
    give_word(at)
    assert at.window.intake is not None
    title = "容缺受理承诺书已生成，请申请人看过并签字"
    assert at.window.intake.half_done == title
    swap(at, "S01", "9876")
    assert not at.shows("pledgeForm")
    at.begin()
    assert f"“{title}”填到一半" in said_on_closing(at)
    at.key(Key.Key_L, at.CONTROL)
    at.see(QLineEdit, "clerkCode").setText("W01")
    at.write("1234")
    shown: list[object] = []
    at.window.intake.result.panel.shown.connect(shown.append)
    at.key(Key.Key_Return)
    at.qtbot.waitUntil(lambda: at.shows("pledgeForm"))
    assert f"“{title}”还在" in at.message()
    assert "在“受理”里接着办" in at.message()
    assert at.see(Choices, "pledgeHandedOver").chosen
    at.confirm("pledgeForm")
    assert at.focus().objectName() == "printAll"
    assert shown == [], "who stands at the window now may be somebody else"


def said_on_closing(at: At) -> str:
    """What the first try to close the window says."""
    assert not at.window.close()
    at.settle()
    return at.message()


def test_that_a_form_left_for_the_next_visit_is_given_up(at: At) -> None:
    gap_visit(at)
    give_word(at)
    at.scan("999999199001011238")
    assert "1份承诺没签" in at.message()
    swap(at, "S01", "9876")
    swap(at, "W01", "1234")
    assert not at.shows("pledgeForm")


def test_that_a_form_that_waited_says_so_when_the_matter_is_over(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("C", "withdrawForm")
    at.see(QLineEdit, "withdrawReason").setFocus()
    at.write("不办了")
    swap(at, "S01", "9876")
    items = tuple(i.id for i in case.items if i.state.open_here)
    at.station.perform(case.id, leaving(items, "都不办了"), CLERK, at.now(case).base)
    swap(at, "W01", "1234")
    assert "不用办了" in at.message()
    at.key(at.F3)
    at.qtbot.waitUntil(lambda: at.shows("caseDetail"))
    assert not at.shows("withdrawForm")


def test_that_a_page_left_with_something_in_a_form_says_so_and_keeps_it(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("C", "withdrawForm")
    at.see(QLineEdit, "withdrawReason").setFocus()
    at.write("材料拿错了")
    at.key(Key.Key_F2)
    assert at.message() == "“撤回申请”填到一半，还没有记下，留在“查件”页里。"
    at.key(at.F3)
    assert at.see(QLineEdit, "withdrawReason").text() == "材料拿错了"


def test_that_a_form_given_up_does_nothing_and_loses_nothing(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("C", "withdrawForm")
    at.see(QLineEdit, "withdrawReason").setFocus()
    at.write("材料拿错了")
    at.key(Key.Key_Escape)
    assert not at.shows("withdrawForm")
    assert at.message() == "“撤回申请”没有办，填的还在：再打开就接着填。"
    assert at.now(case).base == case.base
    assert "“撤回申请”填到一半" in said_on_closing(at)
    at.open_act("C", "withdrawForm")
    assert at.see(QLineEdit, "withdrawReason").text() == "材料拿错了"
    assert at.message() == "“撤回申请”上次填的还在，接着填。"


def test_that_a_form_given_up_is_there_for_the_same_case_and_clerk_alone(at: At) -> None:
    first = at.filed(at.visit())
    second = at.filed(replace(at.visit(), duplicate_reason="另一家店"))
    at.opened(first)
    at.open_act("C", "withdrawForm")
    at.see(QLineEdit, "withdrawReason").setFocus()
    at.write("材料拿错了")
    at.key(Key.Key_Escape)
    at.opened(second)
    at.open_act("C", "withdrawForm")
    assert at.see(QLineEdit, "withdrawReason").text() == ""
    at.key(Key.Key_Escape)
    swap(at, "S01", "9876")
    at.opened(first)
    at.open_act("C", "withdrawForm")
    assert at.see(QLineEdit, "withdrawReason").text() == ""


def test_that_another_act_opened_meanwhile_loses_nothing(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("C", "withdrawForm")
    at.see(QLineEdit, "withdrawReason").setFocus()
    at.write("材料拿错了")
    acts = at.window.shell.pages.find_case.detail.acts
    other = next(offer for offer in acts.show_matter(at.now(case)) if offer.kind is not Withdraw)
    acts.open_form(other)
    acts.give_up()
    at.open_act("C", "withdrawForm")
    assert at.see(QLineEdit, "withdrawReason").text() == "材料拿错了"


def test_that_esc_beside_a_form_keeps_what_was_typed_in_it(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("C", "withdrawForm")
    at.see(QLineEdit, "withdrawReason").setFocus()
    at.write("材料拿错了")
    at.see(ActButton, "caseBack").setFocus()
    at.key(Key.Key_Escape)
    assert not at.shows("withdrawForm")
    assert "“撤回申请”没有办，填的还在" in at.message()
    at.open_act("C", "withdrawForm")
    assert at.see(QLineEdit, "withdrawReason").text() == "材料拿错了"
