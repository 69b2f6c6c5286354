"""A control with its label above or beside it and what is wrong with it below; both are there while the control is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from counter.ui.kit.controls.field import Field, LongField
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel

_FOUR_LETTERS = "\u3000" * 4
"""As wide as the labels of a column usually are."""


class FieldRow(QWidget):
    """``label`` empty: the control names itself (a group of answers). ``problem``: object name of the sentence.

    ``beside``: the label stands left of it, as in a row of filters.
    """

    def __init__(
        self, label: str, control: QWidget, problem: str = "fieldProblem", *, beside: bool = False
    ) -> None:
        super().__init__()
        self.control = control
        self.label = TextLabel(label, "second" if beside else "small", wrap=not beside)
        if not label:
            self.label.hide()
        self.problem = ProblemLabel()
        self.problem.setObjectName(problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if beside:
            line = QHBoxLayout()
            line.setSpacing(6)
            line.addWidget(self.label)
            line.addWidget(control, 1)
            column.addLayout(line)
        else:
            column.addWidget(self.label)
            column.addWidget(control)
        column.addWidget(self.problem)
        follow(control, self.problem)
        inside = fields_of(control)
        if len(inside) == 1:
            name_field(inside[0], self.label)
        if isinstance(control, Field | LongField):
            control.appeared.connect(lambda _: self._follow())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ParentChange:
            self._follow()

    def _follow(self) -> None:
        """There while the control is; a row that stands nowhere yet would open as a window."""
        if self.parentWidget() is not None and isinstance(self.control, Field | LongField):
            shown = not self.control.isHidden()
            if not shown or self.isHidden():  # to show what is not hidden dresses it long before it is seen
                self.setVisible(shown)


_CAPTION, _BESIDE = 96, 12


class CaptionedLine(QWidget):
    """A caption of one width at the left, controls beside it, what is wrong with them below, then a quiet ``hint``: a
    line of a set-up.
    """

    def __init__(self, caption: str, *parts: QWidget, hint: str = "") -> None:
        super().__init__()
        self.problem = ProblemLabel()
        self.problem.setObjectName("lineProblem")
        label = TextLabel(caption, "second")
        label.setFixedWidth(_CAPTION)
        if len(parts) == 1:
            label.setBuddy(parts[0])
        line = QHBoxLayout()
        line.setSpacing(_BESIDE)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in parts:
            follow(part, self.problem)
            line.addWidget(part, 0 if isinstance(part, QAbstractButton) else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        for said in (self.problem, *([TextLabel(hint, "small", wrap=True)] if hint else ())):
            below = QHBoxLayout()
            below.addSpacing(_CAPTION + _BESIDE)
            below.addWidget(said, 1)
            column.addLayout(below)


class _ColumnLabel(TextLabel):
    """As wide as its words, and as four letters at least: labels of several forms under each other have one edge."""

    def minimumSizeHint(self) -> QSize:
        return self._with_four_letters(super().minimumSizeHint())

    def sizeHint(self) -> QSize:
        return self._with_four_letters(super().sizeHint())

    def _with_four_letters(self, asked: QSize) -> QSize:
        return asked.expandedTo(QSize(self.fontMetrics().horizontalAdvance(_FOUR_LETTERS) + 4, 0))


class FieldColumn(QGridLayout):
    """Labels of one width at the left, controls at the right, what is wrong under each; a row is there while its
    control is."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(8)
        self.setVerticalSpacing(6)
        self.setColumnStretch(1, 1)

    def add(self, label: str, control: QWidget, problem: ProblemLabel | None = None) -> TextLabel:
        """The label of the new row."""
        said, row = _ColumnLabel(label, "second"), self.rowCount()
        if label:
            self.addWidget(said, row, 0)
        self.addWidget(control, row, 1, Qt.AlignmentFlag(0) if label else Qt.AlignmentFlag.AlignLeft)
        if problem is not None:
            self.addWidget(problem, row + 1, 1)
        if isinstance(control, Field):
            control.told, control.told_at = problem is not None, problem
            name_field(control, said)
            control.appeared.connect(said.setVisible)
            if control.isHidden():
                said.hide()
        return said


def labelled(field: Field | LongField) -> FieldRow:
    """A field under its own name."""
    return FieldRow(field.accessibleName(), field)


def name_field(field: Field | LongField, label: QLabel) -> None:
    """Tie a field to the words beside it, which stay when something is typed: a test finds fields without any. Of the
    fields of a column the head is the label of each."""
    field.named_by = label
    if label.buddy() is None:
        label.setBuddy(field)


def follow(control: QWidget, problem: ProblemLabel) -> None:
    """Say there what is wrong with the fields of a control."""
    for field in fields_of(control):
        if not field.told:
            field.told, field.told_at = True, problem
            field.said.connect(problem.say)


def fields_of(control: QWidget) -> list[Field | LongField]:
    """The fields in which one writes, the control itself or those inside."""
    if isinstance(control, Field | LongField):
        return [control]
    return [*control.findChildren(Field), *control.findChildren(LongField)]
