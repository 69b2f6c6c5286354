"""联系、回访、代录核实: attempts to reach the rater and their results. Nothing is preselected."""

from __future__ import annotations

from counter.domain.errors import BadInput
from counter.domain.ratings.office.acts import CONTACT_WAYS, CallBack, ConfirmProxy, Contact, RectifyAct
from counter.domain.ratings.office.events import Reached
from counter.domain.ratings.rating import Grade
from counter.ui.kit.controls.long_field import LongField
from counter.ui.kit.theme import Look
from counter.ui.ratings.rectify_form import RectifyForm

_NONE = ""
_YES, _NO = "yes", "no"


class ContactForm(RectifyForm):
    """One attempt to reach the rater."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "contactForm", self.tr("联系评价人"), self.tr("记下这次联系"))
        self._how = self._choices("contactHow", self.tr("怎样联系的"))
        self._reached = self._choices("contactReached", self.tr("结果"))
        self._told = LongField("contactWords", self.tr("说了什么"), self.tr("评价人讲的情况，简单写下"))
        self._add(self.tr("怎样联系的"), self._how, "how")
        self._add(self.tr("结果"), self._reached, "reached")
        self._add(self.tr("说了什么（没有接通的可以不写）"), self._told, "words")

    def build(self) -> RectifyAct:
        if not self._reached.chosen:
            raise BadInput(self.tr("请选择这次联系的结果。"), field="reached")
        return Contact(Reached(self._reached.chosen[0]), self._how.chosen[0], self._told.text())

    def _fill(self) -> None:
        self._how.show_options([(way, way) for way in CONTACT_WAYS], CONTACT_WAYS[:1])
        self._reached.show_options(self._offer_reached(), ())
        self._told.clear()


class CallBackForm(RectifyForm):
    """回访: whether the rater was reached, and a second rating where one is given."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "callBackForm", self.tr("回访"), self.tr("记下这次回访"))
        self._reached = self._choices("callBackReached", self.tr("结果"))
        self._again = self._choices("callBackAgain", self.tr("第二次评价"))
        self._told = LongField("callBackWords", self.tr("说了什么"), self.tr("评价人对整改结果怎么说"))
        self._add(self.tr("结果"), self._reached, "reached")
        self._again_row = self._add(
            self.tr("第二次评价，照评价人说的选；第一次的评价不变"), self._again, "again"
        )
        self._add(self.tr("说了什么（没有接通的可以不写）"), self._told, "words")
        self._reached.changed.connect(self._follow_reached)

    def build(self) -> RectifyAct:
        if not self._reached.chosen:
            raise BadInput(self.tr("请选择这次回访的结果。"), field="reached")
        again = self._again.chosen if self._was_reached else ()
        grade = Grade(again[0]) if again and again[0] else None
        return CallBack(Reached(self._reached.chosen[0]), self._told.text(), grade)

    @property
    def _was_reached(self) -> bool:
        return self._reached.chosen == (Reached.YES.value,)

    def _fill(self) -> None:
        self._reached.show_options(self._offer_reached(), ())
        grades = [(g.value, g.value) for g in Grade]
        self._again.show_options([*grades, (_NONE, self.tr("没有再评"))], ())
        self._told.clear()
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
            raise BadInput(self.tr("请选择这次核实的结果。"), field="reached")
        if self._was_reached and not self._same.chosen:
            raise BadInput(self.tr("请选择评价人怎么说。"), field="same")
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
