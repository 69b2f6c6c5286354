"""特别程序: hearing, testing … that the organ told the applicant of in writing; and an extension with its days."""

from __future__ import annotations

from counter.domain.acts import CaseAct, PauseClock
from counter.domain.errors import BadInput
from counter.domain.item_record import Pause
from counter.ui.act_words import pause_word
from counter.ui.theme import Look
from counter.ui.widgets.acts.act_form import ActForm
from counter.ui.widgets.acts.day_field import DayField
from counter.ui.widgets.field import Field


class PauseForm(ActForm):
    """Without the notice's number and day the clock does not stand."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "pauseForm", self.tr("特别程序"), self.tr("登记特别程序"))
        self._item = self._choices("pauseItem", self.tr("事项"))
        self._pause = self._choices("pauseKind", self.tr("哪种程序"))
        self._notice = Field("pauseNotice", self.tr("告知书文号"), self.tr("机关书面告知申请人的文号"))
        self._served = DayField("pauseServed", self.tr("告知书送达日期"))
        self._days = Field("pauseDays", self.tr("延长几个工作日"), self.tr("例如 10"))
        self._add(self.tr("事项"), self._item, "item")
        self._add(self.tr("哪种程序"), self._pause, "pause")
        self._add(self.tr("告知书文号"), self._notice, "notice")
        self._add(self.tr("告知书送达日期"), self._served, "served")
        self._days_row = self._add(self.tr("延长几个工作日"), self._days, "days")
        self._pause.changed.connect(self._follow_pause)

    def build(self, supervisor: str = "") -> CaseAct:
        days = self._days.text().strip() if self._extends else ""
        if days and not (days.isascii() and days.isdigit()):
            raise BadInput(self.tr("延长几个工作日，请写数字。"), field="days")
        return PauseClock(
            self._item.chosen[0],
            Pause(self._pause.chosen[0]),
            self._notice.text(),
            self._served.day(self.today, "served"),
            int(days) if days else None,
        )

    @property
    def _extends(self) -> bool:
        return self._pause.chosen == (Pause.EXTENSION.value,)

    def _fill(self) -> None:
        names = [(i.id, i.asked.name) for i in self.filed.items if i.id in self.offered.items]
        self._item.show_options(names, names[0][:1])
        self._pause.show_options([(p.value, pause_word(p)) for p in Pause], (Pause.HEARING.value,))
        self._notice.clear()
        self._days.clear()
        self._served.show_day(self.today)
        self._follow_pause()

    def _follow_pause(self) -> None:
        self._days_row.setVisible(self._extends)
