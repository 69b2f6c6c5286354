"""What Space does in 待办 without leaving the row: send papers, say that they came out, that they are stamped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counter.domain.tasks.next_step import Step, step_of
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.two_press import TwoPress
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.papers.print_session import PrintSession
from counter.ui.tasks.task_rows import WorkMatter, number_of, who
from counter.ui.words.printing import stuck, unprinted

if TYPE_CHECKING:
    from counter.domain.case.case import Case


class TaskActions(QObject):
    """Signals: ``done`` after something was recorded, the list is to be read anew; ``armed(bool)`` while the next press
    acts; ``announced(message)``.
    """

    done = Signal()
    armed = Signal(bool)
    announced = Signal(Message)

    def __init__(self, facade: WindowFacade, background: Background, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._printing = PrintSession(facade, background, look, self)
        self._clerk: Clerk | None = None
        self._matter: WorkMatter | None = None
        self._step: Step | None = None  # what is under way
        self._reading = self._failed = False
        self._presses = TwoPress(self)
        self._presses.armed.connect(self.armed)
        self._presses.confirmed.connect(self._begin)
        self._printing.announced.connect(self._fail)
        self._printing.changed.connect(self._on_recorded)
        self._printing.updated.connect(self._on_news)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set who acts."""
        self._clerk = clerk
        self._printing.set_clerk(clerk)
        self.let_go()

    def let_go(self) -> None:
        """Another row is current, or the page is left: a first press is dropped."""
        self._presses.disarm()

    def press(self, matter: WorkMatter) -> None:
        """Space on that matter, whose step is done in place; while papers are being sent it does nothing."""
        if self._reading or self._printing.sending:
            return
        self._matter = matter
        if step_of(matter).said_first:
            self._presses.press()
        else:
            self._begin()

    def _begin(self) -> None:
        matter = self._matter
        if matter is None or self._clerk is None:
            return
        self._reading, self._step, self._failed = True, None, False
        number = matter.first.number
        self._background.run(lambda: self._facade.case(number), self._act, self._refused)

    def _act(self, case: Case | None) -> None:
        """The papers as they are by now: what was sent or stamped since is not sent or stamped again."""
        self._reading = False
        if case is None or self._matter is None:
            self.done.emit()
            return
        self._printing.show_case(case)
        step = self._step = step_of(self._matter)
        if step is Step.STAMP:
            self._printing.all_stamped()
        elif step is Step.OUT:
            self._printing.all_out()
        else:
            to_send = unprinted(self._printing.case or case)
            (self._printing.send_all if to_send else self._printing.send_again)()
            if not self._printing.sending:
                words = self.tr("没有要送打印的：都已存成文件或者送过了。纸出来了的，打开办件记“已出纸”。")
                self.announced.emit(Message(Tone.SAID, words))
                self.done.emit()

    def _on_recorded(self, _: Case) -> None:
        if self._step in (Step.OUT, Step.STAMP):
            self._finish()

    def _on_news(self) -> None:
        """Sheets were sent, or the queue said something."""
        if self._step is Step.PRINT and not self._printing.sending:
            self._finish()
        elif self._step is Step.OUT and self._printing.case is not None:
            for job in stuck(self._printing.case, self._printing.news)[:1]:
                self.announced.emit(Message(Tone.REFUSED, job.words))

    def _finish(self) -> None:
        step, self._step = self._step, None
        if step is not None and self._matter is not None and not self._failed:
            words = {
                Step.PRINT: self.tr("{0}（{1}）已送打印。看着纸出来，出来了再按空格。"),
                Step.OUT: self.tr("{0}（{1}）已记下：都出了纸。"),
                Step.STAMP: self.tr("{0}（{1}）已记下：都盖了章。"),
            }[step]
            task = self._matter.first
            self.announced.emit(Message(Tone.DONE, words.format(who(task), number_of(task))))
        self.done.emit()

    def _fail(self, message: Message) -> None:
        self._failed = True
        self.announced.emit(message)

    def _refused(self, error: Exception) -> None:
        self._reading = False
        self.announced.emit(message_of(error))
