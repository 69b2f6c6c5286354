"""Base of the forms by which results leave otherwise than by collecting: fields in two columns, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.ui.kit.acts.day_field import DayField
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.case.acts.sending import SendingAct
    from counter.services.results.shelf import PickUp
    from counter.services.results.ways import GoingResult

_SPLIT = "|"


class WayForm(QFrame):
    """``caption``: what F9 does; ``done``: told once it is recorded. Signals: ``changed`` after an edit.

    Kinds say whether they are ``possible``, fill themselves and build what was done by case.
    """

    changed = Signal()

    def __init__(self, look: Look, name: str, title: str, caption: str, done: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.title, self.caption, self.done = title, caption, done
        self._look = look
        self._at: dict[str, Field | Choices] = {}
        self._rows = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(3, 2)
        self._problem = ProblemLabel()
        self._problem.setObjectName(f"{name}Problem")

    # -- for the card --
    def possible(self, found: PickUp) -> bool:
        """Whether there is anything to do so."""
        raise NotImplementedError

    def fill(self, found: PickUp, now: datetime) -> None:
        """Begin for a person."""
        raise NotImplementedError

    def build(self, now: datetime) -> Mapping[str, SendingAct]:
        """Id of a case → what was done with its results. Raises BadInput for a field that cannot be read."""
        raise NotImplementedError

    @property
    def half_done(self) -> bool:
        """True while something typed would be lost."""
        fields = [one for one in self._at.values() if isinstance(one, Field)]
        return any(one.isModified() and one.text().strip() for one in fields)

    def show_person(self, found: PickUp, now: datetime) -> None:
        """Begin for a person, with empty fields."""
        self.clear()
        self.fill(found, now)

    def clear(self) -> None:
        """Nobody's data stay in the fields."""
        for one in self._at.values():
            if isinstance(one, Field):
                one.clear()
        self.say("")

    def say(self, sentence: str) -> None:
        """What is wrong with it."""
        self._problem.say(sentence)

    def refuse(self, sentence: str, field: str) -> None:
        """Show the sentence, and put the cursor where it can be mended."""
        self.say(sentence)
        target = self._at.get(field)
        if isinstance(target, Choices):
            target.take_focus()
        elif target is not None and target.isVisibleTo(self):
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Focus the first field that is not filled."""
        fields = [one for one in self._at.values() if isinstance(one, Field) and one.isVisibleTo(self)]
        empty = next((one for one in fields if not one.text()), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- for the kinds --
    def _add(self, label: str, part: Field | Choices, field: str, *, beside: bool = False) -> QWidget:
        """A field with its label, a line of its own or ``beside`` the one before; the label, to be hidden with it."""
        row = self._rows - 1 if beside else self._rows
        self._rows = row + 1
        said = TextLabel(label, "second")
        top = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(said, row, 2 if beside else 0, top)
        self._grid.addWidget(part, row, 3 if beside else 1)
        self._at[field] = part
        if isinstance(part, Choices):
            part.changed.connect(self._on_edited)
            part.left.connect(lambda: self._leave(part))
        else:
            part.textEdited.connect(self._on_edited)
            part.returnPressed.connect(lambda: self._leave(part))
        return said

    def _widen(self, part: QWidget) -> None:
        """A field that needs the whole line."""
        at = self._grid.indexOf(part)
        row = self._grid.getItemPosition(at)[0]  # type: ignore[index]
        self._grid.removeWidget(part)
        self._grid.addWidget(part, row, 1, 1, 3)

    def _end(self) -> None:
        """After the last field."""
        self._grid.addWidget(self._problem, self._rows, 0, 1, 4)

    def _choices(self, name: str, label: str, *, many: bool = False) -> Choices:
        return Choices(self._look, name, label, many=many)

    def _day(self, name: str, label: str, now: datetime | None = None) -> DayField:
        day = DayField(name, label)
        if now is not None:
            day.show_day(civil_date(now))
        return day

    def _on_edited(self) -> None:
        self.say("")
        self.changed.emit()

    def _leave(self, part: QWidget) -> None:
        """Enter: the next field."""
        order = [one for one in self._at.values() if one.isVisibleTo(self)]
        after = order[order.index(part) + 1 :] if part in order else []
        for one in after:
            if isinstance(one, Choices):
                one.take_focus()
            else:
                one.setFocus(Qt.FocusReason.TabFocusReason)
            return


def show_results(choices: Choices, results: tuple[GoingResult, ...]) -> None:
    """Offer these results, all chosen."""
    options = [(f"{one.case}{_SPLIT}{one.id}", one.name) for one in results]
    choices.show_options(options, [key for key, _ in options])


def by_case(choices: Choices) -> dict[str, tuple[str, ...]]:
    """Id of a case → ids of its results that are chosen."""
    found: dict[str, tuple[str, ...]] = {}
    for key in choices.chosen:
        case, _, one = key.partition(_SPLIT)
        found[case] = (*found.get(case, ()), one)
    return found
