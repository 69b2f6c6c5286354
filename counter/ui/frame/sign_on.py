"""上岗: sign-on page of the window, also its lock screen; never a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field, PinField
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.messages import message_of


class SignOnPage(QWidget):
    """Signals: ``signed_on(clerk)``."""

    signed_on = Signal(Clerk)

    def __init__(self, facade: ProfileFacade, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._facade = facade
        self._background = background
        self._title = TextLabel(self.tr("上岗"), "title")
        self._note = TextLabel("", "second", wrap=True)
        self._note.setObjectName("signOnNote")
        self.code = Field("clerkCode", self.tr("工号"), self.tr("工号"))
        self.pin = PinField("clerkPin", self.tr("口令"), self.tr("口令"))
        self._problem = ProblemLabel()
        self._problem.setObjectName("signOnProblem")
        self.enter = ActButton("signOnButton", self.tr("上岗"), "Enter", role="primary")
        self._arrange()
        self.code.returnPressed.connect(lambda: self.pin.setFocus(Qt.FocusReason.OtherFocusReason))
        self.pin.returnPressed.connect(self._try)
        self.enter.clicked.connect(self._try)

    def ask(self, before: Clerk | None, *, locked: bool) -> None:
        """Ask for code and PIN; ``before``: the clerk signed on last."""
        self._title.setText(self.tr("已锁屏") if locked else self.tr("上岗"))
        self._note.setText(
            self.tr("眼前的来访已存好。本人解锁接着办，换人上岗另起一件。")
            if locked
            else self.tr("输入工号和口令。")
        )
        self.code.setText(before.code if before else self.code.text())
        self.pin.clear()
        self._problem.say("")
        self._wait(False)
        (self.pin if self.code.text() else self.code).setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        card = QFrame()
        card.setObjectName("signOnCard")
        card.setProperty("role", "card")
        card.setFixedWidth(360)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 28)
        inside.setSpacing(12)
        for part in (self._title, self._note, self.code, self.pin, self._problem, self.enter):
            inside.addWidget(part)
        column = QVBoxLayout(self)
        column.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)

    def _try(self) -> None:
        code, pin = self.code.text().strip(), self.pin.text()
        self.pin.clear()
        if not code or not pin:
            self._problem.say(self.tr("请输入工号和口令。"))
            (self.pin if code else self.code).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._was_scanned(pin):
            self._problem.say(self.tr("扫到的不是口令：先输口令上岗，再扫。"))
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._wait(True)
        self._background.run(lambda: self._facade.sign_on(code, pin), self._welcome, self._refuse)

    @staticmethod
    def _was_scanned(pin: str) -> bool:
        """A card or notice scanned into a locked window is not a failed PIN attempt: no delay follows."""
        from counter.domain.papers.verify.scan import ScanKind, read_scan

        scan = read_scan(pin)
        return scan.kind is not ScanKind.UNKNOWN or scan.damaged

    def _wait(self, waiting: bool) -> None:
        for part in (self.code, self.pin, self.enter):
            part.setEnabled(not waiting)

    def _welcome(self, clerk: Clerk) -> None:
        self._wait(False)
        self.pin.clear()
        self._problem.say("")
        self.signed_on.emit(clerk)

    def _refuse(self, error: Exception) -> None:
        self._wait(False)
        self._problem.say(message_of(error).sentence)
        self.pin.clear()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
