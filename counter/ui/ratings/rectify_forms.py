"""The forms of the acts on a rating."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.ratings.office.acts import (
    CONTACT_WAYS,
    Assign,
    CallBack,
    Close,
    ConfirmProxy,
    Contact,
    Find,
    Measure,
    MeasureKind,
    Offer,
    RectifyAct,
    Reply,
)
from counter.domain.ratings.office.events import Finding, Reached
from counter.domain.ratings.office.rated import Rated, Rectification
from counter.domain.ratings.rating import Grade
from counter.ui.facades.window import Clerk
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field, LongField
from counter.ui.kit.theme import Look


class RectifyForm(ActForm[Rated, Offer, RectifyAct]):
    """A subclass fills its fields in ``_fill`` and makes the act in ``build``. ``people``: returns the office's
    staff.
    """

    people: Callable[[], Sequence[Clerk]]

    @property
    def loop(self) -> Rectification:
        """Its rectification."""
        loop = self.matter.rectification
        assert loop is not None
        return loop

    def _offer_reached(self) -> list[tuple[str, str]]:
        return [(r.value, r.value) for r in Reached]


_NONE = ""
_YES, _NO = "yes", "no"


class ContactForm(RectifyForm):
    """One attempt to reach the rater."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "contactForm", self.tr("联系评价人"), self.tr("记下这次联系"))
        self._how = self._choices("contactHow", self.tr("怎样联系的"))
        self._reached = self._choices("contactReached", self.tr("结果"))
        self._wording = LongField("contactWords", self.tr("说了什么"), self.tr("评价人讲的情况，简单写下"))
        self._add(self.tr("怎样联系的"), self._how, "how")
        self._add(self.tr("结果"), self._reached, "reached")
        self._add(self.tr("说了什么（没有接通的可以不写）"), self._wording, "words")

    def build(self) -> RectifyAct:
        if not self._reached.chosen:
            raise BadInput(self.tr("请选这次联系的结果。"), field="reached")
        return Contact(Reached(self._reached.chosen[0]), self._how.chosen[0], self._wording.text())

    def _fill(self) -> None:
        self._how.show_options([(channel, channel) for channel in CONTACT_WAYS], CONTACT_WAYS[:1])
        self._reached.show_options(self._offer_reached(), ())
        self._wording.clear()


class CallBackForm(RectifyForm):
    """回访: whether the rater was reached, and a second rating where one is given."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "callBackForm", self.tr("回访"), self.tr("记下这次回访"))
        self._reached = self._choices("callBackReached", self.tr("结果"))
        self._again = self._choices("callBackAgain", self.tr("第二次评价"))
        self._wording = LongField("callBackWords", self.tr("说了什么"), self.tr("评价人对整改结果怎么说"))
        self._add(self.tr("结果"), self._reached, "reached")
        self._again_row = self._add(
            self.tr("第二次评价，照评价人说的选；第一次的评价不变"), self._again, "again"
        )
        self._add(self.tr("说了什么（没有接通的可以不写）"), self._wording, "words")
        self._reached.changed.connect(self._follow_reached)

    def build(self) -> RectifyAct:
        if not self._reached.chosen:
            raise BadInput(self.tr("请选这次回访的结果。"), field="reached")
        again = self._again.chosen if self._was_reached else ()
        grade = Grade(again[0]) if again and again[0] else None
        return CallBack(Reached(self._reached.chosen[0]), self._wording.text(), grade)

    @property
    def _was_reached(self) -> bool:
        return self._reached.chosen == (Reached.YES.value,)

    def _fill(self) -> None:
        self._reached.show_options(self._offer_reached(), ())
        grades = [(g.value, g.value) for g in Grade]
        self._again.show_options([*grades, (_NONE, self.tr("没有再评"))], ())
        self._wording.clear()
        self._follow_reached()

    def _follow_reached(self) -> None:
        self._again_row.setVisible(self._was_reached)


class ConfirmProxyForm(RectifyForm):
    """代录核实: whether the rating is the rater's own."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "confirmProxyForm", self.tr("代录核实"), self.tr("记下核实结果"))
        self._reached = self._choices("proxyReached", self.tr("结果"))
        self._same = self._choices("proxySame", self.tr("评价人怎么说"))
        self._add(self.tr("结果"), self._reached, "reached")
        self._same_row = self._add(self.tr("评价人怎么说"), self._same, "same")
        self._reached.changed.connect(self._follow_reached)

    def build(self) -> RectifyAct:
        if not self._reached.chosen:
            raise BadInput(self.tr("请选这次核实的结果。"), field="reached")
        if self._was_reached and not self._same.chosen:
            raise BadInput(self.tr("请选评价人怎么说。"), field="same")
        same = self._was_reached and self._same.chosen == (_YES,)
        return ConfirmProxy(Reached(self._reached.chosen[0]), same=same)

    @property
    def _was_reached(self) -> bool:
        return self._reached.chosen == (Reached.YES.value,)

    def _fill(self) -> None:
        self._reached.show_options(self._offer_reached(), ())
        self._same.show_options(
            [(_YES, self.tr("是本人评的，等级没错")), (_NO, self.tr("不是本人评的，或等级不对"))], ()
        )
        self._follow_reached()

    def _follow_reached(self) -> None:
        self._same_row.setVisible(self._was_reached)


