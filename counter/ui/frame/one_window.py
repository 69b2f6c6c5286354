"""One window per profile: a second start raises the first instead of opening a rival beside it (DESIGN §4)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher
from PySide6.QtWidgets import QMainWindow

BELL_FILE = "window.bell"


class OneWindow:
    """The door bell of a profile's window: a second start rings, the first comes to the front.

    The bell is a file of the profile that the first window watches: nothing listens on the machine, who may not write
    into the profile cannot ring, and QtNetwork (2.7 MB, 10 ms) stays out of the window.
    """

    def __init__(self, profile: Path) -> None:
        self._bell = profile / BELL_FILE
        self._watcher: QFileSystemWatcher | None = None

    def ring(self) -> None:
        """Call the window that is already open."""
        with suppress(OSError):
            self._bell.write_bytes(b"ring\n")

    def listen(self, window: QMainWindow) -> None:
        """Come to the front whenever somebody rings; where the profile cannot be written, nobody can."""

        def come() -> None:
            if window.isMinimized():
                window.showNormal()
            window.raise_()
            window.activateWindow()

        with suppress(OSError):
            self._bell.write_bytes(b"")
            self._watcher = QFileSystemWatcher([str(self._bell)], window)
            self._watcher.fileChanged.connect(come)

    def release(self) -> None:
        """The window is closed."""
        if self._watcher is not None:
            self._watcher.fileChanged.disconnect()
            self._watcher = None
