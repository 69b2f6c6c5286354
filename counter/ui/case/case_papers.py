"""Papers of a case: printing and their list, and in ``sheet``, which the owner lays out, the current one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.case.acts.acts import Possible
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.ui.facades.window import Clerk, PageImage, WindowFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.messages import Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_list import PaperList
from counter.ui.papers.paper_preview import PaperPreview
from counter.ui.papers.paper_steps import PaperSteps
from counter.ui.papers.paper_tools import PaperTools
from counter.ui.papers.print_bar import PrintBar
from counter.ui.papers.print_session import PrintSession
from counter.ui.papers.save_line import SaveLine
from counter.ui.words.printing import row_note, unprinted


class CasePapers(QWidget):
    """``sheet``: the current paper with what can be done with it.

    Signals: ``announced(tone, sentence)`` for the message bar; ``step_wanted(offer)`` for the current paper;
    ``counted(case)`` after a copy was made.
    """

    announced = Signal(Tone, str)
    step_wanted = Signal(object)
    counted = Signal(object)

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._clerk: Clerk | None = None
        self._case = ""
        self._papers: tuple[IssuedPaper, ...] = ()
        self._fresh: tuple[str, ...] = ()
        self._saving: set[str] = set()
        self._begun = ""  # the paper that is being drawn before the list of papers is shown
        self.list = PaperList(look)
        self.preview = PaperPreview()
        self.steps = PaperSteps()
        self.steps.wanted.connect(self.step_wanted)
        self.printing = PrintSession(facade, background, look, self)
        self.bar = PrintBar(self.printing, look)
        self._line = SaveLine(facade, background, look)
        self._line.wanted.connect(self.save_current)
        self.save, self.folder = self._line.save, self._line.folder
        self.tools = PaperTools(self.printing, look, self.steps, self._line)
        for follow in (self._preview, self.steps.follow, self.bar.follow, self.tools.follow):
            self.list.picked.connect(follow)
        self.sheet = QWidget()
        self._arrange()
        if not facade.serves:  # nothing leaves the program where nobody is served
            self.bar.hide()
            self.tools.hide()
        self._connect_printing()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.list)
        beside = QVBoxLayout(self.sheet)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        for part in (self.tools, self.bar.missing, self.preview):
            beside.addWidget(part, 1 if part is self.preview else 0)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk who prints and copies."""
        self._clerk = clerk
        self.printing.set_clerk(clerk)

    def begin(self, case: Case) -> None:
        """Let the first paper of another case be drawn while the rest of the case is shown."""
        first = next(iter(case.papers), None)
        if first is not None and case.number != self._case and not (first.earlier or first.sealed_elsewhere):
            self._begun = first.id
            self._draw(first.id)

    def show_papers(self, case: Case, offers: Sequence[Possible] = ()) -> None:
        """Show the papers of a case and preview the first; ``offers``: available acts."""
        papers = case.papers
        known = {p.id for p in self._papers} if self._case == case.number else set()
        self._fresh = tuple(p.id for p in papers if p.id not in known)
        self._case = case.number
        self._papers = tuple(papers)
        self.setVisible(bool(papers))
        self.sheet.setVisible(bool(papers))
        self._line.start()
        self.printing.show_case(case, offers or None)
        self.list.show_papers(papers)
        self._show_notes()
        self.show_steps(offers)

    def know(self, case: Case) -> None:
        """Update the same case after an entry from the applicant's screen; other cases are ignored."""
        if case.number == self._case:
            self.printing.show_case(case)
            self._know(case)

    def print_new(self) -> None:
        """Print new papers where this station prints on issue (出具后直接送打印)."""
        case = self.printing.case
        if case is not None and self.printing.preferences.print_after:
            self.printing.send([p for p in unprinted(case) if p in self._fresh])
        self._fresh = ()

    def show_steps(self, offers: Sequence[Possible]) -> None:
        """Show the steps available for the current paper."""
        self.steps.show_offers(offers)
        self.steps.follow(self.list.current)

    def save_current(self) -> None:
        """Write the current paper as PDF into the folder beside the button; every copy is numbered and logged. What
        stands in the way is said; a second press while the first is being done makes no second copy.
        """
        paper = next((p for p in self._papers if p.id == self.list.current), None)
        if paper is None or self._clerk is None:
            self.announced.emit(Tone.SAID, self.tr("这一件还没有文书可存。"))
            return
        if paper.id in self._saving:
            self.announced.emit(Tone.SAID, self.tr("正在存这份，存好了会说。"))
            return
        if (station := self.printing.elsewhere.get(paper.id)) is not None:
            words = self.tr("这份是窗口 {0} 出具的，由那个窗口打印、存成文件。").format(station)
            self.announced.emit(Tone.REFUSED, words)
            return
        self.save_to(paper.id, self._line.place("-".join(filter(None, (paper.title, paper.number)))))

    def save_to(self, paper: str, file: Path) -> None:
        """Write a paper to a file in the background."""
        clerk = self._clerk
        if clerk is None:
            return

        def saved(copy: int) -> None:
            self._saving.discard(paper)
            self._saved(file, copy)

        def fail(error: Exception) -> None:
            self._saving.discard(paper)
            message = message_of(error)
            self.announced.emit(message.tone, message.sentence)

        self._saving.add(paper)
        self._background.run(lambda: self._facade.copy_out(paper, file, clerk), saved, fail, lane=Lane.FILES)

    def _saved(self, file: Path, copy: int) -> None:
        self.announced.emit(Tone.DONE, self.tr("已存为 {0}（第 {1} 份）。").format(str(file), copy))
        self._count_again()

    def _count_again(self) -> None:
        """Update the copy counts of each paper."""
        number = self._case

        def show(case: Case | None) -> None:
            if case is not None and number == self._case:
                self.printing.show_case(case)
                self._know(case)

        self._background.run(lambda: self._facade.case(number), show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.printing.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.printing.watch(False)

    def _connect_printing(self) -> None:
        self.printing.changed.connect(self._know)
        self.printing.updated.connect(self._show_notes)
        self.printing.announced.connect(lambda message: self.announced.emit(message.tone, message.sentence))
        key = QShortcut(QKeySequence("P"), self.list)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.setAutoRepeat(False)
        key.activated.connect(self.tools.print_current)
        self.bar.asked.connect(self.list.show_paper)

    def _know(self, case: Case) -> None:
        """Update the same papers."""
        self._papers = case.papers
        self.list.count_again(case.papers)
        self._show_notes()
        self.counted.emit(case)

    def _show_notes(self) -> None:
        """Show the queue state of each paper."""
        self.list.show_notes({p.id: row_note(p, self.printing.news) for p in self._papers})

    def _preview(self, paper: str) -> None:
        for part in (self._line, self.save):
            part.setEnabled(paper not in self.printing.elsewhere)
        if any(known.id == paper and known.earlier for known in self._papers):
            self.preview.say(self.tr("原系统出具的，内容不在这里"))
            return
        elsewhere = next((p.station for p in self._papers if p.id == paper and p.sealed_elsewhere), "")
        if elsewhere:
            self.preview.say(self.tr("窗口 {0} 出具的，内容在那个窗口").format(elsewhere))
            return
        self.preview.say(self.tr("正在排版…"))
        begun, self._begun = self._begun, ""
        if begun != paper:
            self._draw(paper)

    def _draw(self, paper: str) -> None:
        def show(pages: Sequence[PageImage]) -> None:
            if self.list.current == paper:
                self.preview.show_pages(pages)

        def fail(error: Exception) -> None:
            message = message_of(error)
            if self.list.current == paper:
                self.preview.say(message.sentence)
            self.announced.emit(message.tone, message.sentence)

        self._background.run(lambda: self._facade.pages_of(paper), show, fail, lane=Lane.PAPERS)
