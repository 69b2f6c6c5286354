"""What each window makes ready while nobody types is what its pages need, and they stay what they are."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile
from counter.config import read_toml
from counter.domain.hall.hall import staff_from
from counter.ui.frame import preloading
from counter.ui.frame.preloading import Preloading
from counter.ui.ledger.page import LedgerPage
from counter.ui.oversight.room_pages import HALL, LEDGER, ROOM_PAGES
from counter.ui.window.main_window import WindowKind
from tests.settings import RESOURCES, demo_hall
from tests.ui.window.test_habits_everywhere import House, room

OPENED = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QAbstractItemView, QApplication
from counter.bootstrap.window import facade_and_window
from counter.ui.frame.preloading import Preloading
from counter.ui.tour.acts import sign_on
from counter.ui.tour.driver import Driver

app = QApplication([])
facade, window = facade_and_window(Path(sys.argv[1]))
driver = Driver(window)
window.show()
driver.come_forward()
driver.see("signOnCard")
sign_on(driver, "W01", "1234")
loop = QEventLoop()
window.shell.findChild(Preloading).done.connect(loop.quit)
loop.exec()
before = set(sys.modules)
pages = window.shell.pages
assert set(pages.there) == {"todo", "find_case", "ledger", "hall"} and pages.shown_find_case.shown_detail
room = window.shell._stack.size()
assert all(page.size() == room for page in (*pages.there.values(), pages.shown_find_case.shown_detail))
assert pages.page("hall").findChild(QAbstractItemView, "registerList").model().rowCount()
assert pages.page("ledger").filters is not None
assert window.shell.page_in_sight == "intake" and window.shell.message_bar.message is None
for name in ("todo", "find_case", "hand_out", "rounds", "verify", "guide", "day", "ledger", "hall", "reminders"):
    window.shell.open_page(name)
    driver.until(lambda: not window.shell.background.busy, name)
for door in (window.shell.help.open_manual, window.shell.help.open_settings):
    door()
    driver.until(lambda: not window.shell.background.busy, "help")
late = {name for name in sys.modules if name.split(".")[0] == "counter"} - before
assert not {"counter.services.spreadsheet.read_workbook", "xml", "openpyxl"} & set(sys.modules), "no file was read"
print(*sorted(late))
window.shut()
facade.close()
"""


def test_that_no_page_imports_anything_once_nobody_has_typed_for_a_while(
    tmp_path: Path, python: list[str]
) -> None:
    staff = staff_from(read_toml(RESOURCES / "halls" / "demo.toml"))
    create_profile(tmp_path / "profile", demo_hall(), staff)
    done = subprocess.run(
        [*python, "-c", OPENED, str(tmp_path / "profile")], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def entries_of(house: House) -> int:
    """How many its journal has."""
    journal = house.app.journal
    (found,) = journal.connection().execute("SELECT COUNT(*) FROM entries").fetchone()  # type: ignore[attr-defined]
    return int(found)


@pytest.mark.parametrize("kind", [WindowKind.OVERSIGHT, WindowKind.BUREAU, WindowKind.OFFICE])
def test_that_what_a_room_makes_ahead_changes_nothing_that_is_seen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: WindowKind
) -> None:
    monkeypatch.setattr(preloading, "REST_MS", 0)
    with room(qtbot, tmp_path, kind) as (hands, house):
        shell = hands.window.shell
        seen, entries = shell.page_in_sight, entries_of(house)
        shell.preload(lambda: None)
        ahead = shell.findChild(Preloading)
        assert ahead is not None
        with qtbot.waitSignal(ahead.done):
            pass
        hands.settle()
        assert (shell.page_in_sight, entries_of(house)) == (seen, entries)
        if kind is WindowKind.OVERSIGHT:
            assert set(shell.built_pages()) >= {page.name for page in ROOM_PAGES}


def test_that_the_room_over_all_windows_finds_its_figures_and_its_register_ready(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preloading, "REST_MS", 0)
    with room(qtbot, tmp_path, WindowKind.OVERSIGHT) as (hands, house):
        shell = hands.window.shell
        shell.preload(lambda: None)
        ahead = shell.findChild(Preloading)
        assert ahead is not None
        with qtbot.waitSignal(ahead.done):
            pass
        seen, entries = shell.page_in_sight, entries_of(house)
        ledger, register = (
            shell.page_named(LEDGER),
            shell.page_named(HALL).findChild(QListView, "registerList"),
        )
        assert isinstance(ledger, LedgerPage)
        assert register is not None
        shell.read_ahead()  # as signing on does
        qtbot.waitUntil(lambda: ledger.filters is not None and register.model().rowCount() > 0)
        assert (shell.page_in_sight, entries_of(house)) == (seen, entries)
