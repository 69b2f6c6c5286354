"""Who may sign a pledge of 容缺受理, with what authority, and how often it is offered (L3, L4; DOMAIN §1)."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.acts import SignPledge
from counter.domain.applicant import Applicant, ApplicantKind
from counter.domain.case import Case, CaseItem
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.identity import normalise_name
from counter.domain.item_record import Signer
from counter.domain.material import Brought, MaterialState
from counter.domain.papers import PaperKind


def signers(applicant: Applicant) -> tuple[Signer, ...]:
    """Who may sign for this applicant: himself unless a guardian acts, an organisation's head, a registered agent."""
    found = []
    if applicant.guardian is not None:
        found.append(Signer.GUARDIAN)
    elif applicant.kind is ApplicantKind.ORGANISATION:
        found.append(Signer.LEGAL_REPRESENTATIVE)
    else:
        found.append(Signer.APPLICANT)
    if applicant.agent is not None:
        found.append(Signer.AGENT)
    return tuple(found)


def check_signer(case: Case, act: SignPledge) -> None:
    """Raises BadInput without a name, RuleRefused (L4) for somebody who cannot bind the applicant."""
    if not act.name.strip():
        raise BadInput("请写明承诺书由谁签的字。", field="name")
    assert case.applicant is not None
    if act.signer not in signers(case.applicant):
        raise RuleRefused(
            "签字的人与申请登记的不符：本人、法定代理人、负责人或者登记过的代理人才能签。",
            rule="L4",
            field="signer",
        )
    known = _name_of(case.applicant, act.signer)
    if known and normalise_name(act.name) != normalise_name(known):
        raise RuleRefused(
            "签字人的姓名与登记的不一致，请核对是不是本人，或者登记过的代理人、法定代理人。",
            rule="L4",
            field="name",
        )
    if act.signer is Signer.AGENT and not act.authority.strip():
        raise RuleRefused(
            "代理人签承诺书，要写明授权委托书里有签署承诺的权限。", rule="L4", field="authority"
        )


def refuse_deferring_again(case: Case, lines: Mapping[str, Brought]) -> None:
    """Who would not pledge was told to bring the paper after all; deferring it again would only repeat that notice.

    Raises RuleRefused (L3) for such a line. Told once of it he may still choose to pledge, and change his mind once.
    """
    for line_id, mine in lines.items():
        if mine.state is MaterialState.DEFERRED and any(_told_after(case, i, line_id) for i in case.items):
            line = case.checklist.line(line_id)
            raise RuleRefused(
                f"“{line.name if line else line_id}”记过容缺，承诺书没有签，已经书面告知要补交，"
                "不能再改记容缺；补交来就受理。",
                rule="L3",
                field=f"materials.{line_id}",
            )


def _told_after(case: Case, item: CaseItem, line_id: str) -> bool:
    """A notice named the paper as missing after a pledge of the item that nobody signed."""
    signed = {pledge.paper for pledge in case.pledges}
    pledges = (
        p for p in case.papers if p.kind == PaperKind.PLEDGE and item.id in p.items and p.id not in signed
    )
    first = min((p.issued_at for p in pledges), default=None)
    return first is not None and any(
        t.at >= first and any((g.line, g.state) == (line_id, MaterialState.MISSING) for g in t.gaps)
        for t in item.told
    )


def _name_of(applicant: Applicant, signer: Signer) -> str:
    """The registered name of whoever signs in that capacity; empty where none was registered."""
    match signer:
        case Signer.AGENT:
            person = None if applicant.agent is None else applicant.agent.person
        case Signer.GUARDIAN:
            person = None if applicant.guardian is None else applicant.guardian.person
        case _:
            person = applicant.person
    return "" if person is None else person.name
