"""The page of rights says what the table says, cell for cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.rights import GRANT_WORDS, RIGHTS, Capability
from counter.domain.hall.roles import StaffRole
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.hall.page import HallPage
from counter.ui.hall.rights_page import RightsPage
from counter.ui.kit.background import Background
from counter.ui.kit.theme import Look
from tests.facades import facade_of
from tests.settings import demo_hall


def test_that_every_cell_is_on_the_page_in_plain_words(qtbot: QtBot) -> None:
    page = RightsPage()
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.on_shown()
    shown = {
        (role, capability): page.findChild(QLabel, f"right_{role}_{capability}").text()
        for role in StaffRole
        for capability in Capability
    }
    assert shown == {cell: GRANT_WORDS[grant] for cell, grant in RIGHTS.items()}
    assert page.focusWidget() is not None


def test_that_the_supervisor_opens_it_beside_the_register(qtbot: QtBot, tmp_path: Path) -> None:
    lead = StaffSeed("S01", "苏日娜", "supervisor", "9876")
    create_profile(tmp_path / "profile", demo_hall(), (lead,))
    facade = facade_of(WindowFacade, tmp_path / "profile")
    facade.ready()
    background = Background(lambda error: pytest.fail(repr(error)))
    page = HallPage(facade, background, Look(facade.resources, facade.preferences))
    qtbot.addWidget(page)
    page.set_clerk(Clerk("S01", "苏日娜", supervisor=True))
    page.resize(1366, 700)
    page.show()
    page.on_shown()
    qtbot.waitUntil(lambda: not background.busy)
    assert page.which.isVisible()
    page.open_part("rights")
    assert page.findChild(RightsPage).isVisible()
    assert page.half_done == ""
    page.open_part("register")
    qtbot.waitUntil(lambda: not background.busy)
    background.close()
    facade.close()
