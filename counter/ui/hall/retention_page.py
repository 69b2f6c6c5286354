"""保管期限: the approved schedule by which the hall archives; a filled workbook is taken by two supervisors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, CounterError
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.retention import GivenSchedule, RetentionFacade, ScheduleInForce
from counter.ui.hall.approval_form import ApprovalForm
from counter.ui.hall.takeover_table import fault_heads, fault_rows
from counter.ui.hall.workbook_findings import WorkbookFindings
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.act_foot import ActFoot
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import FORM, at_left
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.start_note import StartNote
from counter.ui.kit.file_dialogs import Purpose, ask_export_file, ask_given_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look


class RetentionPage(QWidget):
    """Signals: ``announced(message)``; ``changed`` when a schedule was taken into force."""

    announced = Signal(Message)
    changed = Signal()

    def __init__(
        self, facade: RetentionFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._given: GivenSchedule | None = None
        self._file: Path | None = None
        self.choose = ActButton("retentionChoose", self.tr("选填好的表…"), "Ctrl+O", enter=True)
        self.blank = ActButton("retentionBlank", self.tr("空白的表…"), "Ctrl+S", enter=True)
        self.start = self._start_note()
        self._hint = TextLabel(self.tr("由值班负责人用上。"), "second")
        self._hint.setObjectName("retentionHint")
        self.found = WorkbookFindings(look, "retention", self.tr("保管期限表"), self.start)
        self.form = ApprovalForm(look)
        self.go = ActButton("retentionGo", self.tr("用上这张表"), "F9", role="primary", writes=True)
        for button, act in (
            (self.choose, self.choose_file),
            (self.blank, self.save_template),
            (self.go, self._press),
        ):
            button.clicked.connect(act)
            bind_key(self, button.key, act)
        self._arrange()
        self._show_start()

    @property
    def half_done(self) -> str:
        """Title of a schedule that waits for its two signatures."""
        return self.tr("保管期限表还没有签名") if self._given is not None and self._given.rows else ""

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Another clerk signed on: what was chosen is forgotten."""
        self._clerk = clerk
        self._given = self._file = None
        self.choose.setVisible(self._leads)
        self._hint.setVisible(not self._leads)
        self.form.clear()
        self._show_start()

    @property
    def _leads(self) -> bool:
        return self._clerk is not None and self._clerk.supervisor

    def on_shown(self) -> None:
        """Show what is in force, and take the focus."""
        first = self.choose if self._leads else self.blank
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look_again()

    def look_again(self) -> None:
        """Read what is in force, unless a workbook is in hand."""
        if self._file is not None or self._clerk is None:
            return

        def show(found: ScheduleInForce | None) -> None:
            if self._file is None:
                self._show_in_force(found)

        self._background.run(self._facade.in_force, show)

    def choose_file(self) -> None:
        """Choose the workbook with a file dialog."""
        if not self._leads:
            return
        title = self.tr("打开填好的保管期限表")
        pattern = self.tr("Excel 工作簿 (*.xlsx);;所有文件 (*)")
        ask_given_file(
            *(self.window(), "retentionDialog", title, pattern, self.open),
            purpose=Purpose.SHEETS,
            look=self._look,
        )

    def open(self, file: Path) -> None:
        """Read a workbook; nothing is written."""
        self._file, self._given = file, None

        def show(given: GivenSchedule) -> None:
            if file == self._file:
                self._show_given(given)

        def fail(error: Exception) -> None:
            if file == self._file:
                self._show("correct", self.tr("没有用上"), message_of(error).sentence)

        self._background.run(lambda: self._facade.read(file), show, fail, lane=Lane.FILES)

    def save_template(self) -> None:
        """Write the empty workbook to a file of the person's choice."""

        def write(file: Path) -> None:
            words = self.tr("空白的保管期限表已写到：{0}").format(file)
            self._background.run(
                lambda: self._facade.write_template(file),
                lambda _: self.announced.emit(Message(Tone.DONE, words)),
                lambda error: self.announced.emit(message_of(error)),
                lane=Lane.FILES,
            )

        ask_export_file(self, self._look, self.tr("保管期限表"), write)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._file is not None:
            self._put_away()
        else:
            super().keyPressEvent(event)

    # -- what was found --
    def _put_away(self) -> None:
        """The workbook in hand is laid aside: what is in force again."""
        self._given = self._file = None
        self._show_start()
        self.on_shown()

    def _show_start(self) -> None:
        self.found.show_start()
        self._put_form_away()

    def _show_in_force(self, found: ScheduleInForce | None) -> None:
        if found is None:
            self._show_start()
            return
        one = found.approved
        head = self.tr("现在用的：{0}").format(one.title)
        words = self.tr("{0} {1}，{2}批准。换新表的，以前归档的期限不变。")
        told = words.format(one.approved_by, one.document, one.day.isoformat())
        self._show("received", head, told, self._heads(), found.shown)

    def _show_given(self, given: GivenSchedule) -> None:
        self._given = given
        if not given.rows:
            head = self.tr("{0} 有 {1} 处要改，什么都没有用上").format(given.name, len(given.faults))
            words = self.tr("照下面的表、行、栏改好，保存，再选一次。")
            self._show("correct", head, words, fault_heads(), fault_rows(given.faults, ()))
            self.found.read_rows()
            return
        head = self.tr("{0} 没有错，{1} 行").format(given.name, len(given.rows))
        words = self.tr("请两位负责人对照批准的文件看一遍。还什么都没有写。")
        self._show("received", head, words, self._heads(), given.shown)
        self.form.begin_at(self._facade.now())
        self._step.show()
        self.form.take_focus()

    def _heads(self) -> tuple[str, ...]:
        return self.tr("一件事"), self.tr("保管期限"), self.tr("表中的条款")

    def _show(
        self, tone: str, head: str, words: str, heads: Sequence[str] = (), rows: Sequence[Sequence[str]] = ()
    ) -> None:
        self.found.tell(tone, head, words, heads, rows)
        self._put_form_away()

    def _put_form_away(self) -> None:
        self._step.hide()
        self.form.say("")

    # -- two people --
    def _press(self) -> None:
        clerk, given = self._clerk, self._given
        if clerk is None or given is None or not self._step.isVisible() or not self.go.isEnabled():
            return
        try:
            approval = self.form.approval(civil_date(self._facade.now()))
            agreed = self.form.take_consent()
        except BadInput as wrong:
            self.form.refuse(wrong.sentence, wrong.field or "")
            return
        self.go.setEnabled(False)
        self._background.run(
            lambda: self._facade.take(given, approval, clerk, agreed), self._on_taken, self._refuse
        )

    def _on_taken(self, _: None) -> None:
        self.go.setEnabled(True)
        self.form.clear()
        self._put_away()
        self.announced.emit(Message(Tone.DONE, self.tr("用上了，从现在起照这张表归档。")))
        self.changed.emit()

    def _refuse(self, error: Exception) -> None:
        self.go.setEnabled(True)
        if not isinstance(error, CounterError):
            raise error
        self.form.refusals.refuse(error)

    def _start_note(self) -> StartNote:
        note = StartNote("retentionStart")
        note.show_steps(
            (
                (self.tr("存一份空白的表，照批准的归档范围和保管期限表填。"), "Ctrl+S"),
                (self.tr("选填好的表来核对，有错的照提示改好再选。"), "Ctrl+O"),
                (self.tr("写明谁批准的，两位值班负责人签名，用上。"), "F9"),
            )
        )
        note.say(
            self.tr("还没有用上经批准的保管期限表，办完的件不能归档"),
            self.tr("程序不带期限：各单位的表要报档案主管部门批准（档案法实施条例第十九条）。"),
        )
        return note

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(TextLabel(self.tr("保管期限"), "title"))
        top.addStretch(1)
        for part in (self._hint, self.blank, self.choose):
            top.addWidget(part)
        self._step = QWidget()
        step = QVBoxLayout(self._step)
        step.setContentsMargins(0, 0, 0, 0)
        step.setSpacing(12)
        step.addWidget(self.form)
        step.addWidget(ActFoot((), self.go))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.found, 1)
        column.addLayout(at_left(self._look, self._step, FORM))
