"""忘了口令: the step of the sign-on page in which a supervisor gives a person a one-time code, shown once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.text.spoken_code import in_groups
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.code_field import CodeField
from counter.ui.kit.controls.field import Field, PinField
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.controls.staff_code_field import StaffCodeField


class OneTimeCodeStep(QWidget):
    """Signals: ``asked()``, the fields are filled; ``left()``, back to signing on."""

    asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("oneTimeCodeStep")
        self.code = StaffCodeField("forgotCode", self.tr("忘了口令的人的工号"), self.tr("例如 W01"))
        self.supervisor = SupervisorFields()
        self.second = StaffCodeField("secondCode", self.tr("第二个人的工号"), self.tr("例如 S02"))
        self.second_pin = PinField("secondPin", self.tr("第二个人的口令"))
        self.recovery = CodeField(
            "givenRecoveryKey", self.tr("恢复密钥"), self.tr("八组"), size=5, between="-"
        )
        self._problem = ProblemLabel()
        self.refusals = Refusals(self._problem)
        self.shown = TextLabel("", "essential")
        self.shown.setObjectName("oneTimeCode")
        self.enter = ActButton("oneTimeCodeButton", self.tr("给一次性口令"), "Enter", role="primary")
        self.back = ActButton("oneTimeCodeBack", self.tr("回去"), role="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        proofs = map(labelled, self._proofs)
        asked = (labelled(self.code), self.supervisor, *proofs, self._problem)
        for part in (*asked, self.shown, self.enter, self.back):
            column.addWidget(part)
        self.supervisor.tell_at(self.refusals)
        self.refusals.add(self.code, "code", "forgotCode")
        self.refusals.add(self.second, "agreed")
        self.refusals.add(self.recovery, "recovery_key")
        self.refusals.doubt(self.second, "pin")
        self.code.returnPressed.connect(
            lambda: self.supervisor.code.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self.supervisor.code.returnPressed.connect(
            lambda: self.supervisor.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self.supervisor.pin.returnPressed.connect(self._on_pin)
        self.second.returnPressed.connect(lambda: self.second_pin.setFocus(Qt.FocusReason.OtherFocusReason))
        self.second_pin.returnPressed.connect(self.asked)
        self.recovery.returnPressed.connect(self.asked)
        self.enter.clicked.connect(self.asked)
        self.back.clicked.connect(self.left)

    def ask(self, code: str) -> None:
        """Ask anew, for that code."""
        self.code.setText(code)
        self.supervisor.clear()
        self.show_code("")
        self.wait(False)
        (self.supervisor.code if code else self.code).setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_proof(self, field: str) -> bool:
        """Ask for a second proof beside the supervisor, by the field of a refusal: ``agreed`` for a person,
        ``recovery_key`` for the key. False where that is asked for already, or nothing of the kind is wanted.
        """
        wanted = {"agreed": self.second, "recovery_key": self.recovery}.get(field)
        if wanted is None or wanted.isVisibleTo(self):
            return False
        self.second.setVisible(field == "agreed")
        self.second_pin.setVisible(field == "agreed")
        self.recovery.setVisible(field == "recovery_key")
        return True

    def take_proof(self) -> tuple[Consent | None, str]:
        """The second person, or the recovery key, as typed for one press; the PIN is empty then."""
        second, pin, key = (
            self.second.text().strip().upper(),
            self.second_pin.text(),
            self.recovery.text().strip(),
        )
        self.second_pin.clear()
        return (Consent(second, pin) if second else None), key

    def take(self) -> tuple[str, str, str]:
        """Whose code, and the supervisor's code and PIN, which is empty then. Raises BadInput where one is empty."""
        given = self.supervisor.take()
        code = self.code.text().strip()
        if not code:
            raise BadInput(self.tr("请输入忘了口令的人的工号。"), field="forgotCode")
        return (code, *given)

    def show_code(self, once: str) -> None:
        """Show the code once it is made; "" hides it and asks."""
        self.shown.setText(in_groups(once))
        self.shown.setAccessibleName(" ".join(once))
        self.shown.setVisible(bool(once))
        self.back.take_role("plain" if once else "quiet")  # then it is all there is to press
        for part in (self.code, self.supervisor, self.enter):
            part.setVisible(not once)
        for proof in self._proofs:
            proof.clear()
            proof.hide()
        self.refusals.clear()

    def wait(self, waiting: bool) -> None:
        """Nothing can be pressed while the code is being made."""
        for part in (self.code, self.supervisor, *self._proofs, self.enter, self.back):
            part.setEnabled(not waiting)

    @property
    def _proofs(self) -> tuple[Field, Field, Field]:
        return self.second, self.second_pin, self.recovery

    def _on_pin(self) -> None:
        """Enter after the supervisor's PIN: to what is asked for beside it."""
        beside = next((p for p in (self.second, self.recovery) if p.isVisibleTo(self)), None)
        if beside is None:
            self.asked.emit()
        else:
            beside.setFocus(Qt.FocusReason.OtherFocusReason)
