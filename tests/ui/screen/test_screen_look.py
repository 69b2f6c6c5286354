"""Colours of the applicant's screen: readable, strong in the large mode, and kept out of the clerk's window."""

from __future__ import annotations

import tomllib
from itertools import product

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from counter.ui.facades.window import Preferences
from counter.ui.kit.theme import Look
from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.buttons import BigButton
from tests.settings import RESOURCES
from tests.ui.kit.test_theme import contrast
from tests.ui.screen.mirrors import CARD, MIRROR

TOKENS = tomllib.loads((RESOURCES / "theme" / "tokens.toml").read_text(encoding="utf-8"))["applicant"]
WORDS = (*product(("ink", "second"), ("ground", "surface", "press")), ("demo", "ground"))
SIGNS = tuple(product(("here", "missing", "later"), ("ground", "on_mark")))


@pytest.mark.parametrize(
    ("mode", "least"), [("light", 4.5), ("dark", 4.5), ("light_large", 7.0), ("dark_large", 7.0)]
)
def test_that_all_words_are_readable_and_strong_in_the_large_mode(mode: str, least: float) -> None:
    colours = TOKENS[mode]
    poor = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in WORDS
        if contrast(colours[pair[0]], colours[pair[1]]) < least
    }
    assert poor == {}


@pytest.mark.parametrize("mode", list(TOKENS))
def test_that_signs_and_edges_are_seen(mode: str) -> None:
    """WCAG 2.2, 1.4.11: 3:1 for what is not text."""
    colours = TOKENS[mode]
    pairs = (*SIGNS, ("edge", "ground"), ("edge", "surface"))
    assert [p for p in pairs if contrast(colours[p[0]], colours[p[1]]) < 3] == []


def test_that_all_modes_play_the_same_roles() -> None:
    assert len({frozenset(colours) for colours in TOKENS.values()}) == 1


def test_that_the_style_leaves_no_role_unanswered() -> None:
    assert "@" not in ScreenLook(RESOURCES).style_sheet(ScreenScale(5.9))


def test_that_the_window_keeps_its_own_style(screen: ApplicantScreen, window_look: Look) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    before = application.styleSheet()
    screen.show_mirror(MIRROR)
    screen.set_large(True)
    assert application.styleSheet() == before == window_look.style_sheet()


def test_that_the_screen_follows_the_windows_theme(screen: ApplicantScreen, window_look: Look) -> None:
    screen.show_waiting(CARD)
    window_look.apply(Preferences(theme="dark"))
    assert screen.look.theme == "dark"
    corner = QColor(screen.grab().toImage().pixel(2, screen.height() - 2)).name().upper()
    assert corner == TOKENS["dark"]["ground"]


def test_that_pressing_looks_the_same_on_every_button(screen: ApplicantScreen) -> None:
    grounds = set()
    for words in ("对", "有不对的地方", "非常满意", "非常不满意"):
        button = BigButton(words, screen.look, screen.reach)
        button.resize(300, screen.reach.target)
        button.setDown(True)
        image = button.grab().toImage()
        grounds.add((QColor(image.pixel(20, 20)).name(), QColor(image.pixel(150, 1)).name()))
        button.deleteLater()
    assert len(grounds) == 1
