"""Leaving, an absence with a deputy, and the return: the days, what follows, and whoever signs, in one panel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.hall.register.absence_words import Gone
from counter.domain.hall.register.records import RegisteredStaff
from counter.services.register.change_staff import Absence
from counter.ui.kit.acts.supervisor_fields import SecondPersonFields, SupervisorFields
from counter.ui.kit.acts.unfinished_input import UnfinishedFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field_row import FieldRow, labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals, tell_unreadable
from counter.ui.kit.messages import Message
from counter.ui.kit.row_views import is_enter
from counter.ui.kit.theme import Look

_NOBODY = "-"


class StaffAct(StrEnum):
    """What is stated of a person."""

    LEAVE = "leave"
    AWAY = "away"
    BACK = "back"


class AbsencePanel(QFrame):
    """``follows``: what follows of a ``Gone``; ``deputies``: who may stand in from a day on, at once.

    Signals: ``signed`` when it is to be signed; ``dropped`` with Esc; ``announced(message)``.
    """

    signed = Signal()
    dropped = Signal()
    announced = Signal(Message)

    def __init__(
        self,
        look: Look,
        follows: Callable[[Gone], Sequence[str]],
        deputies: Callable[[str, date], Sequence[RegisteredStaff]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("absencePanel")
        self.setProperty("role", "card")
        self._follows_of, self._deputies_of = follows, deputies
        self.act = StaffAct.LEAVE
        self.code = ""
        self._today = date.min
        self._title = TextLabel("", "strong", wrap=True)
        self.last = DayField("absenceLast", self.tr("最后一天"))
        self.since = DayField("absenceSince", self.tr("从哪天起"))
        self.until = DayField("absenceUntil", self.tr("到哪天止"), self.tr("还不知道的先空着"))
        self.deputy = Choices(look, "absenceDeputy", self.tr("代班的人"))
        self._follows = TextLabel("", "gap", wrap=True)
        self._follows.setObjectName("absenceFollows")
        self.by = SupervisorFields()
        self.agreed = SecondPersonFields()
        self._second = TextLabel(
            self.tr("首席代表、负责人的改动要第二个人输入工号和口令；现在只有一位的先空着，以后确认。"),
            "small",
            wrap=True,
        )
        self._problem = ProblemLabel()
        self._problem.setObjectName("absenceProblem")
        self.refusals = Refusals(self._problem)
        self.words = UnfinishedFields(self, lambda: self._title.text())
        self.sign = ActButton("signAbsence", "", "F9", role="primary", writes=True)
        self.drop = ActButton("dropAbsence", self.tr("不登记了"), "Esc", role="quiet", enter=True)
        self.sign.clicked.connect(self._press)
        self.drop.clicked.connect(self.dropped)
        for day in (self.last, self.since, self.until):
            day.textChanged.connect(lambda _: self._show_follows())
        self.since.editingFinished.connect(self._offer_deputies)
        self.deputy.changed.connect(self._show_follows)
        self.deputy.left.connect(self.by.setFocus)
        self._arrange()
        self.hide()

    def open_for(
        self, act: StaffAct, person: RegisteredStaff, today: date, *, keeper: str, takes_two: bool
    ) -> None:
        """Ask what is needed for that act; ``keeper``: code of the supervisor who is signed on, or ""."""
        self.act, self.code, self._today = act, person.code, today
        for field in (self.last, self.since, self.until):
            field.today = today
        heads = {
            StaffAct.LEAVE: self.tr("{0} 离开大厅"),
            StaffAct.AWAY: self.tr("{0} 请假、缺勤"),
            StaffAct.BACK: self.tr("{0} 回来了"),
        }
        captions = {
            StaffAct.LEAVE: self.tr("登记离开"),
            StaffAct.AWAY: self.tr("登记不在岗"),
            StaffAct.BACK: self.tr("登记回岗"),
        }
        self._title.setText(heads[act].format(f"{person.code} {person.name}"))
        self.sign.say(captions[act])
        self.last.show_day(today)
        self.since.show_day(today)
        self.until.clear()
        self._rows["last"].setVisible(act is StaffAct.LEAVE)
        for name in ("days", "deputy"):
            self._rows[name].setVisible(act is StaffAct.AWAY)
        self._offer_deputies()
        self.by.clear()
        self.by.code.setText(keeper)
        self.agreed.clear()
        for part in (self._second, self.agreed):
            part.setVisible(takes_two)
        self.refusals.clear()
        self._show_follows()
        self.show()
        said = self.words.open_at(keeper, act, person.code)
        if said is not None:
            self.announced.emit(said)
        first = {StaffAct.LEAVE: self.last, StaffAct.AWAY: self.since, StaffAct.BACK: self.by.pin}
        first[act].setFocus(Qt.FocusReason.OtherFocusReason)

    def last_day(self) -> date:
        """The last day of who leaves. Raises BadInput."""
        return self.last.day(self._today, "last_day")

    def absence(self) -> Absence | None:
        """The absence; None for a return. Raises BadInput for a day that is none."""
        if self.act is StaffAct.BACK:
            return None
        since = self.since.day(self._today, "since")
        until = self.until.day_or_none(self._today, "until")
        return Absence(since, until, self._deputy)

    def take(self) -> tuple[Consent, Consent | None]:
        """Both people; the PINs are cleared. Raises BadInput where the first is missing."""
        return Consent(*self.by.take()), self.agreed.take_if_given()

    def refuse(self, sentence: str, field: str = "") -> None:
        """Show why nothing was signed, at the field of that name; the PINs are cleared."""
        self.refusals.say(sentence, field, self.by.pin)
        self.by.pin.clear()
        self.agreed.pin.clear()

    def dismiss(self) -> bool:
        """Hide it; whether it was shown."""
        shown = not self.isHidden()
        said = self.words.close()
        if said is not None:
            self.announced.emit(said)
        self.by.clear()
        self.agreed.clear()
        self.hide()
        return shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field; what writes has its own key."""
        if is_enter(event):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    @property
    def _deputy(self) -> str:
        return "" if _NOBODY in self.deputy.chosen else (*self.deputy.chosen, "")[0]

    def _gone(self) -> Gone | None:
        try:
            if self.act is StaffAct.LEAVE:
                return Gone(self.code, self.last_day() + timedelta(days=1), for_good=True)
            away = self.absence()
        except BadInput:
            return None
        return None if away is None else Gone(self.code, away.since, away.until, away.deputy)

    def _offer_deputies(self) -> None:
        try:
            day = self.since.day(self._today, "since")
        except BadInput:
            return
        people = [(p.code, f"{p.code} {p.name}") for p in self._deputies_of(self.code, day)]
        chosen = self.deputy.chosen or (_NOBODY,)
        self.deputy.show_options([*people, (_NOBODY, self.tr("没有人代班"))], chosen)
        if not self.deputy.chosen:
            self.deputy.choose((_NOBODY,))
        self._show_follows()

    def _show_follows(self) -> None:
        gone = self._gone()
        words = () if gone is None else self._follows_of(gone)
        self._follows.setText("\n".join(f"· {sentence}。" for sentence in words))
        self._follows.setVisible(bool(words))

    def _press(self) -> None:
        if not tell_unreadable(self):
            self.signed.emit()

    def _arrange(self) -> None:
        days = QWidget()
        line = QHBoxLayout(days)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for field in (self.since, self.until):
            line.addWidget(labelled(field), 1)
        self._rows = {
            "last": FieldRow(self.tr("最后一天，那天还可以办理"), self.last),
            "days": days,
            "deputy": FieldRow(self.deputy.accessibleName(), self.deputy),
        }
        fields = {
            "last_day": self.last,
            "since": self.since,
            "until": self.until,
            "deputy": self.deputy,
        }
        for name, control in fields.items():
            self.refusals.add(control, name)
        self.by.tell_at(self.refusals)
        self.agreed.tell_at(self.refusals)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.sign)
        buttons.addWidget(self.drop)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        for row in self._rows.values():
            column.addWidget(row)
        for part in (self._follows, self.by, self._second):
            column.addWidget(part)
        for part in (self.agreed, self._problem):
            column.addWidget(part)
        column.addLayout(buttons)
