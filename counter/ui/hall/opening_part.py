"""怎样打开: the key slots of this PC, what each protects against; one added, the phrase changed, one removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.domain.hall.consent import Consent
from counter.services.keys.slot_kinds import LONGEST_LABEL, NewSlot, SlotKind
from counter.ui.facades.key_slots import KeySlotsFacade, SlotPeople, SlotRow, SlotsView
from counter.ui.facades.keys import KeysView
from counter.ui.hall.keys_part import KeysPart
from counter.ui.hall.register_list import RegisterList, RegisterRow
from counter.ui.hall.register_taker import RegisterTaker
from counter.ui.kit.acts.opening_choice import OpeningChoice
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import FORM, LISTING, STEP, ListAndDetail, widen_to
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.messages import message_of
from counter.ui.kit.theme import Look

T = TypeVar("T")

_WIDTH = 760


class OpeningPart(KeysPart):
    """Two people sign first; only then a phrase is drawn and shown, as on the command line."""

    def __init__(
        self, facade: KeySlotsFacade, taker: RegisterTaker, background: Background, look: Look
    ) -> None:
        super().__init__()
        self._facade, self._taker, self._background, self._look = facade, taker, background, look
        self._view: SlotsView | None = None
        self._people: SlotPeople | None = None
        self._begin: Callable[[], None] = lambda: None
        self._changes_phrase = self._waiting = False
        self._level = ProblemLabel()
        self._level.setObjectName("openingLevel")
        self._now = TextLabel("", "second", wrap=True)
        self.list = RegisterList(look, "slotList", self.tr("打开资料的方式"))
        self.add = ActButton("addSlot", self.tr("添加一种…"), "Alt+K", enter=True)
        self.phrase = ActButton("changePhrase", self.tr("换一组口令词…"), "Alt+W", enter=True)
        self.remove = ActButton("removeSlot", self.tr("去掉这一种…"), "Ctrl+Del", enter=True)
        self._name = TextLabel("", "strong", wrap=True)
        self._about = TextLabel("", "", wrap=True)
        self._made = TextLabel("", "second", wrap=True)
        self._kept = TextLabel("", "second", wrap=True)
        self.choice = OpeningChoice(facade, look, other_key="Alt+G", longer_key="Alt+B")
        self.label = Field("slotLabel", self.tr("名称"), self.tr("可以不写；同一种有几个时，例如 副班"))
        self.label.setMaxLength(LONGEST_LABEL)
        self._problem = ProblemLabel()
        self._problem.setObjectName("openingProblem")
        self.refusals = Refusals(self._problem)
        for name, field in (*self.choice.fields.items(), ("label", self.label)):
            self.refusals.add(field, name)
        self.go = ActButton("openingOnward", self.tr("下一步"), "Enter", role="primary")
        self.back = ActButton("openingBack", self.tr("回去"), "Esc", role="quiet")
        self._arrange()
        self._connect()

    @property
    def half_done(self) -> bool:
        return not self._card.isHidden()

    @property
    def acts(self) -> Mapping[str, ActButton]:
        return {"Alt+K": self.add, "Alt+W": self.phrase, "Ctrl+Del": self.remove}

    @property
    def row(self) -> SlotRow | None:
        """The current slot."""
        current, rows = self.list.record, () if self._view is None else self._view.rows
        return next((row for row in rows if current is not None and row.id == current.key), None)

    def come(self) -> None:
        if self.half_done:
            return
        self._background.run(self._facade.view, self._show)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_keys(self, _view: KeysView) -> None:
        """Slots are read when the part comes, and after each act."""

    def step_back(self) -> bool:
        if not self.half_done or self._waiting:
            return self.half_done
        self._say("")
        if not self.choice.step_back():
            self.dismiss()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def dismiss(self) -> None:
        if self._waiting:  # what is being written says itself what came of it
            return
        self._people = None
        self.choice.forget()
        self.label.clear()
        self._card.hide()
        self._body.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the window is locked: neither words nor PINs wait for the next person."""
        super().hideEvent(event)
        self.dismiss()

    # -- acts --
    def _ask_to_add(self) -> None:
        who = self.tr("添加一种打开方式，下一步选哪一种。")
        self._sign(who, self.tr("往下"), self._facade.allowed, self._offer)

    def _ask_for_phrase(self) -> None:
        who = self.tr("换一组开机口令词：新的抄好、照输对了才算，那时旧的作废；在那以前旧的照旧有用。")
        self._sign(who, self.tr("往下"), self._facade.allowed, self._offer_phrase)

    def _ask_to_remove(self) -> None:
        row = self.row
        if row is None or row.kept:
            return
        words = self.tr("去掉“{0}”：以后它打不开这份资料；以前拷走的文件夹它还打得开。").format(row.title)
        self._sign(
            words,
            self.tr("去掉"),
            lambda by, second: self._facade.remove(row.id, SlotPeople(by, second)),
            self.tell,
        )

    def _sign(
        self,
        what: str,
        act: str,
        work: Callable[[Consent, Consent | None], T],
        after: Callable[[T], None],
    ) -> None:
        who = self.tr("值班负责人或系统管理员输入工号和口令，再由另一位输入（只有一位的空着，以后确认）。")
        self._taker.ask_for(what + who, act, work, after, two=True)

    def _offer(self, people: SlotPeople) -> None:
        if not self.isVisible():  # left or locked while the PINs were checked
            return
        self._people, self._changes_phrase = people, False
        self._background.run(self._facade.opening_kinds, self._open_choice)

    def _open_choice(self, kinds: Sequence[SlotKind]) -> None:
        if self._people is None:
            return
        self._begin = lambda: self.choice.ask_way(kinds)
        self._open(self.tr("添加一种打开方式"))

    def _offer_phrase(self, people: SlotPeople) -> None:
        if not self.isVisible():  # as above
            return
        self._people, self._changes_phrase = people, True
        self._begin = self.choice.ask_phrase
        self._open(self.tr("换一组开机口令词"))

    def _open(self, title: str) -> None:
        self._title.setText(title)
        self._body.hide()
        self._card.show()
        self._begin()

    def _press_on(self) -> None:
        people = self._people
        if people is None or self._waiting:
            return
        try:
            if self.choice.advance():
                return
            new = replace(self.choice.take(), label=self.label.text())
        except CounterError as wrong:
            self._refuse(wrong)
            return
        self._wait(True)
        self._say(self.tr("正在设置，要几秒……"), blocks=False)
        self._background.run(  # the new way may lie on a key stick
            lambda: self._write(new, people), self._done, self._failed, lane=Lane.FILES
        )

    def _write(self, new: NewSlot, people: SlotPeople) -> str:
        return (self._facade.change_phrase if self._changes_phrase else self._facade.add)(new, people)

    def _done(self, words: str) -> None:
        self._wait(False)
        self.dismiss()
        self.tell(words)

    def _failed(self, error: Exception) -> None:
        self._wait(False)
        if not self.isVisible():
            self.dismiss()
            self.announced.emit(message_of(error))
            return
        self._begin()
        self._refuse(error)

    def _wait(self, waiting: bool) -> None:
        self._waiting = waiting
        for part in (self.go, self.back, self.choice, self.label):
            part.setEnabled(not waiting)

    def _refuse(self, error: Exception) -> None:
        self.refusals.refuse(error)

    def _turned(self) -> None:
        self._say("")
        self._label_line.setVisible(not self._changes_phrase and not self.choice.ways.isHidden())
        if self.choice.shows_words:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, sentence: str, *, blocks: bool = True) -> None:
        self.refusals.clear()
        self._problem.say(sentence, blocks=blocks)

    # -- showing --
    def _show(self, view: SlotsView) -> None:
        self._view = view
        words = "。".join(filter(None, (view.level.words, view.meant))) + "。"
        self._level.say(words, blocks=not view.meant)
        if not view.level.copied_opens:
            self._level.set_role("second")
        self._now.setText(self.tr("现在：{0}").format(view.now))
        self.list.show_rows([self._listed(row) for row in view.rows])
        self._show_row()

    def _listed(self, row: SlotRow) -> RegisterRow:
        tag, tone = (self.tr("拷走就打得开"), "correct") if row.weak else ("", "shared")
        return RegisterRow("slot", row.id, row.title, row.protects, tag, tone)

    def _show_row(self) -> None:
        row = self.row
        if row is None:
            return
        self._name.setText(row.title)
        self._about.setText(row.protects)
        made = self.tr("{0} 设").format(row.made) if row.made else ""
        self._made.setText(made)
        self._made.setToolTip(self.tr("编号 {0}").format(row.id))  # as commands name it
        self._kept.setText(row.kept)
        self._kept.setVisible(bool(row.kept))
        self.remove.setVisible(not row.kept)

    # -- building --
    def _connect(self) -> None:
        self.add.clicked.connect(self._ask_to_add)
        self.phrase.clicked.connect(self._ask_for_phrase)
        self.remove.clicked.connect(self._ask_to_remove)
        self.list.current.connect(lambda _: self._show_row())
        self.go.clicked.connect(self._press_on)
        self.back.clicked.connect(self.step_back)
        self.choice.pressed.connect(self._press_on)
        self.choice.captioned.connect(self.go.say)
        self.choice.turned.connect(self._turned)
        self.label.returnPressed.connect(self._press_on)

    def _arrange(self) -> None:
        detail = QWidget()
        lines = QVBoxLayout(detail)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(8)
        for label in (self._name, self._about, self._made, self._kept):
            lines.addWidget(label)
        button = QHBoxLayout()
        button.addWidget(self.remove)
        button.addStretch(1)
        lines.addLayout(button)
        lines.addStretch(1)
        area = ColumnScrollArea("slotDetail", detail)
        widen_to(self._look, area, FORM)
        sides = ListAndDetail(self._look, self.list, area, letters=LISTING + STEP)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        acts.addWidget(self._now, 1)
        acts.addWidget(self.add)
        acts.addWidget(self.phrase)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        body.addWidget(self._level)
        body.addLayout(acts)
        body.addWidget(sides, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._body, 1)
        column.addWidget(self._make_card())
        column.addStretch(0)

    def _make_card(self) -> QFrame:
        card = self._card = QFrame()
        card.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._title = TextLabel("", "strong")
        self._label_line = FieldRow(self.label.accessibleName(), self.label, beside=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        self.go.setMinimumWidth(220)
        buttons.addWidget(self.go)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        for part in (self._title, self.choice, self._label_line, self._problem):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addStretch(1)
        card.hide()
        return card
