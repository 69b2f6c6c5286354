"""What a finger reaches and an eye reads, on every display that stands on a counter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from counter.domain.ratings.rating import Grade
from counter.domain.screen.mirror import MirrorQuestion
from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.mirror.mirror_view import MirrorView
from counter.ui.screen.pledge.pledge_view import PledgeView
from counter.ui.screen.rating.grade_page import GradePage
from counter.ui.screen.rating.rating_view import RatingView
from counter.ui.screen.screen_scale import PRESUMED, ScreenScale, density
from tests.leftovers import settle
from tests.ui.screen.conftest import OpenScreen
from tests.ui.screen.displays import Displays
from tests.ui.screen.measure import SIZES, faults
from tests.ui.screen.mirrors import CARD, EIGHT_PAPERS, MIRROR
from tests.ui.screen.touching import invitation, pledge, reasons

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


def states(screen: ApplicantScreen) -> Iterator[str]:
    """Every state, with all its pages: from a person's coming to the thanks."""
    screen.show_waiting(CARD)
    yield "waiting"
    screen.show_mirror(MIRROR)
    yield "mirror"
    view = screen.view("mirror")
    assert isinstance(view, MirrorView)
    view.wrong_button.click()
    yield "wrong"
    view.wrong.send_button.click()
    yield "told"
    view.answer_button.click()
    yield "one question"
    view.questions.after_button.click()
    yield "question of several"
    view.questions.back_button.click()
    yield "back"
    people = MirrorQuestion("many", "店里一共雇用多少人？", (), False, most=999, least=1)
    screen.show_mirror(replace(EIGHT_PAPERS, questions=(people,)))
    view.answer_button.click()
    yield "number"
    view.questions.back_button.click()
    screen.show_mirror(replace(EIGHT_PAPERS, filed=True))
    yield "filed"
    screen.show_paused(CARD)
    yield "paused"
    yield from pledge_states(screen)
    yield from rating_states(screen)
    for name, show in (
        ("saving", screen.show_saving),
        ("thanks", screen.show_thanks),
        ("too late", screen.show_too_late),
    ):
        show()
        yield name


def pledge_states(screen: ApplicantScreen) -> Iterator[str]:
    """A pledge read, signed, and refused."""
    screen.show_pledge(pledge(rows=8, paragraphs=9))
    settle()
    view = screen.view("pledge")
    assert isinstance(view, PledgeView)
    yield "pledge"
    view.leaves.turn_to(view.leaves.leaves - 1)
    yield "end of the pledge"
    for button, name in ((view.agree, "signature"), (view.back_to_read, ""), (view.not_agree, "refusing")):
        button.setEnabled(True)
        button.click()
        if name:
            yield name
    view.do_refuse.click()
    yield "refused"


def field_of(screen: ApplicantScreen) -> QWidget:
    """Where a pledge is signed."""
    view = screen.view("pledge")
    assert isinstance(view, PledgeView)
    return view.field


def rating_states(screen: ApplicantScreen) -> Iterator[str]:
    """A rating with words in it, each step on its way."""
    screen.show_rating(invitation(59), reasons())
    view = screen.view("rating")
    assert isinstance(view, RatingView)
    yield "grades"
    view.grade.grades[Grade.DISSATISFIED].click()
    yield "reasons"
    view.reasons.writing.click()
    yield "words"
    view.words.keyboard.wrote.emit("等了很久没有人理，材料交了三次。" * 3)
    for letter in "taidu":
        view.words.keyboard.press(next(keys for keys in view.words.keyboard.letters if letter in keys))
    yield "candidates"
    view.words.go_on.click()
    yield "name or none"
    view.mode.unnamed.click()
    yield "confirmation"


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize(("width", "height", "mm"), SIZES)
def test_that_every_state_fits_every_display(
    open_screen: OpenScreen, width: int, height: int, mm: float, large: bool
) -> None:
    screen = open_screen(width, height, mm)
    screen.set_large(large)
    found: dict[str, list[str]] = {}
    for name in states(screen):
        settle()
        if wrong := faults(screen):
            found[name] = wrong
        if name == "signature" and field_of(screen).height() < screen.reach.mm(20):
            found[name] = [f"the field to sign in is {field_of(screen).height()} high"]
    assert found == {}
    assert (screen.width(), screen.height()) == (width, height)


SHOWN: dict[str, Callable[[ApplicantScreen], None]] = {
    "summary": lambda screen: screen.show_mirror(MIRROR),
    "long summary": lambda screen: screen.show_mirror(EIGHT_PAPERS),
    "short pledge": lambda screen: screen.show_pledge(pledge(rows=1, paragraphs=5)),
    "pledge": lambda screen: screen.show_pledge(pledge(rows=2, paragraphs=5)),
    "long pledge": lambda screen: screen.show_pledge(pledge(rows=3, paragraphs=5)),
    "rating": lambda screen: screen.show_rating(invitation(), reasons()),
}


@pytest.mark.parametrize("what", SHOWN)
def test_that_a_page_moved_to_another_display_is_whole_there(open_screen: OpenScreen, what: str) -> None:
    """Also where its text needs two pages on one display and one on the other."""
    screen = open_screen()
    SHOWN[what](screen)
    settle()
    found = {}
    for large in (False, True):
        screen.set_large(large)
        for width, height in ((1024, 600), (1280, 800), (1920, 1080), (1080, 1920)):
            screen.resize(width, height)
            settle()
            if wrong := faults(screen):
                found[width, height, large] = wrong
    assert found == {}


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


def test_that_no_number_of_a_person_is_broken_on_a_low_screen(open_screen: OpenScreen) -> None:
    screen = open_screen(1024, 600, 222.0)
    screen.show_waiting(CARD)
    screen.show_mirror(MIRROR)
    screen.set_large(True)
    settle()
    view = screen.view("mirror")
    assert isinstance(view, MirrorView)
    lines = view.columns.accessibleName().splitlines()
    assert any(line.startswith("电话") for line in lines), "a number begins its own line"


def test_that_the_words_under_a_title_begin_where_it_does(open_screen: OpenScreen) -> None:
    for height, beside in ((600, True), (800, False)):
        screen = open_screen(1024, height, 222.0)
        screen.show_waiting(CARD)
        screen.show_rating(invitation(), reasons())
        screen.set_large(True)
        settle()
        assert screen.reach.tight is beside
        page = screen.findChild(GradePage)
        assert page is not None
        assert page.title.isVisible() is not beside
        assert bool(page.quiet.alignment() & Qt.AlignmentFlag.AlignLeft) is beside


def test_that_a_high_screen_has_larger_letters(open_screen: OpenScreen) -> None:
    low, high = open_screen(1366, 768, 310.0), open_screen(1920, 1080, 476.0)
    assert high.reach.pixels_per_mm < low.reach.pixels_per_mm
    assert high.reach.text > low.reach.text
