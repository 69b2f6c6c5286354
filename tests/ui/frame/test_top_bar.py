"""The bar across the top in a narrow window: what gives way, and in which order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.services.context.preferences import Preferences
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.light import Light, LightState
from counter.ui.frame.top_bar import TopBar
from counter.ui.kit.theme import Look
from tests.services.office import office_on

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


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
    QApplication.processEvents()  # the lights have their words in a wide bar, and ask for their width
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


def test_that_tab_goes_along_the_bar_before_it_leaves_it(qtbot: QtBot) -> None:
    """The lights come when the window stands; the eye has them beside the clerk's name all the same."""
    window = QWidget()
    qtbot.addWidget(window)
    bar, below = TopBar(Look(config.resources_folder(), Preferences())), QPushButton()
    column = QVBoxLayout(window)
    column.addWidget(bar)
    column.addWidget(below)
    bar.show_clerk(Clerk("W01", "阿木古郎", supervisor=False))
    below.setFocus()
    for light in ("clock", "printer"):
        bar.show_lights([Light(light, light, LightState.GOOD, "一致")])
    names, part = [], window.nextInFocusChain()
    while part is not window:
        names.append("below" if part is below else part.objectName())
        part = part.nextInFocusChain()
    order = ["clerkButton", "light_clock", "light_printer", "below"]
    assert [name for name in names if name in order] == order
