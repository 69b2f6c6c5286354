"""Panel for a clock in doubt: its time, the time of the last entry, and a supervisor's confirmation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.light import Light, LightState
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.passing_panel import PassingPanel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.controls.staff_code_field import StaffCodeField
from counter.ui.kit.messages import Message, Tone


class ClockPanel(PassingPanel):
    """Opened by the clock's light above the page; Esc closes it. Signals: ``announced(message)``, ``confirmed``."""

    announced = Signal(Message)
    confirmed = Signal()

    def __init__(self, facade: ProfileFacade, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clockPanel")
        self.setProperty("role", "note-gap")
        self._facade = facade
        self._background = background
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("clockDoubt")
        self.code = StaffCodeField("clockCode", self.tr("值班负责人的工号"))
        self.pin = PinField("clockPin", self.tr("值班负责人的口令"))
        self._confirm = ActButton(
            "clockConfirm", self.tr("现在的时间是对的"), "Enter", role="primary", enter=True
        )
        self._close = ActButton("clockClose", self.tr("先不确认"), "Esc", role="quiet", enter=True)
        self._problem = ProblemLabel()
        self._problem.setObjectName("clockProblem")
        self.refusals = Refusals(self._problem)
        for name, field in (("code", self.code), ("pin", self.pin)):
            self.refusals.add(field, name)
        self._arrange()
        self.code.returnPressed.connect(lambda: self.pin.setFocus(Qt.FocusReason.OtherFocusReason))
        self.pin.returnPressed.connect(self._try)
        self._confirm.clicked.connect(self._try)
        self._close.clicked.connect(self.leave)

    def ask(self, light: Light) -> None:
        """Show the doubt and ask for a supervisor."""
        self.enter()
        self._words.setText(light.words)
        self.refusals.clear()
        self.show()
        (self.pin if self.code.text() else self.code).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_light(self, light: Light) -> None:
        """Update the text; closes once the clock is no longer in doubt."""
        self._words.setText(light.words)
        if light.state is not LightState.WARN and self.isVisible():
            self.leave()

    def leave(self) -> None:
        """Close, clear the input and restore the focus."""
        self.code.clear()
        self.pin.clear()
        super().leave()

    def _arrange(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(8)
        for part in (labelled(self.code), labelled(self.pin)):
            fields.addWidget(part)
        for button in (self._confirm, self._close):
            fields.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        fields.addStretch(1)
        for field in (self.code, self.pin):
            field.setFixedWidth(180)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(fields)
        column.addWidget(self._problem)
        self.hide()

    def _try(self) -> None:
        code, pin = self.code.text().strip(), self.pin.text()
        self.pin.clear()
        if not code or not pin:
            self.refusals.say(self.tr("请值班负责人输入自己的工号和口令。"), "pin" if code else "code")
            return
        self._wait(True)
        self._background.run(lambda: self._facade.confirm_clock(code, pin), self._done, self._refuse)

    def _wait(self, waiting: bool) -> None:
        for part in (self.code, self.pin, self._confirm):
            part.setEnabled(not waiting)

    def _done(self, supervisor: Clerk) -> None:
        self._wait(False)
        self.leave()
        self.confirmed.emit()
        words = self.tr("{0}已确认时间，之后的文书照常写期限；先前没写期限的办件在待办里（F2）补定。")
        self.announced.emit(Message(Tone.DONE, words.format(supervisor.name)))

    def _refuse(self, error: Exception) -> None:
        self._wait(False)
        self.pin.clear()
        self.refusals.refuse(error, self.pin)
