"""签承诺书: who signed, with what authority; only then the acceptance with gaps exists."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, SignPledge
from counter.ui.case.acts.signature_form import SignatureForm
from counter.ui.kit.theme import Look


class PledgeForm(SignatureForm):
    """Who would rather not pledge goes the ordinary way."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            "pledge",
            self.tr("容缺受理承诺书已生成，请申请人看过并签字"),
            self.tr("已签字，出具容缺受理通知书"),
            declined=self.tr("不愿承诺，改按补正"),
            authority=self.tr("授权委托书里签署承诺的权限"),
        )

    def build(self, supervisor: str = "") -> CaseAct:
        paper = self.offered.papers[0]
        if self._declined:
            return SignPledge(paper, self._chosen(), "", declined=True)
        signer, name, authority, handed_over = self._checked()
        return SignPledge(paper, signer, name, authority, handed_over=handed_over)

    def _fill(self) -> None:
        super()._fill()
        self._why.setText(self.tr("{0}：{1}。签字以后才算容缺受理。").format(*self._named()))
