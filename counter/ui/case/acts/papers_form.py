"""已出纸、没打出来、已盖章、换发: what a person saw of papers on their way."""

from __future__ import annotations

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import CaseAct
from counter.domain.errors import BadInput
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look
from counter.ui.words.acts import act_word
from counter.ui.words.items import paper_words

PaperAct = type[acts.MarkPrinted] | type[acts.MarkFailed] | type[acts.Stamp] | type[acts.Reissue]


class PapersForm(CaseForm):
    """``kind``: which of the four. Several sheets at once, but one is made anew at a time."""

    def __init__(self, look: Look, kind: PaperAct) -> None:
        word = act_word(kind).label
        name = f"{kind.__name__[0].lower()}{kind.__name__[1:]}Form"
        super().__init__(look, name, word, self._words_of(kind))
        self._kind = kind
        self._papers = self._choices(f"{name}Papers", self.tr("文书"), many=kind is not acts.Reissue)
        self._trouble_words = Field(f"{name}Words", self.tr("出了什么问题"), self.tr("缺纸、卡纸、没有墨粉"))
        self._add(self.tr("哪几份"), self._papers, "papers", "paper")
        self._words_row = self._add(self.tr("出了什么问题"), self._trouble_words, "words")
        self._words_row.setVisible(kind is acts.MarkFailed)

    def build(self) -> CaseAct:
        papers = self._papers.chosen
        if not papers:
            raise BadInput(self.tr("请选择文书。"), field="papers")
        if self._kind is acts.MarkFailed:
            return acts.MarkFailed(papers, self._trouble_words.text())
        if self._kind is acts.Reissue:
            return acts.Reissue(papers[0])
        return acts.Stamp(papers) if self._kind is acts.Stamp else acts.MarkPrinted(papers)

    def _fill(self) -> None:
        offered = [p for p in self.matter.papers if p.id in self.offered.papers]
        chosen = self.offered.papers if self._kind is not acts.Reissue else self.offered.papers[:1]
        self._papers.show_options([(p.id, paper_words(p)) for p in offered], chosen)
        self._trouble_words.clear()

    def _words_of(self, kind: PaperAct) -> str:
        if kind is acts.MarkPrinted:
            return self.tr("看到纸了，已出纸")
        if kind is acts.MarkFailed:
            return self.tr("记下，没打出来")
        return self.tr("印章已盖好") if kind is acts.Stamp else self.tr("按今天换发一份")
