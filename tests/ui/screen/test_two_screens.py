"""A visit on two screens: the display is pulled out and put back in the middle of it, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from counter.domain.ratings.rating import Grade, Mode
from counter.ui.screen.clerk_side.applicant_side import ApplicantSide
from tests.ui.finger import Finger
from tests.ui.hands import Hands, Key
from tests.ui.screen.displays import CAN_CHANGE, Displays


@pytest.fixture
def displays(qtbot: QtBot) -> Iterator[Displays]:
    """One display; a second one comes and goes as a test wants."""
    if not CAN_CHANGE:
        pytest.skip("the platform's screens can be changed on Linux x86-64 only")
    found = Displays()
    yield found
    found.pull_all()


def side_of(hands: Hands) -> ApplicantSide:
    """The other side, once it is there."""
    hands.qtbot.waitUntil(lambda: hands.window.shell.side is not None)
    found = hands.window.shell.side
    assert found is not None
    return found


def plug(hands: Hands, displays: Displays) -> Finger:
    """Plug the applicant's display in; the clerk's window keeps the keyboard."""
    side = side_of(hands)
    displays.plug(1280, 800)
    hands.qtbot.waitUntil(lambda: side.shown)
    hands.qtbot.waitUntil(hands.window.isActiveWindow)
    assert side.screen is not None
    return Finger(hands, side.screen)


def test_that_a_display_plugged_in_during_a_visit_shows_that_visit(hands: Hands, displays: Displays) -> None:
    hands.begin()
    finger = plug(hands, displays)
    finger.sees("mirror")
    assert finger.screen.isVisible()
    assert finger.screen.screen().name() == "pad"


def test_that_the_clerk_goes_on_typing_when_the_display_is_pulled_out(
    hands: Hands, displays: Displays
) -> None:
    finger = plug(hands, displays)
    hands.begin()
    finger.sees("mirror")
    displays.pull()
    assert not finger.screen.isVisible()
    hands.qtbot.waitUntil(hands.window.isActiveWindow)
    hands.answer()
    hands.keys("A")
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    assert visit.brought


def test_that_a_rating_in_hand_survives_a_pulled_display(hands: Hands, displays: Displays) -> None:
    finger = plug(hands, displays)
    hands.ready_to_decide()
    hands.press_twice()
    hands.qtbot.waitUntil(lambda: hands.shows("inviteRating"))
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    finger.press("基本满意")
    displays.pull()
    assert not finger.screen.isVisible()
    displays.plug(1024, 600)
    hands.qtbot.waitUntil(finger.screen.isVisible)
    finger.sees("rating")
    finger.press("下一步")
    finger.press("留姓名（保密）")
    finger.press("就这样")
    finger.sees("thanks")
    hands.qtbot.waitUntil(lambda: len(hands.facade.pad.cast_) == 1)
    choice = hands.facade.pad.cast_[0][1]
    assert choice is not None
    assert (choice.grade, choice.mode) == (Grade.BASICALLY_SATISFIED, Mode.NAMED)


def test_that_the_light_tells_where_the_screen_is(hands: Hands, displays: Displays) -> None:
    side = side_of(hands)
    assert side.light().state.value == "absent"
    plug(hands, displays)
    assert side.light().state.value == "good"
    displays.pull()
    assert side.light().state.value == "absent"
