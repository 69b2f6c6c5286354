"""Ten habits of other programs on every page of every room's window, and on a case with a form open: what a person
expects, or nothing, never something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from counter.services.context.app import AppContext
from counter.ui.facades.bureau import BureauFacade
from counter.ui.facades.office import OfficeFacade
from counter.ui.facades.oversight import OversightFacade
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.messages import Tone
from counter.ui.window.main_window import WindowKind
from tests.facades import facade_of, facade_on
from tests.services.office import FRIDAY, Office, SetClock, office_on
from tests.services.oversight_room import ROOM
from tests.services.rating_office import named, rating_office_on
from tests.ui.authoring.bureau_room import CHECKER, PIN, room_folder
from tests.ui.hands import Hands, Key
from tests.ui.oversight.test_room_window import filled
from tests.ui.seated import seated
from tests.ui.window.test_habits import turn_wheel

CONTROL = Qt.KeyboardModifier.ControlModifier
SUPERVISOR = ("S01", "9876")
SEARCHES = ("Find", "find", "Search", "verifyField")
"""What the name of a field has in which a page is searched."""
DROPS = {"verify": "VerifyPage", "guide": "GuidePage", "ratings": "RatingsPage", "versions": "VersionsPage"}
"""Pages that take a file by dropping it, and the widget that does: what it says is looked at before anything counts."""
WRITTEN_ON = (QPushButton, QLabel, QLineEdit, QTextEdit, QAbstractItemView)
OTHER_KEYS = (Key.Key_Z, Key.Key_Y, Key.Key_P, Key.Key_N, Key.Key_W, Key.Key_Q)
PLAIN_KEYS = (Key.Key_Delete, Key.Key_Backspace, Key.Key_Escape)


class House(Protocol):
    """Whose journal may not grow."""

    @property
    def app(self) -> AppContext: ...


class Place:
    """A page in sight, with what may not change there."""

    def __init__(self, hands: Hands, house: House, name: str) -> None:
        self.hands, self.name = hands, name
        self._house = house
        self._entries = self.entries

    @property
    def entries(self) -> int:
        journal = self._house.app.journal
        (found,) = journal.connection().execute("SELECT COUNT(*) FROM entries").fetchone()  # type: ignore[attr-defined]
        return int(found)

    def visible(self, kind: type[QWidget]) -> list[QWidget]:
        return [one for one in self.hands.window.shell.findChildren(kind) if one.isVisible()]

    def flaws(self, habit: str) -> Iterator[str]:
        """What the habit did that nobody meant."""
        shell = self.hands.window.shell
        message = shell.message_bar.message
        if self.entries != self._entries:
            yield f"{self.name}: {habit} wrote"
        if self.name and shell.page_in_sight != self.name:
            yield f"{self.name}: {habit} led to {shell.page_in_sight}"
        if message is not None and message.tone is Tone.BUG:
            yield f"{self.name}: {habit} failed"
        shell.message_bar.clear()

    def keys(self) -> Iterator[str]:
        hands = self.hands
        finds = [one for one in self.visible(QLineEdit) if any(n in one.objectName() for n in SEARCHES)]
        hands.see(ActButton, "clerkButton").setFocus()
        hands.key(Key.Key_F, CONTROL)
        if finds and QApplication.focusWidget() not in finds:
            yield f"{self.name}: Ctrl+F does not lead to {finds[0].objectName()}"
        for key in OTHER_KEYS:
            hands.key(key, CONTROL)
            yield from self.flaws(f"Ctrl+{key.name}")
        for key in PLAIN_KEYS if self.name not in ("settings", "manual") else ():
            hands.key(key)
            yield from self.flaws(key.name)
        for _ in range(4):
            hands.key(Key.Key_Tab)
        yield from self.flaws("Tab")

    def mouse(self) -> Iterator[str]:
        hands = self.hands
        if self.name in ("ledger", "manual"):  # which scroll or grow something of their own
            yield from self._turn()
        for part in self.visible(QWidget):
            if part.acceptDrops() and DROPS.get(self.name) != type(part).__name__:
                yield f"{self.name}: a file may be dropped on {type(part).__name__} {part.objectName()}"
        one_of_each = {type(one): one for one in self.visible(QWidget) if isinstance(one, WRITTEN_ON)}
        for part in one_of_each.values():
            yield from self._right_click(part)
        yield from self.flaws("a right click")
        for button in self.visible(ActButton):
            if button.isEnabled() and button.property("role") == "primary" and button.isVisible():
                QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
                QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
                hands.settle()
                yield from self.flaws(f"a double click on {button.objectName()}")

    def _turn(self) -> Iterator[str]:
        look = self.hands.window.look
        letters = look.preferences.letters
        turn_wheel(self.hands, True, CONTROL)
        grown = look.preferences.letters
        turn_wheel(self.hands, False, CONTROL)
        if not letters < grown or look.preferences.letters != letters:
            yield f"{self.name}: Ctrl and the wheel do not change the letters"

    def _right_click(self, part: QWidget) -> Iterator[str]:
        where = QPoint(3, 3)
        QTest.mouseClick(part, Qt.MouseButton.RightButton, pos=where)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, part.mapToGlobal(where))
        QCoreApplication.sendEvent(part, event)
        menu = QApplication.activePopupWidget()
        if menu is None:
            return
        words = "".join(action.text() for action in menu.actions()) if isinstance(menu, QMenu) else ""
        menu.close()
        self.hands.window.activateWindow()
        if not isinstance(part, QLineEdit | QTextEdit | QLabel) or "复制" not in words:
            yield f"{self.name}: a right click on {part.objectName()} offers {words}"


@contextmanager
def desk(qtbot: QtBot, folder: Path) -> Iterator[tuple[Hands, Office]]:
    """A supervisor's window, who has every page, over one filed case."""
    with office_on(folder) as office:
        office.file(office.visit())
        with seated(qtbot, facade_on(office.app), SUPERVISOR) as hands:
            yield hands, office


