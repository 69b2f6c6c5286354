"""What waits for a person on the page 上报, one after the other: what it is, a reason where one is asked for, who
signs, and the acts. Files taken in, files sent once more and batches let in differ in data alone (``waiting_kinds``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.ui.exchange.act_keys import connect_acts
from counter.ui.kit.acts.supervisor_fields import SecondPersonFields, SupervisorFields
from counter.ui.kit.acts.unfinished_input import UnfinishedFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals, focus_on
from counter.ui.kit.messages import Message


class WaitingItem(Protocol):
    """What waits; ``id``: by which it is named to the service."""

    @property
    def id(self) -> object: ...


One = TypeVar("One", bound=WaitingItem)


@dataclass(frozen=True, slots=True)
class WaitingAct:
    """A button: its name after that of the form, its words and its key. ``writes``: needs a press of its own."""

    name: str
    words: str
    key: str
    writes: bool = False


@dataclass(frozen=True, slots=True)
class WaitingKind(Generic[One]):
    """``name``: object names begin with it; ``called``: what its clerk calls it. ``acts``: the first is Enter's.

    ``signer``: what is asked for, where that is not the supervisor, and what is said where it is missing. ``reason``:
    what is asked for, an example, and what is said where it is missing. ``second``: a second person may sign.
    """

    name: str
    called: str
    title: Callable[[One], str]
    words: Callable[[One], str]
    acts: tuple[WaitingAct, ...]
    later: str
    drop: str
    signer: tuple[str, str, str] | None = None
    reason: tuple[str, str, str] | None = None
    second: bool = False


class WaitingForm(QFrame, Generic[One]):
    """``one``: what is asked about. PINs are read once; what is typed waits for its clerk when the form is put away.

    Signals: ``signed(name)``: of the act, once everything is given; ``announced(message)``.
    """

    signed = Signal(str)
    announced = Signal(Message)

    def __init__(self, kind: WaitingKind[One]) -> None:
        super().__init__()
        self.setObjectName(f"{kind.name}Form")
        self.setProperty("role", "card")
        self.setAccessibleName(kind.called)
        self._kind = kind
        self.one: One | None = None
        self.clerk = ""
        self._left: tuple[One, ...] = ()
        self._title = TextLabel("", "strong", wrap=True)
        self._title.setObjectName(f"{kind.name}Title")
        self._words = TextLabel("", "second", wrap=True)
        self._words.setObjectName(f"{kind.name}Words")
        self.reason = Field(f"{kind.name}Reason", *kind.reason[:2]) if kind.reason is not None else None
        self.by = SupervisorFields() if kind.signer is None else WhoSigns(*kind.signer)
        self.second = SecondPersonFields()
        self._problem = ProblemLabel()
        self._problem.setObjectName(f"{kind.name}Problem")
        self.refusals = Refusals(self._problem)
        self.kept = UnfinishedFields(self, lambda: kind.called)
        self._acts = [
            ActButton(
                f"{kind.name}{one.name}",
                one.words,
                one.key,
                role="quiet" if place else "primary",
                writes=one.writes,
                enter=not one.writes,
            )
            for place, one in enumerate(kind.acts)
        ]
        self.later = ActButton(f"{kind.name}Next", kind.later, "Alt+X", role="quiet", enter=True)
        self._drop = ActButton(f"{kind.name}Drop", kind.drop, "Esc", role="quiet", enter=True)
        self._arrange()
        self._connect()
        self.hide()

    @property
    def begun(self) -> bool:
        """Whether something is asked that is not done yet."""
        return not self.isHidden()

    @property
    def why(self) -> str:
        """The reason as typed; empty where none is asked for."""
        return self.reason.text().strip() if self.reason is not None else ""

    def ask(self, waiting: Sequence[One]) -> None:
        """Ask about the first of these; the others follow. None: put the form away."""
        if not waiting:
            self.dismiss()
            return
        self.kept.put_away()
        self.one, self._left = waiting[0], tuple(waiting)
        self._title.setText(self._kind.title(self.one))
        self._words.setText(self._kind.words(self.one))
        self.later.setVisible(len(waiting) > 1)
        self.refusals.clear()
        if self.reason is not None:
            self.reason.clear()
        self.by.pin.clear()
        self.second.clear()
        self.show()
        said = self.kept.open_at(self.clerk, str(self.one.id))
        self._take_focus()
        if said is not None:
            self.announced.emit(said)

    def people(self) -> tuple[Consent, Consent | None]:
        """Who signs, and the second person where one is given; the PINs are forgotten."""
        by = self.by.consent()
        second = self.second.consent() if any(self.second.credentials()) else None
        self.by.pin.clear()
        self.second.pin.clear()
        return by, second

    def refuse(self, error: Exception) -> None:
        """Say why it was not done; it goes on waiting."""
        self.by.pin.clear()
        self.refusals.refuse(error, self.by.pin)

    def done(self) -> None:
        """It is on record: nothing that was typed for it waits."""
        self.kept.done()

    def dismiss(self) -> None:
        """Put it away; what is typed waits."""
        said = self.kept.close()
        self.one, self._left = None, ()
        if self.reason is not None:
            self.reason.clear()
        self.by.clear()
        self.second.clear()
        self.hide()
        if said is not None:
            self.announced.emit(said)

    def _take_focus(self) -> None:
        stops = (self.reason, self.by.code, self.by.pin)
        shown = [field for field in stops if field is not None and not field.isHidden()]
        focus_on(next((field for field in shown if not field.text()), shown[-1]))

    def _next(self) -> None:
        if len(self._left) > 1:
            self.ask((*self._left[1:], *self._left[:1]))

    def _press(self, act: str) -> None:
        if self._kind.reason is not None and not self.why:
            self.refusals.say(self._kind.reason[2], "reason")
            return
        for people, name in ((self.by, "supervisor"), (self.second, "agreed")):
            try:
                if people is self.by or any(people.credentials()):
                    people.check()
            except BadInput as missing:
                self.refusals.say(missing.sentence, name)
                return
        self.signed.emit(act)

    def _connect(self) -> None:
        if self.reason is not None:
            self.refusals.add(self.reason, "reason")
            self.reason.returnPressed.connect(self.by.code.setFocus)
        self.by.tell_at(self.refusals)
        if self._kind.second:
            self.second.tell_at(self.refusals)
        acts = {
            button: lambda name=act.name: self._press(name)
            for button, act in zip(self._acts, self._kind.acts, strict=True)
        }
        connect_acts(self, {**acts, self.later: self._next})
        self._drop.clicked.connect(self.dismiss)
        self.by.code.returnPressed.connect(self.by.pin.setFocus)
        self.second.code.returnPressed.connect(self.second.pin.setFocus)
        self.second.pin.returnPressed.connect(self._acts[0].setFocus)
        first = self._kind.acts[0]
        if self._kind.second:
            self.by.pin.returnPressed.connect(self.second.code.setFocus)
        elif first.writes:
            self.by.pin.returnPressed.connect(self._acts[0].setFocus)
        else:
            self.by.pin.returnPressed.connect(lambda: self._press(first.name))

    def _arrange(self) -> None:
        people = QHBoxLayout()
        people.addWidget(self.by, 1)
        people.addWidget(self.second, 1)
        if not self._kind.second:  # what is not hidden is not shown by hand: it stands nowhere yet
            self.second.hide()
        buttons = QHBoxLayout()
        for button in (*self._acts, self.later, self._drop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self._title, self._words):
            column.addWidget(part)
        if self.reason is not None:
            column.addWidget(labelled(self.reason))
        column.addLayout(people)
        column.addWidget(self._problem)
        column.addLayout(buttons)


class WhoSigns(SupervisorFields):
    """Of whoever acts: the service says who may. ``code``, ``pin``: what the fields ask for; ``missing``: told where
    one is empty.
    """

    def __init__(self, code: str, pin: str, missing: str) -> None:
        super().__init__()
        self._missing = missing
        self.call(code, pin)

    def check(self) -> None:
        """Raises BadInput when one of them is empty."""
        if not all(self.credentials()):
            raise BadInput(self._missing, field="supervisor")
