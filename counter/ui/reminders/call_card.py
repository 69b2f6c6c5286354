"""One call: the sentence to read aloud, the number shown in full only while held, one key for each outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from counter.domain.case.reminder_events import ReminderOutcome
from counter.domain.document.numbering import grouped
from counter.ui.kit.acts.unfinished_input import UnfinishedFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.controls.column_scroll_area import BAR, FittingScrollArea
from counter.ui.kit.controls.even_grid import EvenGrid
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import ProblemLabel, Rule, TextLabel
from counter.ui.kit.controls.page_columns import StepBeside
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.reminders.list_calls import CallRow

RENUMBER = "6"
"""The key for another number."""
_ACROSS = 3
"""Outcomes in a row, where their words fit."""
_READ_OUT = 9
"""Lines that stay in sight with the sentence that is read out."""
_EDGES, _LOW_EDGES = (20, 16, 20 - BAR, 16), (20, 8, 20 - BAR, 8)
"""The bar of the words lies in the margin."""
_LOW = 560
"""A window of that height is low, a higher one in larger letters: the sentence is read out in smaller ones."""


class CallCard(FittingFrame):
    """Signals: ``decided(outcome, words)``; ``renumbered(number)``; ``held`` and ``released`` of the number;
    ``left`` when a field is given up: the keys go back to the list; ``announced(message)``. ``clerk``: code of who
    acts, to whom what was typed comes back.
    """

    decided = Signal(object, str)
    renumbered = Signal(str)
    held = Signal()
    released = Signal()
    left = Signal()
    announced = Signal(Message)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("callCard")
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._look = look
        self._row: CallRow | None = None
        self.clerk = ""
        self.words = UnfinishedFields(self, lambda: self.tr("告知的登记"))
        self._who = TextLabel("", "title", wrap=True)
        self._who.setObjectName("callWho")
        self._case = TextLabel("", "second", wrap=True)
        self._number = TextLabel("", "number")
        self._number.setObjectName("callNumber")
        self.see = ActButton("callSee", self.tr("按住看全"), "V", role="quiet", enter=False)
        self.see.pressed.connect(self.held)
        self.see.released.connect(self.released)
        self._check = TextLabel("", "small", wrap=True)
        self._rule = Rule()
        self._sentence = TextLabel("", "proof", wrap=True)
        self._sentence.setObjectName("callSentence")
        self._buttons: dict[str, ActButton] = {}
        words = {
            "1": (ReminderOutcome.REACHED, self.tr("已告知")),
            "2": (ReminderOutcome.NO_ANSWER, self.tr("没人接")),
            "3": (ReminderOutcome.WRONG_NUMBER, self.tr("号码不对")),
            "4": (ReminderOutcome.NO_MORE, self.tr("要求不再提醒")),
            "5": (ReminderOutcome.NOT_MADE, self.tr("没有告知，写原因")),
        }
        self._outcomes = {key: outcome for key, (outcome, _) in words.items()}
        for key, (outcome, label) in words.items():
            role = "primary" if key == "1" else "plain"
            button = ActButton(f"call_{outcome.value}", label, key, role=role, writes=True)
            button.clicked.connect(lambda _=False, key=key: self.press(key))
            self._buttons[key] = button
        self._buttons[RENUMBER] = ActButton("callRenumber", self.tr("更正号码"), RENUMBER, writes=True)
        self._buttons[RENUMBER].clicked.connect(lambda: self.press(RENUMBER))
        self.why = Field(
            "callWhy", self.tr("为什么没有告知（回车记下）"), self.tr("例如 电话打不通，三次都没有人接")
        )
        self.why.setMaxLength(200)
        self.why.returnPressed.connect(self._give_why)
        self.number = Field("callNewNumber", self.tr("新的号码（回车记下）"))
        self.number.setMaxLength(30)
        self.number.returnPressed.connect(self._give_number)
        self._problem = ProblemLabel()
        self._problem.setObjectName("callProblem")
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.why, "why")
        self.refusals.add(self.number, "number")
        self._arrange()
        look.changed.connect(self._make_room)
        self.show_row(None)

    def show_row(self, row: CallRow | None) -> None:
        """Show a call; None hides the card."""
        self._row = row
        self.setVisible(row is not None)
        self.close_fields()
        if row is None:
            return
        self._who.setText(self.tr("{0}　{1}").format(row.who, row.about))
        self._case.setText(self.tr("“{0}”　办件编号 {1}").format(row.bundle, grouped(row.number)))
        self._number.setText(row.masked or self.tr("这里没有号码"))
        self.see.setVisible(bool(row.masked))
        self._check.setText(
            self.tr("号码不对：先问到新的号码，按 6 更正；问不到的，按 5 写明原因。")
            if row.wrong
            else self.tr("先问清是不是本人或者代理人；不是的，只说请本人回电，不说是什么事。")
        )
        self._sentence.setText("" if row.wrong else row.sentence)
        for key, button in self._buttons.items():
            button.setVisible(not row.wrong or key in ("5", RENUMBER))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a low window whom to call and what to say is in sight: smaller, and the number of the case under it."""
        low = self.window().height() < self._look.grown(_LOW)
        if low is self._rule.isHidden():
            return
        self._rule.setVisible(not low)
        self._number.set_role("title" if low else "number")
        self._sentence.set_role("strong" if low else "proof")
        self._told.setSpacing(4 if low else 10)
        self._column.setContentsMargins(*(_LOW_EDGES if low else _EDGES))
        self._told.insertWidget(self._told.count() - 1 if low else 1, self._case)

    def show_number(self, number: str) -> None:
        """Show the number in full; "" masks it again."""
        masked = "" if self._row is None else self._row.masked
        self._number.setText(number or masked)

    def say(self, sentence: str) -> None:
        """What is wrong with what was typed."""
        self.refusals.say(sentence, "number" if self.why.isHidden() else "why")

    def press(self, key: str) -> bool:
        """The key of an outcome; False for any other."""
        button = self._buttons.get(key)
        if self._row is None or button is None or button.isHidden():
            return False
        if key == RENUMBER:
            self._open(self.number)
        elif self._outcomes[key] is ReminderOutcome.NOT_MADE:
            self._open(self.why)
        else:
            self.close_fields()
            self.decided.emit(self._outcomes[key], "")
        return True

    def close_fields(self) -> None:
        """Hide the fields; what was typed into them waits until one is opened again at the same call."""
        said = self.words.close()
        if said is not None:
            self.announced.emit(said)
        for field in (self.why, self.number):
            field.clear()
            field.hide()
        self.refusals.clear()

    @property
    def half_done(self) -> str:
        """What is being typed, so that it is not lost silently."""
        return self.tr("没有告知的原因") if self.why.text().strip() else ""

    def _open(self, field: Field) -> None:
        self.close_fields()
        field.show()
        said = self.words.open_at(self.clerk, "" if self._row is None else self._row.case, field.objectName())
        if said is not None:
            self.announced.emit(said)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _give_why(self) -> None:
        if not self.why.text().strip():
            self.say(self.tr("写明为什么没有告知。"))
            return
        self.decided.emit(ReminderOutcome.NOT_MADE, self.why.text().strip())

    def _give_number(self) -> None:
        self.renumbered.emit(self.number.text().strip())

    def _arrange(self) -> None:
        line = FlowLayout(gap=12)
        line.addWidget(self._number)
        line.addWidget(self.see)
        inside = QWidget()
        self._told = words = QVBoxLayout(inside)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(10)
        for part in (self._who, self._case):
            words.addWidget(part)
        words.addLayout(line)
        for below in (self._check, self._rule, self._sentence):
            words.addWidget(below)
        outcome = QWidget()
        ends = QVBoxLayout(outcome)
        ends.setContentsMargins(0, 0, BAR, 0)
        ends.setSpacing(10)
        for field in (labelled(self.why), labelled(self.number), self._problem):
            ends.addWidget(field)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(*_EDGES)
        column.setSpacing(10)
        ends.addWidget(EvenGrid(tuple(self._buttons.values()), _ACROSS))
        ends.addStretch(0)
        column.addWidget(
            StepBeside(self._look, FittingScrollArea("callWords", inside, least=_READ_OUT), outcome, gap=10)
        )
