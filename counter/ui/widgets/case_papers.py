"""The papers of a case and what can be done with them; ``preview`` is placed by whoever shows them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.acts import Possible
from counter.domain.case import Case, IssuedPaper
from counter.ui.background import Background, Lane
from counter.ui.desk import Clerk, Desk, PageImage
from counter.ui.messages import Tone, message_of
from counter.ui.theme import Look
from counter.ui.widgets.paper_list import PaperList
from counter.ui.widgets.paper_preview import PaperPreview
from counter.ui.widgets.paper_steps import PaperSteps
from counter.ui.widgets.save_line import SaveLine


class CasePapers(QWidget):
    """Signals: ``said(tone, sentence)`` for the message bar; ``step_wanted(offer)`` for the current paper;
    ``counted(case)`` after a copy left the program.
    """

    said = Signal(Tone, str)
    step_wanted = Signal(object)
    counted = Signal(object)

    def __init__(self, desk: Desk, background: Background, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._background = background
        self._clerk: Clerk | None = None
        self._case = ""
        self._papers: tuple[IssuedPaper, ...] = ()
        self.list = PaperList(look)
        self.list.picked.connect(self._preview)
        self.preview = PaperPreview()
        self._steps = PaperSteps()
        self._steps.wanted.connect(self.step_wanted)
        self.list.picked.connect(self._steps.follow)
        self._line = SaveLine(desk, background, look)
        self._line.wanted.connect(self.save_current)
        self.save, self.folder = self._line.save, self._line.folder
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list)
        column.addWidget(self._steps)
        column.addWidget(self._line)

    def belong_to(self, clerk: Clerk | None) -> None:
        """Who takes copies out from now on."""
        self._clerk = clerk

    def show_papers(self, case: Case, offers: Sequence[Possible] = ()) -> None:
        """Show the papers of a case, the first one previewed; ``offers``: what the case allows now."""
        papers = case.papers
        self._case = case.number
        self._papers = tuple(papers)
        self.setVisible(bool(papers))
        self.preview.setVisible(bool(papers))
        self._line.start()
        self.list.show_papers(papers)
        self.show_steps(offers)

    def show_steps(self, offers: Sequence[Possible]) -> None:
        """What may be done with the current paper now."""
        self._steps.show_offers(offers)
        self._steps.follow(self.list.current)

    def save_current(self) -> None:
        """Write the current paper as PDF into the folder beside the button; every copy is numbered and logged."""
        paper = next((p for p in self._papers if p.id == self.list.current), None)
        if paper is None or self._clerk is None:
            return
        self.save_to(paper.id, self._line.place("-".join(filter(None, (paper.title, paper.number)))))

    def save_to(self, paper: str, file: Path) -> None:
        """Write a paper to a file in the background."""
        clerk = self._clerk
        if clerk is None:
            return
        self._background.run(
            lambda: self._desk.copy_out(paper, file, clerk),
            lambda copy: self._saved(file, copy),
            lane=Lane.PAPERS,
        )

    def _saved(self, file: Path, copy: int) -> None:
        self.said.emit(Tone.DONE, self.tr("已存为 {0}（第 {1} 份）。").format(str(file), copy))
        self._count_again()

    def _count_again(self) -> None:
        """How many copies there are of each paper now."""
        number = self._case

        def show(case: Case | None) -> None:
            if case is not None and number == self._case:
                self._papers = case.papers
                self.list.count_again(case.papers)
                self.counted.emit(case)

        self._background.run(lambda: self._desk.case(number), show)

    def _preview(self, paper: str) -> None:
        self.preview.say(self.tr("正在排版…"))

        def show(pages: Sequence[PageImage]) -> None:
            if self.list.current == paper:
                self.preview.show_pages(pages)

        def fail(error: Exception) -> None:
            message = message_of(error)
            if self.list.current == paper:
                self.preview.say(message.sentence)
            self.said.emit(message.tone, message.sentence)

        self._background.run(lambda: self._desk.pages_of(paper), show, fail, lane=Lane.PAPERS)
