"""归档: finished cases on their way to the archive; of each what it lacks and where that is mended, and its next step:
archived, packed, handed over. Enter opens it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.archive.missing import ArchiveStage
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.services.archive.hand_over import SignedList
from counter.ui.hall.archive_list import ArchiveCard, ArchiveList
from counter.ui.hall.archive_run import ArchiveRun
from counter.ui.hall.archive_steps import ArchiveStep, FileStep, HandOverStep, PackStep, step_name
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.act_foot import ActFoot
from counter.ui.kit.controls.labels import KeyCap, TextLabel
from counter.ui.kit.controls.page_columns import ListAndDetail, StepBeside
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.two_press import TwoPress, expired_caption
from counter.ui.kit.file_dialogs import ask_new_file, choose_folder
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.archive.list_files import ArchiveRow
    from counter.services.context.ports import StaffRow
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
        self._summary = TextLabel("", "second")
        self._summary.setObjectName("archiveSummary")
        self.list = ArchiveList(look)
        self.card = ArchiveCard(look)
        self.steps: dict[str, ArchiveStep] = {
            one.objectName(): one for one in (FileStep(look), PackStep(look), HandOverStep(look))
        }
        self.go = ActButton("archiveGo", "", "F9", role="primary", writes=True)
        self.save = ActButton("archiveSave", self.tr("存移交清册…"), "Ctrl+S")
        self._told = TextLabel("", "second", wrap=True)
        self._told.setObjectName("archiveTold")
        self._told.hide()
        self._hint = TextLabel(self.tr("打包、移交由值班负责人办。"), "second")
        self._hint.setObjectName("archiveHint")
        self.presses = TwoPress(self)
        self._run = ArchiveRun(background, self)
        self._arrange()
        self._connect()
        self._show_step()

    @property
    def step(self) -> ArchiveStep | None:
        """The next step of the current case; None where there is none for who is signed on."""
        row = self.list.row()
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

        self._background.run(lambda: self._facade.rows((row.case,)), compare, lane=Lane.PAPERS)

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

        part = ids[seen : seen + AT_ONCE]
        self._background.run(lambda: self._facade.rows(part), add, lane=Lane.PAPERS)

    def _show(self, rows: Sequence[ArchiveRow]) -> None:
        current = self.list.row()
        self.list.show_rows(rows, "" if current is None else current.case)
        counts = [(stage, sum(row.stage is stage for row in rows)) for stage in ArchiveStage]
        told = [f"{stage.label} {count}" for stage, count in counts if count]
        none = self.tr("本窗口没有办完、还没有移交的件。")
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
        if step is None or clerk is None or self._run.runs:
            return
        if isinstance(step, FileStep):
            number = step.file_number
            work = partial(self._facade.archive, clerk=clerk, file_number=number)
            self._run.begin(step.rows, work, Lane.JOURNAL)
        elif isinstance(step, PackStep):
            rows = step.rows
            choose_folder(self, self._look, lambda folder: self.pack(Path(folder), rows))
        elif isinstance(step, HandOverStep):
            self._hand_over(step, clerk)

    def pack(self, folder: Path, rows: Sequence[ArchiveRow]) -> None:
        """Pack these cases into that folder, once the PIN was right."""
        step, clerk = self.steps["packStep"], self._clerk
        if not isinstance(step, PackStep) or clerk is None:
            return
        pin, box = step.take_pin(), step.box

        def begin(by: StaffRow) -> None:
            work = partial(self._facade.pack, by=by, folder=folder, box=box)
            self._run.begin(rows, work, Lane.PAPERS)

        self._background.run(
            lambda: self._facade.packer(clerk, pin), begin, lambda error: self._refuse(step, error, "pin")
        )

    def _hand_over(self, step: HandOverStep, clerk: Clerk) -> None:
        number, to = step.list_words
        day = step.day(civil_date(self._facade.now()))
        signed, agreed = SignedList(number, to, step.received_by, day), step.take_consent()
        cases = [row.case for row in step.rows]

        def done(count: int) -> None:
            words = self.tr("{0}卷登记为已移交{1}。").format(count, to)
            self.announced.emit(Message(Tone.DONE, words))
            self.refresh()

        self._background.run(
            lambda: self._facade.hand_over(cases, signed, clerk, agreed),
            done,
            lambda error: self._refuse(step, error),
        )

    def save_list(self, file: Path) -> None:
        """Write the list of what is to be handed over, to be signed."""
        step = self.steps["handStep"]
        if not isinstance(step, HandOverStep):
            return
        cases = [row.case for row in step.rows]
        number, to = step.list_words

        def saved(count: int) -> None:
            words = self.tr("清册{0}卷已存到 {1}。双方签名以后登记移交。").format(count, file)
            self.announced.emit(Message(Tone.DONE, words))

        self._background.run(
            lambda: self._facade.save_list(cases, number, to, file),
            saved,
            lambda error: self._refuse(step, error),
            lane=Lane.PAPERS,
        )

    def _choose_list(self) -> None:
        step = self.step
        if not isinstance(step, HandOverStep):
            return
        try:
            step.check_list()
        except BadInput as wrong:
            step.refuse(wrong.sentence, wrong.field or "")
            return
        proposed = self.tr("移交清册 {0}.pdf").format(step.list_words[0].replace("/", "-"))
        title = self.tr("存移交清册（.pdf 打印签名，.xlsx 交电子的）")
        ask_new_file(self, self._look, "archiveList", title, proposed, self.save_list, suffix="pdf")

    def _refuse(self, step: ArchiveStep, error: Exception, field: str = "") -> None:
        if not isinstance(error, CounterError):
            raise error
        named = error.field if isinstance(error, BadInput | RuleRefused) else ""
        step.refuse(message_of(error).sentence, field or named or "")

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
        self.go.setEnabled(not self._run.runs)
        if step is not None and row is not None:
            step.show_row(row, self.list.rows, self._facade.now())
            self.go.say(step.caption)
        self._hint.setVisible(step is None and row is not None and bool(step_name(row)))
        self._next.setVisible(step is not None or not self._hint.isHidden() or not self._told.isHidden())

    def _on_current(self, row: ArchiveRow | None) -> None:
        self.card.show_row(row)
        self._show_step()

    def _on_armed(self, armed: bool) -> None:
        self.go.arm(armed)
        step = self.step
        count = 0 if step is None else len(step.rows)
        words = self.tr("再按一次 F9：{0} 件").format(count)
        self.go.say(self.go.words, self.go.extra, words if armed else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._run.runs:
            self._run.stop()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.list.current.connect(self._on_current)
        self.list.opened.connect(lambda row: self.case_wanted.emit(row.number))
        self.go.clicked.connect(self.press)
        self.save.clicked.connect(self._choose_list)
        self.presses.armed.connect(self._on_armed)
        self.presses.lapsed.connect(lambda: self.go.say(self.go.words, "", expired_caption("F9")))
        self.presses.confirmed.connect(self._act)
        self._run.advanced.connect(self._advance)
        self._run.ended.connect(self._end_run)
        for step in self.steps.values():
            step.changed.connect(self.presses.disarm)
        for key, act in (("F5", self.refresh), ("F9", self.press), ("Ctrl+S", self._choose_list)):
            bind_key(self, key, act)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(TextLabel(self.tr("归档"), "title"))
        head.addWidget(self._summary)
        head.addStretch(1)
        for words, key in ((self.tr("打开办件"), "Enter"), (self.tr("重新列"), "F5")):
            head.addWidget(TextLabel(words, "small"))
            head.addWidget(KeyCap(key))
        self._next = QWidget()
        follows = QVBoxLayout(self._next)
        follows.setContentsMargins(0, 0, 0, 0)
        follows.setSpacing(12)
        for step in self.steps.values():
            follows.addWidget(step)
        follows.addWidget(self._hint)
        follows.addWidget(self._told)
        follows.addStretch(1)
        follows.addWidget(ActFoot((self.save,), self.go))
        sides = StepBeside(self._look, self.card, self._next, most=_READ)
        body = ListAndDetail(self._look, self.list, sides)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(body, 1)
