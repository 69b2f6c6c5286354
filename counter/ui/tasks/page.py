"""待办: cases with what is to be done in them, what hurts most first; Space does it, Enter opens the case in 查件."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.tasks.next_step import Step, acts_for, step_of
from counter.domain.tasks.scope import TaskScope
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.urgency import Urgency
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import KeyCap, TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_glance import PaperGlance
from counter.ui.tasks.task_actions import TaskActions
from counter.ui.tasks.task_kinds import TaskKinds
from counter.ui.tasks.task_list import KIND_STEPS, TaskList
from counter.ui.tasks.task_pane import TaskPane
from counter.ui.tasks.task_rows import Work, WorkMatter

if TYPE_CHECKING:
    from counter.services.tasks.list_tasks import TaskCounts, TaskView

_WITH_PANE, _WITH_PAPER = 1180, 1640
"""Logical pixels: in a narrower page only the list is shown; unfolded (+) it says the same. In a wide one the paper
that the row is about stands beside it.
"""
_NARROW_PANE, _BESIDE_PAPER, _WIDE_PANE = 20, 100, 320
"""By how much the pane is wider than a column of 受理; widest where no row has a paper to show."""
_LIST, _PAPER = 5, 3
"""Shares of the width."""


class TodoPage(QWidget):
    """Signals: ``case_wanted(number)``; ``act_wanted(number, acts)`` for the form of the first act the case offers;
    ``answer_wanted(number, kind)`` for what is answered beside the acts;
    ``visit_wanted`` for the clerk's own draft; ``hall_wanted`` for the register; ``day_wanted`` for the 日结;
    ``restoring_wanted`` for what was lost when the window was restored; ``reminders_wanted(number)`` for the telephone
    list; ``rounds_wanted`` for 流转; ``hand_out_wanted(number)`` for 出件; ``announced(message)``;
    ``counted(counts)`` after a refresh.
    """

    case_wanted = Signal(str)
    act_wanted = Signal(str, object)
    answer_wanted = Signal(str, object)
    visit_wanted = Signal()
    hall_wanted = Signal()
    day_wanted = Signal()
    restoring_wanted = Signal()
    reminders_wanted = Signal(str)
    rounds_wanted = Signal()
    hand_out_wanted = Signal(str)
    announced = Signal(Message)
    counted = Signal(object)

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("待办"))  # takes the focus while the list is empty
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # receives the keys while the list is empty
        self._facade = facade
        self._background = background
        self._clerk: Clerk | None = None
        self._asked = 0
        self._armed = False
        self._papers = False  # some row has a paper to show beside it
        self._behind = False  # something came while a first press waited for the second
        self._title = TextLabel(self.tr("待办"), "title")
        self._summary = TextLabel("", "second")
        self._summary.setObjectName("todoSummary")
        self.scope = Choices(look, "taskScope", self.tr("看谁的"))
        self._sees_hall = False
        self.kinds = TaskKinds(look)
        self.kinds.setObjectName("taskKinds")
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("noTasks")
        self.list = TaskList(look)
        self._more = TextLabel("", "small", wrap=True)
        self._more.setObjectName("moreTasks")
        self.pane = TaskPane(look)
        self.paper = PaperGlance(facade, background)
        self.paper.setObjectName("taskPaper")
        self._doing = TaskActions(facade, background, look, self)
        self._arrange()
        self._connect_doing()
        self.list.opened.connect(self._open)
        self.list.kind_wanted.connect(self.kinds.step)
        self.kinds.chosen.connect(self._on_kind)
        self.kinds.rebuilt.connect(lambda: self.kinds.stay_before(self.list))
        self.scope.changed.connect(self.refresh)
        look.changed.connect(self._fit_scopes)
        bind_key(self, "F7", self._turn_scope)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk; a supervisor also sees other clerks' tasks. The rows of the one before go at once."""
        self._clerk = clerk
        self._doing.set_clerk(clerk)
        self._sees_hall = clerk is not None and self._facade.sees_hall(clerk)
        self._show_scopes()
        self._asked += 1
        self.list.show_works((), {}, unfold=False)
        self.list.forget_folding()
        for words in (self._summary, self._none, self._more):
            words.setText("")
        self.kinds.choose(None)
        self.kinds.show_counts({})

    def on_shown(self) -> None:
        """The page is shown: refresh."""
        self.refresh()
        held_by = self.list if self.list.isVisibleTo(self) else self
        held_by.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def look_again(self) -> None:
        """An exchange brought something. A first press stays: the list is read when it is done or put down."""
        self._behind = self._armed
        if not self._behind:
            self.refresh()

    def refresh(self) -> None:
        """Load again; answers to older requests are dropped."""
        clerk, kind, scope = self._clerk, self.kinds.kind, self._chosen_scope
        if clerk is None:
            return
        self._asked += 1
        asked = self._asked

        def show(found: tuple[Sequence[Work], TaskCounts]) -> None:
            if asked == self._asked:
                self._show(*found, kind)

        def read() -> tuple[Sequence[Work], TaskCounts]:
            return self._facade.tasks(clerk, kind, scope), self._facade.task_counts(clerk, scope)

        self._background.run(read, show)

    def _show(self, works: Sequence[Work], counts: TaskCounts, kind: TaskKind | None) -> None:
        rows = Counter(work.urgency for work in works)
        listed = sum(len(work.tasks) for work in works)
        left_out = (counts.total if kind is None else counts.kinds.get(kind, 0)) - listed
        near = counts.cases if kind is None and left_out > 0 else rows
        self.kinds.show_counts(counts.kinds, max(sum(counts.cases.values()), len(works)))
        self._papers = any(task.number for work in works for task in work.tasks)
        self._show_list(bool(works))  # a row that becomes current while the list has no focus is not read out
        self.list.show_works(works, near, unfold=kind is not None)
        self.kinds.setVisible(bool(counts.total) or kind is not None)
        self._none.setText(self._nothing(kind))
        self._none.setVisible(not works)
        self._summary.setText(_summary(near) if kind is None else "")
        self._more.setText(self.tr("另有{0}项没有列出，请先办前面的，或按种类看。").format(left_out))
        self._more.setVisible(left_out > 0)
        if self._chosen_scope is TaskScope.WINDOW:  # the rail counts what is to be done here
            self.counted.emit(counts)

    def _show_list(self, shown: bool) -> None:
        """A hidden list loses the focus and gets it back when shown."""
        if not shown and self.list.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setVisible(shown)
        self._fit_pane()
        if shown and self.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nothing(self, kind: TaskKind | None) -> str:
        if kind is not None:
            return self.tr("没有“{0}”的了。").format(kind.label)
        return {
            TaskScope.MINE: self.tr("您的件里没有要办的，也没有快到期的；本窗口别人的按 F7 看。"),
            TaskScope.WINDOW: self.tr("没有要办的，也没有快到期的。"),
            TaskScope.HALL: self.tr("全厅传到这里的件里，没有要办的，也没有快到期的。"),
        }[self._chosen_scope]

    @property
    def _chosen_scope(self) -> TaskScope:
        return TaskScope(self.scope.chosen[0]) if self.scope.chosen else TaskScope.WINDOW

    def _show_scopes(self) -> None:
        scopes = [one for one in TaskScope if one is not TaskScope.HALL or self._sees_hall]
        self.scope.show_options([(one.value, one.label) for one in scopes], (TaskScope.WINDOW.value,))
        self._fit_scopes()

    def _fit_scopes(self) -> None:
        """The chips stand in one line beside the title."""
        chips = self.scope.findChildren(Chip)
        self.scope.setMinimumWidth(sum(chip.sizeHint().width() + 8 for chip in chips))

    def _turn_scope(self) -> None:
        """The next one, cyclically."""
        options = self.scope.options
        self.scope.choose((options[(options.index(self._chosen_scope.value) + 1) % len(options)],))
        self.refresh()

    def _on_kind(self, kind: TaskKind | None) -> None:
        if kind is None:
            self.list.forget_folding()
        self.refresh()

    def _do(self, matter: WorkMatter) -> None:
        """Space: what is next about that matter, here if it can be done here."""
        step = step_of(matter)
        if step.in_place:
            self._doing.press(matter)
        elif step is Step.FORM:
            self.act_wanted.emit(matter.first.number, acts_for(matter.kind))
        elif step is Step.ANSWER:
            self.answer_wanted.emit(matter.first.number, matter.kind)
        elif step is Step.SHELF:
            self.hand_out_wanted.emit(matter.first.number)
        else:
            self._open(matter.first)

    def _do_current(self) -> None:
        if (matter := self.list.current_matter()) is not None:
            self._do(matter)

    def _on_moved(self) -> None:
        self._doing.let_go()
        self.pane.show_work(self.list.current_work(), self.list.current_matter())
        self._show_paper()

    def _show_paper(self) -> None:
        """The paper that the row is about, else the newest of its case."""
        work, task = self.list.current_work(), self.list.current_task()
        if work is None or task is None:
            self.paper.show_paper("")
        else:
            papers = (one.paper for one in (task, *work.tasks) if one.paper)
            self.paper.show_paper(task.number, "" if task.station else next(papers, ""))

    def _show_armed(self, armed: bool) -> None:
        self._armed = armed
        if self._behind and not armed:
            self._behind = False
            self.refresh()
        self.list.delegate.armed = armed
        self.list.viewport().update()
        if (matter := self.list.current_matter()) is not None:
            self.pane.show_step(matter, armed=armed)

    def _fit_pane(self) -> None:
        listed, wide = self.list.isVisibleTo(self), self.width() >= _WITH_PAPER
        papered = wide and self._papers
        self.pane.setVisible(listed and self.width() >= _WITH_PANE)
        self.pane.take_width(_BESIDE_PAPER if papered else _WIDE_PANE if wide else _NARROW_PANE)
        self.paper.setVisible(listed and papered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pane()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right while the list of a kind is empty, and with it hidden."""
        if (by := KIND_STEPS.get(Qt.Key(event.key()))) is not None:
            self.kinds.step(by)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A first press ends when the page is left."""
        super().hideEvent(event)
        self._doing.let_go()

    def _connect_doing(self) -> None:
        self.list.wanted.connect(self._do)
        self.list.moved.connect(self._on_moved)
        self.pane.pressed.connect(self._do_current)
        self.pane.opened.connect(self._open_current)
        self._doing.armed.connect(self._show_armed)
        self._doing.done.connect(self.refresh)
        self._doing.announced.connect(self.announced)

    def _open_current(self) -> None:
        if (task := self.list.current_task()) is not None:
            self._open(task)

    def _open(self, task: TaskView) -> None:
        if task.to_tell:
            self.reminders_wanted.emit(task.number)
        elif task.to_hand_out:
            self.hand_out_wanted.emit(task.number)
        elif task.travels:
            self.rounds_wanted.emit()
        elif task.number:
            self.case_wanted.emit(task.number)
        elif task.of_day:
            self.day_wanted.emit()
        elif task.of_restoring:
            self.restoring_wanted.emit()
        elif not task.draft:
            self.hall_wanted.emit()
        elif self._clerk is not None and (task.stands_for or task.clerk == self._clerk.code):
            self.visit_wanted.emit()
        else:
            words = self.tr("这是{0}没办完的来访，材料还在那边；请{0}上岗后在“受理”页接着办。")
            self.announced.emit(Message(Tone.SAID, words.format(task.by)))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self.scope)
        head.addWidget(KeyCap("F7"))
        head.addWidget(self._summary)
        head.addStretch(1)
        for words, key in (
            (self.tr("换种类"), "← →"),
            (self.tr("展开"), "+"),
            (self.tr("就地办"), self.tr("空格")),
        ):
            head.addWidget(TextLabel(words, "small"))
            head.addWidget(KeyCap(key))
        column = QVBoxLayout()
        column.setSpacing(12)
        for part in (self._none, self.list, self._more):
            column.addWidget(part, 1 if part is self.list else 0)
        column.addStretch(0)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addLayout(column, _LIST)
        body.addWidget(self.pane, 0, Qt.AlignmentFlag.AlignTop)
        body.addWidget(self.paper, _PAPER)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.kinds)
        whole.addLayout(body, 1)


def _summary(near: Mapping[Urgency, int]) -> str:
    """Number of cases by urgency in one line, including those the list does not show."""
    return " · ".join(f"{u.label} {near[u]}" for u in Urgency if near.get(u, 0))
