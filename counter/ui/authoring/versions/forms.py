"""Forms of a supervisor's acts on the draft: approve, send back, publish."""

from __future__ import annotations

from datetime import date, timedelta

from counter.domain.errors import BadInput
from counter.domain.guide.publication import Transition
from counter.ui.authoring.versions.form import CheckDraft, Publish, SendBack, VersionAct, VersionForm
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import LongField
from counter.ui.kit.theme import Look
from counter.ui.words.versions import day_words


class CheckForm(VersionForm):
    """核对通过: somebody who did not edit the draft has read it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "checkForm", self.tr("核对通过"), self.tr("核对通过"))
        hint = self.tr("检查里没有必改就空着；有，就逐处写明为什么可以保留")
        self._kept = LongField("checkKept", self.tr("保留必改的理由"), hint)
        self._add(self.tr("还有“必改”的，为什么可以保留"), self._kept, "kept")
        self._add_supervisor(self.tr("核对的值班负责人（没有改过这份草稿的）"))

    def build(self) -> VersionAct:
        return CheckDraft(self._kept.text(), self._consent(), self.matter.draft.digest)

    def will(self) -> str:
        return self.tr("记下核对通过")

    def _fill(self) -> None:
        super()._fill()
        self._kept.clear()


class SendBackForm(VersionForm):
    """退回, with the reason that the editors read."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "sendBackForm", self.tr("退回"), self.tr("退回编辑"))
        self._reason = LongField("sendBackReason", self.tr("退回的理由"), self.tr("哪里要改，改成什么样"))
        self._add(self.tr("退回的理由（编辑人员看得到）"), self._reason, "reason")
        self._add_supervisor(self.tr("值班负责人"))

    def build(self) -> VersionAct:
        if not self._reason.text():
            raise BadInput(self.tr("请写明退回的理由：编辑人员要知道改哪里。"), field="reason")
        return SendBack(self._reason.text(), self._consent())

    def will(self) -> str:
        return self.tr("退回，草稿回到编辑中")

    def _fill(self) -> None:
        super()._fill()
        self._reason.clear()


class PublishForm(VersionForm):
    """发布: effective date, treatment of open cases, and a note to the windows."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "publishForm", self.tr("发布"), self.tr("发布"))
        self._day = DayField("publishDay", self.tr("哪天起用"))
        self._transition = self._choices("publishTransition", self.tr("已经收的件怎么办"))
        self._notes = LongField(
            "publishNotes", self.tr("给窗口的话"), self.tr("为什么改、要留意什么；可以空着"), 1_000
        )
        self._add(self.tr("哪天起用（窗口从这天起按新版办）"), self._day, "effective")
        self._add(self.tr("已经收的件怎么办"), self._transition, "transition")
        self._add(self.tr("给窗口的话"), self._notes, "notes")
        self._add_supervisor(self.tr("发布的值班负责人"))
        self._transition.show_options([(one.value, one.words) for one in Transition])

    def build(self) -> VersionAct:
        day = self.effective()
        if day < self.today:
            sentence = self.tr("起用日期不能早于今天：已经收的件不能倒过来按新版办。")
            raise BadInput(sentence, field="effective")
        if not self._transition.chosen:
            raise BadInput(self.tr("请选已经收的件怎么办。"), field="transition")
        transition = Transition(self._transition.chosen[0])
        return Publish(day, transition, self._notes.text(), self._consent())

    def effective(self) -> date:
        """The date typed. Raises BadInput for an invalid one."""
        return self._day.day(self.today, "effective")

    def will(self) -> str:
        day = day_words(self.effective(), self.today)
        last = self.matter.last
        number = last.publication.number + 1 if last is not None else 1
        return self.tr("发布第{0}版，{1}起用，以后不能再改").format(number, day)

    def _fill(self) -> None:
        super()._fill()
        self._day.show_day(self.today + timedelta(days=1))
        self._transition.show_options([(one.value, one.words) for one in Transition])
        self._notes.clear()
