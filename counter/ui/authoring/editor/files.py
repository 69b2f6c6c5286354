"""Blank forms and samples of the draft: attached by hash, opened with the system's viewer, removed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from counter.domain.authoring.editing.edits import set_cell
from counter.domain.authoring.editing.node import exists, row_of
from counter.domain.errors import CounterError
from counter.ui.authoring.editor.lines import ATTACH, OPEN
from counter.ui.kit.background import Lane
from counter.ui.kit.messages import Message, Tone, message_of

if TYPE_CHECKING:
    from counter.domain.authoring.editing.node import Node
    from counter.domain.guide.terms import AttachedFile
    from counter.ui.authoring.editor.draft import CurrentDraft
    from counter.ui.facades.bureau import BureauFacade
    from counter.ui.kit.background import Background
    from counter.ui.kit.file_dialogs import Purpose, ask_given_file
from counter.ui.kit.theme import Look


class EditorFiles(QObject):
    """Signals: ``announced(message)``."""

    announced = Signal(Message)

    def __init__(
        self, facade: BureauFacade, background: Background, look: Look, draft: CurrentDraft, page: QWidget
    ) -> None:
        super().__init__(page)
        self._facade = facade
        self._background = background
        self._look = look
        self._draft = draft
        self._page = page

    def act(self, node: Node, key: str, act: str) -> None:
        """Perform the act of a button beside a file."""
        if act == ATTACH:
            self._choose(node, key)
        elif act == OPEN:
            self._open(node, key)
        else:
            self._set(node, key, "")

    def attach(self, node: Node, key: str, path: Path) -> None:
        """Store a file and name it in the guide."""

        def name(file: AttachedFile) -> None:
            self._set(node, key, self._draft.know(file).name)

        self._background.run(lambda: self._facade.attach(path), name, self._report, lane=Lane.FILES)

    def _choose(self, node: Node, key: str) -> None:
        ask_given_file(
            self._page,
            "attachDialog",
            self.tr("选空白表、样表或样本"),
            self.tr("所有文件 (*)"),
            lambda file: self.attach(node, key, file),
            purpose=Purpose.GUIDE,
            look=self._look,
        )

    def _open(self, node: Node, key: str) -> None:
        name = str(row_of(self._draft.library, node).get(key) or "")
        file = self._draft.file(name)
        if file is not None:
            self._background.run(lambda: self._facade.open_file(file), self._show, self._report)

    def _show(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            words = self.tr("这台电脑没有能打开它的程序；文件在 {0}。").format(path)
            self.announced.emit(Message(Tone.WORLD, words))

    def _set(self, node: Node, key: str, name: str) -> None:
        if not exists(self._draft.library, node):
            return  # the row was deleted while the file was being read
        try:
            self._draft.do(set_cell(self._draft.library, node, key, name))
        except CounterError as wrong:
            self.announced.emit(message_of(wrong))

    def _report(self, error: Exception) -> None:
        self.announced.emit(message_of(error))
