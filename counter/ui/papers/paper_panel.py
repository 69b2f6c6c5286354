"""A paper without a case: previewed, printed or saved, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.facades.window import PageImage, WindowFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_preview import PaperPreview
from counter.ui.papers.save_line import SaveLine


class PaperPanel(QFrame):
    """``name``: prefix of object names; ``saves``: object name of its save line; ``words``: what it is for.

    Signals: ``closed``; ``announced(message)`` for the message bar.
    """

    closed = Signal()
    announced = Signal(Message)

    def __init__(
        self,
        facade: WindowFacade,
        background: Background,
        look: Look,
        name: str,
        saves: str,
        words: str,
        back: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._look = look
        self._shown: object = None
        self._saving = False
        self.preview = PaperPreview()
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName(f"{name}Title")
        self._line = SaveLine(facade, background, look, saves)
        self._line.wanted.connect(self.save_current)
        self.print = ActButton(f"{name}Print", self.tr("打印"), "Ctrl+P", role="primary", writes=True)
        self.print.clicked.connect(self.print_current)
        self.back = ActButton(f"{name}Back", back, "Esc")
        self.back.clicked.connect(self.closed)
        left = QVBoxLayout()
        left.setSpacing(12)
        for part in (self._title, TextLabel(words, "second", wrap=True), self.print, self._line):
            left.addWidget(part)
        left.addStretch(1)
        left.addWidget(self.back)
        line = QHBoxLayout(self)
        line.setContentsMargins(28, 24, 28, 20)
        line.setSpacing(32)
        line.addLayout(left, 4)
        line.addWidget(self.preview, 7)
        bind_key(self, "Ctrl+P", self.print_current)

    def take_focus(self) -> None:
        """Focus the print button."""
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_current(self) -> None:
        """Send the paper to the printer."""
        raise NotImplementedError

    def save_current(self) -> None:
        """Write it as PDF into the folder beside the button."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # -- for subclasses --
    def _show(self, shown: object, title: str, pages: Callable[[], Sequence[PageImage]]) -> None:
        """Show the pages made by ``shown``; answers for an earlier paper are dropped."""
        self._shown = shown
        self._title.setText(title)
        self._line.start()
        self.take_focus()
        self.preview.say(self.tr("正在排版…"))

        def show(images: Sequence[PageImage]) -> None:
            if self._shown is shown:
                self.preview.show_pages(images)

        def fail(error: Exception) -> None:
            message = message_of(error)
            if self._shown is shown:
                self.preview.say(message.sentence)
            self.announced.emit(message)

        self._background.run(pages, show, fail, lane=Lane.PAPERS)

    def _print(self, sends: Callable[[], str], message: str) -> None:
        """Print; ``message``: message with the printer's name, shown once the queue has taken it."""
        self.print.setEnabled(False)

        def sent(label: str) -> None:
            self._printed()
            self.announced.emit(Message(Tone.DONE, message.format(label)))

        def fail(error: Exception) -> None:
            self._printed()
            self.announced.emit(message_of(error))

        self._background.run(sends, sent, fail, lane=Lane.PAPERS)

    def _printed(self) -> None:
        """Printing was accepted or refused by the queue."""
        self.print.setEnabled(True)

    def _save(self, file: Path, saves: Callable[[], None], message: str) -> None:
        """Save; ``message``: message with the file's name. A second press meanwhile makes no second file."""
        if self._saving:
            self.announced.emit(Message(Tone.SAID, self.tr("正在存，存好了会说。")))
            return

        def saved(_: object) -> None:
            self._saving = False
            self.announced.emit(Message(Tone.DONE, message.format(str(file))))

        def fail(error: Exception) -> None:
            self._saving = False
            self.announced.emit(message_of(error))

        self._saving = True
        self._background.run(saves, saved, fail, lane=Lane.FILES)
