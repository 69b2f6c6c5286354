"""Exports of the guide: workbooks, packs for the windows, the card of the bureau's key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from counter.services.authoring.files.workbook import template
from counter.services.authoring.write_pack import write_guide_pack
from counter.ui.authoring.versions.files import ask_save
from counter.ui.authoring.versions.import_reading import FileWork
from counter.ui.facades.bureau import BureauFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library


class FilesOut(QWidget):
    """The buttons of the page's head; while a large file is written its progress replaces them.

    Signals: ``announced(message)``; ``card_written(file, fingerprint)``; ``import_wanted``; ``over`` after writing.
    """

    announced = Signal(Message)
    card_written = Signal(object, str)
    import_wanted = Signal()
    over = Signal()

    def __init__(
        self, facade: BureauFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._look = look
        self.work = FileWork(facade, background, self)
        self.work.progressed.connect(self._progress)
        self._state = TextLabel("", "second")
        self._state.setObjectName("exportState")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self._bar.setAccessibleName(self.tr("存到哪里"))
        self._stop = ActButton("exportStop", self.tr("停下"), "Esc", role="quiet", enter=True)
        self._stop.clicked.connect(self.stop)
        bring = ActButton("versionsImport", self.tr("导入…"), "Ctrl+O", enter=True)
        bring.clicked.connect(self.import_wanted)
        export = ActButton("versionsExport", self.tr("导出草稿…"), "Ctrl+E", enter=True)
        export.clicked.connect(self.export_draft)
        template = ActButton("versionsTemplate", self.tr("空白工作簿…"), enter=True)
        template.clicked.connect(self.write_template)
        key = ActButton("versionsKey", self.tr("公钥文件…"), "Ctrl+K", enter=True)
        key.clicked.connect(self.write_card)
        self._buttons = (bring, export, template, key)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addStretch(1)
        for part in (self._state, self._bar, self._stop, *self._buttons):
            line.addWidget(part)
        self._show_writing(None)

    def export_draft(self) -> None:
        """Write the draft as a workbook or in canonical form."""
        self._ask_export(self.tr("指南草稿"), lambda: self._facade.draft().library)

    def export_version(self, number: int) -> None:
        """Write a publication as a workbook or in canonical form."""
        self._ask_export(self.tr("指南第{0}版").format(number), lambda: self._facade.library_of(number))

    def write_template(self) -> None:
        """Write the empty workbook."""
        name = self.tr("办事指南空白工作簿.xlsx")
        self._ask_write(name, self.tr("Excel 工作簿 (*.xlsx)"), template)

    def write_pack(self, number: int) -> None:
        """Write a publication as a pack for the windows."""
        name = self.tr("指南第{0}版.指南包").format(number)
        kinds = self.tr("指南包 (*.指南包);;指南包 (*.guide)")
        self._ask_write(name, kinds, lambda: write_guide_pack(self._facade.app, number))

    def write_card(self) -> None:
        """Write the public half of the key and show its fingerprint."""

        def write(file: Path) -> None:
            self._background.run(
                lambda: self._facade.write_card(file),
                lambda fingerprint: self.card_written.emit(file, fingerprint),
                self._report,
                lane=Lane.FILES,
            )

        name, kinds = self.tr("指南编辑室公钥文件.json"), self.tr("公钥文件 (*.json)")
        ask_save(self, self._look, self.tr("公钥文件存到哪里"), name, kinds, write)

    def stop(self) -> None:
        """Cancel: no file is left behind."""
        if self.work.runs:
            self.work.stop()
            self._show_writing(None)
            self.announced.emit(Message(Tone.SAID, self.tr("停下了，没有写文件。")))

    def _ask_write(self, name: str, kinds: str, content: Callable[[], bytes]) -> None:
        def begin(file: Path) -> None:
            done = Message(Tone.DONE, self.tr("已存到 {0}").format(file))
            self._background.run(
                lambda: self._facade.write(file, content),
                lambda _: self.announced.emit(done),
                self._report,
                lane=Lane.FILES,
            )

        ask_save(self, self._look, self.tr("存到哪里"), name, kinds, begin)

    def _ask_export(self, name: str, find: Callable[[], Library]) -> None:
        def begin(file: Path) -> None:
            self._show_writing(file)
            self.work.write(file, find, done, failed)

        def done(file: Path) -> None:
            self._show_writing(None)
            self.announced.emit(Message(Tone.DONE, self.tr("已导出到 {0}").format(file)))

        def failed(error: Exception) -> None:
            self._show_writing(None)
            self._report(error)

        kinds = self.tr("Excel 工作簿 (*.xlsx);;规范文本 (*.json);;规范文本，便于逐行看 (*.yaml)")
        ask_save(self, self._look, self.tr("导出到哪个文件"), f"{name}.xlsx", kinds, begin)

    def _show_writing(self, file: Path | None) -> None:
        self._bar.setRange(0, 0)
        self._state.setText(self.tr("正在写 {0}").format(file.name) if file is not None else "")
        for part in (self._state, self._bar, self._stop):
            part.setVisible(file is not None)
        for button in self._buttons:
            button.setVisible(file is None)
        if file is None:
            self.over.emit()
        else:
            self._stop.setFocus()

    def _progress(self, done: int, whole: int) -> None:
        if self.work.runs:
            self._bar.setRange(0, whole)
            self._bar.setValue(min(done, whole))

    def _report(self, error: Exception) -> None:
        self.announced.emit(message_of(error))


class KeyCardNote(QFrame):
    """Hidden until a card was written. Signals: ``closed``."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyCard")
        self.setProperty("role", "note-received")
        self._head = TextLabel("", "strong", wrap=True)
        self.fingerprint = TextLabel("", "essential")
        self.fingerprint.setObjectName("keyFingerprint")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words = TextLabel(
            self.tr(
                "把这个文件交给窗口（U盘）。窗口第一次收的时候，请对方打电话来，两边逐组念这四组字符，"
                "一样才同意收；不一样就是别人的公钥，不要收。"
            ),
            wrap=True,
        )
        self.close_button = ActButton("keyCardClose", self.tr("知道了"), "Esc", role="quiet", enter=True)
        self.close_button.clicked.connect(self.dismiss)
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.fingerprint)
        column.addWidget(self._words)
        self.hide()

    def tell(self, file: Path, fingerprint: str) -> None:
        """Show the card's fingerprint."""
        self._head.setText(self.tr("公钥文件已存到 {0}。念给窗口核对的指纹：").format(file))
        self.fingerprint.setText("　".join(fingerprint.split()))
        letters = "，".join(" ".join(group) for group in fingerprint.split())
        self.fingerprint.setAccessibleName(self.tr("指纹：{0}").format(letters))
        self.setAccessibleName(f"{self._head.text()}{letters}")
        self.show()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Hide it."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
