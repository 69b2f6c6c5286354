"""Where no applicant's screen is open, the clerk is told how it is opened."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.hands import Hands, Key


@pytest.fixture
def filed(hands: Hands) -> Hands:
    """A case just filed, with its result in sight."""
    hands.qtbot.waitUntil(lambda: hands.window.shell.side is not None)
    hands.ready_to_decide()
    hands.press_twice()
    hands.qtbot.waitUntil(lambda: hands.shows("resultPanel"))
    return hands


def test_that_the_clerk_is_told_how_to_open_one_until_it_is_open(filed: Hands) -> None:
    filed.key(Key.Key_E, Hands.CONTROL)
    assert "Ctrl+D" in filed.message()
    assert filed.shows("inviteRating")
    filed.key(Key.Key_D, Hands.CONTROL)
    filed.qtbot.waitUntil(lambda: filed.message() == "")


def test_that_nobody_is_asked_to_open_a_screen_for_an_invitation_that_is_refused_then(
    filed: Hands,
) -> None:
    filed.facade.pad.no_office = "本窗口还没有差评处理室的公钥。"
    filed.key(Key.Key_E, Hands.CONTROL)
    assert filed.message() == "本窗口还没有差评处理室的公钥。"


def test_that_the_key_says_why_while_an_invitation_is_open_and_after_it_ended(filed: Hands) -> None:
    filed.key(Key.Key_D, Hands.CONTROL)
    filed.key(Key.Key_E, Hands.CONTROL)
    filed.qtbot.waitUntil(lambda: filed.see(QLabel, "ratingWords").text().startswith("已邀请"))
    filed.key(Key.Key_E, Hands.CONTROL)
    assert filed.message() == "已邀请，到时自动结束。评没评、怎么评，这里不显示。"
    filed.key(Key.Key_R, Hands.CONTROL)
    assert filed.message() == "已邀请，到时自动结束。评没评、怎么评，这里不显示。"


def test_that_a_refused_invitation_leaves_the_hand_where_it_was(filed: Hands) -> None:
    filed.button("inviteRating").setFocus()
    filed.key(Key.Key_E, Hands.CONTROL)
    assert filed.focus().objectName() == "inviteRating"
