"""交班: two people at one keyboard, each counts and gives the own PIN; the window goes over to the second."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.hall.day_counts import CountedKind, CountsByHand
from counter.ui.day.count_fields import DIFFERS, LIST_CHANGED, CountFields
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.day import DayFacade
from counter.ui.kit.acts.unfinished_input import UnfinishedFields
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import StepBeside
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.controls.staff_code_field import StaffCodeField
from counter.ui.kit.messages import Message, message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.day.close_day import ClosedDay
    from counter.ui.facades.day import HeldHere

_HALF = 24
"""Letters of a count with what there should be."""


class ShiftCard(QFrame):
    """Signals: ``handed_over(closed, clerk)``: the clerk has the window now; ``left`` with Esc; ``list_changed``: what
    lies here is to be read anew.
    """

    handed_over = Signal(object, Clerk)
    left = Signal()
    announced = Signal(Message)
    list_changed = Signal()

    def __init__(
        self, facade: DayFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._facade, self._background = facade, background
        self._busy = False
        self._refused: tuple[CountsByHand, CountsByHand] | None = None
        self.setObjectName("shiftCard")
        self.setProperty("role", "card")
        self._giver = ""
        self._title = TextLabel("", "strong")
        self.giver_pin = PinField("shiftGiverPin", self.tr("交班人的口令"))
        self.given = CountFields("given", self.tr("交班"))
        self.taker = StaffCodeField("shiftTaker", self.tr("接班人的工号"), self.tr("例如 W02"))
        self.taker_pin = PinField("shiftTakerPin", self.tr("接班人的口令"))
        self.taken = CountFields("taken", self.tr("接班"))
        self.words = UnfinishedFields(self, lambda: self.tr("交班"))
        self.act = ActButton("shiftAct", self.tr("交班并打印"), "F9", role="primary", writes=True)
        self.act.clicked.connect(self._hand_over)
        self.back = ActButton("shiftBack", self.tr("不交班"), "Esc", role="quiet")
        self.back.clicked.connect(self.left)
        self._problem = ProblemLabel()
        self._problem.setObjectName("shiftProblem")
        self.refusals = Refusals(self._problem)
        for name, field in (
            ("giver", self.giver_pin),
            ("taker", self.taker),
            ("taker_pin", self.taker_pin),
        ):
            self.refusals.add(field, name)
        for part in (self.given, self.taken):
            part.changed.connect(self._on_counted)
        self._arrange(look)
        self.hide()

    def begin(self, giver: Clerk, held: HeldHere) -> None:
        """Open it for the clerk signed on, with empty fields but for what was counted before."""
        self._giver = giver.code
        self._title.setText(self.tr("交班人：{0} {1}").format(giver.code, giver.name))
        self.forget()
        for part in (self.given, self.taken):
            part.show_listed(*held.numbers)
        self.show()
        self.given.take_focus()
        if (said := self.words.open_at(giver.code)) is not None:
            self.announced.emit(said)

    def show_listed(self, held: HeldHere) -> None:
        """The list was read anew."""
        for part in (self.given, self.taken):
            part.show_listed(*held.numbers)

    def forget(self) -> None:
        """Empty every field; what was counted and typed waits."""
        if (said := self.words.close()) is not None:
            self.announced.emit(said)
        for field in (self.giver_pin, self.taker, self.taker_pin):
            field.clear()
        for part in (self.given, self.taken):
            part.forget()
        self._refused = None
        self.say("")

    @property
    def half_done(self) -> bool:
        """True while something typed would be lost."""
        typed = (self.giver_pin, self.taker, self.taker_pin)
        return self.given.half_done or self.taken.half_done or any(one.text() for one in typed)

    def say(self, sentence: str) -> None:
        """What is wrong with it."""
        self.refusals.say(sentence)

    def _on_counted(self) -> None:
        self._refused = None
        self.say("")

    def _hand_over(self) -> None:
        if self._busy:
            return
        if lacks := self._lacks():
            self.refusals.say(*lacks)
            return
        try:
            plain = (self.given.counts(confirmed=False), self.taken.counts(confirmed=False))
        except BadInput as error:
            self._refuse(error.sentence, DIFFERS)
            return
        sure = plain == self._refused
        given, taken = (part.counts(confirmed=sure) for part in (self.given, self.taken))
        giver, taker = self._people()
        self._busy = True

        def done(found: tuple[ClosedDay, Clerk]) -> None:
            self._busy = False
            self.words.done()
            self.handed_over.emit(*found)

        def refused(error: Exception) -> None:
            self._busy = False
            field = getattr(error, "field", "")
            sentence = message_of(error).sentence
            if isinstance(error, BadInput) and field == DIFFERS:
                self._refused = plain
                sentence = self.tr("{0}{1}（再输口令，按 F9 就是确认）").format(self._whose(), sentence)
            if isinstance(error, BadInput) and field == LIST_CHANGED:
                self.list_changed.emit()
            self._refuse(sentence, field)

        self._background.run(lambda: self._facade.hand_over(giver, taker, given, taken), done, refused)

    def _whose(self) -> str:
        """Who counted what is refused: of two the giver comes first."""
        return self.tr("交班人点的：") if self.given.differing is not None else self.tr("接班人点的：")

    def _people(self) -> tuple[Consent, Consent]:
        """Giver and taker as typed; the PINs are gone from the fields afterwards."""
        giver = Consent(self._giver, self.giver_pin.text())
        taker = Consent(self.taker.text().strip().upper(), self.taker_pin.text())
        self.giver_pin.clear()
        self.taker_pin.clear()
        return giver, taker

    def _lacks(self) -> tuple[str, str] | None:
        """What is still to be typed, and where; None where nothing is."""
        wanted = (
            (self.giver_pin, self.tr("请交班人输入口令。"), "giver"),
            (self.taker, self.tr("请接班人输入工号。"), "taker"),
            (self.taker_pin, self.tr("请接班人输入口令。"), "taker_pin"),
        )
        return next(((words, name) for field, words, name in wanted if not field.text().strip()), None)

    def _refuse(self, sentence: str, field: str | None) -> None:
        """Show the sentence, and put the cursor where it can be mended."""
        self.refusals.say(sentence, field or "", self.giver_pin)
        if field in (DIFFERS, LIST_CHANGED):
            part = self.given if field == LIST_CHANGED or self.given.differing else self.taken
            part.take_focus(part.differing or CountedKind.ORIGINALS)

    def _arrange(self, look: Look) -> None:
        giver, taker = QWidget(), QWidget()
        for side, count, fields in (
            (giver, self.given, (self.giver_pin,)),
            (taker, self.taken, (self.taker, self.taker_pin)),
        ):
            grid = QGridLayout(side)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(8)
            grid.addWidget(count, 0, 0, 1, 2)
            for place, field in enumerate(fields):
                grid.addWidget(labelled(field), 1, place)
            for place in range(2):
                grid.setColumnStretch(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(StepBeside(look, giver, taker, letters=_HALF, gap=8))
        column.addWidget(self._problem)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.back)
        line.addStretch(1)
        line.addWidget(self.act)
        column.addLayout(line)
        order = (*self.given.fields(), self.giver_pin, *self.taken.fields(), self.taker, self.taker_pin)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
            before.returnPressed.connect(partial(after.setFocus, Qt.FocusReason.TabFocusReason))
