"""Blank forms and samples on the reading page: a copy is laid down in the background and shown by the system."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from counter.domain.reading.lines import ReadLine
from counter.ui.facades.window import WindowFacade
from counter.ui.guide.file_bar import FileBar
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.messages import Message, Tone


class GuideFileOpener(QObject):
    """Signals: ``said(message)``."""

    said = Signal(Message)

    def __init__(self, facade: WindowFacade, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._facade, self._background = facade, background
        self.bar = FileBar()
        self.bar.wanted.connect(self.open)

    def show_line(self, line: ReadLine | None) -> bool:
        """Offer the files of the line in hand; True where there are any."""
        files = () if line is None else line.files
        self.show_files(files)
        return bool(files)

    def show_files(self, files: Sequence[tuple[str, str]]) -> None:
        """Offer these (what it is, its name)."""
        now = self._facade.guide_versions.news.in_use if files else None
        held = () if now is None else tuple(file.name for file in now.publication.files)
        self.bar.show_files(files, held)

    def open(self, name: str) -> None:
        """Show a copy of it."""
        self._background.run(
            lambda: self._facade.guide_versions.open_file(name),
            lambda file: self._show(name, file),
            lane=Lane.PAPERS,
        )

    def _show(self, name: str, file: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            words = self.tr("这台电脑没有能打开“{0}”的程序，请管理员装一个。").format(name)
            self.said.emit(Message(Tone.WORLD, words))