@contextmanager
def room(qtbot: QtBot, folder: Path, kind: WindowKind) -> Iterator[tuple[Hands, House]]:
    """The window of an office with a bad rating, of a bureau with a draft, of a room over late cases."""
    facade: Any
    if kind is WindowKind.OFFICE:
        with rating_office_on(folder / "office") as office:
            office.take(office.text(named()))
        facade, who = facade_of(OfficeFacade, folder / "office", SetClock(FRIDAY)), ("C01", "8642")
    elif kind is WindowKind.BUREAU:
        facade = facade_of(BureauFacade, room_folder(folder), SetClock(FRIDAY))
        who = (CHECKER.code, PIN)
    else:
        hall = filled(folder)
        facade, who = facade_of(OversightFacade, hall.folders[ROOM], hall.clock), SUPERVISOR
    try:
        with seated(qtbot, facade, who, kind) as hands:
            yield hands, facade
    finally:
        facade.close()


def places(hands: Hands, office: Office) -> Iterator[Place]:
    """Every page by the rail; then a case, as it is and with a form."""
    shell = hands.window.shell
    for name, entry in shell.rail.entries.items():
        entry.click()
        hands.settle()
        yield Place(hands, office, name)
    for letter, part in (("", "caseDetail"), ("C", "withdrawForm")):
        hands.key(hands.F3)
        box = hands.see(QLineEdit, "caseFindBox")
        box.setFocus()
        box.selectAll()
        hands.write("0001")
        hands.settle()
        hands.key(Key.Key_Return)
        hands.settle()
        if letter:
            hands.alt(letter)
        assert hands.shows(part)
        yield Place(hands, office, "find_case")


@pytest.mark.qt_log_ignore("does not support", extend=True)
@pytest.mark.parametrize("habits", [Place.keys, Place.mouse], ids=["keys", "mouse"])
def test_that_habits_do_what_is_expected_or_nothing_on_every_page(
    qtbot: QtBot, tmp_path: Path, habits: Callable[[Place], Iterator[str]]
) -> None:
    with desk(qtbot, tmp_path / "profile") as (hands, office):
        wrong = [flaw for place in places(hands, office) for flaw in habits(place)]
        assert wrong == []
        before = Place(hands, office, "")
        hands.window.close()  # what the window system does for Alt+F4
        hands.settle()
        assert list(before.flaws("Alt+F4")) == []


@pytest.mark.qt_log_ignore("does not support", extend=True)
@pytest.mark.parametrize(
    "kind", [WindowKind.OFFICE, WindowKind.BUREAU, WindowKind.OVERSIGHT], ids=lambda kind: kind.value
)
def test_that_habits_hold_in_every_room(qtbot: QtBot, tmp_path: Path, kind: WindowKind) -> None:
    with room(qtbot, tmp_path, kind) as (hands, house):
        wrong = []
        for name, entry in hands.window.shell.rail.entries.items():
            entry.click()
            hands.settle()
            place = Place(hands, house, name)
            wrong += [*place.keys(), *place.mouse()]
        assert wrong == []
        before = Place(hands, house, "")
        hands.window.close()
        hands.settle()
        assert list(before.flaws("Alt+F4")) == []
