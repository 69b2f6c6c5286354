"""Who may sign for an applicant, and with what authority: a pledge, a withdrawal (L4; DOMAIN §1)."""

from __future__ import annotations

from counter.domain.case.item_events import Signer
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.people.identity import normalise_name


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


def check_signature(
    applicant: Applicant, signer: Signer, name: str, authority: str, paper: str, act: str, rule: str
) -> None:
    """Raises BadInput without a name, RuleRefused (``rule``) for somebody who cannot bind the applicant.

    ``paper``: what was signed; ``act``: what the agent's authority has to say (签署承诺).
    """
    if not name.strip():
        raise BadInput(f"请写明{paper}由谁签的字。", field="name")
    if signer not in signers(applicant):
        raise RuleRefused(
            "签字的人与申请登记的不符：本人、法定代理人、负责人或者登记过的代理人才能签。",
            rule=rule,
            field="signer",
        )
    known = name_of(applicant, signer)
    if known and normalise_name(name) != normalise_name(known):
        raise RuleRefused(
            "签字人的姓名与登记的不一致，请核对是不是本人，或者登记过的代理人、法定代理人。",
            rule=rule,
            field="name",
        )
    if signer is Signer.AGENT and not authority.strip():
        raise RuleRefused(f"代理人签{paper}，要写明授权委托书里有{act}的权限。", rule=rule, field="authority")


def name_of(applicant: Applicant, signer: Signer) -> str:
    """The registered name of whoever signs in that capacity; empty where none was registered."""
    match signer:
        case Signer.AGENT:
            person = None if applicant.agent is None else applicant.agent.person
        case Signer.GUARDIAN:
            person = None if applicant.guardian is None else applicant.guardian.person
        case _:
            person = applicant.person
    return "" if person is None else person.name
