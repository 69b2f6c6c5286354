"""登记册: the hall's register by section, changed record by record or by a workbook, signed, carried and taken in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.domain.hall.register.change_words import change_words
from counter.domain.hall.register.draft import RegisterDraft
from counter.domain.hall.register.issue import RegisterChange, needs_two
from counter.domain.hall.register.records import RegisteredStaff
from counter.domain.hall.register.register import RegisterOnDay
from counter.domain.hall.register.sheets import SECTIONS, RegisterSection
from counter.services.register.confirmations import confirmed_words
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.hall import HallFacade, RegisterView
from counter.ui.hall.picture_field import picture_reader
from counter.ui.hall.record_form import RecordForm
from counter.ui.hall.register_begun import RegisterBegun
from counter.ui.hall.register_files import RegisterFiles, WriteFile, fault_lines
from counter.ui.hall.register_head import RegisterHead
from counter.ui.hall.register_layout import keep_tab_order, listed, opened
from counter.ui.hall.register_list import RegisterList, record_rows
from counter.ui.hall.register_taker import RegisterTaker
from counter.ui.hall.sign_panel import SignPanel
from counter.ui.hall.staff_acts import StaffActs
from counter.ui.hall.window_joining import WindowJoining
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.find_key import add_find_key
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import STEP, ListAndDetail, StepBeside
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.register.workbook import ReadRegister

_RECORD_LINE = 48  # letters of a record's second line, with its days


class RegisterPage(QWidget):
    """Signals: ``announced(message)``; ``changed`` after the register was changed here."""

    announced = Signal(Message)
    changed = Signal()

    def __init__(self, facade: HallFacade, write: WriteFile, background: Background, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self._facade, self._write, self._background, self._look = facade, write, background, look
        self._view: RegisterView | None = None
        self._clerk: Clerk | None = None
        self._draft: RegisterDraft | None = None
        self._section: RegisterSection = SECTIONS[0]
        self._build()
        self._arrange()
        self._connect()

    @property
    def part_in_sight(self) -> str:
        """Tag of the section that is shown."""
        return self._section.tag

    @property
    def view_of_today(self) -> RegisterOnDay:
        """The register of today, with what waits to be signed. Only after it was read."""
        assert self._draft is not None
        return self._draft.after

    @property
    def half_done(self) -> str:
        """Name of what is not signed yet; else empty."""
        open_now = self._draft or self.form.changed or self.people.signs_now
        return self.tr("登记册的改动") if open_now else ""

    @property
    def put_aside(self) -> tuple[str, ...]:
        """Titles of what was put away with something in it."""
        return self._begun.titles

    @property
    def draft(self) -> tuple[RegisterChange, ...]:
        """The changes that wait to be signed, from the day typed."""
        if self._view is None or self._draft is None:
            return ()
        try:
            day = self.sign.in_force(self._view.today)
        except CounterError:
            day = self._view.today
        return self._draft.changes(day)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set who is signed on: a supervisor may sign with their own code."""
        self._clerk = clerk
        self.people.dismiss()
        self._put_away()
        self._begun.work_for(clerk.code if clerk else "")

    def on_shown(self) -> None:
        """The page was shown: read the register; what was put away is gone on with."""
        self._background.run(self._facade.view, self._resume)
        self.sections.take_focus()

    def read_ahead(self) -> None:
        """What somebody began is left alone."""
        if self._clerk is not None and self._view is None and not self.put_aside:
            self._background.run(self._facade.view, self._show)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not (self.taker.dismiss() or self.people.dismiss()) and self.half_done:
                self._put_away()
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    # -- showing --
    def _show(self, view: RegisterView) -> None:
        kept = {} if self._draft is None else self._draft.records
        self._view, self._draft = view, RegisterDraft(view.state, view.names, kept)
        self.head.show_register(view)
        self.files.know(view.today, view.register.number, keeper=view.keeper)
        self.joining.show_fingerprint(view.fingerprint, keeper=view.keeper)
        for button in (self.add, self.keep, self.remove):
            button.setEnabled(view.keeper)
        self._show_sections()
        self._show_rows()
        self._show_sign()

    def _show_sections(self) -> None:
        assert self._view is not None
        state = self.view_of_today
        captions = [(s.tag, f"{s.title} {len(state.of(s.shape))}") for s in SECTIONS]
        self.sections.show_options(captions, (self._section.tag,))

    def _show_rows(self, key: str | None = None) -> None:
        if self._view is None:
            return
        sought = self.search.text().strip().casefold()
        assert self._draft is not None
        rows = record_rows(self._section, self._view, self._draft)
        shown = [r for r in rows if not sought or sought in f"{r.title} {r.about} {r.tag}".casefold()]
        self.list.show_rows(shown, key)
        self._none.setVisible(not shown)
        self._none.setText(
            self.tr("没有找到“{0}”。").format(self.search.text())
            if sought
            else self.tr("这一类还没有内容，按 Ctrl+N 新增。")
        )
        self._note.setText(self._section.form.note)
        self.joining.setVisible(self._section.tag == "window")

    def _show_record(self, key: str) -> None:
        if self._view is None:
            return
        record = self.view_of_today.records.get((self._section.tag, key))
        before = self._begun.close_record()
        self.form.show_record(self._section, record, self.view_of_today.pictures, editable=self._view.keeper)
        self._tell(self._begun.open_record(self._section.tag, key, before))
        self.remove.setVisible(
            record is not None and self._section.tag != "hall" and not self.people.open_now
        )
        self._problem.say("")
        person = record if isinstance(record, RegisteredStaff) else None
        self.people.show_person(person, self._view, self._keeper, waits=bool(self._draft))

    # -- changing --
    def _add(self) -> None:
        if self._view is None or not self._view.keeper:
            return
        self.list.clearSelection()
        before = self._begun.close_record()
        self.form.show_record(self._section, None, {}, editable=True)
        self._tell(self._begun.open_record(self._section.tag, "", before))
        self.remove.hide()
        self.form.take_focus()

    def _keep(self) -> None:
        """Put the form's record among the changes to be signed."""
        if self._draft is None or self._view is None or not self._view.keeper:
            return
        try:
            record = self.form.record()
        except CounterError:  # said at its field
            self._problem.say("")
            return
        faults = self._draft.put(record, self.form.pictures)
        if grave := [f for f in faults if f.grave]:
            self.form.show_fault(grave[0].field, grave[0].sentence)
            return
        self._problem.say("；".join(f.sentence for f in faults), blocks=False)
        self._begun.record_kept()
        self._tell(self._begun.take_up(self._draft))
        self._show_sections()
        self._show_rows(record.key)
        self._show_sign()

    def _remove(self) -> None:
        row = self.list.record
        if self._draft is None or row is None:
            return
        if grave := self._draft.remove((row.section, row.key)):
            self._problem.say(f"{grave[0].sentence}。")
            return
        self._show_sections()
        self._show_rows()
        self._show_sign()

    def _show_sign(self) -> None:
        changes = self.draft
        self.sign.setVisible(bool(changes))
        if self._view is not None and changes:
            lines = [change_words(c, self._view.state) for c in changes]
            before = self._view.state.records
            takes_two = any(needs_two(c, before.get((c.section, c.key))) for c in changes)
            self.sign.show_changes(lines, takes_two=takes_two, keeper=self._keeper, day=self._view.today)

    @property
    def _keeper(self) -> str:
        """Code of the supervisor who is signed on, or ""."""
        return self._clerk.code if self._clerk and self._clerk.supervisor else ""

    def _make_room(self, opened: bool) -> None:
        """The form gives way to a panel about the same person."""
        for part in (self.form, self.keep, self.remove):
            part.setVisible(not opened)

    def _put_away(self) -> None:
        """What is not signed yet waits for its clerk."""
        said = self._begun.rest(), self._begun.put_away(self._draft)
        self._clear()
        self._tell(*said)

    def _resume(self, view: RegisterView) -> None:
        self._begun.resume()
        self._show(view)
        if self._draft is not None and (said := self._begun.take_up(self._draft)) is not None:
            self._tell(said)
            self._show(view)

    def _tell(self, *said: Message | None) -> None:
        for one in filter(None, said):
            self.announced.emit(one)

    def _clear(self) -> None:
        if self._draft is not None:
            self._draft.records.clear()
        self.sign.forget()
        self.sign.hide()
        if self._view is not None:
            self._show(self._view)

    def _sign(self) -> None:
        if self.people.press():
            return
        if self._view is None or not self._draft:
            return
        try:
            self.sign.in_force(self._view.today)
            by, agreed = self.sign.take()
        except CounterError as wrong:
            self.sign.refuse(wrong.sentence, wrong.field or "")
            return
        changes, reason = self.draft, self.sign.reason.text()
        self._background.run(
            lambda: self._facade.issue(changes, by, agreed, reason), self._signed, self._refused
        )

    def _signed(self, view: RegisterView) -> None:
        self._draft = None
        self.sign.forget()
        self._show(view)
        words = self.tr("登记册第 {0} 号已签发。别的窗口：按 Ctrl+U 写一个文件拷过去。")
        words = words.format(view.register.number)
        if confirmed := confirmed_words(view.register):
            words += self.tr("同时确认了{0}。").format("、".join(confirmed))
        self.announced.emit(Message(Tone.DONE, words))
        self.changed.emit()
        self.list.setFocus()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, CounterError):
            self.sign.refuse(error.placed, error.field or "")
        else:
            self.announced.emit(message_of(error))

    # -- files --
    def _show_read(self, read: ReadRegister) -> None:
        """A workbook was checked: its changes wait to be signed, or its faults are shown."""
        told = fault_lines(read.faults)
        if not read.usable:
            self._problem.say("\n".join([self.tr("工作簿有错，什么也没有采用："), *told]))
            return
        self._problem.say("\n".join(told), blocks=False)
        if not read.changes:
            self.announced.emit(Message(Tone.DONE, self.tr("工作簿和现在的登记册一样，没有改动。")))
            return
        assert self._view is not None
        assert self._draft is not None
        self._draft.replace(read.changes)
        self._show(self._view)
        self.sign.by.setFocus()

    def _read_anew(self) -> None:
        self.changed.emit()
        self._background.run(self._facade.view, self._show)

    # -- building --
    def _build(self) -> None:
        look = self._look
        self.sections = Choices(look, "registerSections", self.tr("哪一类"))
        self.search = Field("registerFind", self.tr("找"), self.tr("姓名、工号、部门、文号……"))
        self.list = RegisterList(look, "registerList", self.tr("登记册"))
        self._none = TextLabel("", "second", wrap=True)
        self._note = TextLabel("", "small", wrap=True)
        self.form = RecordForm(look, picture_reader(self._facade, self._background))
        self.form.know_items(self._facade.find_items, self._facade.item_name)
        self._problem = ProblemLabel()
        self._problem.setObjectName("registerProblem")
        self.keep = ActButton("keepRecord", self.tr("记下这一条"), "Ctrl+S", enter=True)
        self.remove = ActButton("removeRecord", self.tr("不要这一条"), "Ctrl+Del", role="quiet", enter=True)
        self.add = ActButton("addRecord", self.tr("新增"), "Ctrl+N", enter=True)
        self.files = RegisterFiles(self._facade, self._write, self._background, look, self)
        self.head = RegisterHead(self.files)
        self.confirm = self.head.confirm
        self.sign = SignPanel(look)
        self.sign.hide()
        self._begun = RegisterBegun(self.form, self.sign)
        self.taker = RegisterTaker(self._facade, self._background, self)
        self.people = StaffActs(self._facade, self._background, look, self)
        self.joining = WindowJoining(self._facade, self._write, self._background, look, self.taker, self)

    def _connect(self) -> None:
        self.sections.changed.connect(self._choose_section)
        stops = (self.head, self.sections, self.search, self.list, self.add, self.people, self.form)
        keep_tab_order(self.sections, self.form, (*stops, self.keep, self.remove))
        self.search.textChanged.connect(lambda _: self._show_rows())
        self.list.current.connect(self._show_record)
        self.list.opened.connect(lambda _: self.form.take_focus())
        self.form.done.connect(self._keep)
        self.sign.signed.connect(self._sign)
        self.sign.rested.connect(self._put_away)
        self.sign.dropped.connect(self._begun.record_kept)
        self.sign.dropped.connect(self._clear)
        self.sign.redated.connect(self._show_sign)
        self.files.was_read.connect(self._show_read)
        self.files.take_wanted.connect(self.taker.ask_to_take)
        for part in (self.files, self.taker, self.joining, self.people):
            part.announced.connect(self.announced)
        self.people.opened.connect(self._make_room)
        self.people.changed.connect(self._signed)
        self.taker.done.connect(self._read_anew)
        keys: dict[str, tuple[ActButton, Callable[[], None]]] = {
            "Ctrl+S": (self.keep, self._keep),
            "Ctrl+Del": (self.remove, self._remove),
            "Ctrl+N": (self.add, self._add),
            "Alt+C": (self.confirm, self.taker.ask_to_confirm),
        }
        for key, (button, act) in keys.items():
            button.clicked.connect(act)
            bind_key(self, key, act)
        others = {key: act for key, (_, act) in self.files.acts.items()}
        others |= {"Alt+K": self.joining.card.click, "Alt+J": self.joining.admit.click}
        for key, act in (others | {"F8": self.taker.press, "F9": self._sign}).items():
            bind_key(self, key, act)
        add_find_key(self, self.search)

    def _choose_section(self) -> None:
        tag = (*self.sections.chosen, SECTIONS[0].tag)[0]
        self._section = next(s for s in SECTIONS if s.tag == tag)
        self.search.clear()
        self._show_rows("")
        self._show_record(self.list.record.key if self.list.record else "")

    def _arrange(self) -> None:
        left = listed(self.search, self.add, (self._none, self.list))
        parts = (self._note, self.people, self.form, self._problem)
        right = opened(self._look, parts, (self.keep, self.remove), self.joining)
        body = ListAndDetail(self._look, left, right, letters=_RECORD_LINE)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.taker)
        column.addWidget(self.sections)
        column.addWidget(StepBeside(self._look, body, self.sign, letters=_RECORD_LINE + STEP), 1)
