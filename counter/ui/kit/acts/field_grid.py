"""A card with fields in two columns: labels, a refusal beside the field it is about, Enter goes on to the next."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.ui.kit.acts.moment_field import MomentField
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow, name_field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals, focus_on, tell_unreadable
from counter.ui.kit.theme import Look

GridPart = Field | Choices | SupervisorFields


class FieldGrid(QFrame):
    """Kinds add their fields, then ``_end``. Signals: ``changed`` after an edit; ``left`` with Enter in the last."""

    changed = Signal()
    left = Signal()

    def __init__(self, look: Look, called: str, title: str) -> None:
        super().__init__()
        self.setObjectName(called)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self._look = look
        self._at: dict[str, GridPart] = {}
        self._rows = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(3, 2)
        self._problem = ProblemLabel()
        self._problem.setObjectName(f"{called.removesuffix('Card')}Problem")
        self.refusals = Refusals(self._problem)

    @property
    def half_done(self) -> bool:
        """True while something typed would be lost."""
        fields = [one for part in self._at.values() for one in _lines_of(part)]
        return any(one.isModified() and one.text().strip() for one in fields)

    def begin_at(self, now: datetime) -> None:
        """By which its days and moments are read."""
        for part in self._at.values():
            if isinstance(part, DayField):
                part.today = civil_date(now)
            elif isinstance(part, MomentField):
                part.begin_at(now)

    def clear(self) -> None:
        """Nobody's data stay in the fields."""
        for part in self._at.values():
            for one in _lines_of(part):
                one.clear()
        self.say("")

    def say(self, sentence: str) -> None:
        """What is wrong with it as a whole."""
        self.refusals.say(sentence)

    def refuse(self, sentence: str, field: str) -> None:
        """Show the sentence, and put the cursor where it can be mended."""
        self.refusals.say(sentence, field)

    def tell_unreadable(self) -> bool:
        """Before a press counts: all that cannot be read is told at once. True where there is something."""
        return tell_unreadable(self)

    def take_focus(self) -> None:
        """Focus the first field that is not filled."""
        fields = [one for part in self._at.values() for one in _lines_of(part) if one.isVisibleTo(self)]
        empty = next((one for one in fields if not one.text()), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- for the kinds --
    def _add(self, label: str, part: GridPart, field: str, *, beside: bool = False) -> TextLabel:
        """A field with its label, a line of its own or ``beside`` the one before; the label, to be hidden with it."""
        row = self._rows - 1 if beside else self._rows
        self._rows = row + 1
        said, column = TextLabel(label, "second"), 2 if beside else 0
        self._grid.addWidget(said, 2 * row, column, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(part, 2 * row, column + 1)
        self._at[field] = part
        problem = ProblemLabel()
        problem.setObjectName(self._problem.objectName())
        self._grid.addWidget(problem, 2 * row + 1, column + 1)
        follow(part, problem)
        self.refusals.add(part, field, label=problem)
        if isinstance(part, Field):
            name_field(part, said)
            part.appeared.connect(said.setVisible)
        if isinstance(part, Choices):
            part.changed.connect(self._on_edited)
            part.left.connect(lambda: self._leave(part))
        for one in _lines_of(part):
            one.textEdited.connect(self._on_edited)
            one.returnPressed.connect(lambda: self._leave(part))
        return said

    def _head(self, label: TextLabel) -> None:
        """A line over the fields, before any of them."""
        self._grid.addWidget(label, 0, 0, 1, 4)
        self._rows = 1

    def _say_beside(self, label: str, words: TextLabel) -> None:
        """A line of its own that is only read."""
        row, self._rows = 2 * self._rows, self._rows + 1
        self._grid.addWidget(TextLabel(label, "second"), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 1, 1, 3)

    def _widen(self, part: QWidget) -> None:
        """A field that needs the whole line."""
        at = self._grid.indexOf(part)
        row = self._grid.getItemPosition(at)[0]  # type: ignore[index]
        self._grid.removeWidget(part)
        self._grid.addWidget(part, row, 1, 1, 3)

    def _end(self) -> None:
        """After the last field."""
        self._grid.addWidget(self._problem, 2 * self._rows, 0, 1, 4)

    def _choices(self, name: str, label: str, *, many: bool = False) -> Choices:
        return Choices(self._look, name, label, many=many)

    def _on_edited(self) -> None:
        self.say("")
        self.changed.emit()

    def _leave(self, part: GridPart) -> None:
        """Enter: the next field, after the last one what the form is for."""
        order = [one for one in self._at.values() if one.isVisibleTo(self)]
        after = order[order.index(part) + 1 :] if part in order else []
        if after:
            focus_on(after[0])
        else:
            self.left.emit()


def _lines_of(part: GridPart) -> list[Field]:
    if isinstance(part, Choices):
        return []
    return [part] if isinstance(part, Field) else [part.code, part.pin]
