"""Fields for a handwritten signature on one of our papers: signer, authority and sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.case.acts.service import came_out, check_sheet
from counter.domain.case.acts.signing import signers
from counter.domain.case.item_events import Signer
from counter.ui.case.acts.case_form import CaseForm, Half
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look
from counter.ui.words.acts import signer_name, signer_word

if TYPE_CHECKING:
    from counter.domain.case.acts.acts import Possible
    from counter.domain.case.case import Case

_DECLINED = "declined"
_YES = "yes"


class SignatureForm(CaseForm):
    """Offers only those who may bind the applicant, with their names filled in.

    ``prefix``: of the fields' object names; ``declined``: option for an applicant who does not sign; ``authority``:
    label of an agent's authorisation.
    """

    def __init__(
        self, look: Look, prefix: str, title: str, words: str, *, declined: str, authority: str
    ) -> None:
        super().__init__(look, f"{prefix}Form", title, words)
        self.setProperty("role", "note-gap")
        self._declined_words = declined
        self._allowed: tuple[Signer, ...] = ()
        self._signer = self._choices(f"{prefix}Signer", self.tr("谁签的字"))
        self._name = Field(f"{prefix}Name", self.tr("签字人姓名"), for_name=True)
        self._authority = Field(f"{prefix}Authority", self.tr("授权"))
        # the answers in one line: under a filed visit at 1366×768 each line counts
        self._add_pair(Half(self._signer, "signer", share=3), Half(self._name, "name", share=2))
        self._authority_row = self._add(authority, self._authority, "authority")
        self._paper = self._choices(f"{prefix}HandedOver", self.tr("签了字的纸面"), many=True)
        self._paper_row = self._add(self.tr("这份文书本机还没有出过纸"), self._paper, "handed_over")
        self._signer.changed.connect(self._follow_signer)
        self._paper.changed.connect(self._lead)

    @property
    def waits_for_paper(self) -> bool:
        """What is to be signed has not come out, and nobody said that it was made elsewhere."""
        return self._unprinted and _YES not in self._paper.chosen

    def follow(self, matter: Case, offer: Possible, *, news: bool = True) -> None:
        """The case changed while the form is open: a sheet may have been printed since."""
        super().follow(matter, offer, news=news)
        self._show_paper()

    def take_focus(self) -> None:
        """Where the applicant signs in person nothing needs input: focus the button."""
        if not self._declined and (self._chosen() is Signer.AGENT or not self._name.text()):
            super().take_focus()
        elif self._unprinted:
            self._focus(self._paper)
        else:
            self._focus(self.confirm)

    def _checked(self) -> tuple[Signer, str, str, bool]:
        """Signer, name, authority and the clerk's confirmation of a sheet. Raises RuleRefused where no sheet was
        printed.
        """
        handed_over = self._unprinted and _YES in self._paper.chosen
        paper = self.matter.paper(self.offered.papers[0])
        if paper is not None:
            check_sheet(paper, self.tr("登记签字"), handed_over=handed_over)
        authority = self._authority.text() if self._chosen() is Signer.AGENT else ""
        return self._chosen(), self._name.text(), authority, handed_over

    def _fill(self) -> None:
        applicant = self.matter.applicant
        assert applicant is not None
        self._allowed = signers(applicant)
        options = [(s.value, signer_word(s)) for s in self._allowed]
        options.append((_DECLINED, self._declined_words))
        self._signer.show_options(options, (self._allowed[0].value,))
        self._authority.clear()
        scope = applicant.agent.scope if applicant.agent else ""
        self._authority.setPlaceholderText(
            self.tr("登记的委托范围：{0}").format(scope) if scope else self.tr("照授权委托书写")
        )
        self._paper.show_options([(_YES, self.tr("纸质件已当面交（手工开具或者别处打印的）"))])
        self._follow_signer()

    def _named(self) -> tuple[str, str]:
        """The paper's number and items."""
        paper = self.matter.paper(self.offered.papers[0])
        names = "、".join(i.asked.name for i in self.matter.items if i.id in self.offered.items)
        return (paper.number if paper else ""), names

    @property
    def _unprinted(self) -> bool:
        """No sheet was printed here: the clerk must confirm what was signed."""
        paper = self.matter.paper(self.offered.papers[0])
        return paper is not None and not self._declined and not came_out(paper)

    @property
    def _declined(self) -> bool:
        """The option for an applicant who does not sign was chosen."""
        return self._signer.chosen == (_DECLINED,)

    def _chosen(self) -> Signer:
        return self._allowed[0] if self._declined else Signer(self._signer.chosen[0])

    def _follow_signer(self) -> None:
        applicant = self.matter.applicant
        assert applicant is not None
        self._name.setText("" if self._declined else signer_name(applicant, self._chosen()))
        self._name.setVisible(not self._declined)
        self._authority_row.setVisible(self._chosen() is Signer.AGENT)
        self._show_paper()

    def _show_paper(self) -> None:
        if self._allowed:
            self._paper_row.setVisible(self._unprinted)
            self._lead()

    def _lead(self) -> None:
        """One button is filled: while a sheet is still to be printed, that of printing."""
        self.confirm.be_quiet(self.waits_for_paper)
        self.lead_changed.emit()
