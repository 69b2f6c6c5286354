"""Clumsy, hurried and slow hands at what becomes of a case later: nothing is told, extended or ended unmeant."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from counter.domain.case.case import Case
from counter.ui.kit.controls.choices import Choices
from tests.journeys.test_one_key import later
from tests.journeys.test_three_hands import lapse, twice
from tests.ui.case.acts.conftest import At, at, people  # noqa: F401
from tests.ui.hands import Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def same(before: Case, after: Case) -> bool:
    return (before.base, before.papers, before.items) == (after.base, after.papers, after.items)


def stray(hands: At, form: str) -> None:
    """Enter and the space bar everywhere, in the fields and on the button itself."""
    for _ in range(12):
        hands.key(Key.Key_Return)
    hands.button(f"{form}Do").setFocus()
    for _ in range(3):
        hands.key(Key.Key_Return)
        hands.key(Key.Key_Space)
    assert hands.button(f"{form}Do").property("armed") is not True


@pytest.mark.parametrize(("letter", "form"), [("T", "pauseForm"), ("P", "extendForm"), ("C", "withdrawForm")])
def test_that_enter_and_esc_everywhere_tell_nobody_anything(at: At, letter: str, form: str) -> None:  # noqa: F811
    case = at.filed(at.visit())
    at.opened(case)
    for _ in range(2):
        at.open_act(letter, form)
        stray(at, form)
        at.key(Key.Key_Escape)
        assert not at.shows(form)
        if at.message():
            at.key(Key.Key_Escape)
    assert same(case, at.now(case))


@pytest.mark.parametrize(("letter", "form"), [("F", "resumeForm"), ("U", "withdrawalForm")])
def test_that_no_signature_and_no_end_is_recorded_by_enter(at: At, letter: str, form: str) -> None:  # noqa: F811
    case = later(at)
    at.opened(case)
    at.open_act(letter, form)
    stray(at, form)
    assert same(case, at.now(case))


def test_that_bouncing_keys_make_one_application_and_time_puts_a_press_down(at: At) -> None:  # noqa: F811
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("C", "withdrawForm")
    at.see(Choices, "withdrawItems").take_focus()
    at.twice("1")
    assert at.see(Choices, "withdrawItems").chosen, "struck twice is one stroke: what was chosen stays chosen"
    at.see(QLineEdit, "withdrawReason").setFocus()
    at.write("不办了")
    twice(at, Key.Key_F9)
    at.qtbot.waitUntil(lambda: at.button("withdrawFormDo").property("armed") is True)
    assert same(case, at.now(case)), "two strokes of one finger are one press"
    lapse(at)
    assert "已放下" in at.button("withdrawFormDo").below
    at.confirm("withdrawForm")
    made = [p.title for p in at.now(case).papers]
    assert made.count("撤回申请书") == 1
