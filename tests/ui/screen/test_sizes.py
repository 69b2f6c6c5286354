"""What a finger reaches and an eye reads, on every display that stands on a counter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.mirror.mirror_view import MirrorView
from counter.ui.screen.screen_scale import PRESUMED, ScreenScale, density
from tests.leftovers import settle
from tests.ui.screen.conftest import OpenScreen
from tests.ui.screen.displays import Displays
from tests.ui.screen.measure import SIZES, faults
from tests.ui.screen.mirrors import CARD, MIRROR

densities = st.floats(2.5, 14)


@given(densities, st.booleans())
def test_that_a_target_has_15_millimetres_and_18_in_the_large_mode(pixels_per_mm: float, large: bool) -> None:
    assert ScreenScale(pixels_per_mm, large).target >= (18 if large else 15) * pixels_per_mm - 0.001


@given(densities, st.booleans())
def test_that_no_letter_is_smaller_than_20_pixels_or_3_millimetres(pixels_per_mm: float, large: bool) -> None:
    reach = ScreenScale(pixels_per_mm, large)
    assert reach.text >= max(20, 3 * pixels_per_mm)
    assert reach.text < reach.strong < reach.big < reach.title < reach.huge


def test_that_the_width_told_at_setup_counts_before_what_the_display_says(displays: Displays) -> None:
    pad = displays.plug(1280, 800)
    told_by_itself = 1280 / pad.physicalSize().width()
    assert density(pad) == pytest.approx(told_by_itself)
    assert density(pad, 217.0) == pytest.approx(1280 / 217)


def test_that_a_nonsense_width_is_not_believed(displays: Displays) -> None:
    pad = displays.plug(1280, 800)
    assert density(pad, 12.0) == density(pad)
    assert (
        density(displays.plug(20_000, 800, "wall", x=3000), 12.0) != PRESUMED
    )  # it says something possible itself


def states(screen: ApplicantScreen) -> list[tuple[str, list[str]]]:
    """Every state of waiting, mirror and thanks, with what is wrong with it."""
    found: list[tuple[str, list[str]]] = []

    def look(name: str) -> None:
        settle()
        found.append((name, faults(screen)))

    screen.show_waiting(CARD)
    look("waiting")
    screen.show_mirror(MIRROR)
    view = screen.view("mirror")
    assert isinstance(view, MirrorView)
    look("mirror")
    view.wrong_button.click()
    look("wrong")
    view.wrong.send_button.click()
    look("told")
    view.answer_button.click()
    look("one question")
    view.questions.after_button.click()
    look("question of several")
    view.questions.back_button.click()
    look("back")
    screen.show_thanks()
    look("thanks")
    return found


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize(("width", "height", "mm"), SIZES)
def test_that_every_state_fits_every_display(
    open_screen: OpenScreen, width: int, height: int, mm: float, large: bool
) -> None:
    screen = open_screen(width, height, mm)
    screen.set_large(large)
    found = states(screen)
    assert {name: wrong for name, wrong in found if wrong} == {}
    assert (screen.width(), screen.height()) == (width, height)


def test_that_larger_letters_change_sizes_and_nothing_else(screen: ApplicantScreen) -> None:
    screen.show_mirror(MIRROR)
    before = screen.reach
    screen.head.size_button.click()
    assert screen.large
    assert screen.current == "mirror"
    assert screen.reach.text > before.text
    assert screen.head.size_button.text() == "字小一点"
    screen.head.size_button.click()
    assert screen.reach == before


def test_that_the_next_person_starts_with_ordinary_letters(screen: ApplicantScreen) -> None:
    screen.show_waiting(CARD)
    screen.set_large(True)
    screen.show_mirror(MIRROR)
    assert screen.large, "what somebody set while waiting stays for the visit"
    screen.show_waiting(CARD)
    assert not screen.large


def test_that_buttons_move_into_the_head_of_a_low_screen_and_back(open_screen: OpenScreen) -> None:
    screen = open_screen(1024, 600, 222.0)
    screen.show_waiting(CARD)
    screen.show_mirror(MIRROR)
    view = screen.view("mirror")
    assert isinstance(view, MirrorView)
    own = (view.hold_button, view.answer_button)
    for large in (True, False, True, False):
        screen.set_large(large)
        settle()
        assert screen.reach.tight is large
        assert [screen.head.isAncestorOf(button) for button in own] == [large, large]
        assert all(button.isVisible() for button in own)
        assert faults(screen) == []


def test_that_a_high_screen_has_larger_letters(open_screen: OpenScreen) -> None:
    low, high = open_screen(1366, 768, 310.0), open_screen(1920, 1080, 476.0)
    assert high.reach.pixels_per_mm < low.reach.pixels_per_mm
    assert high.reach.text > low.reach.text
