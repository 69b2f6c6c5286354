"""The rating on the applicant's screen (L9): equal, unselected, once, and nothing for a bystander to read off it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.ratings.rating import Channel, Choice, Grade, Mode
from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.rating.rating_flow import RatingFlow, RatingStep
from counter.ui.screen.rating.rating_view import ALONE_MS, RatingView
from counter.ui.screen.touch.buttons import BigButton
from tests.ui.moments import moment
from tests.ui.screen.rating_steps import ask, past_reasons, to_confirm
from tests.ui.screen.touching import (
    SCREENS,
    draw,
    hurry,
    invitation,
    reasons,
    seen_buttons,
    seen_words,
    tap,
    touch_screen,
)

OpenScreen = Callable[..., ApplicantScreen]


@pytest.fixture
def view(qtbot: QtBot, screen: ApplicantScreen) -> RatingView:
    """A rating on a 10 inch screen."""
    return ask(qtbot, screen)


WAYS: tuple[Callable[[RatingView], None], ...] = (
    lambda view: view.grade.grades[Grade.SATISFIED].click(),
    lambda view: view.reasons.writing.click(),
    lambda view: view.words.go_back.click(),
    past_reasons,
    lambda view: view.mode.unnamed.click(),
)


def write(view: RatingView, letters: str) -> None:
    """Press the keys on which these letters stand."""
    for letter in letters:
        key = next(key for stand, key in view.words.keyboard.letters.items() if letter in stand)
        key.click()


def test_that_five_equal_grades_stand_in_the_published_order_and_none_is_chosen(view: RatingView) -> None:
    buttons = list(view.grade.grades.values())
    assert [button.text() for button in sorted(buttons, key=QWidget.x)] == [grade.value for grade in Grade]
    widths = [button.width() for button in buttons]
    assert max(widths) - min(widths) <= 1, "a row's last pixel falls to somebody"
    assert len({(button.height(), button.y(), button.styleSheet()) for button in buttons}) == 1
    assert not any(button.isCheckable() or button.isDefault() for button in buttons)


def picture_without_words(view: RatingView) -> QImage:
    """The page with everything painted over that is words, or the box of a reason."""
    image = view.grab().toImage()
    painter = QPainter(image)
    for label in view.findChildren(QLabel):
        if label.isVisible():
            painter.fillRect(QRect(label.mapTo(view, QPoint()), label.size()), QColor("grey"))
    for button in seen_buttons(view):
        inner = QRect(button.mapTo(view, QPoint()), button.size()).adjusted(8, 8, -8, -8)
        painter.fillRect(inner, QColor("grey"))
    painter.end()
    return image


@pytest.mark.parametrize(("width", "height", "mm"), SCREENS)
def test_that_no_page_after_it_tells_by_form_or_colour_which_grade_was_pressed(
    qtbot: QtBot, open_screen: OpenScreen, width: int, height: int, mm: float
) -> None:
    pages: list[list[QImage]] = []
    for grade in Grade:
        view = ask(qtbot, open_screen(width, height, mm))
        view.grade.grades[grade].click()
        pages.append([picture_without_words(view)])
        view.reasons.writing.click()
        pages[-1].append(view.grab().toImage())
        write(view, "taidu")
        pages[-1].append(view.grab().toImage())
        view.words.go_on.click()
        pages[-1].append(picture_without_words(view))
    assert all(page == pages[0] for page in pages[1:])


@pytest.mark.parametrize(("width", "height", "mm"), SCREENS)
def test_that_the_last_look_is_of_one_form_for_every_choice_and_for_none(
    qtbot: QtBot, open_screen: OpenScreen, width: int, height: int, mm: float
) -> None:
    pictures, colours = [], set()
    for grade in (Grade.VERY_SATISFIED, Grade.VERY_DISSATISFIED, None):
        view = ask(qtbot, open_screen(width, height, mm))
        if grade is None:
            view.grade.none.click()
        else:
            view.grade.grades[grade].click()
            if grade is Grade.VERY_DISSATISFIED:
                view.reasons.writing.click()
                view.words.keyboard.wrote.emit("等了很久没有人理" * 25)
                view.words.go_on.click()
            past_reasons(view)
            view.mode.unnamed.click()
        pictures.append(picture_without_words(view))
        colours.add(
            (view.confirm.words.styleSheet(), view.confirm.words.palette().windowText().color().name())
        )
    assert pictures[0] == pictures[1] == pictures[2]
    assert len(colours) == 1


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("grade", list(Grade))
def test_that_a_choice_goes_out_once_and_then_nothing_can_be_pressed(
    view: RatingView, grade: Grade, mode: Mode
) -> None:
    out: list[object] = []
    view.chosen.connect(lambda _, choice: out.append(choice))
    to_confirm(view, grade, mode)
    for _ in range(3):
        view.confirm.go_on.click()
    assert out == [Choice(grade, mode)]
    assert not view.open
    assert not view.stack.isEnabled()
    assert view.confirm.words.text() == "", "what was chosen stays on no hidden page"
    assert view.reasons.grid.rows == {}
    assert view.words.paper.words == ""


def test_that_not_rating_is_one_press_away_and_goes_the_same_way(view: RatingView) -> None:
    out: list[object] = []
    view.chosen.connect(lambda _, choice: out.append(choice))
    view.grade.none.click()
    assert view.flow.step is RatingStep.CONFIRM
    view.confirm.go_on.click()
    assert out == [None]


def test_that_named_unnamed_and_none_are_equal_and_unselected(view: RatingView) -> None:
    view.grade.grades[Grade.SATISFIED].click()
    past_reasons(view)
    choices = view.mode.choices
    assert len({(choice.height(), choice.y(), choice.styleSheet()) for choice in choices}) == 1
    assert max(c.width() for c in choices) - min(c.width() for c in choices) <= 1
    assert not any(choice.isCheckable() for choice in choices)
    assert all(choice.why for choice in choices)


def test_that_reasons_stay_chosen_from_leaf_to_leaf_and_can_be_taken_back(
    qtbot: QtBot, open_screen: OpenScreen
) -> None:
    view = ask(qtbot, open_screen(1024, 600, 154.0))
    view.grade.grades[Grade.DISSATISFIED].click()
    assert view.reasons.grid.leaves > 1
    seen: set[str] = set()
    while view.flow.step is RatingStep.REASONS:
        rows = {code for code, row in view.reasons.grid.rows.items() if row.isVisible()}
        assert rows
        assert not rows & seen, "no reason stands on two leaves"
        seen |= rows
        view.reasons.grid.rows[min(rows)].click()
        view.reasons.go_on.click()
    assert seen == set(reasons().of[Grade.DISSATISFIED])
    view.mode.go_back.click()
    chosen = {code for code, row in view.reasons.grid.rows.items() if row.isChecked()}
    assert chosen == view.flow.reasons
    assert len(chosen) == view.reasons.grid.leaves


def test_that_the_time_runs_out_without_a_choice_and_cannot_be_prolonged(
    qtbot: QtBot, screen: ApplicantScreen
) -> None:
    out: list[object] = []
    view = ask(qtbot, screen, seconds=179)
    view.chosen.connect(lambda _, choice: out.append(choice))
    to_confirm(view)
    assert 0 < moment(view, "end").interval() <= 179_000
    with qtbot.waitSignal(view.over, timeout=5_000):
        moment(view, "end").start(0)  # the moment has come
    view.confirm.go_on.click()
    assert out == []
    assert not view.open


def test_that_the_last_minute_is_said_quietly_on_every_page(qtbot: QtBot, screen: ApplicantScreen) -> None:
    view = ask(qtbot, screen, seconds=179)
    late = "还剩不到1分钟"
    assert not any(late in words for words in seen_words(view))
    assert 0 < moment(view, "soon").interval() <= 119_000
    moment(view, "soon").start(0)  # the moment has come
    qtbot.waitUntil(lambda: any(late in words for words in seen_words(view)))
    for go in WAYS:
        go(view)
        assert any(late in words for words in seen_words(view)), view.flow.step


@pytest.mark.parametrize("steps", range(1, len(WAYS) + 1))
def test_that_who_sits_down_next_sees_nothing_of_a_rating_left_alone(
    qtbot: QtBot, view: RatingView, steps: int
) -> None:
    """Whoever chose walked off; the three minutes of the invitation are not over."""
    same = view.invitation
    for go in WAYS[:steps]:
        go(view)
    if view.flow.step is RatingStep.WORDS:
        write(view, "dx")
    assert view.flow.grade is Grade.SATISFIED
    assert moment(view, "alone").interval() == ALONE_MS
    moment(view, "alone").start(0)  # so long nobody touched the screen
    qtbot.waitUntil(lambda: view.flow.step is RatingStep.GRADE)
    assert view.flow == RatingFlow()
    assert view.invitation is same
    assert view.open
    assert any("请从头选" in words for words in seen_words(view))
    assert view.words.paper.words == ""
    view.grade.grades[Grade.BASICALLY_SATISFIED].click()
    assert view.flow.reasons == frozenset()


def test_that_a_touch_that_chooses_nothing_shows_that_somebody_is_there(view: RatingView) -> None:
    with touch_screen() as device:
        view.grade.grades[Grade.SATISFIED].click()
        moment(view, "alone").setInterval(50_000)
        tap(device, view.reasons.title)
    assert moment(view, "alone").interval() == ALONE_MS


def test_that_an_invitation_shown_again_keeps_what_was_pressed(
    view: RatingView, screen: ApplicantScreen
) -> None:
    to_confirm(view)
    same = view.invitation
    assert same is not None
    screen.show_rating(same, reasons())
    assert view.flow.step is RatingStep.CONFIRM
    screen.hide()
    screen.show()
    assert view.flow.step is RatingStep.CONFIRM, "a pulled plug loses nothing"


def test_that_after_a_choice_that_could_not_be_kept_the_applicant_chooses_anew(
    view: RatingView, screen: ApplicantScreen
) -> None:
    to_confirm(view)
    same = view.invitation
    assert same is not None
    view.confirm.go_on.click()
    screen.show_rating(same, reasons())
    assert (view.open, view.flow.grade, view.flow.step) == (True, None, RatingStep.GRADE)


def test_that_what_is_read_aloud_is_the_same_whatever_was_chosen(
    qtbot: QtBot, open_screen: OpenScreen
) -> None:
    heard = []
    for grade, mode in ((Grade.VERY_SATISFIED, Mode.NAMED), (Grade.VERY_DISSATISFIED, Mode.ANONYMOUS)):
        view = ask(qtbot, open_screen())
        first = view.spoken()
        view.grade.grades[grade].click()
        second = view.spoken()
        view.reasons.grid.rows[min(view.reasons.grid.rows)].click()
        view.reasons.writing.click()
        write(view, "taidu")
        view.words.keyboard.choices[0].click()
        words = view.spoken()
        view.words.go_on.click()
        third = view.spoken()
        (view.mode.named if mode is Mode.NAMED else view.mode.unnamed).click()
        heard.append((first, second, words, third, view.spoken()))
    assert heard[0] == heard[1]
    assert [words for words in heard[0][0] if words in set(Grade)] == list(Grade)


def test_that_nothing_there_can_take_the_keyboard(view: RatingView) -> None:
    takers = [w for w in view.findChildren(QWidget) if w.focusPolicy() is not w.focusPolicy().NoFocus]
    assert takers == []


def test_that_sentences_are_short_and_of_common_characters(view: RatingView) -> None:
    said: set[str] = set()
    for go in (*WAYS, lambda _: None):
        own = [
            words for words in seen_words(view) if words not in set(reasons().words_of(tuple(view.offered())))
        ]
        said |= {
            part for words in (*own, *view.spoken()) for part in words.replace("\n", "　　").split("　　")
        }
        said |= {button.why for button in view.mode.choices}
        go(view)
    said -= {""}
    assert [words for words in said if len(words) > 20] == []
    assert {c for words in said for c in words if "一" <= c <= "鿿" and not common(c)} == set()


def common(character: str) -> bool:
    """One of the 3,755 of GB 2312's first level, which are the common ones."""
    return 0xB0 <= character.encode("gb2312", "replace")[0] <= 0xD7


