"""Fields of an organisation, existing or planned: name, credit code, and the reason for a missing code."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.people.identity import check_uscc, normalise_name
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldColumn
from counter.ui.kit.controls.labels import ProblemLabel


class OrganisationFields(QWidget):
    """Signals: ``edited`` on every change; ``settled`` when a field was left; ``done`` when Enter leaves the last."""

    edited = Signal()
    settled = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left: set[str] = set()
        self._planned = False
        self.name = Field("organisation_name", self.tr("单位名称"))
        self.uscc = Field("organisation_uscc", self.tr("统一社会信用代码"), keyed=True)
        self.note = Field("organisation_note", self.tr("没有代码的说明"), self.tr("写明原因"))
        self._fields = {"name": self.name, "uscc": self.uscc}
        self._problems = {"name": ProblemLabel(), "uscc": ProblemLabel()}
        grid = FieldColumn(self)
        self._called = grid.add(self.name.accessibleName(), self.name, self._problems["name"])
        grid.add(self.tr("信用代码"), self.uscc, self._problems["uscc"])
        grid.add(self.tr("没有代码"), self.note)
        for name, field in self._fields.items():
            field.textEdited.connect(self.edited)
            field.editingFinished.connect(lambda name=name: self._leave(name))
        self.note.textEdited.connect(self.edited)
        self.name.returnPressed.connect(self._after_name)
        self.uscc.returnPressed.connect(self.done)
        self.note.returnPressed.connect(self.done)

    def show_kind(self, kind: ApplicantKind) -> None:
        """A planned organisation has an intended name and no code yet."""
        self._planned = kind is ApplicantKind.PLANNED
        words = self.tr("拟用名称") if self._planned else self.tr("单位名称")
        self._called.setText(words)
        self.name.setAccessibleName(words)
        for part in (self.uscc, self.note, self._problems["uscc"]):
            part.setVisible(not self._planned and part is not self._problems["uscc"])

    def show_applicant(self, applicant: Applicant) -> None:
        """Fill the fields."""
        self._left = {"name", "uscc"} if applicant.name else set()
        for field, text in (
            (self.name, applicant.name),
            (self.uscc, applicant.uscc),
            (self.note, applicant.note),
        ):
            if field.text() != text:
                field.setText(text)

    def names_another(self, code: str) -> bool:
        """The code is not this organisation's."""
        own = check_uscc(self.uscc.text()).normalised
        return bool(own) and own != code

    def take(self, code: str) -> None:
        """A code was scanned: fields of another organisation are cleared."""
        if self.names_another(code):
            self.name.clear()
            self.note.clear()
        self.uscc.setText(code)
        self.uscc.editingFinished.emit()

    def values(self) -> tuple[str, str, str]:
        """Normalised name, credit code and note."""
        code = "" if self._planned else check_uscc(self.uscc.text()).normalised
        return normalise_name(self.name.text()), code, self.note.text().strip()

    def show_findings(self, findings: Mapping[str, tuple[str, bool]], *, all_fields: bool) -> None:
        """Show what is wrong with the fields already left, or with all of them."""
        for name, field in self._fields.items():
            sentence, blocks = findings.get(name, ("", False))
            shown = sentence if (all_fields or name in self._left) and not field.isHidden() else ""
            self._problems[name].say(shown, blocks=blocks)
            field.show_problem(shown if blocks else "")

    def _after_name(self) -> None:
        if self._planned:
            self.done.emit()
        else:
            self.uscc.setFocus()

    def _leave(self, name: str) -> None:
        if self._fields[name].text().strip():
            self._left.add(name)
        ordered = dict(zip(("name", "uscc"), self.values(), strict=False))
        if self._fields[name].text() != ordered[name]:
            self._fields[name].setText(ordered[name])
        self.edited.emit()
        self.settled.emit()
