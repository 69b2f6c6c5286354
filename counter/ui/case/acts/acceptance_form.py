"""机关受理: the organ an item was sent on to accepted it itself; its days count from there."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, RecordAcceptance
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.acts.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look


class AcceptanceForm(ActForm):
    """Which item, on which day, by which writing, and who signed."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "acceptanceForm", self.tr("登记机关受理"), self.tr("登记机关受理"))
        self._item = self._choices("acceptanceItem", self.tr("事项"))
        self._day = DayField("acceptanceDay", self.tr("机关受理日期"))
        self._document = Field(
            "acceptanceDocument", self.tr("受理通知书文号"), self.tr("没有编号的，写文书名称")
        )
        self._by = Field("acceptanceBy", self.tr("机关签发人"), for_name=True)
        self._add(self.tr("事项"), self._item, "item")
        self._add(self.tr("机关受理日期"), self._day, "day")
        self._add(self.tr("受理通知书文号"), self._document, "document")
        self._add(self.tr("机关签发人"), self._by, "by")

    def build(self, supervisor: str = "") -> CaseAct:
        return RecordAcceptance(
            self._item.chosen[0], self._day.day(self.today), self._document.text(), self._by.text()
        )

    def _fill(self) -> None:
        names = [(i.id, i.asked.name) for i in self.filed.items if i.id in self.offered.items]
        self._item.show_options(names, names[0][:1])
        self._day.show_day(self.today)
        for field in (self._document, self._by):
            field.clear()
