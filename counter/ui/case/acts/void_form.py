"""收回决定: within minutes, with every sheet back in hand; what stands on the same papers comes back with it."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, Void
from counter.domain.case.acts.undo import papers_of_decision, together
from counter.domain.case.paper_events import PaperStage
from counter.domain.errors import BadInput
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.words.items import paper_words


class VoidForm(CaseForm):
    """Asks only for sheets that left the program; nothing is ticked beforehand."""

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
