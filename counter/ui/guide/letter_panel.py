"""A letter to the bureau as it will be printed: seen, printed or saved, and back to the problems."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.desks.window import Desk, PageImage
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_preview import PaperPreview
from counter.ui.papers.save_line import SaveLine


class GuideLetterPanel(QWidget):
    """Signals: ``closed``; ``said(message)`` for the message bar."""

    closed = Signal()
    said = Signal(Message)

    def __init__(self, desk: Desk, background: Background, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideLetterPanel")
        self._desk = desk
        self._background = background
        self._look = look
        self._number = ""
        self.preview = PaperPreview()
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("letterTitle")
        words = self.tr("打出来盖大厅的章，寄送主管局；没盖章的不算发出。收到答复，在那一条上记下。")
        self._line = SaveLine(desk, background, look, "letter")
        self._line.wanted.connect(self.save_current)
        self.print = ActButton("letterPrint", self.tr("打印"), "Ctrl+P", role="primary", writes=True)
        self.print.clicked.connect(self.print_current)
        self.back = ActButton("letterBack", self.tr("回到问题反映"), "Esc")
        self.back.clicked.connect(self.closed)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._title)
        left.addWidget(TextLabel(words, "second", wrap=True))
        left.addWidget(self.print)
        left.addWidget(self._line)
        left.addStretch(1)
        left.addWidget(self.back)
        line = QHBoxLayout(self)
        line.setContentsMargins(28, 24, 28, 20)
        line.setSpacing(32)
        line.addLayout(left, 4)
        line.addWidget(self.preview, 7)
        shortcut = QShortcut(QKeySequence("Ctrl+P"), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.print_current)

    def show_letter(self, number: str) -> None:
        """Show a letter that was written."""
        self._number = number
        self._title.setText(self.tr("关于办事指南问题的反映\n{0}").format(number))
        self._line.start()
        self.take_focus()
        self.preview.say(self.tr("正在排版…"))

        def show(pages: Sequence[PageImage]) -> None:
            if self._number == number:
                self.preview.show_pages(pages)

        def fail(error: Exception) -> None:
            message = message_of(error)
            if self._number == number:
                self.preview.say(message.sentence)
            self.said.emit(message)

        reading = self._desk.reading
        self._background.run(lambda: reading.letter_pages(number), show, fail, lane=Lane.PAPERS)

    def take_focus(self) -> None:
        """The hand is at the button that prints."""
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_current(self) -> None:
        """Send the letter to the printer."""
        number, printer = self._number, self._look.preferences.printer
        if not number or not self.print.isEnabled():
            return
        self.print.setEnabled(False)

        def sent(label: str) -> None:
            self.print.setEnabled(True)
            self.take_focus()
            self.said.emit(Message(Tone.DONE, self.tr("信已送到{0}。纸出来了再盖章寄送。").format(label)))

        def fail(error: Exception) -> None:
            self.print.setEnabled(True)
            self.take_focus()
            self.said.emit(message_of(error))

        reading = self._desk.reading
        self._background.run(lambda: reading.print_letter(number, printer), sent, fail, lane=Lane.PAPERS)

    def save_current(self) -> None:
        """Write it as PDF into the folder beside the button."""
        number = self._number
        if not number:
            return
        file = self._line.place(self.tr("办事指南问题反映-{0}").format(number))
        reading = self._desk.reading

        def saved(_: None) -> None:
            self.said.emit(Message(Tone.DONE, self.tr("信已存为 {0}。").format(str(file))))

        self._background.run(lambda: reading.save_letter(number, file), saved, lane=Lane.PAPERS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.closed.emit()
        else:
            super().keyPressEvent(event)
