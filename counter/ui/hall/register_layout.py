"""The two columns of 登记册: the records of a section, searched, and the one that is opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.hall.record_form import RecordForm
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.column_scroll_area import BoundedScrollArea
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.page_columns import FORM, TYPED, widen_to
from counter.ui.kit.controls.reading_order import tab_through
from counter.ui.kit.theme import Look

_LEAST = 4
"""Lines of a record while its changes are signed: a field with its name."""


def listed(search: Field, add: QWidget, below: Sequence[QWidget]) -> QWidget:
    """The search with the button beside it; the last of ``below`` is the list."""
    column = QWidget()
    left = QVBoxLayout(column)
    left.setContentsMargins(0, 0, 0, 0)
    left.setSpacing(8)
    line = QHBoxLayout()
    line.addWidget(FieldRow(search.accessibleName(), search, beside=True), 1)
    line.addWidget(add)
    left.addLayout(line)
    for part in below:
        left.addWidget(part, 1 if part is below[-1] else 0)
    left.addStretch(0)  # takes what the list leaves, which ends with its last row
    return column


def opened(look: Look, parts: Sequence[QWidget], buttons: Sequence[QWidget], below: QWidget) -> QWidget:
    """The record, which scrolls where there is less room; under it what is wrong with it, the last of ``parts``, its
    buttons, and what belongs to its section.
    """
    inside, column = QWidget(), FittingFrame()
    fields, right = QVBoxLayout(inside), QVBoxLayout(column)
    fields.setContentsMargins(0, 0, 8, 0)
    right.setContentsMargins(0, 0, 0, 0)
    for rows in (fields, right):
        rows.setSpacing(10)
    for part in parts[:-1]:
        fields.addWidget(part)
    line = QHBoxLayout()
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    right.addWidget(BoundedScrollArea("registerDetail", inside, least=_LEAST), 1)
    right.addWidget(parts[-1])
    right.addLayout(line)
    right.addWidget(below)
    right.addStretch(0)
    widen_to(look, column, FORM)
    widen_to(look, parts[0], TYPED)  # what the section is for, in small letters
    return column


def keep_tab_order(sections: Choices, form: RecordForm, stops: Sequence[QWidget]) -> None:
    """Let Tab go through these as the eye does, also after the chips or the fields of the form were replaced."""
    for part in (sections, form):
        part.remade.connect(lambda: tab_through(*stops))
