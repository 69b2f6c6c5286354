"""差评整改反馈单: the preview, a print, and a copy as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.services.ratings.office.copy_answer import answer_document, copy_answer, print_answer
from counter.ui.facades.office import OfficeFacade
from counter.ui.facades.window import Clerk, PageImage
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import BAR
from counter.ui.kit.controls.fitted_to_width import FittedToWidth
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_preview import PaperPreview
from counter.ui.papers.save_line import SaveLine

if TYPE_CHECKING:
    from counter.domain.ratings.office.rated import Rated

_READ = 40
"""Pixels of a folder beyond what its field needs at least."""


class AnswerPane(FittedToWidth):
    """Shows the newest answer of a rating. Signals: ``announced(message)``; ``copied`` after a copy was issued;
    ``closed``.
    """

    announced = Signal(Message)
    copied = Signal()
    closed = Signal()

    def __init__(
        self, facade: OfficeFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._rated: Rated | None = None
        self._clerk: Clerk | None = None
        self._shown = ""
        self._title = TextLabel("", "strong", wrap=True)
        self._close = ActButton("answerClose", self.tr("看办理经过"), "Ctrl+B", role="quiet", enter=True)
        self._close.clicked.connect(self.closed)
        self.line = SaveLine(facade, background, look, "answer")
        self.line.wanted.connect(self.save)
        self._print = ActButton("answerPrint", self.tr("打印"), "Ctrl+P", writes=True)
        self._print.clicked.connect(self.print_sheet)
        self._look = look
        self._sending = False
        self.preview = PaperPreview()
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, BAR, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        takes = QWidget()
        # tilted, so that nothing is squeezed
        takes.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, takes)
        self._row.setContentsMargins(0, 0, BAR, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._print, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addWidget(self.line, 1)
        column.addWidget(takes)
        column.addWidget(self.preview, 1)

    def fit(self) -> None:
        """Where the folder could not be read beside the printing it stands below."""
        line = self.line.minimumSizeHint().width() + self._look.grown(_READ)  # the folder is to be read
        fits = self._print.sizeHint().width() + self._row.spacing() + line <= self.width() - BAR
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the person issuing copies."""
        self._clerk = clerk

    def show_rated(self, rated: Rated) -> None:
        """Show its answer, which must exist."""
        self._rated = rated
        answers = rated.rectification.answers if rated.rectification else ()
        paper = answers[-1].said
        self._title.setText(self.tr("差评整改反馈单 {0}").format(paper.number))
        self.line.start()
        if paper.paper == self._shown:
            return
        self._shown = paper.paper
        self.preview.say(self.tr("正在排版…"))

        def show(pages: Sequence[PageImage]) -> None:
            if self._shown == paper.paper:
                self.preview.show_pages(pages)

        def fail(error: Exception) -> None:
            self._shown = ""
            self.preview.say(message_of(error).sentence)

        self._background.run(lambda: self._facade.pages(answer_document(rated)), show, fail, lane=Lane.PAPERS)

    def print_sheet(self) -> None:
        """Print one copy; a key held down prints only one."""
        rated, clerk = self._rated, self._clerk
        if rated is None or clerk is None or self._sending:
            return
        self._sending = True

        def report(sent: tuple[int, str]) -> None:
            self._sending = False
            words = self.tr("第{0}份已送到打印机 {1}，请看着纸出来。").format(*sent)
            self.announced.emit(Message(Tone.DONE, words))
            self.copied.emit()

        def fail(error: Exception) -> None:
            self._sending = False
            self.announced.emit(message_of(error))

        facade, printer = self._facade, self._look.preferences.printer
        self._background.run(
            lambda: print_answer(facade.app, rated.id, facade.row(clerk), printer=printer), report, fail
        )

    def save(self) -> None:
        """Write a copy into the folder named."""
        rated, clerk = self._rated, self._clerk
        if rated is None or clerk is None or rated.rectification is None:
            return
        file = self.line.place(
            self.tr("差评整改反馈单 {0}").format(rated.rectification.answers[-1].said.number)
        )

        def report(copy: int) -> None:
            words = self.tr("已保存第{0}份：{1}").format(copy, file)
            self.announced.emit(Message(Tone.DONE, words))
            self.copied.emit()

        def copy() -> int:
            facade = self._facade
            with facade.platform.whole_file(
                file
            ) as half:  # an unwritable file is found before the copy counts
                return copy_answer(facade.app, rated.id, facade.row(clerk), keep=half.write)

        self._background.run(copy, report, lane=Lane.FILES)
