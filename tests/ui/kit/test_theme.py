"""The theme: every role readable in every look, and looks and sizes switched while the window is open."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise, product

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QCompleter, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from counter.services.context.preferences import LETTERS, THEMES
from counter.ui.facades.window import Preferences
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.question_box import QuestionBox
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowItems
from tests.settings import RESOURCES
from tests.ui.hands import Hands, Key

TOKENS = tomllib.loads((RESOURCES / "theme" / "tokens.toml").read_text(encoding="utf-8"))
LETTERS_OF = {int(percent): sizes for percent, sizes in TOKENS["letters"].items()}
LEAST = {"light": 4.5, "dark": 4.5, "contrast": 7.0}
"""WCAG 2.2: 1.4.3 (AA), and 1.4.6 (AAA) in high contrast."""
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
EDGES = ("edge", "line", "focus_ring", "act", *STATES)
"""What frames are made of in high contrast."""


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def poor_pairs(theme: str, pairs: Iterable[tuple[str, str]], least: float) -> dict[tuple[str, str], float]:
    colours = TOKENS[theme]
    found = {(one, other): round(contrast(colours[one], colours[other]), 2) for one, other in pairs}
    return {pair: value for pair, value in found.items() if value < least}


@pytest.mark.parametrize("theme", LEAST)
def test_that_words_are_readable_on_every_ground_they_stand_on(theme: str) -> None:
    assert poor_pairs(theme, PAIRS, LEAST[theme]) == {}


def test_that_every_frame_and_the_ring_are_seen_in_high_contrast_on_every_ground() -> None:
    """WCAG 2.2, 1.4.11: three to one; and the ring is another colour than any frame it replaces."""
    grounds = (*GROUNDS, *(f"{state}_soft" for state in STATES))
    assert poor_pairs("contrast", product(EDGES, grounds), 3) == {}
    assert poor_pairs("contrast", [("rail_mark", "rail"), ("rail_mark", "rail_current")], 3) == {}
    assert poor_pairs("contrast", [("focus_ring", "edge"), ("focus_ring", "rail")], 3) == {}


@pytest.mark.parametrize("theme", LEAST)
def test_that_the_ring_of_the_focus_stands_out_from_the_button_it_is_on(theme: str) -> None:
    """WCAG 2.2, 1.4.11: three to one; the frame of the second press is another colour again."""
    colours = TOKENS[theme]
    assert contrast(colours["focus_ring"], colours["act_press"]) >= 3
    assert contrast(colours["focus_ring"], colours["ink"]) >= 3


def test_that_all_looks_play_the_same_roles() -> None:
    assert tuple(LEAST) == THEMES
    assert TOKENS["light"].keys() == TOKENS["dark"].keys() == TOKENS["contrast"].keys()


def test_that_every_size_of_letters_measures_the_same_things_each_larger_than_the_one_before() -> None:
    assert tuple(LETTERS_OF) == LETTERS
    assert [sizes["text"] for sizes in LETTERS_OF.values()] == [13, 14, 16, 18, 21]
    for smaller, larger in pairwise(LETTERS_OF.values()):
        assert smaller.keys() == larger.keys()
        assert all(larger[name] > size for name, size in smaller.items() if name != "tiny")
        assert larger["tiny"] >= smaller["tiny"]


@pytest.mark.parametrize("letters", LETTERS)
def test_that_letters_are_as_large_as_their_percentage_says(letters: int) -> None:
    for name in ("text", "small", "title"):
        assert abs(LETTERS_OF[letters][name] - LETTERS_OF[100][name] * letters / 100) <= 0.6, name


@pytest.mark.parametrize("letters", LETTERS)
@pytest.mark.parametrize("theme", THEMES)
def test_that_the_style_sheet_leaves_no_role_unanswered(theme: str, letters: int) -> None:
    sheet = Look(RESOURCES, Preferences(theme=theme, letters=letters)).style_sheet()
    assert "@" not in sheet.split("*/", 1)[1]
    assert not re.search(r":\s*-", sheet), "a size less than nothing"
    assert ("1px dashed" in sheet) is (theme == "contrast")


@pytest.mark.parametrize("name", ["guideOutline", "problemList", "changeBundles"])
def test_that_the_frame_of_a_chosen_row_takes_no_line_from_its_words(
    name: str, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    look = Look(RESOURCES, Preferences(theme="contrast"))
    look.load_fonts()
    look.apply(look.preferences)
    request.addfinalizer(lambda: look.apply(Preferences()))
    rows = WholeRowItems()
    rows.setObjectName(name)
    rows.setWordWrap(True)
    rows.setFont(look.font())
    rows.addItems(["口" * 30] * 2)
    qtbot.addWidget(rows)
    rows.resize(220, 400)
    rows.show()
    rows.setCurrentRow(1)

    def lines(row: int) -> int:
        shown = rows.viewport().grab(rows.visualItemRect(rows.item(row)).adjusted(2, 3, -2, -3)).toImage()
        dark = [
            any(QColor(shown.pixel(x, y)).lightness() < 100 for x in range(shown.width()))
            for y in range(shown.height())
        ]
        return sum(now and not before for before, now in pairwise([False, *dark]))

    assert lines(1) == lines(0) >= 2


@pytest.mark.parametrize("role", ["link", "quiet"])
def test_that_the_ring_around_words_without_a_frame_lies_on_none_of_them(
    role: str, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    look = Look(RESOURCES, Preferences(theme="contrast"))
    look.apply(look.preferences)
    request.addfinalizer(lambda: look.apply(Preferences()))
    window = QWidget()
    button = ActButton("some", "选文件夹…", "Alt+O", role=role, parent=window)
    qtbot.addWidget(window)
    window.resize(400, 100)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button.setFocus()
    button.resize(button.sizeHint())
    shown, ring = button.grab().toImage(), look.colour("focus_ring")
    rows = range(6, button.height() - 6)
    wide = max(sum(shown.pixelColor(x, y) == ring for x in range(6)) for y in rows)  # where no letter is
    words = button.findChild(QLabel)
    assert 2 <= wide <= words.mapTo(button, QPoint()).x()


def test_that_f11_turns_the_open_window_dark_then_to_high_contrast_and_remembers_it(hands: Hands) -> None:
    for theme in ("dark", "contrast", "light"):
        hands.key(Key.Key_F11)
        ground = hands.window.palette().color(hands.window.backgroundRole()).name().upper()
        assert ground == TOKENS[theme]["ground"]
        assert hands.facade.preferences.theme == theme


def test_that_f12_goes_to_large_letters_and_from_any_size_back_to_the_usual_one(hands: Hands) -> None:
    hands.key(Key.Key_F12)
    assert hands.focus().fontInfo().pixelSize() == LETTERS_OF[115]["text"]
    assert hands.facade.preferences.letters == 115
    hands.key(Key.Key_Plus, hands.CONTROL)
    hands.key(Key.Key_F12)
    assert hands.facade.preferences.letters == 100


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
