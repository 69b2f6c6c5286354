"""核对号码: correct a doubtful registration against the paper, by typing the values again."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, IdentifyParty
from counter.domain.errors import BadInput
from counter.domain.people.applicant import Party
from counter.domain.people.identity import ID_TYPE_WORDS, IdType
from counter.domain.people.registered_party import party_word
from counter.domain.visit.identified_party import correctable_findings, party_of
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look

_YES = "yes"


class IdentifyForm(CaseForm):
    """Shows only the doubtful fields of the chosen party, without the recorded value: it is read from the paper."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "identifyForm", self.tr("核对号码"), self.tr("对照证件核对过了，记下"))
        self._who = self._choices("identifyWho", self.tr("核对谁的"))
        self._name = Field("identifyName", self.tr("姓名或名称"), self.tr("照证件写"), for_name=True)
        self._type = self._choices("identifyType", self.tr("证件类型"))
        self._number = Field("identifyNumber", self.tr("证件号码"), self.tr("照证件重新输入"), keyed=True)
        self._same = self._choices("identifyConfirmed", self.tr("证件上就是这个号码"), many=True)
        self._scope = Field("identifyScope", self.tr("委托范围"), self.tr("照授权委托书写"))
        self._relation = Field("identifyRelation", self.tr("与申请人的关系"), self.tr("例如 母亲"))
        self._reason = Field("identifyReason", self.tr("凭什么核对的"), self.tr("如：对照居民身份证原件"))
        self._who_row = self._add(self.tr("核对谁的"), self._who, "who")
        self._name_row = self._add(self.tr("姓名或名称"), self._name, "name")
        self._type_row = self._add(self.tr("证件类型"), self._type, "id_type")
        self._number_row = self._add(self.tr("证件号码"), self._number, "id_number")
        self._same_row = self._add(self.tr("号码对不上规则，但证件上确实这样写"), self._same, "confirmed")
        self._scope_row = self._add(self.tr("委托范围"), self._scope, "scope")
        self._relation_row = self._add(self.tr("与申请人的关系"), self._relation, "relation")
        self._add(self.tr("凭什么核对的"), self._reason, "reason")
        self._who.changed.connect(self._follow_who)

    def build(self) -> CaseAct:
        doubts, number = self._doubts(), self._number.text().strip()
        kind = self._type.chosen if "id_number" in doubts else ()
        nothing = kind == (IdType.NONE_YET.value,)
        if doubts & {"id_number", "uscc"} and not number and not nothing and not self._has_no_code:
            raise BadInput(self.tr("请照证件重新输入号码。"), field="id_number")
        return IdentifyParty(
            self._party,
            number,
            IdType(kind[0]) if kind else None,
            confirmed=_YES in self._same.chosen,
            name=self._name.text() if "name" in doubts else "",
            scope=self._scope.text() if "scope" in doubts else "",
            relation=self._relation.text() if "relation" in doubts else "",
            reason=self._reason.text(),
        )

    def _fill(self) -> None:
        applicant = self.matter.applicant
        assert applicant is not None
        parties = list(dict.fromkeys(party_of(field) for field, _, _ in self._found()))
        self._who.show_options([(p.value, party_word(applicant, p)) for p in parties], (parties[0].value,))
        self._who_row.setVisible(len(parties) > 1)
        self._same.show_options([(_YES, self.tr("对照过证件，就是这个号码"))])
        self._reason.clear()
        self._follow_who()

    @property
    def _has_no_code(self) -> bool:
        """An organisation without a credit code: the reason is required."""
        return self._party is Party.ORGANISATION and _YES in self._same.chosen

    @property
    def _party(self) -> Party:
        return Party(self._who.chosen[0])

    def _found(self) -> tuple[tuple[str, str, bool], ...]:
        applicant = self.matter.applicant
        assert applicant is not None
        return correctable_findings(applicant, self.today)

    def _doubts(self) -> set[str]:
        """Doubtful fields of the chosen party: name, id_number, uscc, scope, relation."""
        return {field.rpartition(".")[2] for field, _, _ in self._found() if party_of(field) is self._party}

    def _follow_who(self) -> None:
        doubts, party = self._doubts(), self._party
        kinds = [k for k in IdType if party is not Party.AGENT or k is not IdType.NONE_YET]
        self._type.show_options([(k.value, ID_TYPE_WORDS[k]) for k in kinds], (self._known_type(kinds),))
        for field in (self._name, self._number, self._scope, self._relation):
            field.clear()
        number = bool(doubts & {"id_number", "uscc"})
        self._name_row.setVisible("name" in doubts)
        self._type_row.setVisible("id_number" in doubts)
        self._number_row.setVisible(number)
        self._same_row.setVisible(number)
        self._scope_row.setVisible("scope" in doubts)
        self._relation_row.setVisible("relation" in doubts)

    def _known_type(self, kinds: list[IdType]) -> str:
        applicant = self.matter.applicant
        assert applicant is not None
        held = {
            Party.AGENT: applicant.agent.person if applicant.agent else None,
            Party.GUARDIAN: applicant.guardian.person if applicant.guardian else None,
        }.get(self._party, applicant.person)
        known = held.id_type if held is not None else IdType.RESIDENT_ID
        return known.value if known in kinds else IdType.RESIDENT_ID.value
