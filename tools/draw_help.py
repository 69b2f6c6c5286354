"""Draw docs/manual/pictures/help-*.png: the sheet of keys, settings, and the support file before it is saved.

Run with the project's environment after a change of these pages: ``python -P -m tools.draw_help``; no display.
Everybody in it is invented, by the builders of the tests.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from counter.ui.help.about_page import AboutPage
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

    key, held = Qt.Key, Qt.KeyboardModifier
    eyes.key(key.Key_F2)
    eyes.key(key.Key_Question)
    eyes.take_picture("keys")
    eyes.key(key.Key_Escape)
    eyes.key(key.Key_Comma, held.ControlModifier.value)
    eyes.take_picture("settings")
    eyes.key(key.Key_A, (held.ControlModifier | held.ShiftModifier).value)
    eyes.key(key.Key_F8)
    hide_machine(eyes)
    eyes.take_picture("about")


def hide_machine(eyes: Eyes) -> None:
    """Say of a usual office PC what the page says of this machine."""
    page = eyes.window.shell.late_page("about")
    assert isinstance(page, AboutPage)
    eyes.wait(lambda: page.support.isVisible() and page.versions.text())
    for real, usual in (
        (platform.platform(), "Windows-10"),
        (f"{platform.system()} {platform.release()}", "Windows 10"),
    ):
        page.versions.setText(page.versions.text().replace(real, usual))
        page.support.setPlainText(page.support.toPlainText().replace(real, usual))


if __name__ == "__main__":
    sys.exit(main())
