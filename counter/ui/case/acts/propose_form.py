"""代机关拟稿: the decision is drafted for the organ, for a reason the case itself gives; nothing is decided by it."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, Propose
from counter.domain.case.acts.proposal import causes, reason_of
from counter.domain.case.item_events import Cause
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look
from counter.ui.words.acts import cause_word


class ProposeForm(CaseForm):
    """Offers only the reasons that hold today; the facts stand there already where the case knows them."""

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
        known = "" if cause is Cause.NEGATIVE_RESULT else reason_of(self.matter, self._filed_item, cause)
        self._reason.setPlaceholderText(
            self.tr("不写就用：{0}").format(known) if known else self.tr("机关审查认为不符合的地方")
        )
