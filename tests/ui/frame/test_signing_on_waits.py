"""While a PIN is checked the page says so: on a slow machine a grey button alone looks like one that is broken."""

from __future__ import annotations

from counter.ui.kit.controls.act_button import ActButton
from tests.ui.hands import Hands


def test_that_the_button_says_that_the_pin_is_being_checked(at_the_door: Hands) -> None:
    page = at_the_door.window.sign_on
    assert page is not None
    button = at_the_door.see(ActButton, "signOnButton")
    page.code.setText("W01")
    page.pin.setText("0000")
    button.click()
    assert (button.words, button.isEnabled()) == ("正在核对…", False)
    at_the_door.settle()
    assert (button.words, button.isEnabled()) == ("上岗", True)
