"""The fields of one natural person: name, identity paper, number, phone, each with its problem beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.domain.people.applicant import Person
from counter.domain.people.identity import ID_TYPE_WORDS, IdType, check_id, check_phone, normalise_name
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.drop_down import DropDown
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldColumn
from counter.ui.kit.controls.labels import ProblemLabel

_LEAST_TYPE = 6
"""Letters of the kind of paper that are always seen; the list has them all, and a narrow column is not cut."""

Findings = Mapping[str, tuple[str, bool]]
"""Field (name, id_number, phone) → (sentence, blocks)."""


class PersonFields(QWidget):
    """``prefix`` names the person in the domain's findings: person, guardian or agent.

    Signals: ``edited`` on every change; ``settled`` when a field was left; ``done`` when Enter leaves the last one.
    """

    edited = Signal()
    settled = Signal()
    done = Signal()

    def __init__(self, prefix: str, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prefix = prefix
        self._left: set[str] = set()
        self._confirmed = False
        called = self.tr("{0}姓名").format(who)
        self.name = Field(f"{prefix}_name", called, for_name=True)
        self.id_type = DropDown()
        self.id_type.setObjectName(f"{prefix}_id_type")
        self.id_type.setAccessibleName(self.tr("{0}证件类型").format(who))
        self.id_type.setSizeAdjustPolicy(self.id_type.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.id_type.setMinimumContentsLength(_LEAST_TYPE)
        for kind in IdType:
            self.id_type.addItem(ID_TYPE_WORDS[kind], kind)
        self.number = Field(f"{prefix}_id_number", self.tr("{0}证件号码").format(who), keyed=True)
        self.id_type.hand_on_to(self.number)
        self.phone = Field(f"{prefix}_phone", self.tr("{0}电话").format(who), self.tr("手机或者座机"))
        self._confirm = ActButton(f"{prefix}_id_confirm", self.tr("对照过证件，就是这个号码"), role="link")
        self._problems = {"name": ProblemLabel(), "id_number": ProblemLabel(), "phone": ProblemLabel()}
        self._fields = {"name": self.name, "id_number": self.number, "phone": self.phone}
        grid = FieldColumn(self)
        grid.add(self.tr("姓名"), self.name, self._problems["name"])
        grid.add(self.tr("证件"), self.id_type)
        grid.add(self.tr("证件号码"), self.number, self._problems["id_number"])
        grid.add("", self._confirm)
        grid.add(self.tr("联系电话"), self.phone, self._problems["phone"])
        self._confirm.hide()
        self._connect()

    def person(self) -> Person:
        """Normalised person by the current fields."""
        kind = self.id_type.currentData()
        number = check_id(IdType(kind), self.number.text()).normalised
        phone = check_phone(self.phone.text()).normalised
        return Person(normalise_name(self.name.text()), IdType(kind), number, phone, self._confirmed)

    @property
    def empty(self) -> bool:
        """All fields are empty."""
        return not (self.name.text() or self.number.text() or self.phone.text())

    def show_person(self, person: Person | None) -> None:
        """Fill the fields; None empties them."""
        person = person or Person("")
        self._left = set() if not person.name else {"name", "id_number", "phone"}
        self._put(self.name, person.name)
        self._put(self.number, person.id_number)
        self._put(self.phone, person.phone)
        self.id_type.setCurrentIndex(self.id_type.findData(person.id_type))
        self._confirmed = person.id_confirmed  # last: changing the type of paper resets a confirmation

    def names_another(self, number: str, name: str) -> bool:
        """A card of that number and name is not this person's."""
        own = self.person()
        if own.id_number:
            return own.id_number != number
        return bool(own.name and name) and own.name != normalise_name(name)

    def take(self, number: str, name: str, id_type: IdType) -> None:
        """A card was scanned: fields of another person are cleared."""
        if self.names_another(number, name):
            self.show_person(None)
        self.id_type.setCurrentIndex(self.id_type.findData(id_type))
        self._put(self.number, number)
        if name:
            self._put(self.name, name)
        self.number.editingFinished.emit()

    def go_on_after_card(self) -> None:
        """From a field that a card fills to the first that it left empty: what is typed next is that."""
        if self.name.hasFocus() or self.id_type.hasFocus() or self.number.hasFocus():
            (self.phone if self.name.text().strip() else self.name).setFocus()

    def show_findings(self, findings: Findings, *, all_fields: bool) -> None:
        """Show what is wrong with the fields already left, or with all of them."""
        for name, field in self._fields.items():
            sentence, blocks = findings.get(name, ("", False))
            if field is self.phone and field.text().strip():
                sentence = (
                    check_phone(field.text()).sentence or ""
                )  # of what stands here and was not taken over
            shown = sentence if all_fields or name in self._left else ""
            self._problems[name].say(shown, blocks=blocks)
            field.show_problem(shown if blocks else "")
        sentence, blocks = findings.get("id_number", ("", False))
        self._confirm.setVisible(
            bool(sentence and blocks and self.number.text().strip()) and "id_number" in self._left
        )

    def _connect(self) -> None:
        for name, field in self._fields.items():
            field.textEdited.connect(self._on_number if field is self.number else self.edited)
            field.editingFinished.connect(lambda name=name: self._leave(name))
        self.id_type.currentIndexChanged.connect(self._on_number)
        self._confirm.clicked.connect(self._confirm_number)
        self.name.returnPressed.connect(self.number.setFocus)
        self.number.returnPressed.connect(self.phone.setFocus)
        self.phone.returnPressed.connect(self.done)

    def _on_number(self) -> None:
        self._confirmed = False
        self.edited.emit()

    def _leave(self, name: str) -> None:
        if self._fields[name].text().strip():
            self._left.add(name)
        person = self.person()
        for field, text in (
            (self.name, person.name),
            (self.number, person.id_number),
            (self.phone, person.phone if check_phone(self.phone.text()).ok else self.phone.text()),
        ):
            self._put(field, text)
        self.edited.emit()
        self.settled.emit()
        if (
            name == "phone"
            and self.phone.text().strip()
            and (wrong := check_phone(self.phone.text()).sentence)
        ):
            announce(self.phone, wrong)  # it forbids nothing, and the focus has gone on

    def _confirm_number(self) -> None:
        self._confirmed = True
        self.edited.emit()

    @staticmethod
    def _put(field: Field, text: str) -> None:
        if field.text() != text:
            field.setText(text)