def test_that_a_finger_goes_the_whole_way(qtbot: QtBot, view: RatingView, screen: ApplicantScreen) -> None:
    view.count_only_touch(True)
    with touch_screen() as device:
        tap(device, view.grade.grades[Grade.BASICALLY_SATISFIED])
        assert view.flow.step is RatingStep.REASONS
        tap(device, view.reasons.grid.rows["308"])
        tap(device, view.reasons.go_on)
        assert view.flow.step is RatingStep.MODE
        tap(device, view.mode.named)
        assert view.flow.step is RatingStep.CONFIRM
        with qtbot.waitSignal(view.chosen) as done:
            tap(device, view.confirm.go_on)
    assert done.args is not None
    assert done.args[1] == Choice(Grade.BASICALLY_SATISFIED, Mode.NAMED, ("308",))
    assert screen.current == "thanks"


def test_that_a_double_tap_presses_nothing_of_the_page_that_comes_up(view: RatingView) -> None:
    with touch_screen() as device:
        draw(device, view.grade.none, [(0.75, 0.5)])
        hurry()
        draw(device, view.grade.none, [(0.75, 0.5)])
    assert view.flow.step is RatingStep.CONFIRM
    assert view.open, "where the finger was stands 就这样"


def test_that_quick_taps_on_two_reasons_choose_both_and_a_double_tap_chooses_once(view: RatingView) -> None:
    view.grade.grades[Grade.SATISFIED].click()
    rows = view.reasons.grid.rows
    with touch_screen() as device:
        tap(device, rows["407"])
        hurry()
        tap(device, rows["411"])
        assert view.flow.reasons == {"407", "411"}
        tap(device, rows["408"])
        tap(device, rows["408"])
        assert view.flow.reasons == {"407", "411", "408"}
        tap(device, rows["408"])
        assert view.flow.reasons == {"407", "411", "408"}, "nor does a third tap take it back"
        tap(device, view.reasons.go_on)
    assert view.flow.step is not RatingStep.REASONS, "a quick tap elsewhere is meant"


