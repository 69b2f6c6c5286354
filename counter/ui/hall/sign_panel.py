"""Changes of the register that wait to be signed: each in a line, from which day, why, by whom, and who agrees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.ui.kit.acts.supervisor_fields import SecondPersonFields, SupervisorFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import StepBeside, at_left
from counter.ui.kit.controls.refusals import Refusals, tell_unreadable
from counter.ui.kit.theme import Look

_CHANGE = 16
"""Letters of a change beside who signs it, at least."""
MOST_LINES = 8
"""Changes that are named; of more the rest is counted."""


class SignPanel(QWidget):
    """Signals: ``signed`` when it is to be signed; ``rested`` when the changes are put away, to be gone on with;
    ``dropped`` when they are to be forgotten; ``redated`` when another day was typed.
    """

    signed = Signal()
    rested = Signal()
    dropped = Signal()
    redated = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signPanel")
        self.setProperty("role", "card")
        self._title = TextLabel("", "strong")
        self._lines = TextLabel("", "", wrap=True)
        self._lines.setObjectName("signLines")
        self.day = DayField("signDay", self.tr("从哪天起"))
        self.reason = Field("signReason", self.tr("为什么改"), self.tr("例如：换了电话（可以不写）"))
        self.by = SupervisorFields()
        self.agreed = SecondPersonFields()
        self._second = TextLabel("", "small", wrap=True)
        self._problem = ProblemLabel()
        self._told = {"day": ProblemLabel(), "reason": ProblemLabel()}
        self.refusals = Refusals(self._problem)
        self.sign = ActButton("signRegister", self.tr("签发"), "F9", role="primary", writes=True)
        self.rest = ActButton("restRegister", self.tr("先放着"), "Esc", role="quiet", enter=True)
        self.drop = ActButton("dropRegister", self.tr("都不改了"), role="quiet", enter=True)
        self.sign.clicked.connect(self._press)
        self.rest.clicked.connect(self.rested)
        self.drop.clicked.connect(self.dropped)
        self.day.editingFinished.connect(self.redated)
        self._arrange(look)

    def show_changes(self, lines: Sequence[str], *, takes_two: bool, keeper: str, day: date) -> None:
        """Show what would be signed; ``keeper``: code of the supervisor who is signed on, or ""."""
        shown = list(lines[:MOST_LINES])
        if len(lines) > MOST_LINES:
            shown.append(self.tr("……还有 {0} 处").format(len(lines) - MOST_LINES))
        self._title.setText(self.tr("待签发 {0} 处改动").format(len(lines)))
        self._lines.setText("\n".join(f"· {line}" for line in shown))
        self._second.setText(
            self.tr(
                "授权协议、首席代表和负责人的改动要第二个人输入工号和口令；现在只有一位负责人的，先空着，以后确认。"
            )
            if takes_two
            else ""
        )
        self._second.setVisible(takes_two)
        self.agreed.setVisible(takes_two)
        if not self.by.code.text():
            self.by.code.setText(keeper)
        if not self.day.text():
            self.day.setText(day.isoformat())
        self._problem.say("")

    def in_force(self, today: date) -> date:
        """The day from which the changes hold. Raises BadInput for one that is none, or is past."""
        day = self.day.day(today)
        if day < today:
            raise BadInput(self.tr("从哪天起，不能早于今天：以前的办件按当时的内容办。"), field="day")
        return day

    def take(self) -> tuple[Consent, Consent | None]:
        """Both people; the PINs are cleared. Raises BadInput where the first is missing."""
        return Consent(*self.by.take()), self.agreed.take_if_given()

    def refuse(self, sentence: str, field: str = "") -> None:
        """Show why it was not signed, at the field of that name."""
        self.refusals.say(sentence, field, self.by.pin)
        self.by.pin.clear()
        self.agreed.pin.clear()

    def forget(self) -> None:
        """Clear everything typed."""
        for fields in (self.by, self.agreed):
            fields.clear()
        self.day.clear()
        self.reason.clear()
        self.refusals.clear()

    def _press(self) -> None:
        if not tell_unreadable(self):
            self.signed.emit()

    def _arrange(self, look: Look) -> None:
        for name, field in (("day", self.day), ("reason", self.reason)):
            follow(field, self._told[name])
            self.refusals.add(field, name)
        self.by.tell_at(self.refusals)
        self.agreed.tell_at(self.refusals)
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(TextLabel(self.tr("从"), "small"))
        when.addWidget(self.day, 2)
        when.addWidget(TextLabel(self.tr("起"), "small"))
        when.addWidget(self.reason, 5)
        changes, people = QWidget(), QWidget()
        left = QVBoxLayout(changes)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(6)
        left.addWidget(self._title)
        left.addLayout(at_left(look, self._lines))
        left.addLayout(at_left(look, self._second))  # here it takes no height from what is typed
        left.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.sign)
        buttons.addWidget(self.rest)
        buttons.addWidget(self.drop)
        buttons.addStretch(1)
        right = QVBoxLayout(people)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(6)
        right.addLayout(when)
        for label in self._told.values():
            right.addWidget(label)
        right.addWidget(self.by)
        right.addWidget(self.agreed)
        right.addWidget(self._problem)
        right.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addWidget(StepBeside(look, changes, people, letters=_CHANGE))
        whole.addStretch(1)
