"""Which form an act has, and the forms that take a field or two and decide nothing themselves."""

from __future__ import annotations

from collections.abc import Callable

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import (
    CaseAct,
    Deem,
    Propose,
    RecordAcceptance,
    Relieve,
    ResumeClock,
    SetDates,
    SignPledge,
    TakeNote,
    Void,
)
from counter.domain.case.acts.note import broken_rules
from counter.domain.case.acts.proposal import causes, reason_of
from counter.domain.case.acts.undo import papers_of_decision, together
from counter.domain.case.item_events import Cause
from counter.domain.case.paper_events import PaperStage
from counter.domain.errors import BadInput
from counter.ui.case.acts.any_time_forms import OfficialNumberForm, PassOnForm, RemindersForm
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.case.acts.conclude_form import ConcludeForm
from counter.ui.case.acts.correct_registration_form import CorrectRegistrationForm
from counter.ui.case.acts.decide_form import DecideForm
from counter.ui.case.acts.delivery_form import DeliveryForm
from counter.ui.case.acts.extend_form import ExtendForm
from counter.ui.case.acts.handing_over_forms import HandOverForm, ReceiveForm
from counter.ui.case.acts.identify_form import IdentifyForm
from counter.ui.case.acts.move_form import MoveForm
from counter.ui.case.acts.pause_form import PauseForm
from counter.ui.case.acts.result_forms import (
    CallInForm,
    HandOutForm,
    OrganNoticeForm,
    RegisterResultForm,
    TakeBackForm,
)
from counter.ui.case.acts.settle_form import SettleForm
from counter.ui.case.acts.signature_form import SignatureForm
from counter.ui.case.acts.supplement_form import SupplementForm
from counter.ui.case.acts.taken_forms import CheckTakenForm, TakeNamedForm
from counter.ui.case.acts.withdraw_form import DropForm, WithdrawalForm, WithdrawForm
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.words.acts import act_word, cause_word
from counter.ui.words.items import paper_words


class AcceptanceForm(CaseForm):
    """机关受理: the organ an item was sent to accepted it: item, day and document."""

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
    """确定日期: correct dates recorded while the clock was in doubt, with a supervisor's PIN."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "datesForm", self.tr("确定日期"), self.tr("按这一天起算，换发文书"))
        self._day = DayField("datesDay", self.tr("实际办理的日期"))
        self._supervisor = SupervisorFields()
        self._add(self.tr("实际办理的日期"), self._day, "day")
        self._add("", self._supervisor, "supervisor", "pin")

    def build(self) -> CaseAct:
        self._supervisor.check()
        return SetDates(self._day.day(self.today), self._supervisor.consent())

    def _fill(self) -> None:
        self._day.show_day(self.today)
        self._supervisor.clear()


class DeemForm(CaseForm):
    """登记视为受理: acceptance by silence under the law; lists the items, no fields."""

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
    """已阅: a supervisor has read that an organ's decision breaks a rule, and notes the measures taken."""

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
        self._add("", self._supervisor, "supervisor", "pin")
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
        self._broken.setText(broken_rules(self._filed_item))


