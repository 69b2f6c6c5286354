"""Who may sign a pledge of 容缺受理, and with what authority (L4; DOMAIN §1: an agent needs a written authority)."""

from __future__ import annotations

from counter.domain.acts import SignPledge
from counter.domain.applicant import Applicant, ApplicantKind
from counter.domain.case import Case
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.identity import normalise_name
from counter.domain.item_record import Signer


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
