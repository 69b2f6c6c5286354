"""问题反映 on the reading page: report form beside the guide, list and letters over it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.guide.problem_form import GuideProblemForm
from counter.ui.guide.problem_list import GuideProblemList
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.lazy_part import LazyPart
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_panel import PaperPanel

if TYPE_CHECKING:
    from counter.domain.guide.problems import Letter, Problem, ProblemAnswered, Problems, Report
    from counter.ui.facades.reading import ReadingFacade


class GuideProblems(QObject):
    """Signals: ``left`` to return to the guide; ``announced(message)`` for the message bar."""

    left = Signal()
    announced = Signal(Message)

    def __init__(
        self,
        reading: ReadingFacade,
        facade: WindowFacade,
        background: Background,
        look: Look,
        today: Callable[[], date],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._reading = reading
        self._background = background
        self._clerk: Clerk | None = None
        self._facade, self._look, self._today = facade, look, today
        self._form = LazyPart(self._make_form, self)  # most who read report nothing
        self._list = LazyPart(self._make_list, self)
        self._letter = LazyPart(self._make_letter, self)
        self.button = ActButton("guideProblemsOpen", self.tr("问题反映"), "Ctrl+T", role="quiet")
        self.button.clicked.connect(self.open_list)

    @property
    def form(self) -> GuideProblemForm:
        """What reports a line, beside the guide."""
        return self._form()

    @property
    def list(self) -> GuideProblemList:
        """All that was reported."""
        return self._list()

    @property
    def letter(self) -> GuideLetterPanel:
        """A letter to the bureau."""
        return self._letter()

    def _make_form(self) -> GuideProblemForm:
        form = GuideProblemForm(self._look)
        form.wanted.connect(self._report)
        form.left.connect(self.close)
        form.left.connect(self.left)
        self._beside.addWidget(form)
        return form

    def _make_list(self) -> GuideProblemList:
        shown = GuideProblemList(self._look, self._today)
        shown.letter_wanted.connect(self._write_letter)
        shown.letter_opened.connect(self._open_letter)
        shown.answered.connect(self._answer)
        shown.closed.connect(self._leave)
        self._stack.addWidget(shown)
        return shown

    def _make_letter(self) -> GuideLetterPanel:
        letter = GuideLetterPanel(self._facade, self._background, self._look)
        letter.closed.connect(self.open_list)
        letter.announced.connect(self.announced)
        self._stack.addWidget(letter)
        return letter

    @property
    def half_done(self) -> str:
        """Title of a started report; else empty."""
        form = self._form.made
        return form.accessibleName() if form is not None and form.touched else ""

    def save_letter(self) -> bool:
        """Save the letter that is shown; False where none is."""
        letter = self._letter.made
        if letter is None or not letter.isVisible():
            return False
        letter.save_current()
        return True

    @property
    def is_open(self) -> bool:
        """Form, list or letter is shown."""
        return self._is_reporting or self._is_over

    @property
    def _is_reporting(self) -> bool:
        return self._form.made is not None and self._beside.currentWidget() is self._form.made

    @property
    def _is_over(self) -> bool:
        return self._stack.currentWidget() in [
            part for part in (self._list.made, self._letter.made) if part is not None
        ]

    def add_to_stack(self, stack: QStackedLayout, under: QWidget, beside: QStackedLayout) -> None:
        """List and letter come to the page's stack, the form to the column beside the guide."""
        self._stack, self._under, self._beside = stack, under, beside

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the reporting clerk; started input of the former is discarded."""
        self._clerk = clerk
        if self._form.made is not None:
            self._form.made.clear()
        self.close()

    def close(self) -> None:
        """Show the guide again, with the answers beside it."""
        if self._is_over:
            turn_to(self._stack, self._under)
        if self._is_reporting:
            turn_to(self._beside, self._beside.widget(1))

    def take_focus(self) -> None:
        """Restore the focus."""
        if not self._is_over:
            self.form.kind.take_focus()
        elif self._stack.currentWidget() is self._letter.made:
            self.letter.take_focus()
        else:
            self.list.take_focus()

    def refresh(self) -> None:
        """Load the problems again."""
        self._background.run(self._reading.problems, self._show)

    def report(self, bundle: int, line: str, where: str) -> None:
        """Start a report about a line."""
        turn_to(self._beside, self.form)
        self.form.begin(bundle, line, where)

    def open_list(self) -> None:
        """Show all reported problems."""

        def show(known: Problems) -> None:
            shown = self.list
            self._show(known)
            turn_to(self._stack, shown)
            shown.take_focus()

        self._background.run(self._reading.problems, show)

    def _show(self, known: Problems) -> None:
        if self._list.made is not None:
            self._list.made.show_problems(known)
        waiting = len(known.open)
        self.button.say(self.tr("问题反映 {0}").format(waiting) if waiting else self.tr("问题反映"))

    def _leave(self) -> None:
        self.close()
        self.left.emit()

    def _report(self, report: Report) -> None:
        clerk = self._clerk
        if clerk is None:
            return
        self.form.save.setEnabled(False)

        def done(problem: Problem) -> None:
            self.form.save.setEnabled(True)
            self.form.clear()
            self._leave()
            self.refresh()
            words = self.tr("已记下第 {0} 条：{1}。写信报主管局按 Ctrl+T；答复以前仍按现在的指南办。")
            self.announced.emit(Message(Tone.DONE, words.format(problem.number, problem.said.kind.label)))

        def fail(error: Exception) -> None:
            self.form.save.setEnabled(True)
            message = message_of(error)
            self.form.show_fault(message.sentence, message.field)

        self._background.run(lambda: self._reading.report(report, clerk), done, fail)

    def _answer(self, answer: ProblemAnswered) -> None:
        clerk = self._clerk
        if clerk is None:
            return

        def done(problem: Problem) -> None:
            words = self.tr("第 {0} 条的答复已记下。").format(problem.number)
            self.announced.emit(Message(Tone.DONE, words))
            self.open_list()

        def fail(error: Exception) -> None:
            message = message_of(error)
            self.list.form.show_fault(message.sentence, message.field)

        self._background.run(lambda: self._reading.answer(answer, clerk), done, fail)

    def _write_letter(self) -> None:
        clerk = self._clerk
        if clerk is None:
            return
        self.list.write.setEnabled(False)

        def done(letter: Letter) -> None:
            words = self.tr("信已写好，编号 {0}，共 {1} 条。").format(
                letter.said.number, len(letter.said.problems)
            )
            self.announced.emit(Message(Tone.DONE, words))
            self._open_letter(letter.said.number)

        def fail(error: Exception) -> None:
            self.announced.emit(message_of(error))
            self.open_list()

        self._background.run(lambda: self._reading.write_letter(clerk), done, fail)

    def _open_letter(self, number: str) -> None:
        turn_to(self._stack, self.letter)
        self.letter.show_letter(number)


class GuideLetterPanel(PaperPanel):
    """Shows letters already written."""

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        words = self.tr("打出来盖大厅的章，寄送主管局；没盖章的不算发出。收到答复，在那一条上记下。")
        back = self.tr("回到问题反映")
        super().__init__(facade, background, look, "letter", "letter", words, back, parent)
        self.setObjectName("guideLetterPanel")
        self._number = ""

    def show_letter(self, number: str) -> None:
        """Show a letter."""
        self._number = number
        title = self.tr("关于办事指南问题的反映\n{0}").format(number)
        self._show(number, title, lambda: self._facade.reading.letter_pages(number))

    def print_current(self) -> None:
        number, printer = self._number, self._look.preferences.printer
        if number and self.print.isEnabled():
            message = self.tr("信已送到{0}。纸出来了再盖章寄送。")
            self._print(lambda: self._facade.reading.print_letter(number, printer), message)

    def save_current(self) -> None:
        number = self._number
        if number:
            file = self._line.place(self.tr("办事指南问题反映-{0}").format(number))
            self._save(
                file, lambda: self._facade.reading.save_letter(number, file), self.tr("信已存为 {0}。")
            )

    def _printed(self) -> None:
        super()._printed()
        self.take_focus()
