"""Forms of acts that take a field or two and decide nothing themselves."""

from __future__ import annotations

from counter.domain.case.acts.acts import (
    CaseAct,
    Deem,
    RecordAcceptance,
    Relieve,
    ResumeClock,
    SetDates,
    SignPledge,
    TakeNote,
)
from counter.domain.case.acts.note import broken
from counter.domain.errors import BadInput
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.case.acts.signature_form import SignatureForm
from counter.ui.kit.acts.day_field import DayField
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import Look


class AcceptanceForm(CaseForm):
    """机关受理: the organ an item was sent on to accepted it itself; which item, on which day, by which writing."""

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

    def build(self) -> CaseAct:
        return RecordAcceptance(
            self._item.chosen[0], self._day.day(self.today), self._document.text(), self._by.text()
        )

    def _fill(self) -> None:
        self._offer_items()
        self._day.show_day(self.today)
        for field in (self._document, self._by):
            field.clear()


class DatesForm(CaseForm):
    """确定日期: the true day of what was done while the clock was in doubt, by a supervisor's own PIN."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "datesForm", self.tr("确定日期"), self.tr("按这一天起算，换发文书"))
        self._day = DayField("datesDay", self.tr("实际办理的日期"))
        self._supervisor = SupervisorFields()
        self._add(self.tr("实际办理的日期"), self._day, "day")
        self._add(self.tr("值班负责人"), self._supervisor, "supervisor", "pin")

    def build(self) -> CaseAct:
        self._supervisor.check()
        return SetDates(self._day.day(self.today), self._supervisor.consent())

    def _fill(self) -> None:
        self._day.show_day(self.today)
        self._supervisor.clear()


class DeemForm(CaseForm):
    """登记视为受理: what silence made of an item by law; it names the items, there is nothing to fill in."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "deemForm", self.tr("登记视为受理"), self.tr("登记视为受理"))
        self._items = TextLabel("", wrap=True)
        self._body.addWidget(self._items)

    def build(self) -> CaseAct:
        return Deem()

    def _fill(self) -> None:
        names = (i.asked.name for i in self.matter.items if i.id in self.offered.items)
        self._items.setText("\n".join(names))


class NoteForm(CaseForm):
    """已阅: a supervisor has read that an organ's recorded decision breaks a rule, and what was done about it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "noteForm", self.tr("与规则不符，已阅"), self.tr("已阅，记下"))
        self._item = self._choices("noteItem", self.tr("事项"))
        self._broken = TextLabel("", wrap=True)
        self._text = Field(
            "noteWords", self.tr("怎么处理的"), self.tr("例如：已电话告知机关某某，请其依法纠正")
        )
        self._supervisor = SupervisorFields()
        self._add(self.tr("事项"), self._item, "item")
        self._body.addWidget(self._broken)
        self._add(self.tr("怎么处理的"), self._text, "words")
        self._add(self.tr("值班负责人"), self._supervisor, "supervisor", "pin")
        self._item.changed.connect(self._follow_item)

    def build(self) -> CaseAct:
        if not self._text.text().strip():
            raise BadInput(self.tr("请写明怎么处理的。"), field="words")
        self._supervisor.check()
        return TakeNote(self._item.chosen[0], self._text.text(), self._supervisor.consent())

    def _fill(self) -> None:
        self._offer_items()
        self._text.clear()
        self._supervisor.clear()
        self._follow_item()

    def _follow_item(self) -> None:
        self._broken.setText(broken(self._filed_item))


class PledgeForm(SignatureForm):
    """签承诺书: who signed, with what authority. Who would rather not pledge goes the ordinary way."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            "pledge",
            self.tr("容缺受理承诺书已生成，请申请人看过并签字"),
            self.tr("已签字，出具容缺受理通知书"),
            declined=self.tr("不愿承诺，改按补正"),
            authority=self.tr("授权委托书里签署承诺的权限"),
        )

    def build(self) -> CaseAct:
        paper = self.offered.papers[0]
        if self._declined:
            return SignPledge(paper, self._chosen(), "", declined=True)
        signer, name, authority, handed_over = self._checked()
        return SignPledge(paper, signer, name, authority, handed_over=handed_over)

    def _fill(self) -> None:
        super()._fill()
        self._why.setText(self.tr("{0}：{1}。签字以后才算容缺受理。").format(*self._named()))


class RelieveForm(CaseForm):
    """按新版免交: what the guide in force no longer asks for. All that is offered is chosen."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "relieveForm", self.tr("按新版免交"), self.tr("记下，不用再交"))
        self._lines = self._choices("relieveLines", self.tr("不用再交的材料"), many=True)
        self._add(self.tr("不用再交的材料"), self._lines, "materials")

    def build(self) -> CaseAct:
        if not self._lines.chosen:
            raise BadInput(self.tr("请选择材料。"), field="materials")
        return Relieve(self._lines.chosen)

    def _fill(self) -> None:
        names = [(line.id, line.name) for line in self.matter.lines if line.id in self.offered.lines]
        self._lines.show_options(names, self.offered.lines)


class ResumeForm(CaseForm):
    """恢复计时: the special procedure of an item ended on a day; its days move by the time it took."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "resumeForm", self.tr("恢复计时"), self.tr("恢复计时"))
        self._item = self._choices("resumeItem", self.tr("事项"))
        self._day = DayField("resumeDay", self.tr("特别程序结束日期"))
        self._add(self.tr("事项"), self._item, "item")
        self._add(self.tr("特别程序结束日期"), self._day, "day")

    def build(self) -> CaseAct:
        return ResumeClock(self._item.chosen[0], self._day.day(self.today))

    def _fill(self) -> None:
        self._offer_items()
        self._day.show_day(self.today)
