"""日结: count what lies here, close the window's day and print its sheet, hand the shift over, and compare the journal
with an old sheet, paper or file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_time
from counter.domain.errors import BadInput
from counter.domain.hall.day_counts import CountsByHand
from counter.domain.papers.verify.evidence import EvidenceFinding
from counter.domain.papers.verify.given_code import is_given_code
from counter.ui.day.count_fields import DIFFERS, LIST_CHANGED, CountFields
from counter.ui.day.day_card import DayCard
from counter.ui.day.day_reading import DayReading
from counter.ui.day.difference_card import DifferenceCard
from counter.ui.day.evidence_card import EvidenceCard
from counter.ui.day.held_table import HeldTable, or_nothing
from counter.ui.day.shift_card import ShiftCard
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.day import DayFacade, DayLine
from counter.ui.kit.acts.unfinished_input import KeepingPage
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import at_top, hugging
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.file_dialogs import ask_new_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_preview import PaperPreview

if TYPE_CHECKING:
    from counter.services.day.close_day import ClosedDay
    from counter.ui.facades.day import HeldHere
    from counter.ui.facades.page_image import PageImage

_LEFT = 600


class DayPage(KeepingPage):
    """Signals: ``announced(message)`` for the message bar; ``shift_taken(clerk)``: that person has the window now."""

    announced = Signal(Message)
    shift_taken = Signal(Clerk)

    def __init__(
        self, facade: DayFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._lines: tuple[DayLine, ...] = ()
        self._day: date | None = None
        self._reading = DayReading(facade, background, self._refuse, self)
        self._reading.days.connect(self._show_days)
        self._reading.held.connect(self._show_held)
        self._busy = False
        self._refused: CountsByHand | None = None
        self.card = DayCard()
        self.card.chosen.connect(self._choose)
        self.card.close_wanted.connect(lambda anew: self._close_then(self._print, anew=anew))
        self.card.save_wanted.connect(self._choose_place)
        self.card.count.changed.connect(self._on_counted)
        self.hand_over = ActButton("dayShift", self.tr("交班"), "Alt+J", role="quiet")
        self.hand_over.clicked.connect(self._begin_shift)
        self.shift_again = ActButton("dayShiftAgain", "", role="link")
        self.shift_again.clicked.connect(self._print_shift)
        self.difference = DifferenceCard(look)
        self.difference.settled.connect(self._explain)
        self.shift = ShiftCard(facade, background, look)
        self.shift.handed_over.connect(self._on_handed_over)
        self.shift.announced.connect(self.announced)
        self.keeping = (self.shift.words,)
        self.shift.list_changed.connect(self._reading.read_held)
        self.shift.left.connect(self._leave_shift)
        self.table = HeldTable(look)
        self.preview = PaperPreview()
        self.evidence = EvidenceCard()
        self.evidence.wanted.connect(self.compare)
        self.shift_again.hide()
        self._follow_keys()
        self._arrange()

    @property
    def half_done(self) -> str:
        """What would be lost with the fields; "" for nothing."""
        parts = (self.card.count, self.difference, self.shift)
        return self.tr("日结的点数") if any(part.half_done for part in parts) else ""

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Another clerk signed on: clear what was compared, counted and typed."""
        self._clerk = clerk
        self.evidence.show_findings(())
        self.card.count.forget()
        self._leave_shift()

    def on_shown(self) -> None:
        """The page is shown: read the days anew."""
        if not self.half_done:
            self.card.count.take_focus()
        self._reading.read()

    def look_again(self) -> None:
        """Another program wrote: what lies here and how the days stand by now. What is counted and typed stays."""
        if not self._busy:
            self._reading.look_again()

    def take_code(self, text: str) -> bool:
        """Compare a scanned code; False for what is none of ours and belongs elsewhere."""
        if not is_given_code(text):
            return False
        self.evidence.field.clear()
        self.compare(text)
        return True

    def compare(self, given: str) -> None:
        """Compare the journal with what was scanned, typed or named, in the background."""
        text = given.strip()
        if not text:
            return
        self.evidence.show_findings(())
        self.evidence.say(self.tr("正在核对…"))
        lane = Lane.PAPERS if is_given_code(text) else Lane.FILES
        self._background.run(
            lambda: self._facade.compare(text), self._answer, self.evidence.refuse, lane=lane
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.shift.isVisible():
            self._leave_shift()
        else:
            self.evidence.field.clear()
            self.evidence.show_findings(())

    # -- the day --
    def _show_held(self, held: HeldHere) -> None:
        self.card.count.show_listed(*held.numbers)
        self.shift.show_listed(held)
        self.table.show_held(held)
        self.difference.show_open(held.waiting)
        if self.shift.isVisible() and held.no_shift:
            self.shift.say(held.no_shift)
        self.shift_again.setVisible(held.shift is not None)
        if held.shift is not None:
            at = civil_time(held.shift.at)
            self.shift_again.say(self.tr("{0}交过班，再打交班单").format(f"{at:%H:%M}"))

    def _show_days(self, lines: Sequence[DayLine]) -> None:
        self._lines = tuple(lines)
        if self._day not in [line.day for line in self._lines]:
            self._day = self._lines[0].day if self._lines else None
        self.card.offer_days(self._lines, self._day)
        self._show_day()

    def _choose(self, day: date) -> None:
        self._day = day
        self.card.offer_days(self._lines, self._day)
        self._show_day()
        self.card.print.setFocus()

    @property
    def _line(self) -> DayLine | None:
        return next((line for line in self._lines if line.day == self._day), None)

    def _show_day(self) -> None:
        line = self._line
        closed = None if line is None else line.closed
        self.card.show_day(line)
        if self.shift.isVisible():
            return
        turn_to(self._right, self._listed if closed is None else self.preview)
        if closed is None:
            return
        self.preview.say(self.tr("正在准备预览…"))
        shown = closed
        self._background.run(
            lambda: self._facade.pages(shown),
            lambda pages: self._show_pages(shown, pages),
            self._refuse,
            lane=Lane.PAPERS,
        )

    def _show_pages(self, closed: ClosedDay, pages: Sequence[PageImage]) -> None:
        line = self._line
        if line is not None and line.closed is closed:
            self.preview.show_pages(pages)

    def _on_counted(self) -> None:
        self._refused = None
        self.card.say("")

    def _close_then(self, then: Callable[[ClosedDay], None], *, anew: bool = False) -> None:
        day, clerk = self._day, self._clerk
        if day is None or clerk is None or self._busy:
            return
        counts = self._counted(self.card.count)
        if counts is None:
            return
        self._busy = True
        reason = self.card.reason.text()

        def closed(done: ClosedDay) -> None:
            self._busy = False
            self._refused = None
            self._lines = tuple(
                DayLine(line.day, done, line.today) if line.day == day else line for line in self._lines
            )
            self._show_day()
            self._reading.read_held()
            if self.card.keeps_count(done):
                return
            self.card.reason.clear()
            self.card.count.forget()
            then(done)

        self._background.run(
            lambda: self._facade.close(day, clerk, counts, anew=anew, reason=reason),
            closed,
            lambda error: self._refuse_count(error, counts),
        )

    def _counted(self, fields: CountFields) -> CountsByHand | None:
        """What was typed; None where it is no number, which is said. The same differing count given twice holds."""
        try:
            plain = fields.counts(confirmed=False)
        except BadInput as error:
            self.card.refuse(error.sentence, error.field)
            return None
        return fields.counts(confirmed=plain == self._refused)

    def _refuse_count(self, error: Exception, counts: CountsByHand) -> None:
        self._busy = False
        if not isinstance(error, BadInput):
            self._refuse(error)
            return
        sentence = error.sentence
        if error.field == DIFFERS:
            self._refused = counts
            sentence += self.tr("（再按一次 F8 就是确认）")
        if error.field == LIST_CHANGED:
            self._reading.read_held()
        self.card.refuse(sentence, error.field)

    def _print(self, closed: ClosedDay, words: str = "") -> None:
        words = words or self.tr("日结单已送 {0}。纸出来以后归档，不要放在这台电脑旁边。")

        def sent(printer: str) -> None:
            self.announced.emit(Message(Tone.DONE, words.format(printer)))

        self._background.run(lambda: self._facade.print(closed), sent, self._refuse, lane=Lane.PAPERS)

    def _choose_place(self) -> None:
        if self._day is None:
            return
        name = self.tr("日结单 {0}.pdf").format(self._day.isoformat())
        ask_new_file(
            *(self.window(), self._look, "dayPlace", self.tr("存到哪里"), name),
            lambda file: self._close_then(lambda done: self._save(done, file)),
        )

    def _save(self, closed: ClosedDay, file: Path) -> None:
        def saved(_: None) -> None:
            self.announced.emit(Message(Tone.DONE, self.tr("日结单已存到 {0}。").format(file)))

        self._background.run(lambda: self._facade.save(closed, file), saved, self._refuse, lane=Lane.FILES)

    # -- what differed --
    def _explain(self, found: bool, words: str) -> None:
        waiting, clerk = self.difference.current, self._clerk
        if waiting is None or clerk is None or self._busy:
            return
        self._busy = True

        def told(_: None) -> None:
            self._busy = False
            sentence = self.tr("{0}的不符已经登记说明。").format(waiting.said.what.label)
            self.announced.emit(Message(Tone.DONE, sentence))
            self._reading.read()

        def refused(error: Exception) -> None:
            self._busy = False
            self.difference.say(message_of(error).sentence)
            self._reading.read()

        self._background.run(
            lambda: self._facade.explain(waiting.said.what, words, clerk, found=found), told, refused
        )

    # -- the shift --
    def _begin_shift(self) -> None:
        if self._clerk is None:
            return
        if self._reading.here.no_shift:
            self.announced.emit(Message(Tone.REFUSED, self._reading.here.no_shift))
            return
        turn_to(self._right, self._listed)
        self.hand_over.setEnabled(False)
        self._on_counted()  # what F8 would have confirmed rests too
        self.card.setEnabled(False)
        self.shift.begin(self._clerk, self._reading.here)

    def _leave_shift(self) -> None:
        shown = self.shift.isVisible()
        self.shift.forget()
        self.shift.hide()
        self.hand_over.setEnabled(True)
        self.card.setEnabled(True)
        if shown:
            self.card.count.take_focus()
        if self._lines:
            self._show_day()

    def _on_handed_over(self, closed: ClosedDay, clerk: Clerk) -> None:
        self._leave_shift()
        done = self.tr("已交班，现在上岗的是{0}。").format(clerk.name)
        self._print(closed, done + self._to_sign)
        self.shift_taken.emit(clerk)

    def _print_shift(self) -> None:
        if self._reading.here.shift is not None:
            self._print(self._reading.here.shift, self._to_sign)

    @property
    def _to_sign(self) -> str:
        return self.tr("交班单已送 {0}，两人签名以后归档，不要放在这台电脑旁边。")

    # -- evidence --
    def _answer(self, findings: Sequence[EvidenceFinding]) -> None:
        self.evidence.show_findings(findings)
        if self.evidence.field.hasFocus():
            self.evidence.field.selectAll()

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        self.announced.emit(message_of(error))

    # -- arranging --
    def _follow_keys(self) -> None:
        for key, button in (
            ("F8", self.card.print),
            ("Shift+F8", self.card.anew),
            ("F9", self.shift.act),
            ("Alt+J", self.hand_over),
            ("Alt+W", self.difference.save),
        ):
            bind_key(self, key, partial(_press, button))
        bind_key(self, "Ctrl+O", self.evidence.choose_file)

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(TextLabel(self.tr("日结"), "title"))
        head.addStretch(1)
        head.addWidget(self.shift_again)
        head.addWidget(self.hand_over)
        left.addLayout(head)
        left.addWidget(self.card)
        left.addWidget(self.difference)
        left.addWidget(self.evidence)
        left.addStretch(1)
        column = QWidget()
        column.setLayout(left)
        column.setMaximumWidth(_LEFT)
        left.setContentsMargins(0, 0, 0, 0)
        self._right = QStackedWidget()
        self._listed = at_top(hugging(or_nothing(self.table)))
        for part in (self._listed, self.preview):
            self._right.addWidget(part)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.shift)
        right.addWidget(self._right, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(20)
        whole.addWidget(column, 1)
        whole.addLayout(right, 1)


def _press(button: ActButton) -> None:
    """By its key, where it is offered now."""
    if button.isVisible() and button.isEnabled():
        button.click()
