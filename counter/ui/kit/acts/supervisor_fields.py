"""Code and PIN of a supervisor, for acts a clerk may not do alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.controls.field_row import FieldRow, follow
from counter.ui.kit.controls.labels import ProblemLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.controls.staff_code_field import StaffCodeField


class SupervisorFields(QWidget):
    """Two fields side by side; the PIN is never shown or kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("supervisor")
        self.code = StaffCodeField("supervisorCode", self.tr("值班负责人的工号"), self.tr("例如 S01"))
        self.pin = PinField("supervisorPin", self.tr("值班负责人的口令"))
        self.setFocusProxy(self.code)
        self._problem = ProblemLabel()
        self._problem.setObjectName("fieldProblem")
        for field in (self.code, self.pin):
            follow(field, self._problem)  # under both: under one it would squeeze the other
        self._rows = [FieldRow(field.accessibleName(), field) for field in (self.code, self.pin)]
        line = self._line = QHBoxLayout()
        line.setSpacing(12)
        for row in self._rows:
            line.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._problem)

    def tell_at(self, refusals: Refusals, *names: str) -> None:
        """A refusal of this signature stands at its fields. ``names``: others by which refusals call it."""
        refusals.add(self, "supervisor", "by", *names)
        refusals.add(self.code, "code")
        refusals.add(self.pin, "pin")

    def end_with(self, button: QWidget) -> None:
        """The button at the end of the fields' line and on their lower edge, not beside what is wrong with them."""
        self._line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)

    def call(self, code: str, pin: str) -> None:
        """Name both fields after somebody else than a supervisor."""
        for row, words in zip(self._rows, (code, pin), strict=True):
            row.control.setAccessibleName(words)
            row.label.setText(words)

    def clear(self) -> None:
        """Forget both."""
        self.code.clear()
        self.pin.clear()

    def credentials(self) -> tuple[str, str]:
        """Code in capitals, and PIN."""
        return self.code.text().strip().upper(), self.pin.text()

    def take(self) -> tuple[str, str]:
        """Code and PIN for one press; clears the PIN. Raises BadInput when one of them is empty."""
        given = self.credentials()
        try:
            self.check()
        finally:
            self.pin.clear()
        return given

    def consent(self) -> Consent:
        """Code and PIN for an act whose service checks them."""
        return Consent(*self.credentials())

    def check(self) -> None:
        """Raises BadInput when one of them is empty."""
        if not all(self.credentials()):
            raise BadInput(self.tr("这一步要值班负责人输入工号和口令。"), field="supervisor")


class SecondPersonFields(SupervisorFields):
    """Of whoever agrees; empty where nobody else can."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agreed")
        self.call(self.tr("第二个人的工号"), self.tr("第二个人的口令"))

    def tell_at(self, refusals: Refusals, *names: str) -> None:
        """Whose PIN was wrong no refusal says where two signed: that one stands at the form."""
        refusals.add(self, "agreed", *names)
        refusals.doubt(self, "code", "pin")

    def take_if_given(self) -> Consent | None:
        """Code and PIN for one press; None where they are not asked for or empty. Clears the PIN. Raises BadInput where
        only one of them was typed.
        """
        if self.isHidden() or not any(self.credentials()):
            return None
        return Consent(*self.take())
