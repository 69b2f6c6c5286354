"""放行: the batches that wait because their key was revoked, one after the other, with a reason and two people."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.services.exchange.let_in_held import RevokedBatch
from counter.services.exchange.reporting import clock_words
from counter.ui.kit.acts.supervisor_fields import SecondPersonFields, SupervisorFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.messages import message_of


class LetInForm(QFrame):
    """Signals: ``signed`` once everything is given. The PINs are read once."""

    signed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("letInForm")
        self.setProperty("role", "card")
        self.batch: RevokedBatch | None = None
        self._left: tuple[RevokedBatch, ...] = ()
        self._title = TextLabel("", "strong", wrap=True)
        self._title.setObjectName("letInTitle")
        self._words = TextLabel("", "second", wrap=True)
        self._words.setObjectName("letInWords")
        hint = self.tr("例如：和那个窗口的日结单核对过，是电脑被盗以前写的")
        self.reason = Field("letInReason", self.tr("凭什么认为是作废以前写的"), hint)
        self.by = SupervisorFields()
        self.second = SecondPersonFields()
        self._problem = ProblemLabel()
        self._problem.setObjectName("letInProblem")
        self.act = ActButton("letInNow", self.tr("放行这一批"), "F8", role="primary", writes=True)
        self.later = ActButton("letInNext", self.tr("先看下一批"), "Alt+X", role="quiet", enter=True)
        self._drop = ActButton("letInDrop", self.tr("先留着"), "Esc", role="quiet", enter=True)
        self.act.clicked.connect(self._press)
        self.later.clicked.connect(self._next)
        self._drop.clicked.connect(self.dismiss)
        for button, act in ((self.act, self._press), (self.later, self._next)):
            shortcut = QShortcut(QKeySequence(button.key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        for before, after in (
            (self.reason, self.by.code),
            (self.by.code, self.by.pin),
            (self.by.pin, self.second.code),
            (self.second.code, self.second.pin),
            (self.second.pin, self.act),
        ):
            before.returnPressed.connect(after.setFocus)
        self._arrange()
        self.hide()

    @property
    def begun(self) -> bool:
        """Whether something is asked that is not done yet."""
        return not self.isHidden()

    def ask(self, waiting: Sequence[RevokedBatch]) -> None:
        """Ask for the first of these; the others follow. None: put the form away."""
        if not waiting:
            self.dismiss()
            return
        self.batch, self._left = waiting[0], tuple(waiting)
        one = waiting[0]
        self._title.setText(self.tr("放行 {0}：签它的密钥已经作废").format(one.range.words))
        words = self.tr("里面有 {0} 件的记录，写的日子 {1} 到 {2}（写的人自己说的，要核对）；{3} {4}。")
        first, last = one.written
        by = self.tr("汇聚库转来") if one.via == "hub" else self.tr("U盘带来")
        self._words.setText(words.format(one.cases, first, last, clock_words(one.since), by))
        self.later.setVisible(len(waiting) > 1)
        self._problem.say("")
        self.reason.clear()
        self.by.pin.clear()
        self.second.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def people(self) -> tuple[Consent, Consent | None]:
        """Who signs, and the second person where one is given; the PINs are forgotten."""
        by = self.by.consent()
        second = self.second.consent() if any(self.second.credentials()) else None
        self.by.pin.clear()
        self.second.pin.clear()
        return by, second

    def refuse(self, error: Exception) -> None:
        """Say why it was not done; the batch goes on waiting."""
        self._problem.say(message_of(error).sentence)
        self.by.pin.setFocus()

    def dismiss(self) -> None:
        """Put it away; nothing is lost."""
        self.batch, self._left = None, ()
        self.reason.clear()
        self.by.clear()
        self.second.clear()
        self.hide()

    def _next(self) -> None:
        if len(self._left) > 1:
            self.ask((*self._left[1:], *self._left[:1]))

    def _press(self) -> None:
        if not self.reason.text().strip():
            self._problem.say(self.tr("请写明凭什么认为是作废以前写的。"))
            self.reason.setFocus()
            return
        try:
            self.by.check()
            if any(self.second.credentials()):
                self.second.check()
        except BadInput as missing:
            self._problem.say(missing.sentence)
            (self.second.pin if all(self.by.credentials()) else self.by.code).setFocus()
            return
        self.signed.emit()

    def _arrange(self) -> None:
        people = QHBoxLayout()
        people.addWidget(self.by, 1)
        people.addWidget(self.second, 1)
        buttons = QHBoxLayout()
        for button in (self.act, self.later, self._drop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self._title, self._words, labelled(self.reason)):
            column.addWidget(part)
        column.addLayout(people)
        column.addWidget(self._problem)
        column.addLayout(buttons)
