"""A pair of hands and eyes at a real window, for the tools that draw the manual's pictures of a room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tools.manual_pictures import small

if TYPE_CHECKING:
    from counter.ui.window.main_window import MainWindow

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "manual" / "pictures"
_PATIENCE_MS, _STEP_MS, _SETTLE_MS = 30_000, 20, 400


class Eyes:
    """Keys into a window, and pictures of it named ``ROOM-….png``."""

    def __init__(self, window: MainWindow, room: str) -> None:
        self.window = window
        self._room = room
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        self.wait(lambda: window.sign_on is not None and window.sign_on.isVisible())

    def wait(self, true: Callable[[], object]) -> None:
        """Until something is so."""
        from PySide6.QtTest import QTest

        left = _PATIENCE_MS
        while not true():
            if left <= 0:
                raise TimeoutError("the window did not come so far")
            QTest.qWait(_STEP_MS)
            left -= _STEP_MS

    def key(self, key: int, modifier: int = 0) -> None:
        """One key, and what it sets going."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.keyClick(self.window.windowHandle(), Qt.Key(key), Qt.KeyboardModifier(modifier))
        self.wait(lambda: not self.window.shell.background.busy)

    def write(self, text: str) -> None:
        """Words as an input method commits them."""
        from PySide6.QtCore import QCoreApplication
        from PySide6.QtGui import QInputMethodEvent
        from PySide6.QtWidgets import QApplication

        event = QInputMethodEvent()
        event.setCommitString(text)
        focus = QApplication.focusWidget()
        assert focus is not None
        QCoreApplication.sendEvent(focus, event)

    def take_picture(self, name: str) -> None:
        """What the window shows now."""
        from PySide6.QtTest import QTest

        QTest.qWait(_SETTLE_MS)
        self.wait(lambda: not self.window.shell.background.busy)
        picture = PICTURES / f"{self._room}-{name}.png"
        self.window.grab().save(str(picture))
        small(Image.open(picture)).save(picture, optimize=True)
