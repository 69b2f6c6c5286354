"""处理矛盾: what two windows recorded without knowing of each other; a supervisor says which record stands."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, Settle
from counter.domain.case.conflict import Conflict
from counter.domain.case.conflict_words import about_words, claim_words
from counter.domain.errors import BadInput
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.words.items import paper_words


class SettleForm(CaseForm):
    """The records of one conflict after another; the papers of the others may be withdrawn in writing."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "settleForm", self.tr("处理矛盾"), self.tr("以这份为准，记下"))
        self._about = TextLabel("", wrap=True)
        self._stands = self._choices("settleStands", self.tr("以哪一份记录为准"))
        self._back = self._choices("settlePapers", self.tr("书面收回的文书"), many=True, optional=True)
        self._reason = Field(
            "settleReason", self.tr("为什么"), self.tr("例如：以先受理的为准，已与对方窗口核对")
        )
        self._supervisor = SupervisorFields()
        self._body.addWidget(self._about)
        self._add(self.tr("以哪一份记录为准"), self._stands, "stands")
        self._papers_row = self._add(
            self.tr("不作准的那份出具的文书，书面收回的勾上"), self._back, "taken_back"
        )
        self._add(self.tr("为什么"), self._reason, "reason")
        self._add("", self._supervisor, "supervisor", "pin")
        self._stands.changed.connect(self._follow_stands)

    def build(self) -> CaseAct:
        if not self._stands.chosen:
            raise BadInput(self.tr("请选以哪一份记录为准。"), field="stands")
        if not self._reason.text().strip():
            raise BadInput(self.tr("请写明为什么。"), field="reason")
        self._supervisor.check()
        return Settle(
            self._stands.chosen[0], self._reason.text(), self._back.chosen, self._supervisor.consent()
        )

    def _fill(self) -> None:
        conflict = self._conflict
        words = self.tr("{0}：两边互不知情，处理以前两边的文书都有效，期限按对申请人有利的算。")
        if conflict.unauthorised:
            words = self.tr("{0}：有一份不是主办窗口记的，没有效力；主办窗口的记录照常有效。请查明以后处理。")
        self._about.setText(words.format(about_words(self.matter, conflict)))
        self._stands.show_options([(c.entry, claim_words(self.matter, c)) for c in conflict.claims], ())
        self._reason.clear()
        self._supervisor.clear()
        self._follow_stands()

    @property
    def _conflict(self) -> Conflict:
        """The first one; the next is offered once this is settled."""
        return next(one for one in self.matter.conflicts if not one.soft)

    def _follow_stands(self) -> None:
        chosen = self._stands.chosen
        theirs = {p for c in self._conflict.claims if chosen and c.entry != chosen[0] for p in c.papers}
        papers = [p for p in self.matter.papers if p.id in theirs and p.stage.binding]
        self._back.show_options([(p.id, paper_words(p)) for p in papers], ())
        self._papers_row.setVisible(bool(papers))
