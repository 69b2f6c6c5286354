"""Draw docs/manual/pictures/ledger-*.png: 台账 and the monthly report of a window that worked for two months.

Run with the project's environment after a change of these pages: ``python -P -m tools.draw_ledger``; no display.
Everybody in it is invented, by the builders of the tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tools.window_eyes import Eyes

if TYPE_CHECKING:
    from tests.services.office import Office

VISITS = 60
BEGUN, REPORTED = date(2026, 9, 28), date(2026, 11, 23)
LEAD = ("S01", "9876")
PAPERS = "/media/文书"
"""A folder that no machine has, so that no picture names one of its own."""


def main() -> int:
    """Live the two months, open the window, send keys, save screenshots."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt

    from counter.bootstrap.window import _application
    from tests.services.ledger.visits import live
    from tests.services.office import office_on

    app = _application()
    key, control = Qt.Key, Qt.KeyboardModifier.ControlModifier
    with tempfile.TemporaryDirectory(prefix="counter-ledger-") as folder:
        with office_on(Path(folder) / "profile") as office:
            live(office, VISITS, BEGUN, REPORTED)
            office.at(REPORTED.isoformat(), 17)
            with window_on(office) as eyes:
                eyes.key(key.Key_L, (control | Qt.KeyboardModifier.ShiftModifier).value)
                for _ in range(5):
                    eyes.key(key.Key_Down)
                eyes.key(key.Key_Return)
                eyes.take_picture("behind")
                eyes.key(key.Key_Escape)
                eyes.key(key.Key_F8)
                eyes.key(key.Key_F9)
                eyes.settle()  # the second press counts once the first was seen
                eyes.key(key.Key_F9)
                eyes.take_picture("report")
        app.processEvents()
    return 0


@contextmanager
def window_on(
    office: Office, theme: str = "light", *, name: str = "ledger", who: tuple[str, str] = LEAD
) -> Iterator[Eyes]:
    """The window with that person signed on, the supervisor unless told so; pictures are called ``name``-…."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from counter.ui.window.main_window import MainWindow
    from tests.facades import facade_on

    window = MainWindow(facade_on(office.app))
    came: list[bool] = []
    window.ready.connect(lambda: came.append(True))
    eyes = Eyes(window, name)
    try:
        eyes.wait(lambda: came)
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        assert window.sign_on is not None
        window.sign_on.code.setFocus()
        window.look.apply(replace(window.look.preferences, papers=PAPERS, theme=theme))
        for text in who:
            eyes.write(text)
            eyes.key(Qt.Key.Key_Return)
        eyes.wait(lambda: window.shell.rail.isVisible() and not window.shell.background.busy)
        yield eyes
    finally:
        window.shut()  # what is begun on it is no question
        window.deleteLater()


if __name__ == "__main__":
    sys.exit(main())
