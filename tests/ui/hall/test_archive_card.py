"""The card of one finished case says where things are mended once, for all that are mended there."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter import config
from counter.domain.case.archive.missing import ArchiveStage, Lack
from counter.services.archive.list_files import ArchiveRow
from counter.services.context.preferences import Preferences
from counter.ui.hall.archive_list import ArchiveCard
from counter.ui.kit.theme import Look

DAY, HERE, THERE = date(2026, 11, 20), "待办里的“未出纸”", "查件"


def test_that_where_it_is_mended_is_said_once_for_all_that_is_mended_there(qtbot: QtBot) -> None:
    card = ArchiveCard(Look(config.resources_folder(), Preferences()))
    qtbot.addWidget(card)
    lacks = (Lack("甲", HERE), Lack("乙", HERE), Lack("丙", THERE, stops=False))
    card.show_row(ArchiveRow("c", "15220101A26110200077", "一件事", DAY, DAY, ArchiveStage.LACKING, lacks))
    label = card.findChild(QLabel, "archiveLacks")
    assert label is not None
    assert label.text().splitlines() == [
        *("缺：甲", "缺：乙", f"　　到哪里补：{HERE}", ""),
        *("请看：丙", f"　　到哪里补：{THERE}"),
    ]
