"""记录 for the supervisor: across cases, unusual things first; filters, the record at the right, Excel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import at_top
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.file_dialogs import ask_export_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.tasks.record_detail import RecordDetail
from counter.ui.tasks.record_filters import RecordFilters
from counter.ui.tasks.record_list import RecordList

if TYPE_CHECKING:
    from counter.domain.tasks.records.record import AuditRecord
    from counter.services.tasks.records import FoundRecords
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.records import RecordsFacade


class RecordsPage(QWidget):
    """Signals: ``announced(message)``, ``message_cleared``; ``case_wanted(number)``. For supervisors only."""

    announced = Signal(Message)
    message_cleared = Signal()
    case_wanted = Signal(str)

    def __init__(
        self, facade: RecordsFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("记录"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # receives the keys while the list is empty
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._asked = 0
        self._summary = TextLabel("", "second")
        self._summary.setObjectName("recordSummary")
        self.filters = RecordFilters()
        self.list = RecordList(look)
        self.detail = RecordDetail(facade, background, look)
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("noRecords")
        self._note = TextLabel("", "small", wrap=True)
        self._note.setObjectName("recordNote")
        self._export = ActButton("exportRecords", self.tr("导出 Excel…"), "Ctrl+E", enter=True)
        self._arrange()
        self._connect()

    @property
    def half_done(self) -> str:
        """Nothing here is lost: records are only read."""
        return ""

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the person looking; what was listed for somebody else goes."""
        self._asked += 1
        self._clerk = clerk
        self.detail.set_clerk(clerk)
        self.list.show_records((), {}, 0)
        self._allow(self._may_see)

    def on_shown(self) -> None:
        """The page was shown: query again."""
        self.refresh()
        held_by = self.list if self.list.isVisibleTo(self) else self
        held_by.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Query on the lane that no act waits for: a year takes seconds. An answer to an older query is dropped."""
        clerk = self._clerk
        if clerk is None or not self._may_see:
            self._allow(False)
            return
        self.filters.today = civil_date(self._facade.now())
        self.filters.show_people(self._facade.people())
        try:
            wanted = self.filters.wanted()
        except BadInput as error:
            self.announced.emit(message_of(error))
            return
        self._asked += 1
        asked = self._asked
        self._summary.setText(self.tr("正在找…"))

        def show(found: FoundRecords) -> None:
            if asked == self._asked:
                self._show(found)

        def refuse(error: Exception) -> None:
            if asked == self._asked:
                self._summary.setText("")
                self.announced.emit(message_of(error))

        self._background.run(lambda: self._facade.find(wanted, clerk), show, refuse, lane=Lane.PAPERS)

    def export(self) -> None:
        """Write everything that matches as a workbook, to a file chosen by the person; this is on record too."""
        clerk = self._clerk
        if clerk is None or not self._may_see:
            return
        try:
            wanted = self.filters.wanted()
        except BadInput as error:
            self.announced.emit(message_of(error))
            return

        def write(file: Path) -> None:
            def done(count: int) -> None:
                words = self.tr("已导出{0}条记录（没有申请人姓名）：{1}").format(count, file)
                self.announced.emit(Message(Tone.DONE, words))
                self.refresh()

            self._background.run(lambda: self._facade.export(file, wanted, clerk), done, lane=Lane.FILES)

        ask_export_file(self, self._look, self.tr("记录 {0}").format(self.filters.today.isoformat()), write)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.list.hasFocus():
            self._to_list()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @property
    def _may_see(self) -> bool:
        return self._clerk is not None and self._clerk.supervisor

    def _show(self, found: FoundRecords) -> None:
        shown = len(found.records)
        self.list.show_records(found.records, self._facade.people(), self.filters.today.year)
        self._summary.setText(
            self.tr("本窗口记的{0}条，不寻常的{1}条").format(found.total, found.unusual)
            if found.total
            else ""
        )
        self._none.setText(self._nothing() if not shown else "")
        self._none.setVisible(not shown)
        keeps = self.list.hasFocus()
        self.list.setVisible(bool(shown))
        if not shown and keeps:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif shown and self.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        notes = []
        if found.total > shown:
            notes.append(self.tr("只列出前{0}条；请缩小范围，或导出 Excel 看全部。").format(shown))
        if not found.hours_said:
            notes.append(self.tr("大厅没有写明办公时间：是不是在办公时间，只按工作日来看。"))
        self._note.setText("\n".join(notes))
        self._note.setVisible(bool(notes) and self._may_see)

    def _nothing(self) -> str:
        if self.filters.unusual.isChecked():
            return self.tr("这个范围里，本窗口没有不寻常的记录。")
        return self.tr("这个范围里，本窗口没有记录。")

    def _allow(self, allowed: bool) -> None:
        """Others than supervisors see one sentence."""
        for part in (self.filters, self.list, self._export):
            part.setVisible(allowed)
        self._note.hide()
        self._summary.setText("")
        self._none.setVisible(not allowed)
        self._none.setText("" if allowed else self.tr("“记录”只给值班负责人看：请值班负责人上岗。"))

    def _on_current(self, record: AuditRecord | None) -> None:
        self.detail.show_record(record, self._facade.people() if record else {}, self.filters.today.year)

    def _to_list(self) -> None:
        held_by = self.list if self.list.isVisibleTo(self) else self
        held_by.setFocus(Qt.FocusReason.OtherFocusReason)

    def _measure(self) -> None:
        self.detail.setFixedWidth(max(self._look.px("right") + 40, min(520, self.width() * 3 // 10)))

    def _connect(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.filters.refused.connect(lambda words: self.announced.emit(Message(Tone.REFUSED, words)))
        self.filters.mended.connect(self.message_cleared)
        self.list.current.connect(self._on_current)
        self.list.opened.connect(self.detail.take_focus)
        self.detail.left.connect(self._to_list)
        self.detail.case_wanted.connect(self.case_wanted)
        self._export.clicked.connect(self.export)
        self._look.changed.connect(self._measure)
        for key, act in (
            ("Ctrl+E", self.export),
            ("Ctrl+F", self.filters.take_focus),
            ("Ctrl+U", self.filters.unusual.toggle),
            ("Ctrl+O", self.detail.open_case),
        ):
            bind_key(self, key, act)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(TextLabel(self.tr("记录"), "title"))
        head.addWidget(self._summary)
        head.addStretch(1)
        head.addWidget(self._export)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._none)
        left.addWidget(self.list, 1)
        left.addWidget(self._note)
        left.addStretch(0)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addWidget(at_top(self.detail))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.filters)  # over both: what is asked is of the whole width
        column.addLayout(columns, 1)
