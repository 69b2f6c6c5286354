"""One window per profile: a second start raises the open one (DESIGN §4)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher
from PySide6.QtWidgets import QMainWindow

BELL_FILE = "window.bell"


class SingleInstance:
    """Lets a second start of a profile raise the window already open.

    The bell is a file in the profile that the first window watches: no socket is opened, only those who may write
    into the profile can ring, and QtNetwork (2.7 MB, 10 ms) is not loaded.
    """

    def __init__(self, profile: Path) -> None:
        self._bell = profile / BELL_FILE
        self._watcher: QFileSystemWatcher | None = None

    def ring(self) -> None:
        """Raise the window that is already open."""
        with suppress(OSError):
            self._bell.write_bytes(b"ring\n")

    def listen(self, window: QMainWindow) -> None:
        """Raise the window whenever the bell file changes; without effect in a read-only profile."""

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
