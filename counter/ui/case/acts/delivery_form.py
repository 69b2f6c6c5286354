"""送达: prepare the 送达回证 for signature, or record the outcome: recipient, manner, 拒签 with a witness."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, PrepareDelivery, Serve
from counter.domain.case.acts.receiver import usual_receiver
from counter.domain.case.paper_events import Way
from counter.domain.errors import BadInput
from counter.ui.case.acts.case_form import CaseForm, Half
from counter.ui.kit.acts.moment_field import ClockField
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look
from counter.ui.words.acts import delivery_word
from counter.ui.words.items import paper_words

_YES = "yes"


class DeliveryForm(CaseForm):
    """``proves``: only prepare the sheet to be signed."""

    def __init__(self, look: Look, *, proves: bool) -> None:
        name = "proofForm" if proves else "serveForm"
        title = self.tr("出送达回证") if proves else self.tr("登记送达")
        super().__init__(look, name, title, self.tr("出送达回证") if proves else self.tr("登记送达"))
        self._proves = proves
        self._papers = self._choices(f"{name}Papers", self.tr("文书"), many=True)
        self._delivery = self._choices(f"{name}Way", self.tr("怎样送达"))
        self._address = Field(f"{name}Address", self.tr("送达地址"), self.tr("邮寄地址或电子地址"))
        self._day = DayField(f"{name}Day", self.tr("送达日期"))
        self._time = ClockField(
            f"{name}Time", self.tr("几点几分"), self.tr("照平台的记录，例如 14:30；不知道的不写")
        )
        self._receiver = Field(f"{name}Receiver", self.tr("签收人"), for_name=True)
        self._relation = Field(f"{name}Relation", self.tr("与申请人的关系"), self.tr("代收的写，例如 配偶"))
        self._declined = self._choices(f"{name}Declined", self.tr("签收情况"), many=True, optional=True)
        self._witness = Field(f"{name}Note", self.tr("拒签的情况"), self.tr("见证人和经过"))
        self._add(self.tr("哪几份"), self._papers, "papers")
        self._add(self.tr("怎样送达"), self._delivery, "way")
        self._address_row = self._add(self.tr("送达地址"), self._address, "address")
        self._add(self.tr("送达日期"), self._day, "day").setVisible(not proves)
        self._time_row = self._add(self.tr("几点几分"), self._time, "at")
        self._add_pair(Half(self._receiver, "receiver"), Half(self._relation, "relation"))
        self._add(self.tr("签收情况"), self._declined, "declined").setVisible(not proves)
        self._note_row = self._add(self.tr("拒签的情况"), self._witness, "note")
        for choices in (self._delivery, self._declined):
            choices.changed.connect(self._show_rows)

    def build(self) -> CaseAct:
        papers, delivery = self._papers.chosen, Way(self._delivery.chosen[0])
        if not papers:
            raise BadInput(self.tr("请选文书。"), field="papers")
        receiver, relation = self._receiver.text(), self._relation.text()
        if self._proves:
            return PrepareDelivery(papers, delivery, self._address.text(), receiver, relation)
        day = self._day.day(self.today)
        return Serve(
            papers,
            delivery,
            day,
            receiver,
            relation,
            declined=self._is_declined,
            note=self._witness.text() if self._is_declined else "",
            at=self._time.moment_or_none(day) if delivery is Way.ELECTRONIC else None,
        )

    @property
    def _is_declined(self) -> bool:
        return _YES in self._declined.chosen

    def _fill(self) -> None:
        offered = [p for p in self.matter.papers if p.id in self.offered.papers]
        names = [(p.id, paper_words(p)) for p in offered]
        self._papers.show_options(names, self.offered.papers)
        self._delivery.show_options([(w.value, delivery_word(w)) for w in Way], (Way.WINDOW.value,))
        self._declined.show_options([(_YES, self.tr("拒签"))])
        self._receiver.setText(usual_receiver(self.matter.applicant))
        for field in (self._address, self._relation, self._witness, self._time):
            field.clear()
        self._day.show_day(self.today)
        self._show_rows()

    def _show_rows(self) -> None:
        self._address_row.setVisible(self._proves and self._delivery.chosen != (Way.WINDOW.value,))
        self._time_row.setVisible(not self._proves and self._delivery.chosen == (Way.ELECTRONIC.value,))
        self._note_row.setVisible(self._is_declined)
