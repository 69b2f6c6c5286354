"""From a key to the picture that answers it, in a real window."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject

from counter.ui.window.main_window import MainWindow

QUIET_MS, PATIENCE_S = 150, 20.0
"""Longer than a bouncing key and a scanner's gap, after which the window goes on with what it held."""


class Pictures(QObject):
    """When the window was painted last. It asks for a picture by an update request, and paints while answering it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._asked = False
        self._last = time.perf_counter()
        self._first: float | None = None
        self.first_ms = 0.0
        """Milliseconds to the first picture of the last act: of long work that fills its page in by and by."""
        self.processor_ms = 0.0
        """Of the processor, all threads, from the last act to its last picture: what neighbours change least."""
        self._worked = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        self._asked = self._asked or event.type() == QEvent.Type.UpdateRequest
        return False

    def until_quiet(self, act: Callable[[], object]) -> float:
        """Milliseconds from the act to the last picture that it led to."""
        self.settle()
        start = self._last = time.perf_counter()
        self._first, worked = None, time.process_time()
        self._worked = worked
        act()
        self.settle()
        self.first_ms = ((self._first or self._last) - start) * 1000
        self.processor_ms = (self._worked - worked) * 1000
        return (self._last - start) * 1000

    def rest(self, seconds: float) -> None:
        """Nobody types for so long: what the window does then is done."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self.settle()

    def settle(self) -> None:
        """Wait until nothing was painted for a while and nothing works in the background."""
        begun = still = time.perf_counter()
        while time.perf_counter() - still < QUIET_MS / 1000:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            now = time.perf_counter()
            if self._asked:
                self._asked, self._last, still = False, now, now
                self._worked = time.process_time()
                self._first = self._first or now
            elif self._window.shell.background.busy:
                still = now
            if now - begun > PATIENCE_S:
                raise RuntimeError("the window does not come to rest")
            time.sleep(0.0005)


@contextmanager
def pictures_of(window: MainWindow) -> Iterator[Pictures]:
    """The pictures of a window, while it is watched."""
    pictures = Pictures(window)
    window.installEventFilter(pictures)
    try:
        yield pictures
    finally:
        window.removeEventFilter(pictures)
