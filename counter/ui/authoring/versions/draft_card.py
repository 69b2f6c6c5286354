"""State of the draft, and its next act."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.guide.publication import DraftState
from counter.ui.authoring.versions.version_state import (
    VersionState,
    back_words,
    change_words,
    draft_words,
    lacking_words,
    state_words,
)
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import Badge, TextLabel
from counter.ui.kit.controls.two_press import TwoPress, expired_caption

SUBMIT, CHECK, SEND_BACK, PUBLISH, PACK = "submit", "check", "send_back", "publish", "pack"
_TONES = {DraftState.EDITING: "shared", DraftState.SUBMITTED: "gap", DraftState.CHECKED: "received"}


class DraftStateCard(QFrame):
    """Signals: ``wanted(act)``: one of the names above; ``submit`` only at the second press."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draftStand")
        self.setProperty("role", "card")
        self._now: VersionState | None = None
        self._next = ""
        self._busy = False
        self._state = Badge("", "shared")
        self._state.setObjectName("draftState")
        self._title = TextLabel("", "strong")
        self._who = TextLabel("", wrap=True)
        self._who.setObjectName("draftWho")
        self._back = QFrame()
        self._back.setProperty("role", "note-gap")
        self._back_words = TextLabel("", wrap=True)
        self._back_words.setObjectName("draftBack")
        inside = QVBoxLayout(self._back)
        inside.setContentsMargins(10, 6, 10, 6)
        inside.addWidget(self._back_words)
        self._changes = TextLabel("", wrap=True)
        self._changes.setObjectName("draftChanges")
        self._lacking = TextLabel("", "gap", wrap=True)
        self._lacking.setObjectName("draftLacking")
        self._problem = TextLabel("", wrap=True)
        self._problem.setObjectName("draftProblem")
        self._trouble = QFrame()
        self._trouble.setProperty("role", "note-correct")
        inside = QVBoxLayout(self._trouble)
        inside.setContentsMargins(10, 6, 10, 6)
        inside.addWidget(self._problem)
        self.act = ActButton("draftNext", "", "F9", role="primary", writes=True)
        self.act.clicked.connect(self.press)
        self.send_back = ActButton("draftSendBack", self.tr("退回…"), "F8", enter=True)
        self.send_back.clicked.connect(lambda: self.wanted.emit(SEND_BACK))
        self._presses = TwoPress(self)
        self._presses.armed.connect(lambda _: self._update_button())
        self._presses.confirmed.connect(lambda: self.wanted.emit(SUBMIT))
        self._presses.lapsed.connect(lambda: self.act.say(self.act.words, below=expired_caption("F9")))
        self._arrange()

    @property
    def problem(self) -> str:
        """The last error shown."""
        return "" if self._trouble.isHidden() else self._problem.text()

    def show_now(self, current: VersionState) -> None:
        """Show the state."""
        self._now, self._busy = current, False
        self._presses.disarm()
        self._trouble.hide()
        self._state.show_word(state_words(current.state), _TONES[current.state])
        self._title.setText(self.tr("草稿 {0}").format(current.draft.version))
        self._who.setText(draft_words(current))
        back = back_words(current)
        self._back_words.setText(back)
        self._back.setVisible(bool(back))
        self._changes.setText(change_words(current))
        self._lacking.setText(lacking_words(current))
        self._lacking.setVisible(bool(self._lacking.text()))
        self._next = self._next_act(current)
        self.send_back.setVisible(current.state is not DraftState.EDITING)
        self._update_button()
        parts = (self._title, self._state, self._who, self._back_words, self._changes, self._lacking)
        self.setAccessibleName("，".join(part.text() for part in parts if part.text()))

    def show_acts(self, shown: bool) -> None:
        """Whether a form is open below."""
        self._acts.setVisible(shown)

    def press(self) -> None:
        """Press the button of the next act."""
        if self._busy or not self.act.isEnabled():
            return
        if self._next == SUBMIT:
            self._presses.press()
        elif self._next:
            self.wanted.emit(self._next)

    def wait(self, waiting: bool) -> None:
        """The act is being written."""
        self._busy = waiting
        self._update_button()

    def refuse(self, sentence: str) -> None:
        """Show an error."""
        self._busy = False
        self._problem.setText(sentence)
        self._trouble.show()
        self._update_button()

    def take_focus(self) -> None:
        """Focus the next act."""
        target = self.act if self.act.isEnabled() else self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hiding resets a first press."""
        super().hideEvent(event)
        self._presses.disarm()

    def _next_act(self, current: VersionState) -> str:
        if current.state is DraftState.SUBMITTED:
            return CHECK
        if current.state is DraftState.CHECKED:
            return PUBLISH
        if current.changed:
            return SUBMIT
        return PACK if current.last is not None else ""

    def _update_button(self) -> None:
        current = self._now
        if current is None:
            return
        armed = self._presses.is_armed
        words = {
            SUBMIT: self.tr("提交核对"),
            CHECK: self.tr("核对通过…"),
            PUBLISH: self.tr("发布…"),
            PACK: self.tr("存指南包…"),
            "": self.tr("没有改动，不用提交"),
        }[self._next]
        self.act.setEnabled(bool(self._next) and not self._busy)
        self.act.arm(armed)
        self.act.show_key(not armed and bool(self._next))
        if self._busy:
            self.act.say(self.tr("正在记下…"))
        elif armed:
            count = len(current.diff.changes)
            self.act.say(self.tr("提交 {0} 处变化，请值班负责人核对").format(count), self.tr("再按一次 F9"))
        else:
            extra = f"{current.last.publication.title}" if self._next == PACK and current.last else ""
            self.act.say(words, extra)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        self._acts = QWidget()
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(8)
        acts.addWidget(self.act, 1)
        acts.addWidget(self.send_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        for part in (self._who, self._back, self._changes, self._lacking, self._trouble):
            column.addWidget(part)
        column.addWidget(self._acts)
