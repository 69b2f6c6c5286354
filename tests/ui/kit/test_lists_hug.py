"""A list beside its detail is no taller than its rows: framed white without words is a void, in high contrast most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from counter import config
from counter.domain.case.archive.missing import ArchiveStage
from counter.services.archive.list_files import ArchiveRow
from counter.services.context.preferences import Preferences
from counter.services.reminders.list_calls import CallRow
from counter.services.results.shelf import ShelfPerson
from counter.services.rounds.holders import HoldersList
from counter.ui.hall.archive_list import ArchiveList
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import ListAndDetail
from counter.ui.kit.row_views import RowList
from counter.ui.kit.theme import Look
from counter.ui.reminders.call_list import CallListView
from counter.ui.results.shelf_list import ShelfListView
from counter.ui.rounds.round_list import RoundListView, RoundPart, RoundRow

DAY, TALL, FEW, MANY = date(2026, 11, 20), 700, 2, 40
NUMBER = "15220101A26110200077"


def archived(look: Look, rows: int) -> RowList:
    made = ArchiveList(look)
    made.show_rows((ArchiveRow("c", NUMBER, "一件事", DAY, DAY, ArchiveStage.RIPE, ()),) * rows)
    return made


def called(look: Look, rows: int) -> RowList:
    made = CallListView(look)
    row = CallRow(
        "c", "b", NUMBER, "0077", "一件事", "巴*", "100****", "已受理", "您好", (), DAY, False, False
    )
    made.show_rows((row,) * rows)
    return made


def sent(look: Look, rows: int) -> RowList:
    made = RoundListView(look)
    made.show_rows((RoundRow(RoundPart.HELD, "held", held=HoldersList((), None, settled=False)),) * rows)
    return made


def shelved(look: Look, rows: int) -> RowList:
    made = ShelfListView(look)
    made.show_rows((ShelfPerson("k", "巴*", "9999****", ("证照",), since=DAY),) * rows)
    return made


@pytest.mark.parametrize("theme", ["light", "contrast"])
@pytest.mark.parametrize("make", [archived, called, sent, shelved])
def test_that_a_list_is_no_taller_than_its_rows_and_scrolls_where_it_must(
    make: Callable[[Look, int], RowList], theme: str, qtbot: QtBot
) -> None:
    look = Look(config.resources_folder(), Preferences(theme=theme))
    look.load_fonts()
    look.apply(look.preferences)
    for rows, whole in ((FEW, True), (MANY, False)):
        listing = make(look, rows)
        page = ListAndDetail(look, listing, TextLabel("…"))
        qtbot.addWidget(page)
        page.resize(1200, TALL)
        page.show()
        qtbot.waitUntil(lambda listing=listing, whole=whole: (listing.height() < TALL / 3) is whole)
        assert (listing.verticalScrollBar().maximum() == 0) is whole
        assert listing.y() < TALL / 10
