"""A button that shows what its two presses are at."""

from __future__ import annotations

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.two_press import TwoPress, expired_caption


def show_presses(button: ActButton, presses: TwoPress, *, armed: str) -> None:
    """From now on the button says below its words what the second press will do (``armed``), that a first press
    of its key expired, or nothing. Its own words and their figure stay.
    """

    def show(is_armed: bool) -> None:
        button.arm(is_armed)
        button.say(button.words, button.extra, armed if is_armed else "")

    presses.armed.connect(show)
    presses.lapsed.connect(lambda: button.say(button.words, button.extra, expired_caption(button.key)))
