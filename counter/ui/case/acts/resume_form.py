"""恢复计时: the special procedure ended on a day; the item's days move by the time it took."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, ResumeClock
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.acts.day_field import DayField
from counter.ui.kit.theme import Look


class ResumeForm(ActForm):
    """Which item, and when it ended."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "resumeForm", self.tr("恢复计时"), self.tr("恢复计时"))
        self._item = self._choices("resumeItem", self.tr("事项"))
        self._day = DayField("resumeDay", self.tr("特别程序结束日期"))
        self._add(self.tr("事项"), self._item, "item")
        self._add(self.tr("特别程序结束日期"), self._day, "day")

    def build(self, supervisor: str = "") -> CaseAct:
        return ResumeClock(self._item.chosen[0], self._day.day(self.today))

    def _fill(self) -> None:
        names = [(i.id, i.asked.name) for i in self.filed.items if i.id in self.offered.items]
        self._item.show_options(names, names[0][:1])
        self._day.show_day(self.today)
