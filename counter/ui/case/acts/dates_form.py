"""确定日期: the true day of what was done while the clock was in doubt, by a supervisor's own PIN."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, SetDates
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.acts.day_field import DayField
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.theme import Look


class DatesForm(ActForm):
    """One day and one PIN."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "datesForm", self.tr("确定日期"), self.tr("按这一天起算，换发文书"))
        self._day = DayField("datesDay", self.tr("实际办理的日期"))
        self._supervisor = SupervisorFields()
        self._add(self.tr("实际办理的日期"), self._day, "day")
        self._add(self.tr("值班负责人"), self._supervisor, "supervisor", "pin")

    def build(self, supervisor: str = "") -> CaseAct:
        self._supervisor.check()
        return SetDates(self._day.day(self.today), self._supervisor.consent())

    def _fill(self) -> None:
        self._day.show_day(self.today)
        self._supervisor.clear()
