"""特别程序: issue our notice, or record the organ's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from counter.domain.case.acts.acts import CaseAct, PauseClock
from counter.domain.case.acts.pause import unit_of, unserved
from counter.domain.case.item_events import Pause
from counter.domain.errors import BadInput
from counter.domain.guide.details import SpecialProcedure
from counter.domain.guide.model import TimeUnit
from counter.domain.papers.parts.element_words import special_words
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.controls.day_field import CountField, DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.words.acts import pause_word
from counter.ui.words.versions import guide_tip

_HERE, _ORGAN = "here", "organ"
_PUBLISHED, _OTHER = "published", "other"


class PauseForm(CaseForm):
    """Issues a notice or records the organ's own: without a served notice the time limit is not suspended."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "pauseForm", self.tr("特别程序"), self.tr("登记特别程序"))
        self._item = self._choices("pauseItem", self.tr("事项"))
        self._pause = self._choices("pauseKind", self.tr("哪种程序"))
        self._how = self._choices("pauseHow", self.tr("告知书"))
        self._open = TextLabel("", "gap", wrap=True)
        self._open.setObjectName("pauseUnserved")
        self._what = Field("pauseWhat", self.tr("要做什么"), self.tr("例如 对场所环境进行检测"))
        self._basis = Field("pauseBasis", self.tr("依据"), self.tr("哪部法、第几条要求这个程序"))
        self._notice = Field("pauseNotice", self.tr("告知书文号"), self.tr("机关书面告知申请人的文号"))
        self._served = DayField("pauseServed", self.tr("告知书送达日期"))
        self._published = TextLabel("", "second", wrap=True)
        self._published.setObjectName("pausePublished")
        self._known: SpecialProcedure | None = None
        self._time = self._choices("pauseTime", self.tr("所需时间"))
        self._days = CountField(
            "pauseDays", self.tr("天数"), self.tr("例如 10"), units="天 个 个工作日 工作日 日", most=9999
        )
        self._until = DayField("pauseUntil", self.tr("到哪一天"))
        self._add(self.tr("事项"), self._item, "item")
        self._add(self.tr("哪种程序"), self._pause, "pause")
        self._rows: dict[str, QWidget] = {"how": self._add(self.tr("告知书"), self._how, "how")}
        self._body.addWidget(self._open)
        self._rows |= {
            "what": self._add(self.tr("要做什么"), self._what, "what"),
            "basis": self._add(self.tr("依据"), self._basis, "basis"),
            "published": self._add("", self._published, "published"),
            "time": self._add(self.tr("所需时间"), self._time, "time"),
            "notice": self._add(self.tr("告知书文号"), self._notice, "notice"),
            "served": self._add(self.tr("告知书送达日期"), self._served, "served"),
            "days": self._add(self.tr("要多少天（许可按工作日）"), self._days, "days"),
            "until": self._add(self.tr("或者到哪一天（天数、日期写一个）"), self._until, "until"),
        }
        for choices in (self._item, self._pause, self._how, self._time):
            choices.changed.connect(self._follow)

    def build(self) -> CaseAct:
        item, pause = self._item.chosen[0], Pause(self._pause.chosen[0])
        if not self._here:
            return PauseClock(item, pause, self._notice.text(), self._served.day(self.today, "served"))
        if self._time.options and not self._time.chosen:
            words = self.tr("请选所需时间：按办事指南公布的，还是另写。")
            raise BadInput(words, field="time")
        number, until = self._needed()
        return PauseClock(
            item, pause, days=number, what=self._what.text(), basis=self._basis.text(), until=until
        )

    def will(self) -> str:
        words = super().will()
        return self.tr("出特别程序告知书，送达后停止计时") if self._here else words

    @property
    def _here(self) -> bool:
        return _HERE in self._how.chosen

    def _fill(self) -> None:
        self._offer_items()
        self._pause.show_options(
            [(p.value, pause_word(p)) for p in Pause if p is not Pause.EXTENSION], (Pause.HEARING.value,)
        )
        hows = [(_HERE, self.tr("本窗口出具")), (_ORGAN, self.tr("机关已经书面告知"))]
        self._how.show_options(hows, (_HERE,))
        for field in (self._what, self._basis, self._notice, self._days, self._until):
            field.clear()
        self._known = None
        self._time.show_options(())
        self._served.show_day(self.today)
        self._follow()

    def _needed(self) -> tuple[int | None, date | None]:
        """Days, or the last day; both None where neither is stated."""
        if _PUBLISHED in self._time.chosen and self._known is not None:
            return self._known.days, None
        return self._days.count_or_none("days"), self._until.day_or_none(self.today, "until")

    def _offer_published(self) -> None:
        """Offer what the guide of the case publishes of the procedure.

        Its basis stands in the field until another is typed. The time is chosen and never preselected: the law wants it
        to be decided for this case (许可法 45).
        """
        item = self._filed_item
        elements = self.matter.elements.item(item.id)
        like = elements.procedures_like(pause_word(Pause((*self._pause.chosen, Pause.HEARING)[0])))
        words = self.tr("办事指南公布：{0}").format(special_words(replace(elements, special_procedures=like)))
        self._published.setText(words if like else "")
        self._published.setToolTip(guide_tip(self.matter.opened.guide_version))
        known = like[0] if len(like) == 1 else None
        if known == self._known:
            return
        self._known = known
        if not self._basis.isModified():
            self._basis.setText("" if known is None else known.basis)
        countable = known is not None and known.days and known.unit is unit_of(item)
        unit = self.tr("日") if unit_of(item) is TimeUnit.NATURAL else self.tr("个工作日")
        options = [
            (_PUBLISHED, self.tr("{0}{1}，按指南公布的").format("" if known is None else known.days, unit)),
            (_OTHER, self.tr("另写")),
        ]
        self._time.show_options(options if countable else ())

    def _follow(self) -> None:
        self._offer_published()
        rows, here = self._rows, self._here
        other = here and (not self._time.options or _OTHER in self._time.chosen)
        for name in ("what", "basis"):
            rows[name].setVisible(here)
        rows["published"].setVisible(here and bool(self._published.text()))
        rows["time"].setVisible(here and bool(self._time.options))
        for name in ("days", "until"):
            rows[name].setVisible(other)
        for name in ("notice", "served"):
            rows[name].setVisible(not here)
        self._words = self.tr("出特别程序告知书") if here else self.tr("登记特别程序")
        self._say()
        waiting = unserved(self.matter, self._filed_item)
        words = self.tr("{0} 还没有送达，计时没有停；再办一次，原来的一份作废。")
        self._open.setText(words.format("、".join(p.number for p in waiting)))
        self._open.setVisible(bool(waiting))