def test_that_the_second_tap_on_a_grade_chooses_no_reason(view: RatingView) -> None:
    with touch_screen() as device:
        tap(device, view.grade.grades[Grade.SATISFIED])
        hurry()
        tap(device, view.grade.grades[Grade.SATISFIED])
    assert view.flow == RatingFlow(RatingStep.REASONS, Grade.SATISFIED)


@pytest.mark.parametrize("seed", range(3))
def test_that_a_child_that_taps_about_makes_one_choice_at_most_and_leaves_nothing_behind(
    view: RatingView, screen: ApplicantScreen, seed: int
) -> None:
    chance, out = random.Random(seed), list[object]()
    view.chosen.connect(lambda _, choice: out.append(choice))
    with touch_screen() as device:
        for _ in range(40):
            draw(device, screen, [(chance.random(), chance.random())])
            if buttons := seen_buttons(view):
                tap(device, chance.choice(buttons))
    assert len(out) <= 1
    assert (screen.current == "thanks") == bool(out)
    if out:
        assert (view.flow, view.words.paper.words, view.confirm.words.text()) == (
            RatingFlow(RatingStep.OVER),
            "",
            "",
        )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_every_button_is_painted_alike(view: RatingView, screen: ApplicantScreen, theme: str) -> None:
    screen.look.set_theme(theme)
    edges = {
        button.grab().toImage().pixelColor(button.width() // 2, 1).name() for button in seen_buttons(view)
    }
    assert len(edges) == 1
    assert all(isinstance(button, BigButton) for button in seen_buttons(view))


def test_that_who_comes_with_a_slip_reads_that_no_name_may_not_be_enough(view: RatingView) -> None:
    assert view.mode.unnamed.why == "不记您是谁，也不能回访您"
    view.leave()
    view.show_invitation(replace(invitation(60), channel=Channel.PROXY), reasons())
    assert "别人可能猜到您" in view.mode.unnamed.why
    assert "别人可能猜到您" in view.mode.unnamed.accessibleDescription()
