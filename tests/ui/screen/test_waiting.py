"""Waiting and thanks: who serves here, what one can do, and the same words whatever was chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.domain.screen.mirror import WindowCard
from counter.ui.screen.applicant_screen import ApplicantScreen
from tests.leftovers import settle
from tests.ui.screen.mirrors import CARD, MIRROR


def words(screen: ApplicantScreen) -> list[str]:
    """Every word that can be seen."""
    settle()
    return [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]


def test_that_a_fresh_screen_waits(screen: ApplicantScreen) -> None:
    assert screen.current == "waiting"


def test_that_waiting_tells_who_serves_here(screen: ApplicantScreen) -> None:
    screen.show_waiting(CARD)
    shown = words(screen)
    for said in (
        CARD.hall,
        CARD.window,
        CARD.clerk,
        CARD.clerk_code,
        CARD.duty,
        CARD.contact,
        CARD.complaint,
    ):
        assert said in shown


def test_that_a_windows_number_never_stands_alone(screen: ApplicantScreen) -> None:
    screen.show_waiting(replace(CARD, window="03"))
    assert "03号窗口" in words(screen)
    screen.show_mirror(MIRROR)
    screen.show_card(replace(CARD, window="03"))
    assert any("03号窗口" in said for said in words(screen))
    screen.show_waiting(replace(CARD, window="3号窗口"))
    assert "3号窗口" in words(screen)


def test_that_the_window_is_what_stands_largest_while_nobody_is_served(screen: ApplicantScreen) -> None:
    screen.show_waiting(CARD)
    settle()
    sizes = {label.text(): label.fontInfo().pixelSize() for label in screen.findChildren(QLabel)}
    assert sizes[CARD.window] == max(sizes.values())
    assert sizes[CARD.window] > sizes[CARD.hall] > sizes[CARD.clerk]


def test_that_what_is_not_given_is_not_shown(screen: ApplicantScreen) -> None:
    screen.show_waiting(replace(CARD, contact="", complaint=""))
    assert "咨询电话" not in words(screen)
    screen.show_waiting(WindowCard("大厅", "01 窗口"))
    assert "为您服务的人" not in words(screen)


def test_that_another_clerk_replaces_the_card(screen: ApplicantScreen) -> None:
    screen.show_waiting(CARD)
    screen.show_waiting(replace(CARD, clerk="乌云", clerk_code="1207"))
    assert "乌云" in words(screen)
    assert CARD.clerk not in words(screen)


@pytest.mark.parametrize("demo", [True, False])
def test_that_a_demo_hall_says_so_in_every_state(screen: ApplicantScreen, demo: bool) -> None:
    card = replace(CARD, demo=demo)
    for show in (lambda: screen.show_waiting(card), lambda: screen.show_mirror(MIRROR), screen.show_thanks):
        show()
        assert ("演示" in words(screen)) is demo


def test_that_the_head_names_the_clerk_beside_the_mirror_and_not_at_the_end(screen: ApplicantScreen) -> None:
    screen.show_waiting(CARD)
    screen.show_mirror(MIRROR)
    assert screen.head.words() == "乌兰浩特市政务服务中心 · 03 窗口 · 阿木古郎"
    screen.show_thanks()
    assert screen.head.words() == "乌兰浩特市政务服务中心 · 03 窗口"


@pytest.mark.parametrize("end", ["show_saving", "show_thanks", "show_too_late"])
def test_that_every_end_says_the_same_whatever_was_chosen(screen: ApplicantScreen, end: str) -> None:
    said = []
    for choice in (None, "非常满意", "非常不满意"):
        screen.show_waiting(CARD)
        screen.view("rating").chosen.emit("invitation", choice)
        getattr(screen, end)()
        assert screen.current == "thanks"
        said.append((words(screen), screen.grab().toImage()))
    assert said[0] == said[1] == said[2]


def test_that_the_page_is_put_away_at_once_and_nobody_is_thanked_before_it_is_kept(
    screen: ApplicantScreen, qtbot: QtBot
) -> None:
    seen: list[tuple[str, bool]] = []
    screen.chosen.connect(lambda *_: seen.append((screen.current, "谢谢您来办事" in words(screen))))
    screen.view("rating").chosen.emit("invitation", None)
    assert seen == [("thanks", False)]
    screen.show_thanks()
    assert "谢谢您来办事" in words(screen)


def test_that_reading_aloud_says_what_is_seen(screen: ApplicantScreen, qtbot: QtBot) -> None:
    screen.show_waiting(CARD)
    with qtbot.waitSignal(screen.read_aloud) as asked:
        screen.head.read_button.click()
    assert asked.args is not None
    sentences = asked.args[0]
    assert "工作人员阿木古郎" in sentences
    assert "办完后评价，也可以不评" in sentences


def test_that_no_voice_is_offered_where_there_is_none(screen: ApplicantScreen) -> None:
    screen.head.set_voice(False)
    assert not screen.head.read_button.isVisible()
