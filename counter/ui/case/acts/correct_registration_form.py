"""更正登记: what was registered wrongly though it reads well, typed again from the document."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, CorrectRegistration
from counter.domain.errors import BadInput
from counter.domain.people.applicant import Party
from counter.domain.people.identity import mask_id, mask_phone
from counter.domain.people.registered_party import (
    name_of,
    number_of,
    party_word,
    person_of,
    registered_parties,
)
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look

_NAME, _NUMBER, _PHONE = "name", "number", "phone"


class CorrectRegistrationForm(CaseForm):
    """One thing at a time: whose, which part, and how it reads. A number asks for a supervisor."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "correctRegistrationForm", self.tr("更正登记"), self.tr("照证件更正"))
        self._who = self._choices("correctWho", self.tr("更正谁的"))
        self._part = self._choices("correctPart", self.tr("哪里写错了"))
        self._right = Field("correctRight", self.tr("证件上是"), self.tr("照证件重新输入"), for_name=True)
        self._reason = Field("correctReason", self.tr("凭什么更正的"), self.tr("如：对照证件原件"))
        self._supervisor = SupervisorFields()
        self._who_row = self._add(self.tr("更正谁的"), self._who, "who")
        self._add(self.tr("哪里写错了"), self._part, "part")
        self._add(self.tr("证件上是"), self._right, "name", "id_number", "phone")
        self._add(self.tr("凭什么更正的"), self._reason, "reason")
        self._supervisor_row = self._add("", self._supervisor, "supervisor", "pin")
        self._who.changed.connect(self._show_parts)
        self._part.changed.connect(self._follow_part)

    def build(self) -> CaseAct:
        if not self._part.chosen:
            raise BadInput(self.tr("请选哪里写错了。"), field="part")
        part, right = self._part.chosen[0], self._right.text().strip()
        if not right:
            raise BadInput(self.tr("请重新输入写错的那一样。"), field="name")
        if not self._reason.text().strip():
            raise BadInput(self.tr("请写明凭什么更正的。"), field="reason")
        consent = None
        if part == _NUMBER:
            self._supervisor.check()
            consent = self._supervisor.consent()
        return CorrectRegistration(
            self._party,
            name=right if part == _NAME else "",
            id_number=right if part == _NUMBER else "",
            phone=right if part == _PHONE else "",
            reason=self._reason.text(),
            consent=consent,
        )

    def will(self) -> str:
        """Before and after, to be read once more: a name in the place of a reason reads well in its field alone."""
        return self.tr("{0}：{1} 改成 {2}").format(super().will(), self._known, self._right.text().strip())

    @property
    def _known(self) -> str:
        """What is registered of the part that was chosen, masked as in its answer."""
        applicant, part = self.matter.applicant, self._part.chosen[0]
        assert applicant is not None
        if part == _NAME:
            return name_of(applicant, self._party)
        if part == _NUMBER:
            number = number_of(applicant, self._party)
            return number if self._party is Party.ORGANISATION else mask_id(number)
        person = person_of(applicant, self._party)
        phone = "" if person is None else person.phone
        return mask_phone(phone) if phone else self.tr("没有登记")

    @property
    def _party(self) -> Party:
        return Party(self._who.chosen[0])

    def _fill(self) -> None:
        applicant = self.matter.applicant
        assert applicant is not None
        parties = registered_parties(applicant)
        chosen = (parties[0].value,) if len(parties) == 1 else ()
        self._who.show_options(
            [(p.value, party_word(applicant, p)) for p in parties], chosen or (parties[0].value,)
        )
        self._who_row.setVisible(len(parties) > 1)
        self._reason.clear()
        self._supervisor.clear()
        self._show_parts()

    def _show_parts(self) -> None:
        """What is registered of the party stands beside each part, numbers masked."""
        applicant = self.matter.applicant
        assert applicant is not None
        party = self._party
        person = person_of(applicant, party)
        organisation = party is Party.ORGANISATION
        number = number_of(applicant, party)
        name = self.tr("名称") if organisation else self.tr("姓名")
        parts = [(_NAME, self.tr("{0}（登记的是 {1}）").format(name, name_of(applicant, party)))]
        if number:
            what = self.tr("统一社会信用代码") if organisation else self.tr("证件号码")
            shown = number if organisation else mask_id(number)
            parts.append((_NUMBER, self.tr("{0}（登记的是 {1}）").format(what, shown)))
        if person is not None:
            known = self.tr("电话（登记的是 {0}）").format(mask_phone(person.phone))
            parts.append((_PHONE, known if person.phone else self.tr("电话（没有登记）")))
        self._part.show_options(parts, (_NAME,))
        self._follow_part()

    def _follow_part(self) -> None:
        """A telephone is not on a document: it is asked for."""
        phone = self._part.chosen == (_PHONE,)
        label = self.tr("现在的电话") if phone else self.tr("证件上是")
        self._row_of[self._right].label.setText(label)
        self._right.setAccessibleName(label)
        self._right.setPlaceholderText(self.tr("当面问一遍再写") if phone else self.tr("照证件重新输入"))
        self._right.clear()
        self._supervisor_row.setVisible(self._part.chosen == (_NUMBER,))
