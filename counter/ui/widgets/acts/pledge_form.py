"""签承诺书: who signed, with what authority; only then the acceptance with gaps exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.acts import CaseAct, SignPledge
from counter.domain.item_record import Signer
from counter.domain.pledging import signers
from counter.domain.serving import came_out, check_sheet
from counter.ui.act_words import signer_name, signer_word
from counter.ui.theme import Look
from counter.ui.widgets.acts.act_form import ActForm
from counter.ui.widgets.field import Field

if TYPE_CHECKING:
    from counter.domain.acts import Possible
    from counter.domain.case import Case

_DECLINED = "declined"
_YES = "yes"


class PledgeForm(ActForm):
    """Offers only those who may bind the applicant; their names stand there already."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            "pledgeForm",
            self.tr("容缺受理承诺书已生成，请申请人看过并签字"),
            self.tr("已签字，出具容缺受理通知书"),
        )
        self.setProperty("role", "note-gap")
        self._allowed: tuple[Signer, ...] = ()
        self._signer = self._choices("pledgeSigner", self.tr("谁签的字"))
        self._name = Field("pledgeName", self.tr("签字人姓名"), self.tr("签字人姓名"), for_name=True)
        self._authority = Field("pledgeAuthority", self.tr("授权"))
        self._add(self.tr("谁签的字"), self._signer, "signer")
        self._name_row = self._add(self.tr("签字人姓名"), self._name, "name")
        self._authority_row = self._add(self.tr("授权委托书里签署承诺的权限"), self._authority, "authority")
        self._paper = self._choices("pledgeHandedOver", self.tr("承诺书的纸面"), many=True)
        self._paper_row = self._add(self.tr("这份承诺书本机还没有出过纸"), self._paper, "handed_over")
        self._signer.changed.connect(self._follow_signer)

    def follow(self, case: Case, offer: Possible) -> None:
        """The case changed under the clerk's hands: a sheet may have come out meanwhile."""
        super().follow(case, offer)
        self._show_paper()

    def take_focus(self) -> None:
        """Everything stands there already for whoever signs himself: the hand goes to the button."""
        if not self._declined and (self._chosen() is Signer.AGENT or not self._name.text()):
            super().take_focus()
        elif self._unprinted:
            self._focus(self._paper)
        else:
            self._focus(self.confirm)

    def build(self, supervisor: str = "") -> CaseAct:
        if self._declined:
            return SignPledge(self.offered.papers[0], self._allowed[0], "", declined=True)
        handed_over = self._unprinted and _YES in self._paper.chosen
        paper = self.filed.paper(self.offered.papers[0])
        if paper is not None:
            check_sheet(paper, self.tr("登记签字"), handed_over=handed_over)
        return SignPledge(
            self.offered.papers[0],
            self._chosen(),
            self._name.text(),
            self._authority.text() if self._chosen() is Signer.AGENT else "",
            handed_over=handed_over,
        )

    def _fill(self) -> None:
        applicant = self.filed.applicant
        assert applicant is not None
        self._allowed = signers(applicant)
        options = [(s.value, signer_word(s)) for s in self._allowed]
        options.append((_DECLINED, self.tr("不愿承诺，改按补正")))
        self._signer.show_options(options, (self._allowed[0].value,))
        self._authority.clear()
        scope = applicant.agent.scope if applicant.agent else ""
        self._authority.setPlaceholderText(
            self.tr("登记的委托范围：{0}").format(scope) if scope else self.tr("照授权委托书写")
        )
        paper = self.filed.paper(self.offered.papers[0])
        named = "、".join(i.asked.name for i in self.filed.items if i.id in self.offered.items)
        number = paper.number if paper else ""
        self._why.setText(self.tr("{0}：{1}。签字以后才算容缺受理。").format(number, named))
        self._paper.show_options([(_YES, self.tr("签的是手工开具或者别处打印的一份，已当面交"))])
        self._follow_signer()

    @property
    def _unprinted(self) -> bool:
        """No sheet of the pledge came out here: what was signed needs the clerk's word."""
        paper = self.filed.paper(self.offered.papers[0])
        return paper is not None and not self._declined and not came_out(paper)

    @property
    def _declined(self) -> bool:
        """The applicant would rather not pledge: he goes the ordinary way."""
        return self._signer.chosen == (_DECLINED,)

    def _chosen(self) -> Signer:
        return self._allowed[0] if self._declined else Signer(self._signer.chosen[0])

    def _follow_signer(self) -> None:
        applicant = self.filed.applicant
        assert applicant is not None
        self._name.setText("" if self._declined else signer_name(applicant, self._chosen()))
        self._name_row.setVisible(not self._declined)
        self._authority_row.setVisible(self._chosen() is Signer.AGENT)
        self._show_paper()

    def _show_paper(self) -> None:
        if self._allowed:
            self._paper_row.setVisible(self._unprinted)