class AssignForm(RectifyForm):
    """The examiner: anyone of the office but the rated clerk."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "assignForm", self.tr("定承办人"), self.tr("由这位承办"))
        self._owner = self._choices("assignOwner", self.tr("承办人"))
        self._reason = Field("assignWhy", self.tr("为什么换人"), self.tr("例如 原承办人休假"))
        self._add(self.tr("承办人（被评价的人不能承办）"), self._owner, "owner")
        self._why_row = self._add(self.tr("为什么换人"), self._reason, "why")

    def build(self) -> RectifyAct:
        if not self._owner.chosen:
            raise BadInput(self.tr("请选承办人。"), field="owner")
        return Assign(self._owner.chosen[0], self._reason.text().strip() if self.loop.owner else "")

    def _fill(self) -> None:
        others = [p for p in self.people() if p.code not in (self.matter.registered.clerk, self.loop.owner)]
        self._owner.show_options([(p.code, f"{p.name}（{p.code}）") for p in others], ())
        self._reason.clear()
        self._why_row.setVisible(bool(self.loop.owner))


class FindForm(RectifyForm):
    """核实结论; setting a rating aside needs a second person's code and PIN."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "findForm", self.tr("写核实结论"), self.tr("记下核实结论"))
        self._finding = self._choices("findFinding", self.tr("核实结论"))
        self._facts = LongField("findFacts", self.tr("查到的事实"), self.tr("查了什么、问了谁、事实是什么"))
        self._supervisor = SupervisorFields()
        self._add(self.tr("核实结论"), self._finding, "finding")
        self._add(self.tr("查到的事实"), self._facts, "facts")
        self._second = self._add(
            self.tr("误评、恶意要另一位负责人复核：不再计入满意率，记录不删，照样要答复"),
            self._supervisor,
            "supervisor",
            "pin",
            "reviewer",
        )
        self._finding.changed.connect(self._follow_finding)

    def build(self) -> RectifyAct:
        if not self._finding.chosen:
            raise BadInput(self.tr("请选核实结论。"), field="finding")
        if not self._facts.text():
            raise BadInput(self.tr("请写下查到的事实。"), field="facts")
        if self._sets_aside:
            self._supervisor.check()
            reviewer = self._supervisor.consent().code
            return Find(Finding(self._finding.chosen[0]), self._facts.text(), reviewer)
        return Find(Finding(self._finding.chosen[0]), self._facts.text())

    def consent(self) -> Consent | None:
        return self._supervisor.consent() if self._sets_aside else None

    @property
    def _sets_aside(self) -> bool:
        return bool(self._finding.chosen) and Finding(self._finding.chosen[0]).set_aside

    def _fill(self) -> None:
        self._finding.show_options([(f.value, f.value) for f in Finding], ())
        self._facts.clear()
        self._supervisor.clear()
        self._follow_finding()

    def _follow_finding(self) -> None:
        self._second.setVisible(self._sets_aside)


class MeasureForm(RectifyForm):
    """整改措施; an unfounded rating needs an explanation."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "measureForm", self.tr("写整改措施"), self.tr("记下措施"))
        self._kind = self._choices("measureKind", self.tr("怎样整改"))
        self._wording = LongField(
            "measureWords", self.tr("措施"), self.tr("做了什么、由谁做、怎样防止再发生")
        )
        self._day = DayField("measureDay", self.tr("哪天以前完成"))
        self._add(self.tr("怎样整改"), self._kind, "kind")
        self._day_row = self._add(self.tr("哪天以前完成（含当日）"), self._day, "done_by")
        self._add(self.tr("写清楚"), self._wording, "words")
        self._kind.changed.connect(self._follow_kind)

    def build(self) -> RectifyAct:
        if not self._kind.chosen:
            raise BadInput(self.tr("请选怎样整改。"), field="kind")
        if not self._wording.text():
            raise BadInput(self.tr("请写清楚措施或解释。"), field="words")
        day = None
        if self._by_day:
            if not self._day.text().strip():
                raise BadInput(self.tr("限期整改请写哪天以前完成。"), field="done_by")
            day = self._day.day(self.today, "done_by")
        return Measure(MeasureKind(self._kind.chosen[0]), self._wording.text(), day)

    @property
    def _by_day(self) -> bool:
        return self._kind.chosen == (MeasureKind.BY_DAY.value,)

    def _fill(self) -> None:
        self._kind.show_options([(k.value, k.value) for k in MeasureKind], ())
        self._wording.clear()
        self._day.clear()
        self._follow_kind()

    def _follow_kind(self) -> None:
        self._day_row.setVisible(self._by_day)


class ReplyForm(RectifyForm):
    """答复: the text for the rater; the 反馈单 is made at the second press."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "replyForm", self.tr("答复"), self.tr("出具差评整改反馈单"))
        self._wording = LongField(
            "replyWords", self.tr("答复的话"), self.tr("写给评价人看的：查到什么、怎样改")
        )
        self._add(self.tr("答复的话，会印在反馈单上"), self._wording, "words")

    def build(self) -> RectifyAct:
        if not self._wording.text():
            raise BadInput(self.tr("请写答复的话。"), field="words")
        return Reply(self._wording.text())

    def _fill(self) -> None:
        self._wording.clear()


class CloseForm(RectifyForm):
    """办结: no fields."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "closeForm", self.tr("办结"), self.tr("整改办结"))

    def build(self) -> RectifyAct:
        return Close()


FORMS: Mapping[type[RectifyAct], Callable[[Look], RectifyForm]] = {
    Assign: AssignForm,
    Contact: ContactForm,
    Find: FindForm,
    Measure: MeasureForm,
    Reply: ReplyForm,
    CallBack: CallBackForm,
    Close: CloseForm,
    ConfirmProxy: ConfirmProxyForm,
}
"""The form of each act, built on first use."""
