"""登记视为受理: what silence made of an item by law; there is nothing to fill in."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, Deem
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import Look


class DeemForm(ActForm):
    """Names the items it is about."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "deemForm", self.tr("登记视为受理"), self.tr("登记视为受理"))
        self._items = TextLabel("", wrap=True)
        self._body.addWidget(self._items)

    def build(self, supervisor: str = "") -> CaseAct:
        return Deem()

    def _fill(self) -> None:
        names = (i.asked.name for i in self.filed.items if i.id in self.offered.items)
        self._items.setText("\n".join(names))
