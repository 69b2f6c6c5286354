"""登记结果: the organ's written result, its day, number, who signed; or our draft that its representative confirmed."""

from __future__ import annotations

from counter.domain.acts import CaseAct, Conclude
from counter.domain.case import CaseItem
from counter.domain.concluding import results
from counter.domain.item_record import Result
from counter.ui.act_words import result_word
from counter.ui.theme import Look
from counter.ui.widgets.acts.act_form import ActForm
from counter.ui.widgets.acts.day_field import DayField
from counter.ui.widgets.field import Field

_YES = "yes"


class ConcludeForm(ActForm):
    """Offers only results that may have come back for the item as it stands."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "concludeForm", self.tr("登记结果"), self.tr("登记结果"))
        self._item = self._choices("concludeItem", self.tr("事项"))
        self._result = self._choices("concludeResult", self.tr("结果"))
        self._confirms = self._choices("concludeConfirms", self.tr("代拟稿"), many=True, optional=True)
        self._day = DayField("concludeDay", self.tr("决定日期"))
        self._by = Field("concludeBy", self.tr("首席代表或签发人"), for_name=True)
        self._document = Field("concludeDocument", self.tr("机关文号"), self.tr("书面决定的文号"))
        self._certificate = Field("concludeCertificate", self.tr("证照编号"), self.tr("发了证的，写证照编号"))
        self._note = Field("concludeNote", self.tr("说明"), self.tr("不予批准、撤销的理由等"))
        self._add(self.tr("事项"), self._item, "item")
        self._add(self.tr("结果"), self._result, "result")
        self._confirm_row = self._add(self.tr("我们拟的稿"), self._confirms, "confirms")
        self._add(self.tr("决定日期"), self._day, "day")
        self._add(self.tr("首席代表或签发人"), self._by, "by")
        self._document_row = self._add(self.tr("机关文号"), self._document, "document")
        self._certificate_row = self._add(self.tr("证照编号"), self._certificate, "certificate")
        self._note_row = self._add(self.tr("说明"), self._note, "note")
        self._item.changed.connect(self._follow_item)
        for choices in (self._result, self._confirms):
            choices.changed.connect(self._follow_result)

    def build(self, supervisor: str = "") -> CaseAct:
        proposal = self._filed_item.proposal
        confirms = proposal.paper if proposal and self._confirmed else ""
        return Conclude(
            item=self._filed_item.id,
            result=Result(self._result.chosen[0]),
            day=self._day.day(self.today),
            document=self._document.text() if not confirms else "",
            by=self._by.text(),
            certificate=self._certificate.text() if self._certificate_row.isVisibleTo(self) else "",
            note=self._note.text(),
            confirms=confirms,
        )

    @property
    def _filed_item(self) -> CaseItem:
        item = self.filed.item(self._item.chosen[0])
        assert item is not None
        return item

    @property
    def _confirmed(self) -> bool:
        return _YES in self._confirms.chosen and self._confirm_row.isVisibleTo(self)

    def _fill(self) -> None:
        names = [(i, found.asked.name) for i in self.offered.items if (found := self.filed.item(i))]
        self._item.show_options(names, names[0][:1])
        self._day.show_day(self.today)
        for field in (self._by, self._document, self._certificate, self._note):
            field.clear()
        self._follow_item()

    def _follow_item(self) -> None:
        item = self._filed_item
        allowed = results(item, self.today, accepted_here=item.id in self.offered.unaccepted)
        proposal = item.proposal
        first = proposal.result if proposal and proposal.result in allowed else allowed[0]
        self._result.show_options([(r.value, result_word(r)) for r in allowed], (first.value,))
        self._confirms.show_options([(_YES, self.tr("机关首席代表确认了这份代拟稿"))], (_YES,))
        self._follow_result()

    def _follow_result(self) -> None:
        proposal, result = self._filed_item.proposal, Result(self._result.chosen[0])
        self._confirm_row.setVisible(proposal is not None and proposal.result is result)
        self._document_row.setVisible(not self._confirmed)
        self._certificate_row.setVisible(result is Result.GRANTED)
        self._note_row.setVisible(result is not Result.GRANTED)
