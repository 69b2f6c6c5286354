"""已阅: a supervisor has read that an organ's recorded decision breaks a rule, by the own PIN."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, TakeNote
from counter.domain.case.acts.note import broken
from counter.domain.errors import BadInput
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import Look


class NoteForm(ActForm):
    """Says which rules, and asks what was done about it."""

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

    def build(self, supervisor: str = "") -> CaseAct:
        if not self._text.text().strip():
            raise BadInput(self.tr("请写明怎么处理的。"), field="words")
        self._supervisor.check()
        return TakeNote(self._item.chosen[0], self._text.text(), self._supervisor.consent())

    def _fill(self) -> None:
        names = [(i.id, i.asked.name) for i in self.filed.items if i.id in self.offered.items]
        self._item.show_options(names, names[0][:1])
        self._text.clear()
        self._supervisor.clear()
        self._follow_item()

    def _follow_item(self) -> None:
        item = self.filed.item(self._item.chosen[0])
        assert item is not None
        self._broken.setText(broken(item))
