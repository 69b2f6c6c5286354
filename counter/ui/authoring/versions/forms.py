"""What a supervisor does with the draft: check it, send it back, publish it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.domain.guide.publication import Transition
from counter.ui.authoring.versions.form import VersionForm
from counter.ui.kit.acts.day_field import DayField
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.long_field import LongField
from counter.ui.kit.theme import Look
from counter.ui.words.versions import day_words

if TYPE_CHECKING:
    from counter.ui.desks.bureau import BureauDesk

_SUPERVISOR = ("supervisor", "pin", "code")


class _SupervisorForm(VersionForm):
    """A form that ends with code and PIN."""

    def __init__(self, look: Look, name: str, title: str, words: str) -> None:
        super().__init__(look, name, title, words)
        self._supervisor = SupervisorFields()

    def check(self) -> None:
        self._supervisor.check()

    def forget(self) -> None:
        """No code and no PIN stays behind."""
        self._supervisor.clear()

    def credentials(self) -> tuple[str, str]:
        return self._supervisor.credentials()

    def _add_supervisor(self, label: str) -> None:
        self._add(label, self._supervisor, *_SUPERVISOR)

    def _fill(self) -> None:
        self._supervisor.clear()


class CheckForm(_SupervisorForm):
    """核对通过: somebody who did not edit it has read it."""

    seen = ""
    """Digest of the draft whose changes are shown."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "checkForm", self.tr("核对通过"), self.tr("核对通过"))
        hint = self.tr("检查里没有必改就空着；有，就逐处写明为什么可以保留")
        self._kept = LongField("checkKept", self.tr("保留必改的理由"), hint)
        self._add(self.tr("还有“必改”的，为什么可以保留"), self._kept, "kept")
        self._add_supervisor(self.tr("核对的值班负责人（没有改过这份草稿的）"))

    def work(self, desk: BureauDesk) -> Callable[[], object]:
        kept, (code, pin) = self._kept.text(), self.credentials()
        seen = self.seen
        return lambda: desk.check(kept, code, pin, seen)

    def will(self) -> str:
        return self.tr("记下核对通过")

    def _fill(self) -> None:
        super()._fill()
        self._kept.clear()


class SendBackForm(_SupervisorForm):
    """退回: something else first, with the reason that the editors read."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "sendBackForm", self.tr("退回"), self.tr("退回编辑"))
        self._reason = LongField("sendBackReason", self.tr("退回的理由"), self.tr("哪里要改，改成什么样"))
        self._add(self.tr("退回的理由（编辑的人看得到）"), self._reason, "reason")
        self._add_supervisor(self.tr("值班负责人"))

    def check(self) -> None:
        if not self._reason.text():
            raise BadInput(self.tr("请写明退回的理由：编辑的人要知道改哪里。"), field="reason")
        super().check()

    def work(self, desk: BureauDesk) -> Callable[[], object]:
        reason, (code, pin) = self._reason.text(), self.credentials()
        return lambda: desk.send_back(reason, code, pin)

    def will(self) -> str:
        return self.tr("退回，草稿回到编辑中")

    def _fill(self) -> None:
        super()._fill()
        self._reason.clear()


class PublishForm(_SupervisorForm):
    """发布: from which day, what becomes of cases that are open, and a word to the windows."""

    number = 1
    """The number that it gets."""

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

    def check(self) -> None:
        day = self.effective()
        if day < self.today:
            sentence = self.tr("起用的日子不能早于今天：已经收的件不能倒过来按新版办。")
            raise BadInput(sentence, field="effective")
        if not self._transition.chosen:
            raise BadInput(self.tr("请选已经收的件怎么办。"), field="transition")
        super().check()

    def effective(self) -> date:
        """The day typed. Raises BadInput for what is no day."""
        return self._day.day(self.today, "effective")

    def work(self, desk: BureauDesk) -> Callable[[], object]:
        day, notes = self.effective(), self._notes.text()
        transition, (code, pin) = Transition(self._transition.chosen[0]), self.credentials()
        return lambda: desk.publish(day, transition, notes, code, pin)

    def will(self) -> str:
        day = day_words(self.effective(), self.today)
        return self.tr("发布第{0}版，{1}起用，以后不能再改").format(self.number, day)

    def _fill(self) -> None:
        super()._fill()
        self._day.show_day(self.today + timedelta(days=1))
        self._transition.show_options([(one.value, one.words) for one in Transition])
        self._notes.clear()
