"""A card over a list ends with the last row, and never asks for more height than its page has."""

from __future__ import annotations

from PySide6.QtCore import QSize, QStringListModel
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.services.context.preferences import Preferences
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.rows_card import RowsCard
from counter.ui.kit.row_views import RowList
from counter.ui.kit.theme import Look
from tests.settings import RESOURCES

TALL = 600


class SomeList(RowList):
    def open_current(self) -> None:
        """Nothing opens."""


class TallList(SomeList):
    """Asks for so much height at least."""

    least = 0

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.least)


def test_that_a_card_is_no_taller_than_its_rows_and_no_taller_than_its_page(qtbot: QtBot) -> None:
    page, card = QWidget(), RowsCard()
    listed = SomeList(Look(RESOURCES, Preferences()), "l", "表")
    words = QStringListModel([], listed)
    listed.setModel(words)
    listed.setStyleSheet("QListView::item { height: 40px; }")
    inside = QVBoxLayout(card)
    inside.addWidget(TextLabel("说明" * 40, wrap=True))
    inside.addWidget(listed, 1)
    card.hug(listed, lambda: listed)
    column = QVBoxLayout(page)
    column.addWidget(card, 1)
    column.addStretch(0)
    qtbot.addWidget(page)
    page.resize(300, TALL)
    page.show()
    for rows, whole in ((3, True), (6, True), (50, False), (1, True)):
        words.setStringList(["口"] * rows)
        card.measure_later()
        if whole:
            qtbot.waitUntil(lambda rows=rows: rows * 40 <= listed.viewport().height() < rows * 40 + 40)
            assert card.y() < 20
        else:
            qtbot.waitUntil(lambda: card.height() > TALL - 30)
    assert page.height() == TALL


def test_that_of_two_cards_under_each_other_both_keep_their_least(qtbot: QtBot) -> None:
    """Where words of a card wrap, Qt took the least it was told for what it may take from the largest."""
    look, page = Look(RESOURCES, Preferences()), QWidget()
    column = QVBoxLayout(page)
    lists = []
    for least in (250, 60):
        card, listed = RowsCard(), TallList(look, "l", "表")
        listed.least = least
        words = QStringListModel(["口"] * 50, listed)
        listed.setModel(words)
        inside = QVBoxLayout(card)
        inside.addWidget(TextLabel("说明" * 40, wrap=True))
        inside.addWidget(listed, 1)
        card.hug(listed, lambda listed=listed: listed)  # type: ignore[misc]
        column.addWidget(card, 1)
        lists.append(listed)
    qtbot.addWidget(page)
    page.resize(300, 300)
    page.show()
    page.resize(300, column.totalMinimumHeightForWidth(300))
    qtbot.waitUntil(lambda: lists[0].height() >= 250 and lists[1].height() >= 60)
