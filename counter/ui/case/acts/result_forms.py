"""Forms about results as things: 证照到柜, 领取证照, 机关收回, 追回证照; and an organ's own 机关补正."""

from __future__ import annotations

from counter.domain.case.acts.acts import (
    CallInResult,
    CaseAct,
    HandOutResults,
    RecordOrganNotice,
    RegisterResult,
    TakeBackResult,
)
from counter.domain.case.results.events import CollectorKind
from counter.domain.errors import BadInput
from counter.ui.case.acts.case_form import CaseForm, Half
from counter.ui.case.acts.thing_form import ThingForm
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look
from counter.ui.words.results import certificate_words, collector_word


class RegisterResultForm(ThingForm):
    """证照到柜: what arrived for an item, who brought it, and where it lies."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "registerResultForm", self.tr("证照到柜"), self.tr("登记到柜"))
        self._item = self._choices("registerResultItem", self.tr("事项"))
        self._replaces = self._choices("registerResultReplaces", self.tr("更正的是哪一张"), optional=True)
        self._add(self.tr("事项"), self._item, "item")
        self._replaces_row = self._add(self.tr("更正的是哪一张"), self._replaces, "replaces")
        self._add_thing()
        self._arrived = DayField("registerResultArrived", self.tr("到柜日期"))
        self._brought_by = Field("registerResultBroughtBy", self.tr("谁送来的"), for_name=True)
        self._note = Field("registerResultNote", self.tr("说明"))
        self._add_pair(Half(self._arrived, "arrived"), Half(self._brought_by, "brought_by"))
        self._add(self.tr("说明"), self._note, "note")
        self._item.changed.connect(self._follow_item)

    def build(self) -> CaseAct:
        return RegisterResult(
            item=self._item.chosen[0],
            thing=self._thing(),
            arrived=self._arrived.day(self.today, "arrived"),
            brought_by=self._brought_by.text(),
            note=self._note.text(),
            replaces=next(iter(self._replaces.chosen), "") if self._replaces_row.isVisibleTo(self) else "",
        )

    def _fill(self) -> None:
        self._offer_items()
        for field in (self._brought_by, self._note):
            field.clear()
        self._arrived.show_day(self.today)
        self._follow_item()

    def _follow_item(self) -> None:
        wrong = [
            (c.id, certificate_words(c))
            for c in self.matter.certificates
            if c.item == self._filed_item.id and not c.holds and not c.replaced_by
        ]
        self._replaces.show_options(wrong, tuple(one for one, _ in wrong[:1]))
        self._replaces_row.setVisible(bool(wrong))
        self._fill_thing()


class CertificatesForm(CaseForm):
    """A form about results of the case that are on offer."""

    def _show_certificates(self, *, every: bool = False) -> None:
        offered = [c for c in self.matter.certificates if c.id in self.offered.certificates]
        chosen = self.offered.certificates if every else self.offered.certificates[:1]
        self._certificates.show_options([(c.id, certificate_words(c)) for c in offered], chosen)

    def _add_certificates(self, name: str, *, many: bool = False) -> None:
        self._certificates = self._choices(name, self.tr("证照、决定书"), many=many)
        self._add(self.tr("证照、决定书"), self._certificates, "certificate", "certificates")


class HandOutForm(CertificatesForm):
    """领取证照: what is handed over, who came, and the document that was looked at."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "handOutForm", self.tr("领取证照"), self.tr("登记领取"))
        self._add_certificates("handOutCertificates", many=True)
        self._collector = self._choices("handOutCollector", self.tr("谁来领"))
        self._name = Field("handOutName", self.tr("领取人姓名"), for_name=True)
        self._relation = Field("handOutRelation", self.tr("与申请人的关系"))
        self._checked = Field("handOutChecked", self.tr("核对了什么证件"))
        self._number = Field("handOutNumber", self.tr("证件号码"), self.tr("只留前后几位"), keyed=True)
        self._day = DayField("handOutDay", self.tr("领取日期"))
        self._add(self.tr("谁来领"), self._collector, "collector")
        self._add(self.tr("领取人姓名"), self._name, "name")
        self._relation_row = self._add(self.tr("与申请人的关系"), self._relation, "relation")
        self._add_pair(Half(self._checked, "checked"), Half(self._number, "id_number"))
        self._add(self.tr("领取日期"), self._day, "day")
        self._collector.changed.connect(self._follow_collector)

    def build(self) -> CaseAct:
        if not self._certificates.chosen:
            raise BadInput(self.tr("请选要交的证照（文书）。"), field="certificates")
        return HandOutResults(
            certificates=self._certificates.chosen,
            day=self._day.day(self.today),
            collector=self._kind,
            name=self._name.text(),
            checked=self._checked.text(),
            relation=self._relation.text() if self._kind is CollectorKind.PROXY else "",
            id_number=self._number.text(),
        )

    @property
    def _kind(self) -> CollectorKind:
        return CollectorKind(self._collector.chosen[0])

    def _fill(self) -> None:
        self._show_certificates(every=True)
        applicant = self.matter.applicant
        agent = applicant is not None and applicant.agent is not None
        kinds = [k for k in CollectorKind if agent or k is not CollectorKind.AGENT]
        self._collector.show_options([(k.value, collector_word(k)) for k in kinds], (kinds[0].value,))
        for field in (self._relation, self._number):
            field.clear()
        self._checked.setText(self.tr("居民身份证"))
        self._day.show_day(self.today)
        self._follow_collector()

    def _follow_collector(self) -> None:
        applicant, kind = self.matter.applicant, self._kind
        person = applicant.person if applicant else None
        if kind is CollectorKind.AGENT:
            person = applicant.agent.person if applicant and applicant.agent else None
        known = person is not None and kind is not CollectorKind.PROXY
        self._name.setText(person.name if person is not None and known else "")
        self._relation_row.setVisible(kind is CollectorKind.PROXY)


