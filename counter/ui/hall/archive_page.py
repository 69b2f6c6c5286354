"""归档: finished cases on their way to the archive; of each what it lacks and where that is mended, and its next step:
archived, packed, handed over, and cleared once its period has run out. Enter opens it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.archive.missing import ArchiveStage
from counter.domain.errors import BadInput
from counter.ui.hall.archive_acts import ArchiveActs
from counter.ui.hall.archive_list import ArchiveCard, ArchiveList
from counter.ui.hall.archive_run import ArchiveRun
from counter.ui.hall.archive_steps import (
    ArchiveStep,
    FileStep,
    ForgetStep,
    HandOverStep,
    PackStep,
    UnarchiveStep,
    step_name,
)
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.act_foot import ActFoot
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.controls.labels import KeyCap, TextLabel
from counter.ui.kit.controls.page_columns import ListAndDetail, StepBeside
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.two_press import TwoPress, expired_caption
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.archive.list_files import ArchiveRow
    from counter.ui.facades.archive import ArchiveFacade
    from counter.ui.facades.clerk import Clerk

AT_ONCE = 100
"""Cases of one step while the list is read: a quarter of a second."""
_READ = 40
"""Letters of the case on a wide screen, so that its form stays near the list."""


class ArchivePage(QWidget):
    """Signals: ``announced(message)``; ``case_wanted(number)`` with Enter; ``read(seen, whole)`` while the list is read
    in steps.
    """

    announced = Signal(Message)
    case_wanted = Signal(str)
    read = Signal(int, int)

    def __init__(
        self, facade: ArchiveFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._asked = 0
        self._summary = TextLabel("", "second", wrap=True)
        self._summary.setObjectName("archiveSummary")
        self.list = ArchiveList(look)
        self.card = ArchiveCard(look)
        self.steps: dict[str, ArchiveStep] = {
            one.objectName(): one
            for one in (
                FileStep(look),
                PackStep(look),
                HandOverStep(look),
                ForgetStep(look),
                UnarchiveStep(look),
            )
        }
        self._back = self._every = False
        self.go = ActButton("archiveGo", "", "F9", role="primary", writes=True)
        self.save = ActButton("archiveSave", self.tr("存移交清册…"), "Ctrl+S")
        self.back = ActButton("archiveBack", "", "Alt+U", enter=True)
        self._which = TextLabel("", "small")
        self._which.setObjectName("archiveWhich")
        self._tell_which()
        self._told = TextLabel("", "second", wrap=True)
        self._told.setObjectName("archiveTold")
        self._told.hide()
        self._hint = TextLabel(self.tr("打包、移交、清除由值班负责人办。"), "second")
        self._hint.setObjectName("archiveHint")
        self.presses = TwoPress(self)
        self._run = ArchiveRun(background, self)
        self.acts = ArchiveActs(facade, background, look, self._run, self)
        self._arrange()
        self._connect()
        self._show_step()

    @property
    def step(self) -> ArchiveStep | None:
        """The next step of the current case, or the one back; None where there is none for who is signed on."""
        row = self.list.row()
        if self._back and self._may_go_back:
            return self.steps["unarchiveStep"]
        found = None if row is None else self.steps.get(step_name(row))
        leads = self._clerk is not None and self._clerk.supervisor
        return found if leads or isinstance(found, FileStep) else None

    @property
    def half_done(self) -> str:
        """A step that is half filled in, or under way."""
        typed = self.step is not None and self.step.half_done
        return self.tr("归档的登记") if typed or self._run.runs else ""

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set who is signed on; the rows of the one before go at once."""
        self._clerk = clerk
        self._asked += 1
        self._run.stop()
        self._told.hide()
        self._back = self._every = False
        self._tell_which()
        for step in self.steps.values():
            step.clear()
        self.list.show_rows(())
        self._summary.setText("")
        self._show_step()

    def on_shown(self) -> None:
        """The page is shown: read the list anew."""
        self.refresh()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Read the list in steps, so that nothing waits for it; an answer to an older question is dropped."""
        if self._clerk is None:
            return
        self._asked += 1
        asked = self._asked
        rows: list[ArchiveRow] = []

        def begin(ids: Sequence[str]) -> None:
            if asked == self._asked:
                self._read_on(asked, tuple(ids), rows, 0)

        self._background.run(self._facade.finished, begin, lane=Lane.PAPERS)

    def look_again(self) -> None:
        """Another program wrote: where it concerns the file in hand, everything is read anew."""
        row, asked = self.list.row(), self._asked
        if row is None or self.half_done or self.presses.is_armed or self.presses.is_settling:
            return  # what is no longer so is refused by name when it is done

        def compare(found: Sequence[ArchiveRow]) -> None:
            if asked == self._asked and not self.half_done and tuple(found) != (row,):
                self.refresh()

        every = self._every
        self._background.run(lambda: self._facade.rows((row.case,), every=every), compare, lane=Lane.PAPERS)

    def _read_on(self, asked: int, ids: tuple[str, ...], rows: list[ArchiveRow], seen: int) -> None:
        if seen >= len(ids):
            self._show(sorted(rows, key=lambda row: (row.ripe, row.number)))
            return
        self.read.emit(seen, len(ids))
        if seen:
            words = self.tr("正在看办完的件，{0} / {1}；可以先办别的。")
            self._summary.setText(words.format(seen, len(ids)))

        def add(found: Sequence[ArchiveRow]) -> None:
            if asked == self._asked:
                rows.extend(found)
                self._read_on(asked, ids, rows, seen + AT_ONCE)

        part, every = ids[seen : seen + AT_ONCE], self._every
        self._background.run(lambda: self._facade.rows(part, every=every), add, lane=Lane.PAPERS)

    def _show(self, rows: Sequence[ArchiveRow]) -> None:
        current = self.list.row()
        self.list.show_rows(rows, "" if current is None else current.case)
        counts = [(stage, sum(row.stage is stage for row in rows)) for stage in ArchiveStage]
        told = [f"{stage.label} {count}" for stage, count in counts if count]
        none = self.tr("本窗口没有要归档、移交、清除的件。")
        self._summary.setText("　".join(told) or none)
        self.list.setAccessibleDescription("" if told else none)  # it has the focus and says nothing else
        self._show_step()

    # -- the step --
    def press(self) -> None:
        """F9: the first press says what is missing, the second does it."""
        step = self.step
        if step is None or self._run.runs or self._clerk is None:
            return
        try:
            step.check(civil_date(self._facade.now()))
        except BadInput as wrong:
            step.refuse(wrong.sentence, wrong.field or "")
        else:
            self.presses.press()

    def _act(self) -> None:
        step, clerk = self.step, self._clerk
        if step is not None and clerk is not None and not self._run.runs:
            self.acts.do(step, clerk)

    def _choose_list(self) -> None:
        if isinstance(step := self.step, HandOverStep):
            self.acts.choose_list(step)

    # -- the step back --
    def go_back(self) -> None:
        """Alt+U: the current case is taken out of the archive; once more: the next step again."""
        if self._run.runs or not self._may_go_back:
            return
        self._back = not self._back
        self._show_step()
        if (step := self.step) is not None:
            step.take_focus()

    @property
    def _may_go_back(self) -> bool:
        row = self.list.row()
        return self._clerk is not None and row is not None and bool(row.period)

    def show_every(self) -> None:
        """F7: what was handed over and is kept too, or only what is to be done."""
        self._every = not self._every
        self._tell_which()
        self.refresh()

    def _tell_which(self) -> None:
        words = self.tr("不列已移交的") if self._every else self.tr("已移交的也列")
        self._which.setText(words)

    def _on_done(self) -> None:
        self._back = False
        self.refresh()

    def _advance(self, done: int, whole: int) -> None:
        words = self.tr("正在办第 {0} 件，一共 {1} 件；按 Esc 办完这一件就停。")
        self._told.setText(words.format(done + 1, whole))
        self._told.show()
        self.go.setEnabled(False)

    def _end_run(self, done: int, refused: Sequence[str]) -> None:
        self._told.setText("\n".join(refused))
        self._told.setVisible(bool(refused))
        tone = Tone.REFUSED if refused else Tone.DONE
        more = self.tr("，{0}件没有办成，原因写在页上").format(len(refused)) if refused else ""
        self.announced.emit(Message(tone, self.tr("办好 {0} 件{1}。").format(done, more)))
        self.refresh()

    def _show_step(self) -> None:
        self.presses.disarm()
        step, row = self.step, self.list.row()
        for one in self.steps.values():
            one.setVisible(one is step)
        self.go.setVisible(step is not None)
        self.save.setVisible(isinstance(step, HandOverStep))
        back = isinstance(step, UnarchiveStep)
        self.back.say(self.tr("不取消") if back else self.tr("取消归档…"))
        self.back.setVisible(self._may_go_back)
        self.go.setEnabled(not self._run.runs)
        if step is not None and row is not None:
            step.show_row(row, self.list.rows, self._facade.now())
            self.go.say(step.caption)
        self._hint.setVisible(step is None and row is not None and bool(step_name(row)))
        shown = (self._hint, self._told, self.back)
        self._next.setVisible(step is not None or any(not one.isHidden() for one in shown))

    def _on_current(self, row: ArchiveRow | None) -> None:
        self._back = False
        self.card.show_row(row)
        self._show_step()

    def _on_armed(self, armed: bool) -> None:
        self.go.arm(armed)
        step = self.step
        words = step.again.format(len(step.rows)) if armed and step is not None else ""
        self.go.say(self.go.words, self.go.extra, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._run.runs:
            self._run.stop()
        elif event.key() == Qt.Key.Key_Escape and self._back:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.list.current.connect(self._on_current)
        self.list.opened.connect(lambda row: self.case_wanted.emit(row.number))
        self.go.clicked.connect(self.press)
        self.save.clicked.connect(self._choose_list)
        self.back.clicked.connect(self.go_back)
        self.acts.announced.connect(self.announced)
        self.acts.done.connect(self._on_done)
        self.presses.armed.connect(self._on_armed)
        self.presses.lapsed.connect(lambda: self.go.say(self.go.words, "", expired_caption("F9")))
        self.presses.confirmed.connect(self._act)
        self._run.advanced.connect(self._advance)
        self._run.ended.connect(self._end_run)
        for step in self.steps.values():
            step.changed.connect(self.presses.disarm)
        for key, act in (
            ("F5", self.refresh),
            ("F7", self.show_every),
            ("F9", self.press),
            ("Ctrl+S", self._choose_list),
            ("Alt+U", self.go_back),
        ):
            bind_key(self, key, act)

    def _arrange(self) -> None:
        above = FittingFrame()  # the counts wrap, the page is no taller for it than it has to be
        head = QHBoxLayout(above)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(12)
        head.addWidget(TextLabel(self.tr("归档"), "title"))
        head.addWidget(self._summary, 1)
        opened, again = TextLabel(self.tr("打开办件"), "small"), TextLabel(self.tr("重新列"), "small")
        for label, key in ((opened, "Enter"), (self._which, "F7"), (again, "F5")):
            head.addWidget(label)
            head.addWidget(KeyCap(key))
        self._next = FittingFrame()  # in the largest letters what is read gives way to it
        follows = QVBoxLayout(self._next)
        follows.setContentsMargins(0, 0, 0, 0)
        follows.setSpacing(12)
        for step in self.steps.values():
            follows.addWidget(step)
        follows.addWidget(self._hint)
        follows.addWidget(self._told)
        follows.addStretch(1)
        follows.addWidget(ActFoot((self.back, self.save), self.go))
        sides = StepBeside(self._look, self.card, self._next, most=_READ)
        body = ListAndDetail(self._look, self.list, sides)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(above)
        column.addWidget(body, 1)
