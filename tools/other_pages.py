"""The pages that the manual has no picture of, for ``tools.all_looks`` (walk ``others``); by itself it draws nothing.

A window that worked for some weeks, one that did nothing yet, one whose neighbour is gone, and the supervisor's room
over two windows, walked through by keys.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tools.draw_ledger import window_on

if TYPE_CHECKING:
    from tools.window_eyes import Eyes

VISITS = 20
BEGUN, AGREED, TODAY = date(2026, 10, 26), date(2026, 11, 20), date(2026, 11, 23)


def main() -> int:
    """Live the weeks, open the windows, send keys, show each page to whoever draws."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from counter.bootstrap.window import _application
    from tests.services.ledger.visits import live
    from tests.services.office import office_on
    from tests.settings import somebody

    app = _application()
    with tempfile.TemporaryDirectory(prefix="counter-others-") as folder:
        with office_on(Path(folder) / "profile") as office:
            live(office, VISITS, BEGUN, AGREED)
            office.at(AGREED.isoformat(), 10)
            for person in (
                somebody(),
                somebody(name="阿茹娜", id_number="999999199203032328", phone="10000005679"),
            ):
                office.file(
                    replace(office.visit(), applicant=person, remind=True)
                )  # there is somebody to call
            office.at(TODAY.isoformat(), 10)
            with window_on(office, name="others") as eyes:
                _walk_window(eyes)
        app.processEvents()
        with office_on(Path(folder) / "new") as office, window_on(office, name="others") as eyes:
            _walk_new_window(eyes)
        app.processEvents()
        _walk_claim(Path(folder) / "neighbours")
        app.processEvents()
        _walk_room(Path(folder) / "room")
        app.processEvents()
    return 0


def _walk_window(eyes: Eyes) -> None:
    from PySide6.QtCore import Qt

    key, held = Qt.Key, Qt.KeyboardModifier
    control, shift, alt = held.ControlModifier, held.ShiftModifier, held.AltModifier
    for name, letter, modifiers in (
        ("reminders", key.Key_G, control | shift),
        ("reporting", key.Key_U, control | shift),
        ("courier", key.Key_U, alt),
        ("verify", key.Key_F6, held.NoModifier),
        ("guide", key.Key_K, control),
        ("day", key.Key_J, control | shift),
        ("self-test", key.Key_D, control | shift),
        ("manual", key.Key_F1, shift),
        ("notices", key.Key_N, control | shift),
    ):
        eyes.key(letter, modifiers.value)
        eyes.take_picture(name)
        if name == "reminders":
            _tell(eyes)
    eyes.key(key.Key_Escape)
    eyes.key(key.Key_K, control.value)
    eyes.write("xcg")
    eyes.key(key.Key_Return)
    eyes.take_picture("guide-open")
    eyes.key(key.Key_J, control.value)
    eyes.take_picture("guide-wrong")
    eyes.key(key.Key_Escape)
    eyes.key(key.Key_H, control.value)
    from counter.ui.hall.page import HallPage

    page = eyes.window.findChild(HallPage)
    assert page is not None
    for name in ("register", "archive", "takeover", "closing"):
        page.open_part(name)
        eyes.take_picture(f"hall-{name}")
    eyes.key(key.Key_L, control.value)
    eyes.take_picture("sign-on")


def _tell(eyes: Eyes) -> None:
    """Each outcome that asks for words, then all calls to their end."""
    from PySide6.QtCore import Qt

    from counter.ui.reminders.page import RemindersPage

    key = Qt.Key
    page = eyes.window.findChild(RemindersPage)
    assert page is not None
    for outcome, name in ((key.Key_5, "why"), (key.Key_6, "number")):
        eyes.key(outcome)
        eyes.take_picture(f"reminders-{name}")
        eyes.key(key.Key_Escape)
    eyes.settle()  # the same key again sooner counts as one stroke
    eyes.key(key.Key_2)
    eyes.take_picture("reminders-no-answer")
    while page.list.rows:
        eyes.settle()
        eyes.key(key.Key_1)
    eyes.take_picture("reminders-done")


def _walk_new_window(eyes: Eyes) -> None:
    """Nothing was filed here yet."""
    from PySide6.QtCore import Qt

    key, held = Qt.Key, Qt.KeyboardModifier
    both = (held.ControlModifier | held.ShiftModifier).value
    for name, letter, modifiers in (
        ("todo", key.Key_F2, 0),
        ("cases", key.Key_F3, 0),
        ("hand-out", key.Key_C, both),
        ("rounds", key.Key_M, both),
        ("ledger", key.Key_L, both),
        ("day", key.Key_J, both),
    ):
        eyes.key(letter, modifiers)
        eyes.take_picture(f"new-{name}")


def _walk_claim(folder: Path) -> None:
    """接管: a neighbour's cases, whose computer is gone."""
    from PySide6.QtCore import Qt

    from counter.domain.visit.filing_mode import FilingMode
    from counter.ui.hall.closing_page import WindowClosingPage
    from counter.ui.hall.page import HallPage
    from tests.services.case.neighbours import HERE, THERE, neighbours_on
    from tests.services.case.test_hand_over import register

    folder.mkdir()
    with neighbours_on(folder) as both:
        for office in (both.owner, both.other):
            register(office, (HERE, "3"), (THERE, "4"))
        for office in (both.owner, both.other):
            office.file(office.visit(), FilingMode.KEEP)
        both.meet()
        with window_on(both.owner, name="others") as eyes:
            eyes.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier.value)
            hall = eyes.window.findChild(HallPage)
            assert hall is not None
            hall.open_part("closing")
            page = eyes.window.findChild(WindowClosingPage)
            assert page is not None
            eyes.take_picture("hall-closing-with-cases")
            page.which.choose(("claim",))
            page.which.changed.emit()
            eyes.take_picture("hall-claim")


def _walk_room(folder: Path) -> None:
    from PySide6.QtCore import Qt

    from counter.ui.facades.oversight import OversightFacade
    from counter.ui.window.main_window import MainWindow, WindowKind
    from tests.facades import facade_of
    from tests.services.oversight_room import ROOM
    from tools.draw_oversight import _prepared
    from tools.window_eyes import Eyes

    hall = _prepared(folder)
    facade = facade_of(OversightFacade, hall.folders[ROOM], hall.clock)
    window = MainWindow(facade, kind=WindowKind.OVERSIGHT)
    key = Qt.Key
    try:
        eyes = Eyes(window, "others")
        for text in ("S01", "9876"):
            eyes.write(text)
            eyes.key(key.Key_Return)
        eyes.wait(lambda: window.shell.rail.isVisible() and not window.shell.background.busy)
        eyes.key(key.Key_F3)
        eyes.take_picture("room-cases")
        eyes.key(key.Key_F7)
        eyes.take_picture("room-days")
        eyes.key(key.Key_F6)
        eyes.key(key.Key_N, Qt.KeyboardModifier.ControlModifier.value)
        eyes.take_picture("room-announce")
    finally:
        window.close()
        window.deleteLater()
        facade.close()


if __name__ == "__main__":
    sys.exit(main())
