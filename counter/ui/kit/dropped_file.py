"""A file dragged onto a page from the file manager: the page reads it, and the original stays where it lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_ON_THE_WAY = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class DroppedFile(QObject):
    """``take(file)`` is called with the first local file dropped anywhere on the page.

    The drop is always answered with a copy: a file manager that proposes a move, as most do within a disk, deletes
    its file once the move is accepted.
    """

    def __init__(self, page: QWidget, take: Callable[[Path], None]) -> None:
        super().__init__(page)
        self._take = take
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QDropEvent):
            return False
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if not files or not event.possibleActions() & Qt.DropAction.CopyAction:
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() not in _ON_THE_WAY:
            self._take(Path(files[0]))
        return True
