"""暂停服务: a locked window's other screen shows nothing of anybody, and cuts nothing that the applicant is doing."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from counter.ui.kit.controls.field import Field
from counter.ui.screen.clerk_side.applicant_side import ApplicantSide
from counter.ui.screen.mirror.mirror_view import MirrorView
from tests.ui.finger import Finger
from tests.ui.hands import Hands, Key
from tests.ui.screen.test_applicant_side import filed, finger, side

__all__ = ["finger", "side"]


def come(hands: Hands, code: str = "W01", pin: str = "1234") -> None:
    """Unlock, or sign on as another clerk."""
    hands.see(Field, "clerkCode").setText(code)
    hands.see(Field, "clerkPin").setText(pin)
    hands.button("signOnButton").click()
    hands.qtbot.waitUntil(lambda: not hands.shows("signOnCard"))


def test_that_a_signature_begun_waits_behind_the_pause_for_the_same_clerk(
    hands: Hands, side: ApplicantSide, finger: Finger
) -> None:
    filed(hands)
    assert side.screen is not None
    mirror = side.screen.view("mirror")
    assert isinstance(mirror, MirrorView)
    hands.qtbot.waitUntil(lambda: mirror.mirror.filed)  # what was filed has been shown
    side.screen.show_pledge(hands.facade.pad.pledge(hands.facade.cases[0], "paper-1"))
    finger.press("我同意，去签名")
    assert side.screen.signing
    hands.key(Key.Key_L, Hands.CONTROL)
    assert side.screen.current == "paused"
    words = [label.text() for label in side.screen.findChildren(QLabel) if label.isVisible()]
    assert "暂停服务" in words
    assert not any("阿木古郎" in text or "承诺" in text for text in words)
    shown: list[bool] = []
    side.screen.turned.connect(lambda: shown.append(side.screen is not None and side.screen.signing))
    come(hands)
    assert shown[0], "as it was, before it follows the clerk again"


def test_that_another_clerk_shows_nothing_of_the_one_before(
    hands: Hands, side: ApplicantSide, finger: Finger
) -> None:
    filed(hands)
    finger.sees("mirror")
    hands.key(Key.Key_L, Hands.CONTROL)
    come(hands, "W02", "2345")
    finger.sees("waiting")
    assert "乌日娜" in [label.text() for label in finger.screen.findChildren(QLabel)]


def test_that_a_lock_cuts_no_rating_and_pauses_only_after_it(
    hands: Hands, side: ApplicantSide, finger: Finger
) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    hands.key(Key.Key_L, Hands.CONTROL)
    hands.settle()
    assert finger.screen.current == "rating"
    assert hands.facade.pad.closed == hands.facade.pad.cut == []
    for timer in side.rating.findChildren(QTimer):
        if timer.isActive():
            timer.start(0)  # its three minutes are over
    hands.qtbot.waitUntil(lambda: finger.screen.current == "thanks")
    hands.qtbot.waitUntil(lambda: len(hands.facade.pad.closed) == 1)  # closed in the background
    for timer in side.rating.findChildren(QTimer):
        if timer.isActive():
            timer.start(0)
    finger.sees("paused")
    assert hands.message() == ""
