"""The cases behind a number of the board: clerks by name, and no column is left out that has room."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from counter import config
from counter.domain.ledger.template import LedgerForm
from counter.services.context.board_ports import BoardCase, BoardRow
from counter.services.context.preferences import Preferences
from counter.services.oversight.board import BehindCount
from counter.ui.kit.theme import Look
from counter.ui.oversight.behind_list import BehindList
from counter.ui.oversight.rows_view import RowsView

TODAY = date(2026, 12, 4)
NUMBER, APPLICANT, BUNDLE, WINDOW, CLERK = 0, 1, 2, 3, 4
ROUNDED = 80
"""Pixels of air around the words of nine columns."""
LARGEST = 150


def behind(bundle: str = "我要开超市") -> BehindCount:
    row = BoardRow("c", "农牧局", "15220101", "W01", 8, bundle, True, "2026-11-02", False, 16, 0, 18)
    cases = (
        BoardCase(row, "15220101A26110200077", "张建国", "partly_accepted", "2026-11-02T01:00:00+00:00"),
    ) * 3
    return BehindCount(cases, False, {"15220101": "01号窗口"}, {"W01": "阿木古郎"})


def shown(qtbot: QtBot, width: int, letters: int = 100, bundle: str = "我要开超市") -> BehindList:
    look = Look(config.resources_folder(), Preferences(letters=letters))
    look.load_fonts()
    look.apply(look.preferences)
    cases = BehindList(look)
    qtbot.addWidget(cases)
    cases.resize(width, 400)
    cases.show()
    cases.show_cases(behind(bundle), TODAY)
    return cases


def left_out(cases: BehindList) -> list[int]:
    return [place for place in range(cases.model().columnCount()) if cases.isColumnHidden(place)]


def test_that_a_clerk_is_called_by_name(qtbot: QtBot) -> None:
    assert shown(qtbot, 1200).model().index(0, CLERK).data() == "阿木古郎"


@pytest.mark.parametrize("width", [620, 840, 1000])
def test_that_no_column_is_left_out_that_has_room(width: int, qtbot: QtBot) -> None:
    cases = shown(qtbot, width, LARGEST)
    hidden = left_out(cases)
    head = cases.horizontalHeader()
    assert head.length() <= cases.viewport().width()
    free = head.sectionSize(BUNDLE) - cases.sizeHintForColumn(BUNDLE)
    assert hidden
    assert free < max(cases.sizeHintForColumn(place) for place in hidden) + ROUNDED


def test_that_whose_case_it_is_and_at_which_window_stay_in_the_largest_letters(qtbot: QtBot) -> None:
    cases = shown(qtbot, 840, LARGEST)
    assert {NUMBER, APPLICANT, WINDOW}.isdisjoint(left_out(cases))


def test_that_all_columns_come_back_with_the_room(qtbot: QtBot) -> None:
    cases = shown(qtbot, 600)
    assert left_out(cases)
    cases.resize(1400, 400)
    assert not left_out(cases)


def test_that_in_high_contrast_the_card_alone_has_a_frame(qtbot: QtBot) -> None:
    look = Look(config.resources_folder(), Preferences(theme="contrast"))
    look.apply(look.preferences)
    card = RowsView(look, LedgerForm("台账", ()), 30)
    qtbot.addWidget(card)
    card.resize(900, 400)
    card.show_cases("超期 3 件", behind(), TODAY)
    card.show()
    edge = card.cases.grab().toImage()
    assert edge.pixelColor(0, edge.height() // 2) == edge.pixelColor(4, edge.height() // 2)
