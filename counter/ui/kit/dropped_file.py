"""A file dragged onto a page from the file manager: the page reads it, and the original stays where it lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from counter.ui.kit.messages import Message, Tone

_ON_THE_WAY = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class DroppedFile(QObject):
    """``take(file)`` is called with the first local file dropped anywhere on the page; ``tell`` hears of the others, as
    most pages read one at a time. ``take_all(files)``: of a page that takes several.

    The drop is always answered with a copy: a file manager that proposes a move, as most do within a disk, deletes
    its file once the move is accepted.
    """

    def __init__(
        self,
        page: QWidget,
        take: Callable[[Path], None],
        tell: Callable[[Message], None],
        take_all: Callable[[Sequence[Path]], None] | None = None,
    ) -> None:
        super().__init__(page)
        self._take, self._tell, self._take_all = take, tell, take_all
        self._offered = False
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QDropEvent):
            return False
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if not files or not event.possibleActions() & Qt.DropAction.CopyAction:
            if event.type() not in _ON_THE_WAY and self._offered:
                self._tell_lost()
            self._offered = False
            event.ignore()
            return True
        self._offered = event.type() in _ON_THE_WAY
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() not in _ON_THE_WAY:
            self._drop([Path(file) for file in files])
        return True

    def _tell_lost(self) -> None:
        """The other program ended, or its stick was pulled out, between the drag and the drop."""
        words = self.tr(
            "拖来的文件没有收到：那个程序关了，或者U盘拔了。请看看文件还在不在，再拖一次，或者用按钮打开。"
        )
        self._tell(Message(Tone.WORLD, words))

    def _drop(self, files: Sequence[Path]) -> None:
        if self._take_all is not None:
            self._take_all(files)
            return
        self._take(files[0])
        if len(files) > 1:
            words = self.tr("一次读一个：先读了“{0}”，还有 {1} 个没有读，请再一个一个拖来。")
            self._tell(Message(Tone.REFUSED, words.format(files[0].name, len(files) - 1)))
