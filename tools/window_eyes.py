"""Drives a real window by keys and takes pictures, for the tools that draw the manual's pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageQt

from tools.manual_pictures import small

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from counter.ui.tour.driver import Driver
    from counter.ui.window.main_window import MainWindow

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "manual" / "pictures"
_PATIENCE_MS, _STEP_MS, _SETTLE_MS = 30_000, 20, 400
_NEXT_KEY_MS = 140
"""The same key again sooner than that counts as one stroke."""


class Eyes:
    """Sends keys to a window, and saves pictures of it named ``ROOM-….png``."""

    def __init__(self, window: MainWindow, room: str) -> None:
        self.window = window
        self._room = room
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        self.wait(lambda: window.sign_on is not None and window.sign_on.isVisible())

    def wait(self, true: Callable[[], object]) -> None:
        """Wait for a condition."""
        from PySide6.QtTest import QTest

        left = _PATIENCE_MS
        while not true():
            if left <= 0:
                raise TimeoutError("the window did not come so far")
            QTest.qWait(_STEP_MS)
            left -= _STEP_MS

    def key(self, key: int, modifier: int = 0) -> None:
        """Send one key and process its events."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.keyClick(self.window.windowHandle(), Qt.Key(key), Qt.KeyboardModifier(modifier))
        self.wait(lambda: not self.window.shell.background.busy)

    def write(self, text: str) -> None:
        """Commit text as an input method does."""
        from PySide6.QtCore import QCoreApplication
        from PySide6.QtGui import QInputMethodEvent
        from PySide6.QtWidgets import QApplication

        event = QInputMethodEvent()
        event.setCommitString(text)
        focus = QApplication.focusWidget()
        assert focus is not None
        QCoreApplication.sendEvent(focus, event)

    def settle(self) -> None:
        """A moment in which a person reads."""
        from PySide6.QtTest import QTest

        QTest.qWait(_SETTLE_MS)

    def take_picture(self, name: str) -> None:
        """Save a picture of the window."""
        self.settle()
        self.wait(lambda: not self.window.shell.background.busy)
        self.settle()  # what came just now is not laid out yet
        picture = PICTURES / f"{self._room}-{name}.png"
        self.window.grab().save(str(picture))
        small(Image.open(picture)).save(picture, optimize=True)


class DrawnWindow:
    """Any window, driven by the tour's driver, and pictures of it; also one that has no sign-on page."""

    def __init__(self, window: QMainWindow, folder: Path) -> None:
        from counter.ui.tour.driver import Driver

        self.window, self.folder = window, folder
        self.driver: Driver = Driver(window)
        window.resize(1366, 768)
        window.show()
        self.driver.come_forward()

    def shoot(self, name: str) -> None:
        """Save a picture of the window."""
        from counter.ui.tour.camera import hide_folders

        self.driver.pause(_SETTLE_MS)
        with hide_folders(self.window, self.folder):
            self.driver.pause(_SETTLE_MS)  # other words may have other heights
            picture = ImageQt.fromqimage(self.window.grab().toImage())
        small(picture.convert("RGB")).save(PICTURES / f"{name}.png", optimize=True)

    def type(self, *lines: str) -> None:
        """Each with Enter after it."""
        from PySide6.QtCore import Qt

        for line in lines:
            if line:
                self.driver.type(line)
            self.press(Qt.Key.Key_Return)

    def press(self, key: int, modifier: int = 0) -> None:
        """One key, slowly enough to count twice in a row."""
        from PySide6.QtCore import Qt

        self.driver.key(Qt.Key(key), Qt.KeyboardModifier(modifier))
        self.driver.pause(_NEXT_KEY_MS)
