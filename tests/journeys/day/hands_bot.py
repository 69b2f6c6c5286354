"""What ``tests.ui.hands`` asks of pytest-qt, for a window that no test runs."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest

PATIENCE_MS = 60_000
"""The machine may be busy with three other windows."""


class NotSeen(AssertionError):
    """What was waited for did not come."""


class Bot:
    """Waits and presses keys."""

    def waitUntil(self, fact: Callable[[], object], timeout: int = PATIENCE_MS) -> None:
        """Until it is so. Raises NotSeen."""
        end = time.monotonic() + timeout / 1000
        while not fact():
            if time.monotonic() > end:
                raise NotSeen(f"not within {timeout} ms")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(0.002)

    def keyClick(
        self, window: QWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """A key."""
        QTest.keyClick(window, key, modifier)
