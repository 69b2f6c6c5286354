"""一次性告知单 of the visit in hand: seen as it will be printed, printed or saved, and back to the visit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.visit.visit import Visit
from counter.ui.desks.window import Clerk, Desk, PageImage
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.messages import Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_preview import PaperPreview
from counter.ui.papers.save_line import SaveLine


class GuideSheetPanel(QFrame):
    """Signals: ``closed`` when the visit goes on; ``said(tone, sentence)`` for the message bar."""

    closed = Signal()
    said = Signal(Tone, str)

    def __init__(self, desk: Desk, background: Background, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideSheetPanel")
        self._desk = desk
        self._background = background
        self._look = look
        self._clerk: Clerk | None = None
        self._visit: Visit | None = None
        self._name = ""
        self.preview = PaperPreview()
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("guideSheetTitle")
        words = self.tr(
            "给只来咨询的人：不用报姓名，也不算申请。打出来或存出去就记一笔“已一次性告知”，不记是谁。"
        )
        self._words = TextLabel(words, "second", wrap=True)
        self._line = SaveLine(desk, background, look, "sheet")
        self._line.wanted.connect(self.save_current)
        self.print = ActButton("guideSheetPrint", self.tr("打印"), "Ctrl+P", role="primary", writes=True)
        self.print.clicked.connect(self.print_current)
        self.back = ActButton("guideSheetBack", self.tr("回到办理"), "Esc")
        self.back.clicked.connect(self.closed)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._title)
        left.addWidget(self._words)
        left.addWidget(self.print)
        left.addWidget(self._line)
        left.addStretch(1)
        left.addWidget(self.back)
        line = QHBoxLayout(self)
        line.setContentsMargins(28, 24, 28, 20)
        line.setSpacing(32)
        line.addLayout(left, 4)
        line.addWidget(self.preview, 7)

        key = QShortcut(QKeySequence("Ctrl+P"), self)
        key.setAutoRepeat(False)
        key.activated.connect(self.print_current)

    def belong_to(self, clerk: Clerk | None) -> None:
        """Who gives sheets from now on."""
        self._clerk = clerk

    def show_sheet(self, visit: Visit, name: str) -> None:
        """Show the sheet of a visit as it stands; ``name``: of its bundle."""
        self._visit = visit
        self._name = name
        self._title.setText(self.tr("一次性告知单　{0}").format(name))
        self._line.start()
        self.take_focus()
        self.preview.say(self.tr("正在排版…"))

        def show(pages: Sequence[PageImage]) -> None:
            if self._visit is visit:
                self.preview.show_pages(pages)

        def fail(error: Exception) -> None:
            message = message_of(error)
            if self._visit is visit:
                self.preview.say(message.sentence)
            self.said.emit(message.tone, message.sentence)

        self._background.run(lambda: self._desk.guide_sheet_pages(visit), show, fail, lane=Lane.PAPERS)

    def take_focus(self) -> None:
        """The hand is at the button that prints."""
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_current(self) -> None:
        """Send the sheet to the printer; that it was given is logged once the queue has it."""
        visit, clerk = self._visit, self._clerk
        if visit is None or clerk is None or not self.print.isEnabled():
            return
        self.print.setEnabled(False)
        printer = self._look.preferences.printer

        def sent(label: str) -> None:
            self.print.setEnabled(True)
            words = self.tr("一次性告知单已送到{0}，已记一笔“已告知”。纸出来了再交给来人。")
            self.said.emit(Tone.DONE, words.format(label))

        def fail(error: Exception) -> None:
            self.print.setEnabled(True)
            message = message_of(error)
            self.said.emit(message.tone, message.sentence)

        self._background.run(
            lambda: self._desk.print_guide_sheet(visit, clerk, printer), sent, fail, lane=Lane.PAPERS
        )

    def save_current(self) -> None:
        """Write the sheet as PDF into the folder beside the button; that it was given is logged."""
        visit, clerk = self._visit, self._clerk
        if visit is None or clerk is None:
            return
        file = self._line.place(self.tr("一次性告知单-{0}").format(self._name))
        self._background.run(
            lambda: self._desk.guide_sheet(visit, file, clerk), lambda _: self._saved(file), lane=Lane.PAPERS
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _saved(self, file: Path) -> None:
        self.said.emit(Tone.DONE, self.tr("一次性告知单已存为 {0}，已记一笔“已告知”。").format(str(file)))
