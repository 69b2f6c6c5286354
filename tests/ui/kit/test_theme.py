"""The theme: every role readable in light and dark, and both switched while the window is open."""

from __future__ import annotations

import tomllib
from collections import Counter
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QWidget

from counter.ui.kit.controls.question_box import QuestionBox
from tests.settings import RESOURCES
from tests.ui.hands import Hands, Key

TOKENS = tomllib.loads((RESOURCES / "theme" / "tokens.toml").read_text(encoding="utf-8"))
THEMES = ("light", "dark")
STATES = ("act", "received", "gap", "correct", "shared")
GROUNDS = ("ground", "surface", "act_soft")
PAIRS = (
    *product(("ink", "second", *STATES), GROUNDS),
    *((state, f"{state}_soft") for state in STATES),
    *(("on_fill", fill) for fill in (*STATES, "act_press")),
    *product(("on_rail", "on_rail_quiet"), ("rail", "rail_current")),
    *product(("ink", "second"), ("gap_soft", "correct_soft", "received_soft", "shared_soft")),
    ("gap", "correct_soft"),
    ("correct", "gap_soft"),
)
READABLE = 4.5
"""WCAG 2.2, 1.4.3 (AA)."""


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_that_words_are_readable_on_every_ground_they_stand_on(theme: str) -> None:
    colours = TOKENS[theme]
    poor = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text, ground in PAIRS
        if contrast(colours[text], colours[ground]) < READABLE
    }
    assert poor == {}


@pytest.mark.parametrize("theme", THEMES)
def test_that_the_ring_of_the_focus_stands_out_from_the_button_it_is_on(theme: str) -> None:
    """WCAG 2.2, 1.4.11: three to one; the frame of the second press is another colour again."""
    colours = TOKENS[theme]
    assert contrast(colours["focus_ring"], colours["act_press"]) >= 3
    assert contrast(colours["focus_ring"], colours["ink"]) >= 3


def test_that_light_and_dark_play_the_same_roles() -> None:
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


def test_that_both_sizes_measure_the_same_things_and_large_is_larger() -> None:
    normal, large = TOKENS["normal"], TOKENS["large"]
    assert normal.keys() == large.keys()
    assert (normal["text"], large["text"], large["title"]) == (14, 16, 18)
    assert all(large[name] >= size for name, size in normal.items())


def test_that_the_style_sheet_leaves_no_role_unanswered(hands: Hands) -> None:
    assert "@" not in hands.window.look.style_sheet().split("*/", 1)[1]


def test_that_f11_turns_the_open_window_dark_and_remembers_it(hands: Hands) -> None:
    hands.key(Key.Key_F11)
    ground = hands.window.palette().color(hands.window.backgroundRole()).name().upper()
    assert ground == TOKENS["dark"]["ground"]
    assert hands.facade.preferences.theme == "dark"


def test_that_f12_makes_the_open_window_large_and_remembers_it(hands: Hands) -> None:
    hands.key(Key.Key_F12)
    assert hands.focus().fontInfo().pixelSize() == TOKENS["large"]["text"]
    assert hands.facade.preferences.large


class Looks(QObject):
    """How often each widget was told that its style is another one."""

    def __init__(self) -> None:
        super().__init__()
        self.told: Counter[QWidget] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange and isinstance(watched, QWidget):
            self.told[watched] += 1
        return False


def test_that_f11_asks_each_widget_of_a_long_form_once(hands: Hands) -> None:
    """Asked once for each of its ancestors, as Qt does by itself, a long form took a second to turn dark."""
    hands.begin()
    hands.key(Key.Key_F7)
    looks, application = Looks(), QApplication.instance()
    assert isinstance(application, QApplication)
    there = {widget for widget in hands.window.findChildren(QWidget) if widget.isVisible()}
    application.installEventFilter(looks)
    hands.key(Key.Key_F11)
    application.removeEventFilter(looks)
    assert {looks.told[widget] for widget in there} == {1}


def test_that_no_answer_is_cut_off_after_the_size_changed(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.key(Key.Key_F12)
    assert hands.window.intake is not None
    boxes = hands.window.intake.left.situation.findChildren(QuestionBox)
    hands.qtbot.waitUntil(
        lambda: all(
            box.rect().contains(chip.geometry())
            and chip.width() >= chip.minimumSizeHint().width()
            and chip.height() >= chip.minimumSizeHint().height()
            for box in boxes
            if box.isVisible()
            for chip in box.chips
        )
    )


@pytest.mark.parametrize("dark", [False, True])
def test_that_what_a_field_offers_to_complete_can_be_read(hands: Hands, dark: bool) -> None:
    if dark:
        hands.key(Key.Key_F11)
    field = QLineEdit()
    hands.qtbot.addWidget(field)
    field.setCompleter(QCompleter(["资料", "文书"], field))
    popup = field.completer().popup()
    popup.ensurePolished()
    popup.resize(120, 80)
    picture = QImage(popup.size(), QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    popup.render(picture)
    look = hands.window.look
    assert picture.pixelColor(100, 70).name() == look.colour("surface").name()