class PledgeForm(SignatureForm):
    """签承诺书: signer and authority. An applicant who declines follows the ordinary procedure."""

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
    """按新版免交: materials no longer required by the guide in force; all offered ones are preselected."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "relieveForm", self.tr("按新版免交"), self.tr("记下，不用再交"))
        self._lines = self._choices("relieveLines", self.tr("不用再交的材料"), many=True)
        self._add(self.tr("不用再交的材料"), self._lines, "materials")

    def build(self) -> CaseAct:
        if not self._lines.chosen:
            raise BadInput(self.tr("请选材料。"), field="materials")
        return Relieve(self._lines.chosen)

    def _fill(self) -> None:
        names = [(line.id, line.name) for line in self.matter.lines if line.id in self.offered.lines]
        self._lines.show_options(names, self.offered.lines)


class ResumeForm(CaseForm):
    """恢复计时: the special procedure of an item ended on a day; its deadlines move by the duration."""

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


PaperAct = type[acts.MarkPrinted] | type[acts.MarkFailed] | type[acts.Stamp] | type[acts.Reissue]


class PapersForm(CaseForm):
    """``kind``: which of the four acts. Several sheets at once, but only one may be reissued at a time."""

    def __init__(self, look: Look, kind: PaperAct) -> None:
        word = act_word(kind).label
        name = f"{kind.__name__[0].lower()}{kind.__name__[1:]}Form"
        super().__init__(look, name, word, self._words_of(kind))
        self._kind = kind
        self._papers = self._choices(f"{name}Papers", self.tr("文书"), many=kind is not acts.Reissue)
        self._trouble_words = Field(f"{name}Words", self.tr("出了什么问题"), self.tr("缺纸、卡纸、没有墨粉"))
        self._add(self.tr("哪几份"), self._papers, "papers", "paper")
        self._words_row = self._add(self.tr("出了什么问题"), self._trouble_words, "words")
        self._words_row.setVisible(kind is acts.MarkFailed)

    def build(self) -> CaseAct:
        papers = self._papers.chosen
        if not papers:
            raise BadInput(self.tr("请选文书。"), field="papers")
        if self._kind is acts.MarkFailed:
            return acts.MarkFailed(papers, self._trouble_words.text())
        if self._kind is acts.Reissue:
            return acts.Reissue(papers[0])
        return acts.Stamp(papers) if self._kind is acts.Stamp else acts.MarkPrinted(papers)

    def _fill(self) -> None:
        offered = [p for p in self.matter.papers if p.id in self.offered.papers]
        chosen = self.offered.papers if self._kind is not acts.Reissue else self.offered.papers[:1]
        self._papers.show_options([(p.id, paper_words(p)) for p in offered], chosen)
        self._trouble_words.clear()

    def _words_of(self, kind: PaperAct) -> str:
        if kind is acts.MarkPrinted:
            return self.tr("看到纸了，已出纸")
        if kind is acts.MarkFailed:
            return self.tr("记下，没打出来")
        return self.tr("印章已盖好") if kind is acts.Stamp else self.tr("按今天换发一份")


class ProposeForm(CaseForm):
    """Offers only reasons that hold today; facts known from the case are filled in."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "proposeForm", self.tr("代机关拟稿"), self.tr("拟稿，等机关确认"))
        self._item = self._choices("proposeItem", self.tr("事项"))
        self._cause = self._choices("proposeCause", self.tr("为什么拟"))
        self._reason = Field("proposeReason", self.tr("理由"))
        self._add(self.tr("事项"), self._item, "item")
        self._add(self.tr("为什么拟"), self._cause, "cause")
        self._basis = Field(
            "proposeBasis", self.tr("法律依据"), self.tr("哪部法、第几条；还有容缺材料没补齐时必须写")
        )
        self._add(self.tr("写进稿子的理由"), self._reason, "reason")
        self._basis_row = self._add(self.tr("法律依据"), self._basis, "basis")
        self._item.changed.connect(self._follow_item)
        self._cause.changed.connect(self._follow_cause)

    def build(self) -> CaseAct:
        return Propose(
            self._item.chosen[0], Cause(self._cause.chosen[0]), self._reason.text(), self._basis_text
        )

    @property
    def _basis_text(self) -> str:
        return self._basis.text() if self._basis_row.isVisibleTo(self) else ""

    def _fill(self) -> None:
        self._offer_items()
        self._reason.clear()
        self._basis.clear()
        self._follow_item()

    def _follow_item(self) -> None:
        found = causes(self.matter, self._filed_item, self.today)
        self._cause.show_options([(c.value, cause_word(c)) for c in found], (found[0].value,))
        self._follow_cause()

    def _follow_cause(self) -> None:
        cause = Cause(self._cause.chosen[0])
        self._basis_row.setVisible(cause is Cause.NEGATIVE_RESULT)
        own = cause is Cause.NEGATIVE_RESULT
        known = "" if own else reason_of(self.matter, self._filed_item, cause, self.today)
        self._reason.setPlaceholderText(
            self.tr("不写就用：{0}").format(known) if known else self.tr("机关审查认为不符合的地方")
        )


