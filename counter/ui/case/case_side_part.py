"""What the page of a case has beside its acts: a word of how something stands, and a small form with a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.acts.unfinished_input import UnfinishedFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.labels import Badge, ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.messages import Message, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from counter.domain.case.case import Case
    from counter.ui.facades.clerk import Clerk
    from counter.ui.kit.background import Background


class CaseSidePart(QFrame):
    """Hidden where there is nothing to say. ``name``: the object names begin with it; ``key``: opens the form.

    What is typed in the form waits for its clerk and case when it is closed.

    Signals: ``announced(message)``; ``answered`` after something was put on record: the case has a new entry;
    ``opened`` when its form came up: one at a time is open.
    """

    announced = Signal(Message)
    answered = Signal()
    opened = Signal()

    def __init__(self, background: Background, name: str, key: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}s")
        self.setProperty("role", "card")
        self._background = background
        self._clerk: Clerk | None = None
        self._wanted = False
        self._state = Badge("", "shared")
        self._state.setObjectName(f"{name}State")
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName(f"{name}Words")
        self.open = ActButton(f"{name}Open", "", key, enter=True)
        self._form = QFrame()
        self._form.setObjectName(f"{name}Form")
        self._problem = ProblemLabel()
        self._problem.setObjectName(f"{name}Problem")
        self.refusals = Refusals(self._problem)
        self.words = UnfinishedFields(self._form, lambda: self.open.words.rstrip("…"))
        self.send = ActButton(f"{name}Send", "", "Alt+=", role="primary", writes=True)
        self.drop = ActButton(f"{name}Drop", self.tr("不办了"), "Esc", role="quiet", enter=True)
        self.hide()

    # -- for the page --
    def set_clerk(self, clerk: Clerk | None) -> None:
        """Who acts; what another one began is put away."""
        self.dismiss()
        self._clerk = clerk

    @property
    def half_done(self) -> str:
        """Title of its form while something is typed in it; else empty."""
        return self.words.title if self.words.half_done else ""

    def show_case(self, case: Case) -> None:
        """Show how it stands with this case."""
        raise NotImplementedError

    def dismiss(self) -> bool:
        """Put the form away; False where there is none."""
        if self._form.isHidden():
            return False
        said = self.words.close()
        if said is not None:
            self.announced.emit(said)
        self._forget()
        self.refusals.clear()
        self._form.hide()
        self.open.setVisible(self._offers())
        return True

    def open_form(self) -> None:
        """Open the form and focus it; where there is nothing to do, a sentence says so."""
        if self.isHidden() or not self._offers():
            self.announced.emit(Message(Tone.REFUSED, self._why_not()))
        elif self._form.isHidden():
            self._fill()
            self._form.show()
            self.open.hide()
            self.opened.emit()
            self._focus_first()
            said = self.words.open_at(self._clerk.code if self._clerk else "", self._matter())
            if said is not None:
                self.announced.emit(said)

    def open_when_known(self, *, wanted: bool) -> None:
        """Open the form where it is offered, or as soon as that is known; not ``wanted``: not by itself any more."""
        self._wanted = wanted and not self._offers()
        if wanted and not self._wanted:
            self.open_form()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.dismiss():
            self.open.setFocus()
        else:
            super().keyPressEvent(event)

    # -- for the kinds --
    def _matter(self) -> str:
        """Id of the case, and of what it is about where that is not the whole case."""
        raise NotImplementedError

    def _offers(self) -> bool:
        """Whether there is something to do."""
        raise NotImplementedError

    def _why_not(self) -> str:
        """Why there is nothing to do, as one sentence."""
        raise NotImplementedError

    def _fill(self) -> None:
        """Fill the form that is to be shown."""
        raise NotImplementedError

    def _focus_first(self) -> None:
        """Focus the first field."""
        raise NotImplementedError

    def _forget(self) -> None:
        """Clear what was typed."""
        raise NotImplementedError

    def _act(self) -> None:
        """The form was sent."""
        raise NotImplementedError

    def _refuse(self, sentence: str, field: str = "") -> None:
        """Say at the field of that name why it was not sent."""
        self.refusals.say(sentence, field)

    def _is_signed(self, by: SupervisorFields) -> bool:
        """Whether the signature is complete; else that is said at it."""
        try:
            by.check()
        except BadInput as missing:
            self._refuse(missing.sentence, "supervisor")
            return False
        return True

    def _run(self, work: Callable[[], object], words: str, failed_at: QWidget | None = None) -> None:
        """Record it; ``words``: told when it is done. ``failed_at``: focused after a refusal that is about no field."""
        self.send.setEnabled(False)

        def done(_: object) -> None:
            self.send.setEnabled(True)
            self.words.done()
            self.dismiss()
            self.announced.emit(Message(Tone.DONE, words))
            self.answered.emit()

        def failed(error: Exception) -> None:
            self.send.setEnabled(True)
            self.refusals.refuse(error, failed_at)

        self._background.run(work, done, failed)

    def _arrange(self, parts: Sequence[QWidget]) -> None:
        """Lay out the card, with ``parts`` as the fields of the form, and connect its keys."""
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._words, 1)
        buttons = QHBoxLayout()
        for button in (self.send, self.drop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inside = QVBoxLayout(self._form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for part in parts:
            inside.addWidget(FieldRow("", part) if isinstance(part, Choices) else part)
        inside.addWidget(self._problem)
        inside.addLayout(buttons)
        self._form.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._form)
        self.open.clicked.connect(self.open_form)
        self.send.clicked.connect(self._send)
        self.drop.clicked.connect(self.dismiss)
        shortcut = QShortcut(QKeySequence(self.send.key), self._form)  # of the one form that is open
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self._send)

    def _send(self) -> None:
        if not self._form.isHidden() and self.send.isEnabled():
            self._act()
