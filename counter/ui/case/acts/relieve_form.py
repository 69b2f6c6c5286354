"""按新版免交: what the guide in force no longer asks for need not be brought any more."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, Relieve
from counter.domain.errors import BadInput
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.theme import Look


class RelieveForm(ActForm):
    """All that is offered is chosen; why it may go stands above."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "relieveForm", self.tr("按新版免交"), self.tr("记下，不用再交"))
        self._lines = self._choices("relieveLines", self.tr("不用再交的材料"), many=True)
        self._add(self.tr("不用再交的材料"), self._lines, "materials")

    def build(self, supervisor: str = "") -> CaseAct:
        if not self._lines.chosen:
            raise BadInput(self.tr("请选择材料。"), field="materials")
        return Relieve(self._lines.chosen)

    def _fill(self) -> None:
        names = [(line.id, line.name) for line in self.filed.lines if line.id in self.offered.lines]
        self._lines.show_options(names, self.offered.lines)
