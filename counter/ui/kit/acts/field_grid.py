"""A card with fields in two columns, or in one where it is narrow: labels, a refusal under the field it is about, Enter
goes on to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.ui.kit.acts.moment_field import MomentField
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow, name_field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import FORM
from counter.ui.kit.controls.refusals import Refusals, focus_on, tell_unreadable
from counter.ui.kit.theme import Look

GridPart = Field | Choices | SupervisorFields
_ONE_COLUMN = 31
"""Letters of a card in which two columns have no room for what is typed."""
_EDGE, _AIR = 16, 12


@dataclass(slots=True)
class _Row:
    """A field in the grid. ``beside``: in the line of the one before; ``wide``: it takes the whole line."""

    label: TextLabel
    part: QWidget
    problem: ProblemLabel | None
    beside: bool = False
    wide: bool = False


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
        self._rows: list[_Row] = []
        self._top: TextLabel | None = None
        self._one_column = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_EDGE, _AIR, _EDGE, _AIR)
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
        said = TextLabel(label, "second")
        self._at[field] = part
        problem = ProblemLabel()
        problem.setObjectName(self._problem.objectName())
        self._rows.append(_Row(said, part, problem, beside))
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
        """A line over the fields."""
        self._top = label

    def _say_beside(self, label: str, words: TextLabel) -> None:
        """A line of its own that is only read."""
        self._rows.append(_Row(TextLabel(label, "second"), words, None, wide=True))

    def _widen(self, part: QWidget) -> None:
        """A field that needs the whole line."""
        next(row for row in self._rows if row.part is part).wide = True

    def _end(self) -> None:
        """After the last field."""
        self._lay_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beyond = self.width() - FORM * self._look.px("text")
        self._grid.setContentsMargins(_EDGE, _AIR, max(_EDGE, beyond), _AIR)
        one = self.width() < _ONE_COLUMN * self._look.px("text")
        if one is not self._one_column:
            self._one_column = one
            self._lay_rows()

    def minimumSizeHint(self) -> QSize:
        """Never wider than one column: a window may be made narrow again."""
        if self._one_column:
            return super().minimumSizeHint()
        widths = [
            row.label.minimumSizeHint().width() + row.part.minimumSizeHint().width()
            for row in self._rows
            if not row.part.isHidden()
        ]
        width = max(widths, default=0) + self._grid.horizontalSpacing() + 2 * _EDGE
        return QSize(min(width, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    def _lay_rows(self) -> None:
        """Everything into its line, two fields in one where there is room."""
        while self._grid.takeAt(0) is not None:
            pass
        line = -1
        if self._top is not None:
            line = 0
            self._grid.addWidget(self._top, 0, 0, 1, 4)
        for row in self._rows:
            beside = row.beside and not self._one_column
            line, column = (line, 2) if beside else (line + 1, 0)
            across = 3 if row.wide or self._one_column else 1
            up = Qt.AlignmentFlag.AlignTop if row.problem is None else Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(row.label, 2 * line, column, up)
            self._grid.addWidget(row.part, 2 * line, column + 1, 1, across)
            if row.problem is not None:
                self._grid.addWidget(row.problem, 2 * line + 1, column + 1)
        self._grid.addWidget(self._problem, 2 * (line + 1), 0, 1, 4)

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
