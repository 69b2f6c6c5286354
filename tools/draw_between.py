"""Draw docs/manual/pictures/between-*.png: what windows do with each other's cases, walked through by keys.

A case is handed over, a window is closed for good, the key of another window's case is asked for. Run with the
project's environment after a change of these pages: ``python -P -m tools.draw_between``; no display. Everybody in it is
invented, by the builders of the tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tools.window_eyes import Eyes

if TYPE_CHECKING:
    from tests.services.oversight_room import RoomOfHall

BEGUN = datetime(2026, 11, 23, 1, tzinfo=UTC)
FARM = 100
CLERK, LEAD = ("W01", "1234"), ("S01", "9876")
PAPERS = "/media/文书"
"""A folder that no machine has, so that no picture names one of its own."""


def main() -> int:
    """Prepare two windows of a hall, open each in turn, send keys, save screenshots."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from counter.bootstrap.window import _application
    from tests.services.oversight_room import ONE, TWO

    app = _application()
    with tempfile.TemporaryDirectory(prefix="counter-between-") as folder:
        hall, number = _prepared(Path(folder))
        with _window(hall, ONE) as eyes:
            _hand_over(eyes, number)
        with _window(hall, ONE, LEAD) as eyes:
            _closing(eyes)
        with _window(hall, TWO) as eyes:
            _ask_for_key(eyes, number)
        app.processEvents()
    return 0


def _prepared(folder: Path) -> tuple[RoomOfHall, str]:
    """The hall, and the number of the first window's case that the second one cannot read."""
    from counter.domain.calendar.workdays import civil_date
    from counter.domain.hall.register.records import RegisteredWindow
    from counter.domain.hall.register.register import change_to
    from counter.services.register.issue_register import issue_register
    from tests.services.oversight_room import ONE, TWO, room_of_hall, send

    hall = room_of_hall(folder, BEGUN)
    with hall.opened(ONE) as one, hall.opened(TWO) as two:
        by = next(row for row in one.app.journal.staff() if row.code == "S01")
        windows = (RegisteredWindow(ONE, "01"), RegisteredWindow(TWO, "03"))
        day = civil_date(BEGUN)
        issue_register(one.app.journal, [change_to(window, day) for window in windows], by=by)
        case = one.file(one.visit(FARM))
        send(one.app, two.app)
    return hall, case.number


@contextmanager
def _window(hall: RoomOfHall, code: str, who: tuple[str, str] = CLERK) -> Iterator[Eyes]:
    """That window with somebody signed on."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from counter.ui.facades.window import WindowFacade
    from counter.ui.window.main_window import MainWindow
    from tests.facades import facade_of

    facade = facade_of(WindowFacade, hall.folders[code], hall.clock)
    window = MainWindow(facade)
    came: list[bool] = []
    window.ready.connect(lambda: came.append(True))
    eyes = Eyes(window, "between")
    try:
        eyes.wait(lambda: came)
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        assert window.sign_on is not None
        window.sign_on.code.setFocus()
        window.look.apply(replace(window.look.preferences, papers=PAPERS))
        for text in who:
            eyes.write(text)
            eyes.key(Qt.Key.Key_Return)
        eyes.wait(lambda: window.shell.rail.isVisible() and not window.shell.background.busy)
        yield eyes
    finally:
        window.close()
        window.deleteLater()
        facade.close()


def _open(eyes: Eyes, number: str) -> None:
    from PySide6.QtCore import Qt

    eyes.key(Qt.Key.Key_F3)
    eyes.write(number)
    eyes.key(Qt.Key.Key_Return)


def _hand_over(eyes: Eyes, number: str) -> None:
    from PySide6.QtCore import Qt

    _open(eyes, number)
    eyes.key(Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier.value)
    eyes.take_picture("hand-over")
    eyes.key(Qt.Key.Key_Escape)


def _closing(eyes: Eyes) -> None:
    from PySide6.QtCore import Qt

    from counter.ui.hall.closing_page import WindowClosingPage

    eyes.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier.value)
    eyes.key(Qt.Key.Key_7)
    eyes.wait(lambda: (page := eyes.window.findChild(WindowClosingPage)) and page.isVisible())
    eyes.take_picture("closing")


def _ask_for_key(eyes: Eyes, number: str) -> None:
    from PySide6.QtCore import Qt

    _open(eyes, number)
    eyes.key(Qt.Key.Key_Minus, Qt.KeyboardModifier.AltModifier.value)
    eyes.take_picture("case-key")


if __name__ == "__main__":
    sys.exit(main())
