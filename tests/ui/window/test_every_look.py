"""What was seen when every page was looked at in every look: frames, rows and edges that only one look shows wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.reading.lines import Certainty, LineKind, ReadLine
from counter.services.context.preferences import Preferences
from counter.ui.facades.page_image import PageImage
from counter.ui.kit.controls.card import on_card
from counter.ui.kit.lists.lines_view import GuideLinesView
from counter.ui.kit.theme import CONTRAST, Look
from counter.ui.oversight.room_table import RoomRow, RoomTable
from counter.ui.papers.paper_preview import PaperPreview
from tests.settings import RESOURCES
from tests.ui.hands import Hands, Key

LOOKS = ("light", "dark", CONTRAST)


def turn_to(hands: Hands, theme: str) -> None:
    """F11 until the window is dressed so."""
    while hands.facade.preferences.theme != theme:
        hands.key(Key.Key_F11)
    hands.settle()


@pytest.mark.parametrize("theme", LOOKS)
def test_that_a_row_that_wraps_is_measured_as_wide_as_it_is_painted(hands: Hands, theme: str) -> None:
    hands.key(Key.Key_K, Hands.CONTROL)
    hands.window.resize(1024, 700)
    turn_to(hands, theme)
    hits = hands.see(QListView, "hits")
    assert hits.verticalScrollBar().isVisible()
    hands.keys("xcg")
    hands.key(Key.Key_Return)
    hands.settle()
    lines = hands.see(QListView, "guideLines")
    assert lines.verticalScrollBar().isVisible()
    for view in (hits, lines):
        model = view.model()
        assert model.rowCount() > 0
        wide = {view.sizeHintForIndex(model.index(row, 0)).width() for row in range(model.rowCount())}
        assert max(wide) <= view.viewport().width(), view.objectName()


@pytest.mark.parametrize("theme", LOOKS)
def test_that_what_was_found_ends_with_the_box_whether_it_scrolls_or_not(hands: Hands, theme: str) -> None:
    turn_to(hands, theme)
    box, hits = hands.see(QWidget, "findBox"), hands.see(QListView, "hits")
    hands.keys("xinshenger")
    assert not hits.verticalScrollBar().isVisible()
    edge = hits.viewport().mapTo(hands.window, QPoint(hits.sizeHintForIndex(hits.currentIndex()).width(), 0))
    assert edge.x() <= box.mapTo(hands.window, QPoint(box.width(), 0)).x()
    shown, ground = hands.window.grab().toImage(), hands.window.look.colour("ground")
    middle = hits.viewport().mapTo(hands.window, hits.visualRect(hits.currentIndex()).center()).y()
    assert shown.pixelColor(edge.x() + 2, middle).name() == ground.name()


def test_that_in_high_contrast_a_table_on_a_card_has_one_frame(qtbot: QtBot) -> None:
    look = Look(RESOURCES, Preferences(theme=CONTRAST))
    look.load_fonts()
    page, table = QWidget(), RoomTable(look, "t", "表", ("甲", "乙"), giving=1)
    QVBoxLayout(page).addWidget(on_card(table))
    page.setStyleSheet(look.style_sheet())
    qtbot.addWidget(page)
    table.show_rows([RoomRow("1", ("一", "二"))])
    page.resize(500, 300)
    page.show()
    qtbot.waitExposed(page)
    shown, middle = page.grab().toImage(), page.height() - 60
    line = [shown.pixelColor(x, middle).lightness() < 128 for x in range(page.width() // 2)]
    assert sum(dark and not before for before, dark in zip(line, line[1:], strict=False)) == 1


def test_that_in_a_narrow_guide_a_badge_stands_above_its_words_and_takes_no_width_from_them(
    qtbot: QtBot,
) -> None:
    look = Look(RESOURCES, Preferences(letters=150))
    look.load_fonts()
    words = "事件名称中的面积是本省口径，以市场监管部门核定为准。" * 3
    plain = ReadLine("n", LineKind.FACT, words, "说明", label="说明")
    view = GuideLinesView(look)
    qtbot.addWidget(view)
    view.resize(280, 600)
    view.show()
    view.show_lines((plain, replace(plain, standing=Certainty.PENDING)))
    without, badged = (view.sizeHintForIndex(view.model().index(row, 0)).height() for row in (0, 1))
    assert without < badged <= without + 2 * look.px("text")


@pytest.mark.parametrize("theme", LOOKS)
def test_that_a_paper_has_an_edge_on_every_ground(qtbot: QtBot, theme: str) -> None:
    look = Look(RESOURCES, Preferences(theme=theme))
    preview = PaperPreview()
    preview.setStyleSheet(look.style_sheet())
    qtbot.addWidget(preview)
    preview.resize(500, 700)
    preview.show()
    preview.show_pages([PageImage(210, 297, bytes([255]) * 210 * 297)])
    leaf = preview.findChild(QWidget, "paperLeaf")
    assert leaf is not None
    shown = leaf.grab().toImage()
    assert shown.pixelColor(0, 200).name().upper() == look.colour("line").name().upper()
    assert shown.pixelColor(0, 200) != shown.pixelColor(2, 200)
