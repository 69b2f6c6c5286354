"""Fields of every window: words that stay beside them (decision 0063); every control of every page by ear (0081)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter.ui.authoring.editor_page import EditorPage
from counter.ui.authoring.lint.page import LintPage
from counter.ui.authoring.versions.page import VersionsPage
from counter.ui.facades.office import OfficeFacade
from counter.ui.facades.oversight import OversightFacade
from counter.ui.frame.frame import Frame
from counter.ui.window.main_window import WindowKind
from tests.facades import facade_of, facade_on
from tests.services.office import FRIDAY, SetClock, office_on
from tests.services.oversight_room import ROOM, room_of_hall
from tests.services.rating_office import rating_office_on
from tests.ui.authoring.bureau_room import room_on
from tests.ui.ear import controls_heard, flaws_heard
from tests.ui.field_eyes import named_twice, unlabelled
from tests.ui.oversight.test_room_window import BEGUN
from tests.ui.window.test_one_scroll import CLERK, LEAD, shown

HANDLER = ("C01", "8642")
"""Who works in the office that opens ratings."""


def build_every_page(qtbot: QtBot, shell: Frame) -> list[str]:
    """Opens them one after the other; what is wrong with them by ear."""
    assert len(shell.rail.entries) > 1
    flaws = []
    for name, entry in shell.rail.entries.items():
        entry.click()
        qtbot.waitUntil(lambda: not shell.background.busy)
        assert controls_heard(shell) > len(shell.rail.entries), name
        flaws += flaws_heard(shell, name)
    return flaws


def test_that_no_field_of_the_clerks_window_is_named_by_its_placeholder_alone(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with office_on(tmp_path / "profile") as office, shown(qtbot, facade_on(office.app), CLERK) as shell:
        case = office.file(office.visit())
        heard = build_every_page(qtbot, shell)
        shell.intake.result.panel.show_case(case)  # type: ignore[attr-defined]
        detail = shell.pages.find_case.detail  # type: ignore[attr-defined]
        for offer in detail.acts.show_matter(case):
            detail.acts.open_form(offer)
            heard += flaws_heard(detail, type(offer).__name__)
        assert unlabelled(shell) + named_twice(shell) + heard == []


@pytest.mark.parametrize("kind", [WindowKind.OVERSIGHT, WindowKind.OFFICE])
def test_that_no_field_of_the_other_windows_is(qtbot: QtBot, tmp_path: Path, kind: WindowKind) -> None:
    facade: Any
    if kind is WindowKind.OVERSIGHT:
        hall = room_of_hall(tmp_path, BEGUN)
        facade = facade_of(OversightFacade, hall.folders[ROOM], hall.clock)
    else:
        with rating_office_on(tmp_path / "office") as _:
            pass
        facade = facade_of(OfficeFacade, tmp_path / "office", SetClock(FRIDAY))
    try:
        with shown(qtbot, facade, LEAD if kind is WindowKind.OVERSIGHT else HANDLER, kind) as shell:
            heard = build_every_page(qtbot, shell)
            assert unlabelled(shell) + named_twice(shell) + heard == []
    finally:
        facade.close()


@pytest.mark.parametrize("page", [EditorPage, VersionsPage, LintPage])
def test_that_no_field_of_the_bureau_is(qtbot: QtBot, tmp_path: Path, page: type[QWidget]) -> None:
    with room_on(qtbot, tmp_path, page) as room:
        root = room.page.window()
        assert unlabelled(root) + named_twice(root) + flaws_heard(root, page.__name__) == []
