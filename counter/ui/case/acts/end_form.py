"""Which items the applicant gives up, and why; what can only follow goes with them, and that is said."""

from __future__ import annotations

from counter.domain.case.acts.ending import followers
from counter.domain.errors import BadInput
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import Look


class EndForm(CaseForm):
    """A subclass says how: withdrawn in writing, or left out before anything was decided."""

    def __init__(self, look: Look, prefix: str, title: str, words: str) -> None:
        super().__init__(look, f"{prefix}Form", title, words)
        self._items = self._choices(f"{prefix}Items", self.tr("哪些事项"), many=True)
        self._rest = TextLabel("", "gap", wrap=True)
        self._rest.setObjectName("endFollowers")
        self._reason = Field(f"{prefix}Reason", self.tr("申请人说的原因"), self.tr("申请人说的原因"))
        self._add(self.tr("哪些事项"), self._items, "items")
        self._body.addWidget(self._rest)
        self._add(self.tr("申请人说的原因"), self._reason, "reason")
        self._items.changed.connect(self._follow_items)

    def _what(self) -> tuple[tuple[str, ...], str]:
        """The items and the reason. Raises BadInput for none."""
        if not self._items.chosen:
            raise BadInput(self.tr("请选择事项。"), field="items")
        if not self._reason.text().strip():
            raise BadInput(self.tr("请写明申请人说的原因。"), field="reason")
        return self._items.chosen, self._reason.text()

    def _fill(self) -> None:
        names = self._item_names()
        self._items.show_options(names, self.offered.items if len(names) == 1 else ())
        self._reason.clear()
        self._follow_items()

    def _follow_items(self) -> None:
        chosen = self._items.chosen
        rest = [i.asked.name for i in followers(self.matter, chosen) if i.id not in chosen]
        self._rest.setText(self.tr("接在后面的也办不成，一并结束：{0}").format("、".join(rest)))
        self._rest.setVisible(bool(rest))
