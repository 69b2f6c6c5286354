"""The applicant's own words: written by finger alone, every tap counted once, kept nowhere but in the choice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter.domain.ratings.rating import LONGEST_WORDS, Choice, Grade, Mode
from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.rating.rating_flow import RatingStep
from counter.ui.screen.rating.rating_view import RatingView
from counter.ui.screen.rating.words_page import WordsPage
from counter.ui.screen.touch.spelling import SIGNS, spelling_of
from tests.leftovers import settle
from tests.settings import RESOURCES
from tests.ui.moments import moment
from tests.ui.screen.measure import SIZES, faults
from tests.ui.screen.touching import (
    hurry,
    invitation,
    reasons,
    seen_buttons,
    seen_words,
    tap,
    touch_screen,
)

OpenScreen = Callable[..., ApplicantScreen]
LONG = "等了很久没有人理，材料交了三次。"


def to_words(qtbot: QtBot, screen: ApplicantScreen, seconds: float = 179) -> RatingView:
    """A rating that is at its words."""
    screen.show_rating(invitation(seconds), reasons())
    view = screen.view("rating")
    assert isinstance(view, RatingView)
    qtbot.waitUntil(view.isVisible)
    qtbot.waitExposed(screen)
    view.grade.grades[Grade.DISSATISFIED].click()
    view.reasons.writing.click()
    settle()
    return view


@pytest.fixture
def view(qtbot: QtBot, screen: ApplicantScreen) -> RatingView:
    """On a 10 inch screen."""
    return to_words(qtbot, screen)


def spell(device: QPointingDevice, page: WordsPage, letters: str) -> None:
    """A finger on one key after the other."""
    for letter in letters:
        tap(device, next(key for stand, key in page.keyboard.letters.items() if letter in stand))


def choose(device: QPointingDevice, page: WordsPage, text: str) -> None:
    """A finger on what is offered, turning pages until it is there."""
    while not (found := [key for key in page.keyboard.choices if key.isVisible() and key.text() == text]):
        tap(device, page.keyboard.after)
    tap(device, found[0])


@pytest.mark.parametrize(("width", "height", "mm"), [(1280, 800, 217.0), (1024, 600, 154.0)])
def test_that_a_finger_writes_and_the_words_go_out_with_the_choice(
    qtbot: QtBot, open_screen: OpenScreen, width: int, height: int, mm: float
) -> None:
    view = to_words(qtbot, open_screen(width, height, mm))
    view.count_only_touch(True)
    page = view.words
    with touch_screen() as device:
        for letters, text in (
            ("taidu", "态度"),
            ("henhao", "很好"),
            ("", "，"),
            ("paidui", "排队"),
            ("", "3"),
        ):
            spell(device, page, letters)
            choose(device, page, text)
        assert page.paper.words == "态度很好，排队3"
        tap(device, page.go_on)
        tap(device, view.mode.unnamed)
        assert "态度很好，排队3" in view.confirm.words.text()
        with qtbot.waitSignal(view.chosen) as done:
            tap(device, view.confirm.go_on)
    assert done.args is not None
    assert done.args[1] == Choice(Grade.DISSATISFIED, Mode.ANONYMOUS, (), "态度很好，排队3")


def test_that_quick_typing_counts_every_key(view: RatingView) -> None:
    page = view.words
    with touch_screen() as device:
        spell(device, page, "s")
        hurry()
        spell(device, page, "hennong")
        assert page.paper.letters == "shennong"
        tap(device, page.erase)
        tap(device, page.erase)
        tap(device, page.erase)
        assert page.paper.letters == "shenn"


def test_that_a_double_tap_on_a_choice_writes_it_once(view: RatingView) -> None:
    page = view.words
    with touch_screen() as device:
        spell(device, page, "wo")
        hurry()
        tap(device, page.keyboard.choices[0])
        tap(device, page.keyboard.choices[0])
        assert page.paper.words == "我", "where it stood stands a sign now"
        spell(device, page, "de")
        choose(device, page, "的")
    assert page.paper.words == "我的"


def test_that_a_double_tap_on_the_way_there_and_back_presses_nothing(view: RatingView) -> None:
    view.words.go_back.click()
    with touch_screen() as device:
        tap(device, view.reasons.writing)
        hurry()
        tap(device, view.reasons.writing)
    assert view.flow.step is RatingStep.WORDS
    assert (view.words.paper.words, view.words.paper.letters) == ("", "")


def test_that_delete_takes_letters_before_words_and_clear_takes_all(view: RatingView) -> None:
    page = view.words
    page.keyboard.wrote.emit("很好")
    page.keyboard.press("w")
    page.erase.click()
    assert (page.paper.words, page.paper.letters) == ("很好", "")
    page.erase.click()
    assert page.paper.words == view.flow.words == "很"
    page.keyboard.press("w")
    page.clear.click()
    assert (page.paper.words, page.paper.letters, view.flow.words) == ("", "", "")
    page.erase.click()
    assert page.paper.words == ""


def test_that_no_more_is_written_than_fits_and_the_count_is_seen(view: RatingView) -> None:
    page = view.words
    for _ in range(LONGEST_WORDS // len(LONG) + 2):
        page.keyboard.wrote.emit(LONG)
    assert len(page.paper.words) == len(view.flow.words) == LONGEST_WORDS
    assert page.paper.count == f"{LONGEST_WORDS}/{LONGEST_WORDS}"
    for _ in range(40):
        page.keyboard.press("z")
    assert len(page.paper.letters) == 12


def test_that_every_key_offers_only_what_the_table_and_the_signs_hold(view: RatingView) -> None:
    keyboard = view.words.keyboard
    seen: set[str] = set()
    for letters in ("", *keyboard.letters):
        keyboard.clear()
        if letters:
            keyboard.press(letters)
        while True:
            seen |= {key.text() for key in keyboard.choices if key.isVisible()}
            if not keyboard.after.isVisible():
                break
            keyboard.after.click()
        while keyboard.before.isVisible():
            keyboard.before.click()
        assert keyboard.page == 0
    assert set("".join(seen)) <= spelling_of(RESOURCES).characters | set(SIGNS)
    assert set(SIGNS) <= seen


def test_that_no_key_of_the_clerk_writes_there(
    qtbot: QtBot, view: RatingView, screen: ApplicantScreen
) -> None:
    with qtbot.waitSignal(view.other_input):
        QTest.keyClicks(screen, "wo1")
        QTest.keyClick(screen, Qt.Key.Key_Space)
    assert (view.words.paper.words, view.words.paper.letters) == ("", "")


def test_that_what_was_written_is_there_again_on_coming_back(
    view: RatingView, screen: ApplicantScreen
) -> None:
    view.words.keyboard.wrote.emit(LONG)
    view.words.keyboard.press("w")
    screen.set_large(True)
    settle()
    assert view.words.paper.words == LONG, "the sizes change, nothing else"
    view.words.go_back.click()
    view.reasons.writing.click()
    assert (view.words.paper.words, view.words.paper.letters) == (LONG, ""), "letters wait for nobody"
    view.words.go_on.click()
    view.mode.go_back.click()
    assert (view.flow.step, view.words.paper.words) == (RatingStep.WORDS, LONG)


def test_that_reasons_chosen_before_and_their_leaf_stay(qtbot: QtBot, open_screen: OpenScreen) -> None:
    view = to_words(qtbot, open_screen(1024, 600, 154.0))
    view.words.go_back.click()
    view.reasons.go_on.click()
    code = next(code for code, row in view.reasons.grid.rows.items() if row.isVisible())
    view.reasons.grid.rows[code].click()
    view.reasons.writing.click()
    view.words.go_back.click()
    assert view.reasons.grid.leaf == 1
    assert view.reasons.grid.rows[code].isChecked()


@pytest.mark.parametrize("way", ["decline", "run out", "another state", "change"])
def test_that_words_go_with_everything_else(
    qtbot: QtBot, open_screen: OpenScreen, screen: ApplicantScreen, way: str
) -> None:
    view = to_words(qtbot, screen)
    view.words.keyboard.wrote.emit(LONG)
    view.words.keyboard.press("w")
    if way == "run out":
        moment(view, "end").start(0)  # the moment has come
        qtbot.waitUntil(lambda: not view.open)
    elif way == "another state":
        view.leave()
    else:
        view.words.go_on.click()
        (view.mode.none if way == "decline" else view.mode.unnamed).click()
        if way == "change":
            view.confirm.go_back.click()
        else:
            view.confirm.go_on.click()
    assert view.flow.words == ""
    assert way == "change" or (view.words.paper.words, view.words.paper.letters) == ("", "")
    assert not any(LONG[:4] in words for words in seen_words(view))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(("width", "height", "mm"), SIZES)
def test_that_the_words_stand_in_a_field_above_their_keys_on_every_display(
    qtbot: QtBot, open_screen: OpenScreen, width: int, height: int, mm: float, large: bool
) -> None:
    screen = open_screen(width, height, mm)
    screen.set_large(large)
    view = to_words(qtbot, screen, seconds=59)
    page = view.words
    for letter in "taidu":
        page.keyboard.press(next(stand for stand in page.keyboard.letters if letter in stand))
    settle()
    page.keyboard.wrote.emit(LONG * 3)
    assert "".join(page.paper.lines()).endswith(LONG[-6:] + page.paper.letters), "the end is always seen"
    assert page.paper.height() >= page.paper.minimumSizeHint().height()
    assert "\n" not in page.quiet.text(), "what is asked and how little time is left stand in one line"
    assert page.paper.height() >= page.paper.field_height, "what is written stands in a field"
    narrow = mm < 160 or (height == 480 and large)
    assert len(page.keyboard.letters) == (8 if narrow else 26)
    assert len(page.keyboard.choices) >= 6


@pytest.mark.parametrize(("width", "height", "mm"), SIZES)
@pytest.mark.parametrize("large", [False, True])
def test_that_the_longest_words_are_cut_and_not_the_buttons(
    qtbot: QtBot, open_screen: OpenScreen, width: int, height: int, mm: float, large: bool
) -> None:
    screen = open_screen(width, height, mm)
    screen.set_large(large)
    view = to_words(qtbot, screen)
    view.words.go_back.click()
    for row in view.reasons.grid.rows.values():
        row.click()
    view.reasons.writing.click()
    view.words.keyboard.wrote.emit(LONG * 20)
    view.words.go_on.click()
    view.mode.unnamed.click()
    settle()
    assert faults(screen) == []
    assert view.confirm.words.text().startswith("您选的是：不满意")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_every_key_is_painted_alike_and_takes_no_focus(
    view: RatingView, screen: ApplicantScreen, theme: str
) -> None:
    screen.look.set_theme(theme)
    keys = seen_buttons(view.words)
    assert len({key.grab().toImage().pixelColor(key.width() // 2, 1).name() for key in keys}) == 1
    assert {key.focusPolicy() for key in keys} == {Qt.FocusPolicy.NoFocus}


def test_that_candidates_stand_in_one_grid_with_the_letters(view: RatingView) -> None:
    keyboard = view.words.keyboard
    columns = {keyboard.letters[letter].x() for letter in "qwertyuiop"}
    keyboard.press("t")
    assert {key.x() for key in (*keyboard.choices, keyboard.before, keyboard.after)} == columns


def test_that_the_applicant_is_asked_for_no_name(view: RatingView) -> None:
    assert view.words.privacy in seen_words(view)
    assert view.spoken() == [view.words.title.text(), view.words.privacy]
