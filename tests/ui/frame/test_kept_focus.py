"""A button that is disabled while it acts passes the focus on to nobody, and has it back."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.ui.hands import Hands, Key


def test_that_a_button_disabled_under_the_hand_does_not_lead_to_the_one_that_locks(hands: Hands) -> None:
    hands.key(Key.Key_L, hands.CONTROL)  # a page with few buttons: behind its last one comes the bar
    page = hands.window.sign_on
    assert page is not None
    last = page.forgot
    last.setFocus()
    last.setEnabled(False)
    assert QApplication.focusWidget() is None
    last.setEnabled(True)
    assert hands.focus() is last


def test_that_a_hand_that_went_on_meanwhile_stays_where_it_is(hands: Hands) -> None:
    hands.key(Key.Key_L, hands.CONTROL)
    page = hands.window.sign_on
    assert page is not None
    page.forgot.setFocus()
    page.forgot.setEnabled(False)
    page.pin.setFocus()
    page.forgot.setEnabled(True)
    assert hands.focus() is page.pin
