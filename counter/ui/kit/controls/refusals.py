"""Why a form is refused, said at the field it is about: one way for every card, panel and page with typed fields
(decision 0072). Act forms lay their rows out themselves and share what is told at a press.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from counter.domain.errors import CounterError
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.day_field import ReadField
from counter.ui.kit.controls.field import Field, LongField
from counter.ui.kit.controls.field_row import FieldRow, fields_of
from counter.ui.kit.messages import message_of

if TYPE_CHECKING:
    from counter.ui.kit.controls.labels import ProblemLabel

AnyField = Field | LongField


class Refusals:
    """``whole``: the sentence of the form, for what is about no field in sight. A sentence goes when its field, or an
    answer of the form, is changed.
    """

    def __init__(self, whole: ProblemLabel) -> None:
        self._whole = whole
        self._at: dict[str, QWidget] = {}
        self._labels: dict[QWidget, ProblemLabel] = {}
        self._unsure: dict[str, QWidget] = {}

    @property
    def fields(self) -> dict[str, QWidget]:
        """Controls by the names that refusals call them."""
        return dict(self._at)

    def add(self, control: QWidget, *names: str, label: ProblemLabel | None = None) -> None:
        """``names``: of the control in refusals. ``label``: under a control in which nothing is typed, or that stands
        in no ``FieldRow``.
        """
        for name in names:
            self._at[name] = control
        if label is not None:
            self._labels[control] = label
        for field in fields_of(control):
            (field.textEdited if isinstance(field, Field) else field.edited).connect(self.clear)
        for choices in [control] if isinstance(control, Choices) else control.findChildren(Choices):
            choices.changed.connect(self.clear)

    def doubt(self, beside: QWidget, *names: str) -> None:
        """While ``beside`` is in sight these names say of none which field is meant: of two people who sign."""
        self._unsure.update(dict.fromkeys(names, beside))

    def refuse(self, error: Exception, otherwise: QWidget | None = None) -> None:
        """Show a refusal. ``otherwise``: gets the focus where it is about no field in sight."""
        self.say(message_of(error).sentence, getattr(error, "field", "") or "", otherwise)

    def say(self, sentence: str, field: str = "", otherwise: QWidget | None = None) -> None:
        """Show the sentence at the field of that name, which gets the focus."""
        self.clear()
        control = self.target(field)
        if control is None:
            self._whole.say(sentence)
            if otherwise is not None:
                focus_on(otherwise)
            if sentence:
                announce(self._whole, sentence)
            return
        self._show_at(control, sentence)

    def target(self, field: str) -> QWidget | None:
        """The control in sight that is meant by that name; None where it is not, or nobody knows which."""
        unsure, control = self._unsure.get(field), self._at.get(field)
        if control is None or not self._in_sight(control):
            return None
        return None if unsure is not None and self._in_sight(unsure) else control

    def clear(self) -> None:
        """Nothing is wrong any more, or not yet looked at."""
        self._whole.say("")
        for label in self._labels.values():
            label.say("")
        for control in self._at.values():
            row = _row_of(control)
            if row is not None:
                row.problem.say("")
            for field in fields_of(control):
                field.show_problem("")

    def _in_sight(self, control: QWidget) -> bool:
        form = self._whole.parentWidget()
        shown = control.isVisibleTo(form) if form is not None else not control.isHidden()
        return shown and control.isEnabled()

    def _show_at(self, control: QWidget, sentence: str) -> None:
        field = _writing(control)
        label, row = self._labels.get(control), _row_of(control)
        if field is not None and (field.told or label is None):
            field.show_problem(sentence)
            if not field.told:
                self._whole.say(sentence)
        elif label is not None:
            label.say(sentence)
        elif row is not None:
            row.problem.say(sentence)
        else:
            self._whole.say(sentence)
        # a field that gets the focus is read with what is wrong with it; else nothing would be heard
        if field is None or field.hasFocus():
            announce(field or control, sentence)
        focus_on(field or control)


def tell_unreadable(form: QWidget) -> bool:
    """Before a press counts: every field in sight that cannot be read is told at once, and the first has the focus.
    True where there is one.
    """
    wrong = [(field, fault) for field in form.findChildren(ReadField) if (fault := _fault_of(field, form))]
    for field, fault in wrong:
        field.show_problem(fault)
    if wrong:
        focus_on(wrong[0][0])
    return bool(wrong)


def focus_on(control: QWidget) -> None:
    """Put the cursor where it can be mended."""
    if isinstance(control, Choices):
        control.take_focus()
    else:
        control.setFocus(Qt.FocusReason.OtherFocusReason)


def _fault_of(field: ReadField, form: QWidget) -> str:
    return field.fault() if field.isVisibleTo(form) and field.isEnabled() else ""


def _writing(control: QWidget) -> AnyField | None:
    """The field of a control in which it can be mended: of several the first that is empty, else the last (a PIN)."""
    inside = [one for one in fields_of(control) if one is control or one.isVisibleTo(control)]
    empty = next((one for one in inside if not one.text()), None)
    return empty or (inside[-1] if inside else None)


def _row_of(control: QWidget) -> FieldRow | None:
    above = control.parentWidget()
    return above if isinstance(above, FieldRow) and above.control is control else None


def field_of(error: Exception) -> str:
    """Name of the field that a refusal is about, "" where it is about none."""
    return (error.field or "") if isinstance(error, CounterError) else ""
