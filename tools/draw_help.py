"""Draw docs/manual/pictures/help-*.png: keys, manual, notices, settings and about, of a window that worked a day.

Run with the project's environment after a change of these pages: ``python -P -m tools.draw_help``; no display.
Everybody in it is invented, by the builders of the tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools.draw_ledger import window_on

if TYPE_CHECKING:
    from tools.window_eyes import Eyes


def main() -> int:
    """Open the window, send keys, save screenshots."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from counter.bootstrap.window import _application
    from tests.services.office import office_on

    app = _application()
    with tempfile.TemporaryDirectory(prefix="counter-help-") as folder:
        with office_on(Path(folder) / "profile") as office, window_on(office, name="help") as eyes:
            take_pictures(eyes)
        app.processEvents()
    return 0


def take_pictures(eyes: Eyes) -> None:
    """Each page of help, opened from 待办."""
    from PySide6.QtCore import Qt

    key, shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier
    eyes.key(key.Key_F2)
    eyes.key(key.Key_Question)
    eyes.take_picture("keys")
    eyes.key(key.Key_Escape)
    eyes.key(key.Key_F1, shift.value)
    eyes.take_picture("manual")


if __name__ == "__main__":
    sys.exit(main())
