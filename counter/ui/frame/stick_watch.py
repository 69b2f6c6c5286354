"""The key stick: told when its file vanishes because somebody drew it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from counter.ui.kit.background import Background, Lane


class StickWatch(QObject):
    """``path``: a file on the stick. The system tells of a change (drawn, unmounted); ``look`` asks as well, where it
    does not. Never on the UI thread: a stick that is being drawn may keep somebody waiting.

    Signals: ``drawn`` once each time it was there and is gone.
    """

    drawn = Signal()

    def __init__(self, path: Path, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path, self._background = path, background
        self._there = self._asking = self._again = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self.look)
        self._watcher.directoryChanged.connect(self.look)
        self.look()

    @property
    def is_there(self) -> bool:
        """It was there when last asked."""
        return self._there

    def look(self, _: object = None) -> None:
        """Ask whether it is there."""
        self._again = self._asking
        if not self._asking:
            self._asking = True
            self._background.run(self._found, self._know, self._not_known, lane=Lane.FILES)

    def _found(self) -> bool:
        try:
            with self._path.open("rb") as file:
                return bool(file.read(1))  # a stick that was drawn without a word still has its name
        except OSError:
            return False

    def _know(self, there: bool) -> None:
        self._asking = False
        before, self._there = self._there, there
        if there:
            watched = {*self._watcher.files(), *self._watcher.directories()}
            wanted = [str(p) for p in (self._path, self._path.parent, self._path.parent.parent)]
            self._watcher.addPaths([p for p in wanted if p not in watched])
        elif before:
            self.drawn.emit()
        if self._again:
            self.look()

    def _not_known(self, _: Exception) -> None:
        self._know(False)