class TakeBackForm(CertificatesForm):
    """机关收回: the organ takes a wrong result back."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "takeBackForm", self.tr("机关收回"), self.tr("登记机关收回"))
        self._add_certificates("takeBackCertificate")
        self._reason = Field("takeBackReason", self.tr("什么错了"), self.tr("例如：经营者姓名写错"))
        self._document = Field("takeBackDocument", self.tr("机关文号"), self.tr("没有的不写"))
        self._taken_by = Field("takeBackTakenBy", self.tr("谁取走的"), for_name=True)
        self._day = DayField("takeBackDay", self.tr("收回日期"))
        self._add(self.tr("什么错了"), self._reason, "reason")
        self._add(self.tr("机关文号"), self._document, "document")
        self._add(self.tr("谁取走的"), self._taken_by, "taken_by")
        self._add(self.tr("收回日期"), self._day, "day")

    def build(self) -> CaseAct:
        return TakeBackResult(
            self._certificates.chosen[0],
            self._day.day(self.today),
            self._reason.text(),
            self._document.text(),
            self._taken_by.text(),
        )

    def _fill(self) -> None:
        self._show_certificates()
        for field in (self._reason, self._document, self._taken_by):
            field.clear()
        self._day.show_day(self.today)


class CallInForm(CertificatesForm):
    """追回证照: a wrong result that was given out is back."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "callInForm", self.tr("追回证照"), self.tr("已追回"))
        self._add_certificates("callInCertificate")
        self._day = DayField("callInDay", self.tr("追回日期"))
        self._add(self.tr("追回日期"), self._day, "day")

    def build(self) -> CaseAct:
        return CallInResult(self._certificates.chosen[0], self._day.day(self.today))

    def _fill(self) -> None:
        self._show_certificates()
        self._day.show_day(self.today)


class OrganNoticeForm(CaseForm):
    """机关补正: what the organ an item was sent to asked the applicant for, and by when."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "organNoticeForm", self.tr("登记机关补正"), self.tr("登记机关补正"))
        self._item = self._choices("organNoticeItem", self.tr("事项"))
        self._lines = self._choices("organNoticeLines", self.tr("要补正的材料"), many=True)
        self._what = Field("organNoticeWhat", self.tr("要补什么"), self.tr("照机关的告知书写"))
        self._document = Field("organNoticeDocument", self.tr("补正告知书文号"))
        self._day = DayField("organNoticeDay", self.tr("机关告知日期"))
        self._until = DayField("organNoticeUntil", self.tr("最迟哪天补来"))
        self._add(self.tr("事项"), self._item, "item")
        self._add(self.tr("要补正的材料"), self._lines, "lines")
        self._add(self.tr("要补什么"), self._what, "what")
        self._add(self.tr("补正告知书文号"), self._document, "document")
        self._add(self.tr("机关告知日期"), self._day, "day")
        self._add(self.tr("最迟哪天补来"), self._until, "until")
        self._item.changed.connect(self._follow_item)

    def build(self) -> CaseAct:
        return RecordOrganNotice(
            item=self._item.chosen[0],
            day=self._day.day(self.today),
            document=self._document.text(),
            until=self._until.day(self.today, "until"),
            lines=self._lines.chosen,
            what=self._what.text(),
        )

    def _fill(self) -> None:
        self._offer_items()
        for field in (self._what, self._document, self._until):
            field.clear()
        self._day.show_day(self.today)
        self._follow_item()

    def _follow_item(self) -> None:
        lines = [(x.id, x.name) for x in self.matter.lines if self._filed_item.id in x.items]
        self._lines.show_options(lines)