class VoidForm(CaseForm):
    """Lists only sheets that left the program; none is preselected."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "voidForm", self.tr("收回决定"), self.tr("收回，文书作废"))
        self._items = self._choices("voidItems", self.tr("收回哪些事项的决定"), many=True)
        self._all = TextLabel("", "small", wrap=True)
        self._back = self._choices("voidPapers", self.tr("已经收回来的文书"), many=True, optional=True)
        self._reason = Field("voidReason", self.tr("为什么收回"), self.tr("例如：录错了申请人"))
        self._add(self.tr("收回哪些事项的决定"), self._items, "items")
        self._body.addWidget(self._all)
        self._papers_row = self._add(self.tr("已经打出去的，收回来一份勾一份"), self._back, "taken_back")
        self._add(self.tr("为什么收回"), self._reason, "reason")
        self._items.changed.connect(self._follow_items)

    def build(self) -> CaseAct:
        if not self._reason.text().strip():
            raise BadInput(self.tr("请写明为什么收回。"), field="reason")
        return Void(self._items.chosen, self._reason.text(), self._back.chosen)

    def _fill(self) -> None:
        names = self._item_names()
        self._items.show_options(names, self.offered.items if len(names) == 1 else ())
        self._reason.clear()
        self._back.show_options(())
        self._follow_items()

    def _follow_items(self) -> None:
        chosen = self._items.chosen
        every = together(self.matter, chosen) if chosen else ()
        more = [i.asked.name for i in self.matter.items if i.id in every and i.id not in chosen]
        self._all.setText(self.tr("在同一份文书上，或者接在后面的，一并收回：{0}").format("、".join(more)))
        self._all.setVisible(bool(more))
        papers = papers_of_decision(self.matter, every) if every else ()
        out = [p for p in papers if p.copies or p.stage is not PaperStage.MADE]
        self._back.show_options([(p.id, paper_words(p)) for p in out], self._back.chosen)
        self._papers_row.setVisible(bool(out))


FORMS: dict[type[CaseAct], Callable[[Look], CaseForm]] = {
    acts.Decide: DecideForm,
    acts.Supplement: SupplementForm,
    acts.TakeNamed: TakeNamedForm,
    acts.CheckTaken: CheckTakenForm,
    acts.IdentifyParty: IdentifyForm,
    acts.Relieve: RelieveForm,
    acts.SignPledge: PledgeForm,
    acts.Void: VoidForm,
    acts.ApplyWithdrawal: WithdrawForm,
    acts.Withdraw: WithdrawalForm,
    acts.DropItems: DropForm,
    acts.Propose: ProposeForm,
    acts.RecordAcceptance: AcceptanceForm,
    acts.RecordOrganNotice: OrganNoticeForm,
    acts.Conclude: ConcludeForm,
    acts.RegisterResult: RegisterResultForm,
    acts.HandOutResults: HandOutForm,
    acts.TakeBackResult: TakeBackForm,
    acts.CallInResult: CallInForm,
    acts.TakeNote: NoteForm,
    acts.PauseClock: PauseForm,
    acts.Extend: ExtendForm,
    acts.ResumeClock: ResumeForm,
    acts.SetDates: DatesForm,
    acts.MovePapers: MoveForm,
    acts.MarkPrinted: lambda look: PapersForm(look, acts.MarkPrinted),
    acts.MarkFailed: lambda look: PapersForm(look, acts.MarkFailed),
    acts.Stamp: lambda look: PapersForm(look, acts.Stamp),
    acts.Reissue: lambda look: PapersForm(look, acts.Reissue),
    acts.PrepareDelivery: lambda look: DeliveryForm(look, proves=True),
    acts.Serve: lambda look: DeliveryForm(look, proves=False),
    acts.Deem: DeemForm,
    acts.Settle: SettleForm,
    acts.HandOver: HandOverForm,
    acts.ReceiveCase: ReceiveForm,
    acts.RecordOfficialNumber: OfficialNumberForm,
    acts.PassOn: PassOnForm,
    acts.AgreeReminders: RemindersForm,
    acts.CorrectRegistration: CorrectRegistrationForm,
}
"""Act → its form, built when it is first opened."""
