"""Asks for the passphrase of an enrolment file, and for the person who takes it in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counter.domain.errors import BadInput
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals


class JoinForm(QFrame):
    """Signals: ``signed`` when everything is given. The secrets are read once."""

    signed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("joinForm")
        self.setProperty("role", "card")
        self.file = Path()
        self._title = TextLabel("", "strong", wrap=True)
        self._title.setObjectName("joinTitle")
        self._doubt = TextLabel("", "gap", wrap=True)
        self._doubt.setObjectName("joinDoubt")
        words = self.tr("登记文件的密语（汇聚库的管理员另外告诉的）")
        self.passphrase = PinField("joinPassphrase", words)
        self.by = SupervisorFields()
        self._problem = ProblemLabel()
        self._problem.setObjectName("joinProblem")
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.passphrase, "passphrase")
        self.by.tell_at(self.refusals)
        self.take = ActButton("joinTake", self.tr("接上"), "F8", role="primary", enter=True)
        self._drop = ActButton("joinDrop", self.tr("不收了"), "Esc", role="quiet", enter=True)
        self.take.clicked.connect(self.press)
        self._drop.clicked.connect(self.dismiss)
        self.passphrase.returnPressed.connect(self.by.code.setFocus)
        self.by.code.returnPressed.connect(self.by.pin.setFocus)
        self.by.pin.returnPressed.connect(self.press)
        self.take.setShortcut("F8")
        buttons = QHBoxLayout()
        buttons.addWidget(self.take)
        buttons.addWidget(self._drop)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self._title, self._doubt, labelled(self.passphrase), self.by, self._problem):
            column.addWidget(part)
        column.addLayout(buttons)
        self.hide()

    @property
    def begun(self) -> bool:
        """Whether something was typed that is not taken yet."""
        return not self.isHidden()

    def ask(self, file: Path, hall: str, doubt: str) -> None:
        """Ask for what the file needs. ``hall``: where it enrols this window; ``doubt``: what to ask about that."""
        self.file = file
        words = self.tr("收登记文件 {0}（{1}）：接上汇聚库以后，本窗口的记录自动上报")
        self._title.setText(words.format(file.name, hall))
        self._doubt.setText(doubt)
        self._doubt.setVisible(bool(doubt))
        self.refusals.clear()
        self.take.setEnabled(True)
        self.show()
        self.passphrase.setFocus()

    def press(self) -> None:
        """Take it in, where nothing is missing and it is not being taken in already."""
        if not self.take.isEnabled():
            return
        if not self.passphrase.text():
            self.refusals.say(self.tr("还缺登记文件的密语。"), "passphrase")
            return
        try:
            self.by.check()
        except BadInput as missing:
            self.refusals.say(missing.sentence, "supervisor")
            return
        self.signed.emit()

    def refuse(self, error: Exception) -> None:
        """Say why it was not taken in."""
        self.take.setEnabled(True)
        self.refusals.refuse(error, self.passphrase)

    def clear_secrets(self) -> None:
        """Forget passphrase and PIN."""
        self.passphrase.clear()
        self.by.pin.clear()

    def dismiss(self) -> None:
        """Put it away; nothing was taken in."""
        self.passphrase.clear()
        self.by.clear()
        self.hide()
