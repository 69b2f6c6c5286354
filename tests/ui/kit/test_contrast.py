"""High contrast: frames where other looks have soft grounds, and one thick ring around whatever has the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.facades.window import Preferences
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.field import Field
from counter.ui.kit.row_painting import paint_badge, paint_current, paint_current_cell
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowItems
from tests.leftovers import settle
from tests.settings import RESOURCES
from tests.ui.hands import Hands

Paint = Callable[[QPainter, Look], None]
ROW = QRect(0, 0, 120, 30)
RING, BARE_RING = 3, 2
"""Pixels of the ring, and around words without a frame, which stand so near the edge (WCAG 2.4.13 asks for two)."""


@pytest.fixture
def look(qtbot: QtBot) -> Iterator[Look]:
    """High contrast in force; light again afterwards."""
    made = Look(RESOURCES, Preferences(theme="contrast"))
    made.load_fonts()
    made.apply(Preferences(theme="contrast"))
    yield made
    made.apply(Preferences())


def painted(look: Look, paint: Paint) -> QImage:
    picture = QImage(ROW.size(), QImage.Format.Format_RGB32)
    picture.fill(look.colour("surface"))
    painter = QPainter(picture)
    paint(painter, look)
    painter.end()
    return picture


PAINTED: dict[str, tuple[str, Paint]] = {
    "current row": ("act", lambda painter, look: paint_current(painter, look, ROW)),
    "rounded current row": ("act", lambda painter, look: paint_current(painter, look, ROW, rounded=6)),
    "current cell": ("act", lambda painter, look: paint_current_cell(painter, look, ROW)),
    **{
        f"{tone} badge": (
            tone,
            lambda painter, look, tone=tone: paint_badge(painter, look, QRectF(ROW), "已收", tone),  # type: ignore[misc]
        )
        for tone in ("act", "received", "gap", "correct", "shared")
    },
}


@pytest.mark.parametrize("name", PAINTED)
def test_that_a_soft_ground_has_a_frame_of_its_tone_in_high_contrast_only(look: Look, name: str) -> None:
    tone, paint = PAINTED[name]
    seen = {}
    for theme in ("contrast", "light"):
        look.preferences = Preferences(theme=theme)
        picture, colour = painted(look, paint), look.colour(tone).name()
        seen[theme] = [picture.pixelColor(x, y).name() == colour for x, y in ((60, 0), (60, 29))]
    assert seen == {"contrast": [True, True], "light": [False, False]}


def test_that_a_state_of_the_checklist_is_told_by_a_frame_beside_its_ground(hands: Hands) -> None:
    """缺 has a soft ground in every look: what is set there and what is not must differ by more than that."""
    hands.ready_to_decide()
    hands.see(QWidget, "checklist").setFocus()
    hands.keys("2")
    look = hands.window.look
    look.apply(Preferences(theme="contrast"))
    hands.settle()
    picture = hands.see(ChecklistView, "checklist").viewport().grab().toImage()
    gap = look.colour("gap").rgb()
    longest = 0
    for y in range(picture.height()):
        run = 0
        for x in range(picture.width() - 200, picture.width()):
            run = run + 1 if picture.pixel(x, y) == gap else 0
            longest = max(longest, run)
    assert longest > 20, "a line of that colour, longer than any stroke of a letter"


@pytest.mark.parametrize("name", ["guideOutline", "problemList", "changeBundles", "helpList", "noticeList"])
def test_that_the_current_row_of_a_plain_list_has_a_frame(look: Look, name: str, qtbot: QtBot) -> None:
    """Without focus too: the search field of 指南 keeps it while one walks the list of what was found."""
    listed = WholeRowItems()
    listed.setObjectName(name)
    listed.addItems(["一", "二"])
    listed.setCurrentRow(1)
    qtbot.addWidget(listed)
    listed.resize(200, 120)
    listed.show()
    qtbot.waitExposed(listed)
    row = listed.visualRect(listed.model().index(1, 0))
    picture = listed.viewport().grab(row).toImage()
    middle = row.width() // 2
    edges = {picture.pixelColor(middle, y).name() for y in (0, 1, row.height() - 2, row.height() - 1)}
    assert look.colour("act").name() in edges


def kinds(look: Look) -> list[QWidget]:
    """Every kind of control that takes the focus."""
    area = QListWidget()
    area.addItems(["一", "二"])
    chip, checked = Chip(look, "a", "选项", 1), Chip(look, "b", "选了的", 2)
    checked.setChecked(True)
    refused = Field("refused", "不对")
    refused.show_problem("不对")
    box = QComboBox()
    box.addItem("全部")
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    buttons = [
        ActButton("b1", "确认", "F9", role=role, enter=True) for role in ("primary", "plain", "link", "quiet")
    ]
    return [QPushButton("好"), *buttons, chip, checked, Field("f", "姓名"), box, QPlainTextEdit(), area]


def test_that_the_focus_has_a_thick_ring_that_moves_nothing(look: Look, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    parts = kinds(look)
    for part in parts:
        column.addWidget(part)
    window.resize(420, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for part in parts:
        name = f"{type(part).__name__} {part.objectName()} {part.property('role')}"
        other = parts[0] if part is not parts[0] else parts[1]
        other.setFocus()
        settle()
        before = (part.sizeHint(), part.geometry())
        part.setFocus()
        settle()
        assert QApplication.focusWidget() is part, name
        assert (part.sizeHint(), part.geometry()) == before, name
        picture, ring = part.grab().toImage(), look.colour("focus_ring").name()
        middle, high = part.width() // 2, part.height()
        thick = BARE_RING if part.property("role") in ("link", "quiet") else RING
        edge = [picture.pixelColor(middle, y).name() for y in (*range(thick), *range(high - thick, high))]
        assert edge == [ring] * 2 * thick, name


def test_that_a_disabled_control_and_one_that_is_set_differ_by_form(look: Look, qtbot: QtBot) -> None:
    """Dashes and fills, which are seen without any colour."""
    sheet = look.style_sheet()
    assert "QPushButton:disabled { border: 1px dashed" in sheet
    chip, other = Chip(look, "a", "选项", 1), Chip(look, "b", "选项", 2)
    chip.setChecked(True)
    lightness = []
    for one in (chip, other):
        qtbot.addWidget(one)
        one.show()
        lightness.append(one.grab().toImage().pixelColor(6, one.height() - 6).lightness())
    assert abs(lightness[0] - lightness[1]) > 128


def test_that_only_a_link_that_can_be_followed_is_underlined_and_never_its_key(
    look: Look, qtbot: QtBot
) -> None:
    page = QWidget()
    page.setStyleSheet(look.style_sheet())
    button = ActButton("go", "打开看", "Ctrl+O", role="link", parent=page)
    qtbot.addWidget(page)
    page.show()
    words, key = button.findChildren(QLabel)

    def underlined() -> list[bool]:
        return [part.font().underline() for part in (words, key)]

    assert underlined() == [True, False]
    button.setEnabled(False)
    assert underlined() == [False, False]
    button.setEnabled(True)
    assert underlined() == [True, False]
