"""设口令: the step of the sign-on page in which a person sets the own PIN, typed twice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel
from counter.ui.kit.controls.refusals import Refusals


class NewPinStep(QWidget):
    """Signals: ``given()``, both fields are filled; ``left()``, the person does not change the PIN now."""

    given = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("newPinStep")
        self._problem = ProblemLabel()
        self.refusals = Refusals(self._problem)
        self.first = PinField("newPin", self.tr("新口令"), self.tr("4到12位数字"))
        self.again = PinField("newPinAgain", self.tr("新口令再输一次"))
        self.enter = ActButton("newPinButton", self.tr("设好口令，上岗"), "Enter", role="primary")
        self.later = ActButton("newPinLater", self.tr("以后再改"), role="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (labelled(self.first), labelled(self.again), self._problem, self.enter, self.later):
            column.addWidget(part)
        self.refusals.add(self.first, "pin", "new_pin")
        self.refusals.add(self.again, "again")
        self.first.returnPressed.connect(lambda: self.again.setFocus(Qt.FocusReason.OtherFocusReason))
        self.again.returnPressed.connect(self.given)
        self.enter.clicked.connect(self.given)
        self.later.clicked.connect(self.left)

    def ask(self, *, forced: bool) -> None:
        """Ask anew. ``forced``: a one-time code opened nothing but this step, which can only be left without signing
        on.
        """
        self.later.say(self.tr("回去") if forced else self.tr("以后再改"))
        self.wait(False)
        self.begin()

    def begin(self) -> None:
        """Empty both fields and start with the first; nothing is wrong yet."""
        self.refusals.clear()
        self.first.clear()
        self.again.clear()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> str:
        """The new PIN; both fields are empty then. Raises BadInput where one is empty or they differ."""
        first, again = self.first.text(), self.again.text()
        self.begin()
        if not first or not again:
            raise BadInput(self.tr("新口令要输两次。"), field="again" if first else "pin")
        if first != again:
            raise BadInput(self.tr("两次输入的不一样，请重输。"), field="pin")
        return first

    def wait(self, waiting: bool) -> None:
        """Nothing can be pressed while the PIN is being stored."""
        for part in (self.first, self.again, self.enter, self.later):
            part.setEnabled(not waiting)
