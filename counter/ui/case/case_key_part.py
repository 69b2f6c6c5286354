"""Below the head of a case: that another window sealed what cannot be read here, and asking for it; and, where the hall
ring is held, what other windows ask of the case, to be granted or refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counter.domain.errors import BadInput
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import Badge, ProblemLabel, TextLabel
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.words.case_keys import GRANT, answers, state_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from counter.domain.case.case import Case
    from counter.services.exchange.case_key_standing import CaseKeyStanding
    from counter.services.exchange.grant_keys import AnsweredRequest
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.window import WindowFacade
    from counter.ui.kit.background import Background
    from counter.ui.kit.theme import Look


class CaseKeyPart(QFrame):
    """Hidden where there is nothing to say. Signals: ``announced(message)``; ``answered`` after something was put on
    record: the case has a new entry.
    """

    announced = Signal(Message)
    answered = Signal()

    def __init__(self, facade: WindowFacade, background: Background, look: Look) -> None:
        super().__init__()
        self.setObjectName("caseKeys")
        self.setProperty("role", "card")
        self._facade, self._background = facade, background
        self._case = ""
        self._clerk: Clerk | None = None
        self._standing: CaseKeyStanding | None = None
        self._state = Badge("", "shared")
        self._state.setObjectName("caseKeyState")
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("caseKeyWords")
        self.open = ActButton("caseKeyOpen", "", "Alt+-", enter=True)
        self.choice = Choices(look, "caseKeyChoice", self.tr("理由"))
        self.by = SupervisorFields()
        self._problem = ProblemLabel()
        self._problem.setObjectName("caseKeyProblem")
        self.send = ActButton("caseKeySend", "", "Alt+=", role="primary", writes=True)
        self.drop = ActButton("caseKeyDrop", self.tr("不办了"), "Esc", role="quiet", enter=True)
        self._arrange()
        self._connect()
        self.hide()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Who asks; what another one began is put away."""
        self._clerk = clerk
        self.dismiss()

    def show_case(self, case: Case) -> None:
        """Show how it stands with this case, once it is known."""
        if case.id != self._case:
            self.dismiss()
            self.hide()
        self._case = case.id
        self._background.run(
            lambda: self._facade.case_keys(case.id), lambda found: self._show(case.id, found), lambda _: None
        )

    def dismiss(self) -> bool:
        """Put the form away; False where there is none."""
        if self._form.isHidden():
            return False
        self.by.clear()
        self._problem.say("")
        self._form.hide()
        self.open.setVisible(self._standing is not None and self._can_open(self._standing))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.dismiss():
            self.open.setFocus()
        else:
            super().keyPressEvent(event)

    # -- showing --
    def _show(self, case: str, standing: CaseKeyStanding) -> None:
        if case != self._case:
            return
        if self._standing != standing:
            self._standing = standing
            self.dismiss()
        request = self._request
        words, tone = state_words(standing, request)
        self.setVisible(bool(words))
        self._words.setText(words)
        self._state.show_word(*tone)
        ask, answer = self.tr("申请查看资料…"), self.tr("答复申请…")
        self.open.say(ask if request is None else answer)
        self.send.say(self.tr("申请") if request is None else self.tr("答复"))
        self.open.setVisible(self._can_open(standing) and self._form.isHidden())

    @property
    def _request(self) -> AnsweredRequest | None:
        """The oldest request of another window, where this one can answer."""
        found = self._standing.requests if self._standing is not None else ()
        return found[0] if found else None

    def _can_open(self, standing: CaseKeyStanding) -> bool:
        return bool(standing.requests) or standing.may_ask

    # -- acts --
    def _open(self) -> None:
        standing = self._standing
        if standing is None or self.isHidden() or not self._form.isHidden() or not self._can_open(standing):
            return
        self.choice.show_options(answers(self._request), ())
        self.by.setVisible(self._request is not None)
        self._form.show()
        self.open.hide()
        self.choice.take_focus()

    def _send(self) -> None:
        if self._form.isHidden() or not self.send.isEnabled():
            return
        chosen = self.choice.chosen
        if not chosen:
            self._problem.say(self.tr("还没有选。"))
            self.choice.take_focus()
            return
        if self._request is None:
            self._ask(chosen[0])
        else:
            self._answer(self._request, chosen[0])

    def _ask(self, why: str) -> None:
        case, clerk = self._case, self._clerk
        if clerk is None:
            self._problem.say(self.tr("请先上岗再办理。"))
            return
        words = self.tr("申请已记下，随下一次上报送到大厅；准了以后资料自动回来。")
        self._run(lambda: self._facade.ask_case_key(case, why, clerk), words)

    def _answer(self, request: AnsweredRequest, chosen: str) -> None:
        try:
            self.by.check()
        except BadInput as missing:
            self._problem.say(missing.sentence)
            self.by.code.setFocus()
            return
        by = self.by.consent()
        self.by.pin.clear()
        refuse = "" if chosen == GRANT else chosen
        done = self.tr("没有准，原因已记下。") if refuse else self.tr("已准，随下一次上报送到那个窗口。")
        self._run(lambda: self._facade.answer_case_key(request.request, refuse, by), done)

    def _run(self, work: Callable[[], None], words: str) -> None:
        self.send.setEnabled(False)

        def done(_: object) -> None:
            self.send.setEnabled(True)
            self.dismiss()
            self.announced.emit(Message(Tone.DONE, words))
            self.answered.emit()

        def failed(error: Exception) -> None:
            self.send.setEnabled(True)
            self._problem.say(message_of(error).sentence)

        self._background.run(work, done, failed)

    # -- building --
    def _connect(self) -> None:
        for key, button, act in (("Alt+-", self.open, self._open), ("Alt+=", self.send, self._send)):
            button.clicked.connect(act)
            shortcut = QShortcut(QKeySequence(key), self.window() if self.isWindow() else self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        self.drop.clicked.connect(self.dismiss)
        self.choice.left.connect(self._lead_on)
        self.by.code.returnPressed.connect(self.by.pin.setFocus)
        self.by.pin.returnPressed.connect(self.send.setFocus)

    def _lead_on(self) -> None:
        (self.send if self._request is None else self.by.code).setFocus(Qt.FocusReason.TabFocusReason)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._words, 1)
        buttons = QHBoxLayout()
        for button in (self.send, self.drop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._form = QFrame()
        self._form.setObjectName("caseKeyForm")
        inside = QVBoxLayout(self._form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for part in (self.choice, self.by, self._problem):
            inside.addWidget(part)
        inside.addLayout(buttons)
        self._form.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._form)
