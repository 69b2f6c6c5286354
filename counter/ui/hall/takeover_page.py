"""接转: choose the workbook, see faults or what would be taken over, sign as two people; undo on the same day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.errors import CounterError
from counter.domain.hall.consent import Consent
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.takeover import GivenWorkbook, TakeOverFacade
from counter.ui.hall.takeover_table import (
    case_heads,
    case_rows,
    fault_heads,
    fault_rows,
)
from counter.ui.hall.workbook_findings import WorkbookFindings
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.controls.start_note import StartNote
from counter.ui.kit.file_dialogs import Purpose, ask_export_file, ask_given_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.case.taken_batches import ForeseenCase, TakenBatch


class TakeOverPage(QWidget):
    """Signals: ``announced(message)``; ``changed`` when cases were taken over or given up."""

    announced = Signal(Message)
    changed = Signal()

    def __init__(
        self, facade: TakeOverFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("takeOverPage")
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._given: GivenWorkbook | None = None
        self._batch: TakenBatch | None = None
        self._file: Path | None = None
        self.choose = ActButton("takeOverChoose", self.tr("选工作簿…"), "Ctrl+O", role="primary", enter=True)
        self.blank = ActButton("takeOverBlank", self.tr("空白工作簿…"), "Ctrl+S", enter=True)
        self.last = ActButton("takeOverLast", self.tr("最近一批"), "Ctrl+J", role="quiet", enter=True)
        self.start = self._start_note()
        self.sign = QFrame()
        self.sign.setObjectName("takeOverSign")
        self.sign.setProperty("role", "card")
        self._first = TextLabel("", "strong")
        self._first.setObjectName("takeOverFirst")
        self.reason = Field("takeOverReason", self.tr("为什么撤回"))
        self.supervisor = SupervisorFields()
        self.go = ActButton("takeOverGo", "", "F9", role="primary", writes=True)
        self.excel = ActButton("takeOverExcel", self.tr("存成 Excel"), "Ctrl+E", enter=True)
        self.found = WorkbookFindings(
            *(look, "takeOver", self.tr("接转的核对"), self.start), out=self.excel, signing=self.sign
        )
        self._problem = ProblemLabel()
        self._problem.setObjectName("takeOverProblem")
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.reason, "reason")
        self.supervisor.tell_at(self.refusals)
        self.reason.returnPressed.connect(self._to_supervisor)
        code, pin = self.supervisor.code, self.supervisor.pin
        code.returnPressed.connect(lambda: pin.setFocus(Qt.FocusReason.OtherFocusReason))
        pin.returnPressed.connect(lambda: self.go.setFocus(Qt.FocusReason.OtherFocusReason))
        for button, act in (
            (self.choose, self.choose_file),
            (self.blank, self.save_template),
            (self.last, self.show_last),
            (self.excel, self.save_excel),
            (self.go, self._press),
        ):
            button.clicked.connect(act)
            bind_key(self, button.key, act)
        self._arrange()
        self._show_start()

    @property
    def half_done(self) -> str:
        """Title of a workbook that waits for its two signatures."""
        return self.tr("接转还没有签名") if self._given is not None and self._given.checked.cases else ""

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Another clerk signed on: what was chosen is forgotten."""
        self._clerk = clerk
        self._given = self._batch = self._file = None
        self._show_start()

    def on_shown(self) -> None:
        """Take the focus."""
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_again(self) -> None:
        """Another program wrote: the workbook or the batch in sight, as it would be taken or given up by now. What is
        typed stays, and is refused where it is no longer so.
        """
        file, given, batch = self._file, self._given, self._batch
        if self._typed or not self.go.isEnabled():
            return

        def compare_batch(found: Sequence[TakenBatch]) -> None:
            now = next((one for one in found if batch is not None and one.id == batch.id), batch)
            if self._batch is batch and now != batch and not self._typed:
                self.show_last()

        def compare_given(now: GivenWorkbook) -> None:
            if file is not None and self._given is given and now != given and not self._typed:
                self._show_checked(file, now)

        if batch is not None:
            self._background.run(self._facade.batches, compare_batch, lambda _: None)
        elif given is not None and file is not None:
            self._background.run(
                lambda: self._facade.check(file), compare_given, lambda _: None, lane=Lane.FILES
            )

    @property
    def _typed(self) -> bool:
        return any(one.text() for one in (self.supervisor.code, self.supervisor.pin, self.reason))

    def choose_file(self) -> None:
        """Choose the workbook with a file dialog."""
        title = self.tr("打开填好的接转工作簿")
        pattern = self.tr("Excel 工作簿 (*.xlsx);;所有文件 (*)")
        ask_given_file(
            *(self.window(), "takeOverDialog", title, pattern, self.open),
            purpose=Purpose.SHEETS,
            look=self._look,
        )

    def open(self, file: Path) -> None:
        """Read and check a workbook; nothing is written."""
        self._file, self._given, self._batch = file, None, None
        self._show("act", self.tr("正在核对 {0} …").format(file.name), "")
        self._background.run(
            lambda: self._facade.check(file),
            lambda given: self._show_checked(file, given),
            lambda error: self._refuse_file(file, error),
            lane=Lane.FILES,
        )

    def save_template(self) -> None:
        """Write the empty workbook to a file of the person's choice."""

        def write(file: Path) -> None:
            words = self.tr("空白的接转工作簿已写到：{0}").format(file)
            self._background.run(
                lambda: self._facade.write_template(file),
                lambda _: self.announced.emit(Message(Tone.DONE, words)),
                self._fail,
                lane=Lane.FILES,
            )

        ask_export_file(self, self._look, self.tr("接转"), write)

    def save_excel(self) -> None:
        """Write the shown batch as Excel."""
        batch = self._batch
        if batch is None:
            return

        def write(file: Path) -> None:
            words = self.tr("已写到：{0}").format(file)
            self._background.run(
                lambda: self._facade.export(batch, file),
                lambda _: self.announced.emit(Message(Tone.DONE, words)),
                self._fail,
                lane=Lane.FILES,
            )

        day = civil_date(batch.at).isoformat()
        ask_export_file(self, self._look, self.tr("接转的办件 {0}").format(day), write)

    def show_last(self) -> None:
        """Show the newest batch as its cases stand now."""

        def ask() -> tuple[TakenBatch, Sequence[ForeseenCase]] | None:
            batches = self._facade.batches()
            return (batches[0], self._facade.cases(batches[0])) if batches else None

        self._given, self._file = None, None
        self._background.run(ask, lambda found: self._show_batch(*found) if found else self._show_none())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._given = self._batch = self._file = None
            self._show_start()
            self.on_shown()
        else:
            super().keyPressEvent(event)

    # -- what was found --
    def _show_start(self) -> None:
        self.found.show_start()
        self._put_forms_away()

    def _show_checked(self, file: Path, given: GivenWorkbook) -> None:
        if file != self._file:
            return  # another one was chosen since
        self._given, checked = given, given.checked
        if not checked.cases:
            many = len(checked.faults) + checked.untold
            head = self.tr("{0} 有 {1} 处要改，一件也没有接转").format(given.name, many)
            words = self.tr("照下面的表、行、栏改好，保存，再选一次。")
            self._show("correct", head, words, fault_heads(), fault_rows(checked.faults, checked.remarks))
            self.found.read_rows()
            return
        head = self.tr("{0} 没有错，可以接转 {1} 件").format(given.name, len(checked.cases))
        words = self.tr("请两个人对照原系统看一遍：事项到了哪一步、真实的日期、最迟哪天。还什么都没有写。")
        if checked.remarks:
            many, shown = len(checked.remarks), "".join(one.words for one in checked.remarks[:2])
            words += self.tr("提醒 {0} 处：{1}").format(many, shown) + ("…" if many > 2 else "")
        self._show(
            "gap" if checked.remarks else "received",
            head,
            words,
            case_heads(taken=False),
            case_rows(checked.cases, taken=False),
        )
        self._ask(self.tr("接转 {0} 件").format(len(checked.cases)), undo=False)
        self.supervisor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_batch(self, batch: TakenBatch, cases: Sequence[ForeseenCase]) -> None:
        self._batch = batch
        at = f"{civil_time(batch.at):%Y-%m-%d %H:%M}"
        signed = self.tr("{0} {1}制表、{2}确认。").format(at, batch.prepared_by, batch.confirmed_by)
        if batch.undone_at is not None:
            words = self.tr("这些件不再在这里办理，日志里留着“接转撤回”；改好工作簿可以再接转。")
            self._show("gap", self.tr("这一批接转已经撤回"), f"{signed}{words}")
            self.excel.hide()
            return
        head = self.tr("接转了 {0} 件，没有出新的文书").format(len(batch.cases))
        today = civil_date(batch.at) == civil_date(self._facade.now())
        more = self.tr("选错了文件的，今天可以整批撤回；已经办过的不能撤回。") if today else ""
        rows = case_rows(cases, taken=True)
        self._show("received", head, f"{signed}{more}", case_heads(taken=True), rows)
        if today:
            self._ask(self.tr("撤回这一批"), undo=True)
        self.excel.show()
        self.found.read_rows()

    def _show_none(self) -> None:
        self._show("act", self.tr("这里还没有接转过"), "")

    def _show(
        self, tone: str, head: str, words: str, heads: Sequence[str] = (), rows: Sequence[Sequence[str]] = ()
    ) -> None:
        self.found.tell(tone, head, words, heads, rows)
        self._put_forms_away()

    def _put_forms_away(self) -> None:
        self.sign.hide()
        self.choose.take_role("primary")
        self.excel.hide()
        self.refusals.clear()
        self.supervisor.clear()
        self.reason.clear()

    # -- two people --
    def _ask(self, words: str, *, undo: bool) -> None:
        who = f"{self._clerk.name}（{self._clerk.code}）" if self._clerk is not None else ""
        self._first.setText(self.tr("办理：{0}").format(who) if undo else self.tr("制表：{0}").format(who))
        self.reason.setVisible(undo)
        self.go.say(words)
        self.go.be_quiet(undo)  # undoing is offered, and not what the page is for
        self.choose.take_role("primary" if undo else "plain")  # one thing is filled
        self.sign.show()

    def _to_supervisor(self) -> None:
        self.supervisor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self) -> None:
        clerk, given, batch = self._clerk, self._given, self._batch
        if clerk is None or not self.sign.isVisible() or not self.go.isEnabled():
            return
        reason = self.reason.text().strip()
        if batch is not None and not reason:
            self.refusals.say(self.tr("请写明为什么撤回。"), "reason")
            return
        try:
            consent = Consent(*self.supervisor.take())
        except CounterError as error:
            self.refusals.refuse(error, self.supervisor)
            return
        self.go.setEnabled(False)
        self.refusals.clear()
        if batch is not None:
            self._background.run(
                lambda: self._facade.undo(batch.id, clerk, consent, reason), self._done_undone, self._refuse
            )
        elif given is not None:

            def take() -> tuple[TakenBatch, Sequence[ForeseenCase]]:
                taken = self._facade.take(given, clerk, consent)
                return taken, self._facade.cases(taken)

            self._background.run(take, lambda done: self._done_taken(*done), self._refuse)

    def _done_taken(self, batch: TakenBatch, cases: Sequence[ForeseenCase]) -> None:
        self.go.setEnabled(True)
        self._given, self._file = None, None
        self._show_batch(batch, cases)
        self.changed.emit()

    def _done_undone(self, batch: TakenBatch) -> None:
        self.go.setEnabled(True)
        self._show_batch(batch, ())
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _refuse(self, error: Exception) -> None:
        """The act was refused: what was typed but the PIN stays."""
        self.go.setEnabled(True)
        self.refusals.refuse(error, self.supervisor.pin)

    def _refuse_file(self, file: Path, error: Exception) -> None:
        if file == self._file:
            self._show("correct", self.tr("没有接转"), message_of(error).sentence)
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fail(self, error: Exception) -> None:
        self.announced.emit(message_of(error))

    def _start_note(self) -> StartNote:
        note = StartNote("takeOverStart")
        note.show_steps(
            (
                (self.tr("存一份空白工作簿，填上原系统还没有办完的件。"), "Ctrl+S"),
                (self.tr("选填好的工作簿来核对。核对不写任何东西，有错的照提示改好再选。"), "Ctrl+O"),
                (self.tr("没有错了，制表的人和另一位值班负责人签名，整个文件一起接转。"), "F9"),
            )
        )
        note.say(
            self.tr("把原系统还没有办完的件接转到这里"),
            self.tr("时限从真实的日期算起，原系统出具的文书继续有效，这里不出新的文书。"),
        )
        return note

    def _arrange(self) -> None:
        title = TextLabel(self.tr("接转"), "title")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        for button in (self.last, self.blank, self.choose):
            top.addWidget(button)
        people = QHBoxLayout(self.sign)
        people.setContentsMargins(16, 10, 16, 10)
        people.setSpacing(12)
        left = QVBoxLayout()
        left.addWidget(self._first)
        left.addWidget(self._problem)
        people.addLayout(left, 1)
        people.addWidget(labelled(self.reason), 1)
        people.addWidget(self.supervisor, 1)
        people.addWidget(self.go, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.found)
