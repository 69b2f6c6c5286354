"""Codes and PINs of whoever takes in or confirms the register, writes a card, or admits a new window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.domain.hall.consent import Consent
from counter.domain.hall.register.change_words import change_words
from counter.domain.hall.register.register import RegisterOnDay
from counter.services.register.register_file import TakenRegister
from counter.ui.facades.hall import HallFacade
from counter.ui.kit.acts.supervisor_fields import SecondPersonFields, SupervisorFields
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.messages import Message, Tone, message_of

_NAMED = 3
"""Changes that are named after a register was taken in."""

Signed = Callable[[Consent, Consent | None], object]
"""What is done by one or two people whose PIN it checks."""


class RegisterTaker(QWidget):
    """Signals: ``announced(message)``; ``done`` after the register was taken in or confirmed."""

    announced = Signal(Message)
    done = Signal()

    def __init__(self, facade: HallFacade, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("registerTaker")
        self._facade, self._background = facade, background
        self._work: Signed | None = None
        self._lane = Lane.JOURNAL
        self._after: Callable[[Any], None] = lambda _: None
        self._title = TextLabel("", "strong", wrap=True)
        self.person = SupervisorFields()
        self.second = SecondPersonFields()
        self.act = ActButton("takeRegisterNow", self.tr("采用"), "F8", role="primary", writes=True)
        self._problem = ProblemLabel()
        self.refusals = Refusals(self._problem)
        self.person.tell_at(self.refusals)
        self.second.tell_at(self.refusals)
        self.act.clicked.connect(self.press)
        line = QHBoxLayout()
        line.addWidget(self.person, 1)
        line.addWidget(self.second, 1)
        line.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addLayout(line)
        column.addWidget(self._problem)
        self.hide()

    def ask(
        self,
        title: str,
        act: str,
        work: Signed,
        after: Callable[[], None],
        *,
        two: bool = False,
        lane: Lane = Lane.JOURNAL,
    ) -> None:
        """Ask one person, or ``two``, and do ``work`` with them; ``after`` it has succeeded. ``lane``: that of files
        where one is read or written at a place that a person chose.
        """
        self.ask_for(title, act, work, lambda _: after(), two=two, lane=lane)

    def ask_for(
        self,
        title: str,
        act: str,
        work: Signed,
        after: Callable[[Any], None],
        *,
        two: bool = False,
        lane: Lane = Lane.JOURNAL,
    ) -> None:
        """As ``ask``; ``after`` gets what ``work`` returned."""
        self._work, self._after, self._lane = work, after, lane
        self._title.setText(title)
        self.act.say(act)
        self.refusals.clear()
        self.person.clear()
        self.second.clear()
        self.second.setVisible(two)
        self.show()
        self.person.setFocus()

    def ask_to_take(self, file: Path) -> None:
        """Ask who takes this file in."""
        title = self.tr("采用登记册 {0}").format(file.name)
        self.ask_for(
            title,
            self.tr("采用"),
            lambda by, _: self._facade.take_in(file, by),
            self._taken,
            lane=Lane.FILES,
        )

    def ask_to_confirm(self) -> None:
        """Ask the second person."""
        title = self.tr("第二个人确认登记册的改动：输入自己的工号和口令")
        self.ask_for(title, self.tr("确认"), lambda by, _: self._facade.confirm(by), self._confirmed)

    def dismiss(self) -> bool:
        """Hide it; whether it was shown."""
        shown = not self.isHidden()
        self._work = None
        self.person.clear()
        self.second.clear()
        self.hide()
        return shown

    def press(self) -> None:
        """Do what was asked."""
        work = self._work
        if work is None or not self.isVisible():
            return
        try:
            by = Consent(*self.person.take())
            second = self.second.take_if_given()
        except CounterError as wrong:
            self.refusals.refuse(wrong, self.person)
            return
        self._background.run(lambda: work(by, second), self._succeeded, self._refused, lane=self._lane)

    def _succeeded(self, result: object) -> None:
        after = self._after
        self.dismiss()
        after(result)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, CounterError):
            self.refusals.refuse(error, self.person.pin)
        else:
            self.announced.emit(message_of(error))

    def _confirmed(self, told: tuple[str, ...]) -> None:
        self.announced.emit(Message(Tone.DONE, "".join(told)))
        self.done.emit()

    def _taken(self, result: tuple[TakenRegister, RegisterOnDay]) -> None:
        taken, before = result
        number, changes = taken.register.number, taken.changes
        if not taken.fresh:
            words = self.tr("登记册第 {0} 号本窗口已经有了。").format(number)
            if taken.keys:
                words += self.tr("采用了文件里新的窗口证书或作废。")
        else:
            first = "；".join(change_words(c, before) for c in changes[:_NAMED])
            words = self.tr("采用了登记册第 {0} 号（{1} 处）：{2}").format(number, len(changes), first)
        tone = Tone.WORLD if taken.warning else Tone.DONE
        self.announced.emit(Message(tone, f"{words}{taken.warning}"))
        self.done.emit()
