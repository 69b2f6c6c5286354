"""A pledge on the screen: read to its end, agreeing and refusing of equal weight, handed on once."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter.domain.screen.mirror import Drawing, PledgeText
from counter.services.case import keep_signature
from counter.services.case.keep_signature import check_drawing
from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.pledge.pledge_view import PledgePart, PledgeView
from counter.ui.screen.touch.strokes import MOST_POINTS, MOST_STROKES
from tests.ui.moments import moment
from tests.ui.screen.touching import draw, pledge, seen_words, touch_screen

OpenScreen = Callable[..., ApplicantScreen]


def show(qtbot: QtBot, screen: ApplicantScreen, text: PledgeText) -> PledgeView:
    """A pledge on that screen, laid out."""
    screen.show_pledge(text)
    view = screen.view("pledge")
    assert isinstance(view, PledgeView)
    qtbot.waitUntil(lambda: view.leaves.isVisible() and not moment(view, "settled").isActive())
    return view


def read(view: PledgeView) -> None:
    """Turn to the last leaf."""
    while not view.agree.isEnabled():
        view.go_on.click()


def sign(view: PledgeView) -> None:
    """Read, agree and draw."""
    read(view)
    view.agree.click()
    with touch_screen() as device:
        draw(device, view.field, [(0.1, 0.2), (0.5, 0.8)])


@pytest.fixture
def view(qtbot: QtBot, open_screen: OpenScreen) -> PledgeView:
    """A pledge of several leaves on a 7 inch screen."""
    return show(qtbot, open_screen(1024, 600, 154.0), pledge())


def test_that_nothing_can_be_answered_before_the_last_leaf_was_seen(view: PledgeView) -> None:
    assert view.leaves.leaves > 1
    for leaf in range(view.leaves.leaves - 1):
        assert view.leaves.leaf == leaf
        assert not view.agree.isEnabled()
        assert not view.not_agree.isEnabled()
        view.agree.click()
        assert view.part is PledgePart.READ
        view.go_on.click()
    assert view.agree.isEnabled()
    assert view.not_agree.isEnabled()
    view.go_back.click()
    assert view.agree.isEnabled(), "what was read stays read"


def test_that_agreeing_and_refusing_are_equal(qtbot: QtBot, view: PledgeView) -> None:
    read(view)
    qtbot.waitUntil(view.agree.isVisible)
    yes, no = view.agree, view.not_agree
    assert abs(yes.width() - no.width()) <= 1
    assert (yes.height(), yes.y(), yes.font(), yes.styleSheet()) == (
        no.height(),
        no.y(),
        no.font(),
        no.styleSheet(),
    )


def test_that_every_word_of_the_pledge_stands_on_some_leaf(view: PledgeView) -> None:
    text = pledge()
    shown = "".join("".join(view.leaves.words()).split())
    for words in (text.organ, *text.before, *text.after, *(cell for row in text.table for cell in row)):
        assert "".join(words.split()) in shown, words
    by_leaf = [line for leaf in range(view.leaves.leaves) for line in view.leaves.words(leaf)]
    assert by_leaf == view.leaves.words()


def test_that_a_signature_is_handed_on_once(view: PledgeView) -> None:
    out: list[tuple[str, Drawing]] = []
    view.agreed.connect(lambda paper, drawing: out.append((paper, drawing)))
    sign(view)
    for _ in range(2):
        view.done.click()
    assert [paper for paper, _ in out] == ["p1"]
    assert len(out[0][1].strokes) == 1
    assert not view.guard.watching


def test_that_an_empty_field_is_no_signature(view: PledgeView) -> None:
    out: list[object] = []
    view.agreed.connect(lambda *args: out.append(args))
    read(view)
    view.agree.click()
    view.done.click()
    assert out == []
    assert "还没有写名字" in seen_words(view)


def test_that_refusing_is_explained_asked_once_more_and_said_once(view: PledgeView) -> None:
    out: list[str] = []
    view.declined.connect(out.append)
    read(view)
    view.not_agree.click()
    assert "不签也可以，补齐材料后再受理" in seen_words(view)
    assert out == []
    view.back_from_refuse.click()
    view.not_agree.click()
    for _ in range(2):
        view.do_refuse.click()
    assert out == ["p1"]
    assert seen_words(view) == ["已告诉窗口，您不签"], "and no button that does nothing any more"


def test_that_a_half_drawn_signature_is_there_again_after_a_pulled_plug(
    qtbot: QtBot, view: PledgeView
) -> None:
    sign(view)
    drawn = view.field.drawing()
    screen = view.window()
    screen.hide()
    screen.resize(1920, 1080)
    screen.show()
    qtbot.waitExposed(screen)
    assert (view.part, view.field.drawing()) == (PledgePart.SIGN, drawn)


def test_that_the_same_pledge_again_keeps_reading_and_drawing_and_another_keeps_nothing(
    qtbot: QtBot, view: PledgeView
) -> None:
    sign(view)
    view.show_pledge(pledge())
    assert view.part is PledgePart.SIGN
    assert not view.field.empty
    view.show_pledge(replace(pledge(), paper="p2"))
    assert (view.part, view.field.empty, view.agree.isEnabled()) == (PledgePart.READ, True, False)


def test_that_a_signature_that_could_not_be_kept_can_be_given_again(view: PledgeView) -> None:
    sign(view)
    view.done.click()
    view.show_pledge(pledge())
    out: list[object] = []
    view.agreed.connect(lambda *args: out.append(args))
    view.done.click()
    assert len(out) == 1


@pytest.mark.parametrize("paragraphs", range(4, 12))
def test_that_no_leaf_has_only_a_line_or_two_left_over(view: PledgeView, paragraphs: int) -> None:
    view.show_pledge(pledge(f"p{paragraphs}", paragraphs=paragraphs))
    lines = [len(view.leaves.words(leaf)) for leaf in range(view.leaves.leaves)]
    assert len(lines) > 1
    assert 3 * min(lines) >= max(lines)


def test_that_what_announces_a_list_stands_on_the_leaf_where_the_list_begins(view: PledgeView) -> None:
    for rows, paragraphs in itertools.product(range(1, 7), range(1, 6)):
        view.show_pledge(pledge(f"p{rows}{paragraphs}", rows=rows, paragraphs=paragraphs))
        last = [view.leaves.words(leaf)[-1] for leaf in range(view.leaves.leaves)]
        assert not [words for words in last if words.endswith("：")], (rows, paragraphs)


def test_that_one_leaf_is_read_when_it_is_seen(qtbot: QtBot, open_screen: OpenScreen) -> None:
    view = show(qtbot, open_screen(1920, 1080, 344.0), pledge(rows=1, paragraphs=1))
    assert view.leaves.leaves == 1
    qtbot.waitUntil(view.agree.isEnabled)


def test_that_other_sizes_keep_the_place_and_lose_no_word(qtbot: QtBot, view: PledgeView) -> None:
    view.go_on.click()
    before = "".join(view.leaves.words())
    screen = view.window()
    assert isinstance(screen, ApplicantScreen)
    screen.set_large(True)
    qtbot.waitUntil(lambda: view.leaves.leaves > 2)
    assert "".join("".join(view.leaves.words()).split()) == "".join(before.split())
    assert view.leaves.leaf > 0


def test_that_no_key_answers_a_pledge(view: PledgeView) -> None:
    assert view.guard.watching
    takers = [w for w in view.findChildren(QWidget) if w.focusPolicy().value]
    assert takers == []


def test_that_own_sentences_are_short_and_say_that_paper_is_signed_too(view: PledgeView) -> None:
    read(view)
    view.agree.click()
    said = [*seen_words(view), *view.spoken()]
    assert "打印出来以后，还要在纸上签名" in said
    assert all(len(words) <= 20 for words in said)


def test_that_a_slip_of_the_finger_is_refused_where_it_can_be_written_again(view: PledgeView) -> None:
    out: list[object] = []
    view.agreed.connect(lambda *args: out.append(args))
    read(view)
    view.agree.click()
    with touch_screen() as device:
        draw(device, view.field, [(0.5, 0.5), (0.505, 0.51)])
    view.done.click()
    assert out == []
    assert view.part is PledgePart.SIGN
    assert any("还没有写名字" in words for words in seen_words(view))


def test_that_every_bounded_scribble_is_one_the_house_keeps(view: PledgeView) -> None:
    sign(view)
    drawing = view.field.drawing()
    assert drawing is not None
    check_drawing(drawing)
    assert (MOST_STROKES, MOST_POINTS) == (keep_signature.MOST_STROKES, keep_signature.MOST_POINTS)


def test_that_a_row_says_what_is_lacking_before_how_and_until_when(view: PledgeView) -> None:
    words = view.leaves.words()
    assert "1．材料1" in words
    assert any(line.startswith("补齐形式：复印件1份") for line in words)


def test_that_nobodys_number_is_read_aloud_and_paragraphs_are_read_whole(view: PledgeView) -> None:
    heard: list[str] = []
    for leaf in range(view.leaves.leaves):
        view.leaves.turn_to(leaf)
        heard += view.spoken()
    assert pledge().before[0] in heard
    assert pledge().after[1] in heard
    assert not any("*" in words or "巴图吉雅" in words for words in heard)
    assert any("巴图吉雅" in words for words in view.leaves.words()), "it is shown all the same"
