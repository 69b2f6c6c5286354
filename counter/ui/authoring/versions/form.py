"""What every form of the 指南编辑室 is made of: ``ActForm`` about the draft instead of a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.controls.long_field import LongField

if TYPE_CHECKING:
    from datetime import date

    from counter.domain.case.acts.acts import CaseAct, Possible
    from counter.domain.case.case import Case
    from counter.ui.desks.bureau import BureauDesk


@dataclass(frozen=True, slots=True)
class _Why:
    """Why the form is there, in the place where a case's form has its offer."""

    why: str


class VersionForm(ActForm):
    """A subclass fills its fields in ``_fill``, raises in ``check`` what cannot be read, and says in ``work`` what is
    to be done with the desk, off the UI thread.
    """

    def begin(self, why: str, today: date) -> None:
        """Begin the act. ``ActForm`` speaks of a case and an offer and only hands them back."""
        self.open_for(cast("Case", self), cast("Possible", _Why(why)), today)

    def check(self) -> None:
        """Raises BadInput for a field that cannot be read."""

    def work(self, desk: BureauDesk) -> Callable[[], object]:
        """The act as it stands in the fields, to be done in the background. Raises as ``check``."""
        raise NotImplementedError

    def build(self, supervisor: str = "") -> CaseAct:
        self.check()
        return cast("CaseAct", self)

    def _add(self, label: str, widget: QWidget, *fields: str) -> QWidget:
        row = super()._add(label, widget, *fields)
        if isinstance(widget, LongField):
            widget.edited.connect(self.touch)
            widget.left.connect(lambda: self._leave(widget))
        return row
