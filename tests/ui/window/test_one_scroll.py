"""No list stands inside a scroll area: who turns the wheel over it would move the wrong one, and half of it is cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.authoring.editor_page import EditorPage
from counter.ui.authoring.lint.page import LintPage
from counter.ui.authoring.versions.page import VersionsPage
from counter.ui.facades.office import OfficeFacade
from counter.ui.facades.oversight import OversightFacade
from counter.ui.frame.frame import Frame
from counter.ui.window.main_window import WindowKind
from tests.facades import facade_of, facade_on
from tests.services.office import FRIDAY, Office, SetClock, office_on
from tests.services.oversight_room import ROOM, room_of_hall
from tests.services.rating_office import rating_office_on
from tests.ui.authoring.bureau_room import room_on
from tests.ui.oversight.test_room_window import BEGUN
from tests.ui.seated import seated

CLERK, LEAD = ("W01", "1234"), ("S01", "9876")


def lists_inside_scroll_areas(root: QWidget) -> list[str]:
    """Each list or table of that window under a scroll area, with the area's name; not a chart that shows every row."""
    return sorted(
        f"{type(view).__name__} {view.objectName()} in {above.objectName()}"
        for view in root.findChildren(QAbstractItemView)
        for above in _above(view)
        if view.verticalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    )


def _above(view: QWidget) -> Iterator[QScrollArea]:
    widget = view.parentWidget()
    while widget is not None:
        if isinstance(widget, QScrollArea):
            yield widget
        widget = (
            None if widget.isWindow() else widget.parentWidget()
        )  # what opens over the page scrolls by itself


@contextmanager
def shown(
    qtbot: QtBot, facade: Any, who: tuple[str, ...], kind: WindowKind = WindowKind.WINDOW
) -> Iterator[Frame]:
    """The window with that person signed on; the office's pages are there before anybody is."""
    with seated(qtbot, facade, who, kind) as hands:
        shell = hands.window.shell
        yield shell
        qtbot.waitUntil(lambda: not shell.background.busy)


def every_page(shell: Frame) -> list[str]:
    """What is wrong on the pages of a window, each built."""
    assert len(shell.rail.entries) > 1
    for entry in shell.rail.entries.values():
        entry.click()
    assert len(shell.findChildren(QAbstractItemView)) > 5, "pages were built"
    return lists_inside_scroll_areas(shell)


def test_that_the_clerks_window_has_one_scroll_for_each_list(qtbot: QtBot, tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office, shown(qtbot, facade_on(office.app), CLERK) as shell:
        case = _filed(office)
        found = every_page(shell)
        panel = shell.intake.result.panel  # type: ignore[attr-defined]
        panel.show_case(case)
        detail = shell.pages.find_case.detail  # type: ignore[attr-defined]
        for offer in detail.acts.show_matter(case):
            detail.acts.open_form(offer)
        assert found + lists_inside_scroll_areas(shell) == []


def _filed(office: Office) -> Any:
    return office.file(office.visit())


@pytest.mark.parametrize("kind", [WindowKind.OVERSIGHT, WindowKind.OFFICE])
def test_that_the_other_windows_have_one_scroll_for_each_list(
    qtbot: QtBot, tmp_path: Path, kind: WindowKind
) -> None:
    facade: Any
    if kind is WindowKind.OVERSIGHT:
        hall = room_of_hall(tmp_path, BEGUN)
        facade = facade_of(OversightFacade, hall.folders[ROOM], hall.clock)
    else:
        with rating_office_on(tmp_path / "office") as _:
            pass
        facade = facade_of(OfficeFacade, tmp_path / "office", SetClock(FRIDAY))
    try:
        with shown(qtbot, facade, LEAD if kind is WindowKind.OVERSIGHT else (), kind) as shell:
            assert every_page(shell) == []
    finally:
        facade.close()


@pytest.mark.parametrize("page", [EditorPage, VersionsPage, LintPage])
def test_that_the_bureaus_pages_have_one_scroll_for_each_list(
    qtbot: QtBot, tmp_path: Path, page: type[QWidget]
) -> None:
    with room_on(qtbot, tmp_path, page) as room:
        assert lists_inside_scroll_areas(room.page) == []


def test_that_the_eye_sees_one(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QListWidget

    area, view = QScrollArea(), QListWidget()
    qtbot.addWidget(area)
    area.setObjectName("area")
    view.setObjectName("list")
    area.setWidget(view)
    assert lists_inside_scroll_areas(area) == ["QListWidget list in area"]
