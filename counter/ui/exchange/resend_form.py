"""再发: the files that were sent from here, one after the other, with code and PIN of who sends one once more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counter.domain.errors import BadInput
from counter.services.parcels.parcel_lines import ParcelLine
from counter.ui.exchange.parcel_form import FileSignerFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.messages import message_of


class ResendForm(QFrame):
    """Signals: ``signed`` once code and PIN are given. The PIN is read once."""

    signed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("resendForm")
        self.setProperty("role", "card")
        self.line: ParcelLine | None = None
        self._left: tuple[ParcelLine, ...] = ()
        self._title = TextLabel("", "strong", wrap=True)
        self._title.setObjectName("resendTitle")
        self._words = TextLabel("", "second", wrap=True)
        self.by = FileSignerFields(self.tr("再发的人的工号"), self.tr("还缺再发的人的工号和口令。"))
        self._problem = ProblemLabel()
        self._problem.setObjectName("resendProblem")
        self.act = ActButton("resendNow", self.tr("再发这一个"), "F8", role="primary", enter=True)
        self.later = ActButton("resendNext", self.tr("看下一个"), "Alt+X", role="quiet", enter=True)
        self._drop = ActButton("resendDrop", self.tr("不发了"), "Esc", role="quiet", enter=True)
        self.act.clicked.connect(self._press)
        self.later.clicked.connect(self._next)
        self._drop.clicked.connect(self.dismiss)
        for button, act in ((self.act, self._press), (self.later, self._next)):
            shortcut = QShortcut(QKeySequence(button.key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        self.by.code.returnPressed.connect(self.by.pin.setFocus)
        self.by.pin.returnPressed.connect(self._press)
        buttons = QHBoxLayout()
        for button in (self.act, self.later, self._drop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self._title, self._words, self.by, self._problem):
            column.addWidget(part)
        column.addLayout(buttons)
        self.hide()

    @property
    def begun(self) -> bool:
        """Whether something is asked that is not done yet."""
        return not self.isHidden()

    def ask(self, sent: Sequence[ParcelLine]) -> None:
        """Ask for the first of these; the others follow. None: put the form away."""
        if not sent:
            self.dismiss()
            return
        self.line, self._left = sent[0], tuple(sent)
        self._title.setText(self.tr("再发一次：{0}").format(self.line.words))
        self._words.setText(self.tr("{0}：{1}").format(self.line.state_words, self.line.standing))
        self.later.setVisible(len(sent) > 1)
        self._problem.say("")
        self.show()
        self.by.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: Exception) -> None:
        """Say why it was not done."""
        self.by.pin.clear()
        self._problem.say(message_of(error).sentence)
        self.by.pin.setFocus()

    def dismiss(self) -> None:
        """Put it away; nothing is lost."""
        self.line, self._left = None, ()
        self.by.clear()
        self.hide()

    def _next(self) -> None:
        if len(self._left) > 1:
            self.ask((*self._left[1:], *self._left[:1]))

    def _press(self) -> None:
        try:
            self.by.check()
        except BadInput as missing:
            self._problem.say(missing.sentence)
            (self.by.pin if self.by.code.text().strip() else self.by.code).setFocus()
            return
        self.signed.emit()
