"""Code and PIN of whoever takes in another window's register, or confirms the own one as the second person."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.domain.hall.consent import Consent
from counter.domain.hall.register.change_words import change_words
from counter.domain.hall.register.register import RegisterOnDay
from counter.services.register.register_file import TakenRegister
from counter.ui.facades.hall import HallFacade
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.messages import Message, Tone

_NAMED = 3
"""Changes that are named after a register was taken in."""


class RegisterTaker(QWidget):
    """Signals: ``announced(message)``; ``done`` after the register was taken in or confirmed."""

    announced = Signal(Message)
    done = Signal()

    def __init__(self, facade: HallFacade, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("registerTaker")
        self._facade, self._background = facade, background
        self._file: Path | None = None
        self._title = TextLabel("", "strong")
        self.person = SupervisorFields()
        self.act = ActButton("takeRegisterNow", self.tr("采用"), "F8", role="primary", writes=True)
        self._problem = ProblemLabel()
        self.act.clicked.connect(self.press)
        line = QHBoxLayout()
        line.addWidget(self.person, 1)
        line.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._title, self._problem):
            column.addWidget(part)
        column.insertLayout(1, line)
        self.hide()

    def ask_to_take(self, file: Path) -> None:
        """Ask who takes this file in."""
        self._file = file
        self._ask(self.tr("采用登记册 {0}").format(file.name), self.tr("采用"))

    def ask_to_confirm(self) -> None:
        """Ask the second person."""
        self._file = None
        self._ask(self.tr("第二个人确认登记册的改动：输入自己的工号和口令"), self.tr("确认"))

    def dismiss(self) -> bool:
        """Hide it; whether it was shown."""
        shown = self.isVisible()
        self.person.clear()
        self.hide()
        return shown

    def press(self) -> None:
        """Take in, or confirm."""
        if not self.isVisible():
            return
        try:
            by = Consent(*self.person.take())
        except CounterError as wrong:
            self._problem.say(wrong.sentence)
            return
        file = self._file
        if file is None:
            self._background.run(lambda: self._facade.confirm(by), lambda _: self._confirmed(), self._refused)
        else:
            self._background.run(lambda: self._facade.take_in(file, by), self._taken, self._refused)

    def _ask(self, title: str, act: str) -> None:
        self._title.setText(title)
        self.act.say(act)
        self._problem.say("")
        self.person.clear()
        self.show()
        self.person.setFocus()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, CounterError):
            raise error
        self._problem.say(error.sentence)

    def _confirmed(self) -> None:
        self.dismiss()
        self.announced.emit(Message(Tone.DONE, self.tr("登记册的改动已由第二个人确认。")))
        self.done.emit()

    def _taken(self, result: tuple[TakenRegister, RegisterOnDay]) -> None:
        taken, before = result
        self.dismiss()
        number, changes = taken.register.number, taken.changes
        if not taken.fresh:
            words = self.tr("登记册第 {0} 号本窗口已经有了。").format(number)
        else:
            first = "；".join(change_words(c, before) for c in changes[:_NAMED])
            words = self.tr("采用了登记册第 {0} 号（{1} 处）：{2}").format(number, len(changes), first)
        self.announced.emit(Message(Tone.DONE, words))
        self.done.emit()
