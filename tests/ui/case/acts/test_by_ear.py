"""What who only hears is told by the form of an act, and where the focus is while it is recorded."""

from __future__ import annotations

from counter.ui.case.acts.withdraw_form import WithdrawForm
from counter.ui.kit.controls.choices import Choices
from tests.ui.case.acts.conftest import At
from tests.ui.hands import Key

FORM = "withdrawForm"


def opened(at: At) -> WithdrawForm:
    at.opened(at.filed(at.visit()))
    at.open_act("C", FORM)
    return at.see(WithdrawForm, FORM)


def test_that_an_enter_that_skips_no_question_says_so(at: At, heard: list[str]) -> None:
    form = opened(at)
    choices = next(choices for choices in form.findChildren(Choices) if choices.isAncestorOf(at.focus()))
    heard.clear()
    at.key(Key.Key_Return)
    assert heard == [f"请先选：{choices.accessibleName()}。"]


def test_that_a_refusal_at_choices_that_have_the_focus_is_said(at: At, heard: list[str]) -> None:
    form = opened(at)
    heard.clear()
    at.key(Key.Key_F9)
    assert form.isAncestorOf(at.focus())
    assert form.problem
    assert heard == [form.problem]


def test_that_the_focus_stays_in_the_form_while_its_act_is_recorded(at: At) -> None:
    """A disabled button passes it on, in the end to the one that locks: that is said, and the next Enter presses it."""
    form = opened(at)
    form.confirm.setFocus()
    form.wait(True)
    assert at.focus() is form
    form.wait(False)


def test_that_who_closes_a_form_does_not_come_to_the_button_that_locks(at: At) -> None:
    opened(at)
    at.key(Key.Key_Escape)
    assert at.focus().objectName() != "clerkButton"
