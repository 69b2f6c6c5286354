"""The bar across the top in a narrow window: what gives way, and in which order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from counter import config
from counter.services.context.preferences import Preferences
from counter.ui.facades.light import Light, LightState
from counter.ui.frame.top_bar import TopBar
from counter.ui.kit.theme import Look
from tests.services.office import office_on


@pytest.mark.parametrize(
    ("over", "window", "whole"),
    [(0, "“一件事一次办” 03号窗口", True), (-80, "03号窗口", True), (-80, "03号窗口", False)],
)
def test_that_a_narrow_bar_gives_up_words_in_order_and_never_cuts_any_unseen(
    qtbot: QtBot, tmp_path: Path, over: int, window: str, whole: bool
) -> None:
    look = Look(config.resources_folder(), Preferences())
    bar = TopBar(look)
    qtbot.addWidget(bar)
    look.apply(replace(look.preferences, letters=130))
    with office_on(tmp_path / "profile") as office:
        bar.show_station(office.app.journal.station())
    bar.show_lights([Light("clock", "时钟", LightState.GOOD, "一致")])
    bar.resize(2000, 60)
    bar.show()
    qtbot.waitExposed(bar)
    bar.resize(bar.sizeHint().width() + over, 60)
    QApplication.processEvents()
    if not whole:  # as narrow as it gets
        bar.resize(bar.minimumSizeHint().width(), 60)
        QApplication.processEvents()
    hall, name = bar.findChild(QLabel, "hallName"), bar.findChild(QLabel, "windowName")
    assert hall is not None
    assert name is not None
    assert name.text() == window
    assert name.width() >= name.sizeHint().width()
    assert (hall.width() >= hall.sizeHint().width()) is whole
    assert hall.accessibleName() == hall.toolTip() == hall.text()
    assert hall.width() >= hall.minimumSizeHint().width()
