"""撤回申请: in writing, on our application to be signed, on one already signed, or in the applicant's own document."""

from __future__ import annotations

from counter.domain.case.acts.acts import ApplyWithdrawal, CaseAct, DropItems, Withdraw
from counter.domain.case.acts.ending import followers
from counter.domain.case.acts.signing import signers
from counter.domain.case.item_events import Signer
from counter.domain.errors import BadInput
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.case.acts.signature_form import SignatureForm
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.words.acts import signer_name, signer_word


class EndForm(CaseForm):
    """Base: items end by written withdrawal, or by being dropped before a decision."""

    def __init__(self, look: Look, prefix: str, title: str, words: str) -> None:
        super().__init__(look, f"{prefix}Form", title, words)
        self._items = self._choices(f"{prefix}Items", self.tr("哪些事项"), many=True)
        self._rest = TextLabel("", "gap", wrap=True)
        self._rest.setObjectName("endFollowers")
        self._reason = Field(f"{prefix}Reason", self.tr("申请人说的原因"))
        self._add(self.tr("哪些事项"), self._items, "items")
        self._body.addWidget(self._rest)
        self._add(self.tr("申请人说的原因"), self._reason, "reason")
        self._items.changed.connect(self._follow_items)

    def _what(self) -> tuple[tuple[str, ...], str]:
        """The items and the reason. Raises BadInput for none."""
        if not self._items.chosen:
            raise BadInput(self.tr("请选事项。"), field="items")
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
        following = [i.asked.name for i in followers(self.matter, chosen) if i.id not in chosen]
        self._rest.setText(self.tr("接在后面的也办不成，一并结束：{0}").format("、".join(following)))
        self._rest.setVisible(bool(following))


_PRINT, _OWN = "print", "own"


class WithdrawForm(EndForm):
    """Prepares the application; for a document the applicant brought, its day and signer."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "withdraw", self.tr("撤回申请"), self.tr("出撤回申请书，请他签字"))
        self._how = self._choices("withdrawHow", self.tr("书面申请"))
        self._written = DayField("withdrawWritten", self.tr("书面申请的日期"))
        self._signer = self._choices("withdrawSigner", self.tr("谁签的字"))
        self._name = Field("withdrawName", self.tr("签字人姓名"), for_name=True)
        self._authority = Field("withdrawAuthority", self.tr("授权"), self.tr("照授权委托书写"))
        self._add(self.tr("书面申请"), self._how, "paper")
        self._own_rows = (
            self._add(self.tr("书面申请的日期"), self._written, "written"),
            self._add(self.tr("谁签的字"), self._signer, "signer"),
            self._add(self.tr("签字人姓名"), self._name, "name"),
        )
        self._authority_row = self._add(self.tr("授权委托书里撤回申请的权限"), self._authority, "authority")
        self._how.changed.connect(self._follow_how)
        self._signer.changed.connect(self._follow_signer)

    def build(self) -> CaseAct:
        items, reason = self._what()
        if not self._own:
            return ApplyWithdrawal(items, reason)
        return Withdraw(
            items,
            reason,
            written=self._written.day(self.today, "written"),
            signer=self._chosen,
            name=self._name.text(),
            authority=self._authority.text() if self._chosen is Signer.AGENT else "",
        )

    def will(self) -> str:
        return self.tr("登记撤回，这些事项终止办理") if self._own else super().will()

    @property
    def _own(self) -> bool:
        return _OWN in self._how.chosen

    @property
    def _chosen(self) -> Signer:
        return Signer(self._signer.chosen[0])

    def _fill(self) -> None:
        super()._fill()
        applicant = self.matter.applicant
        assert applicant is not None
        allowed = signers(applicant)
        hows = [(_PRINT, self.tr("打撤回申请书，签字以后再登记")), (_OWN, self.tr("申请人自己写好了"))]
        self._how.show_options(hows, (_PRINT,))
        self._signer.show_options([(s.value, signer_word(s)) for s in allowed], (allowed[0].value,))
        self._written.show_day(self.today)
        self._authority.clear()
        self._follow_signer()
        self._follow_how()

    def _follow_how(self) -> None:
        for row in self._own_rows:
            row.setVisible(self._own)
        self._authority_row.setVisible(self._own and self._chosen is Signer.AGENT)
        self._words = self.tr("登记撤回") if self._own else self.tr("出撤回申请书，请他签字")
        self._say()

    def _follow_signer(self) -> None:
        applicant = self.matter.applicant
        assert applicant is not None
        self._name.setText(signer_name(applicant, self._chosen))
        self._authority_row.setVisible(self._own and self._chosen is Signer.AGENT)


class DropForm(EndForm):
    """Before any decision: items are dropped on the applicant's request."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "drop", self.tr("不办这项"), self.tr("去掉这些事项"))

    def build(self) -> CaseAct:
        return DropItems(*self._what())


class WithdrawalForm(SignatureForm):
    """The prepared application is signed and the items end, or the applicant keeps them."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            "withdrawal",
            self.tr("撤回申请书已生成，请申请人看过并签字"),
            self.tr("已签字，登记撤回"),
            declined=self.tr("不撤回了"),
            authority=self.tr("授权委托书里撤回申请的权限"),
        )

    def build(self) -> CaseAct:
        paper = self.offered.papers[0]
        if self._declined:
            return Withdraw(paper=paper, declined=True)
        signer, name, authority, handed_over = self._checked()
        return Withdraw(paper=paper, signer=signer, name=name, authority=authority, handed_over=handed_over)

    def will(self) -> str:
        return self.tr("不撤回了，申请书作废") if self._declined else super().will()

    def _fill(self) -> None:
        super()._fill()
        self._why.setText(self.tr("{0}：{1}。签字以后才算撤回。").format(*self._named()))
