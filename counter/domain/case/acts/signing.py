"""Who may sign for an applicant, and with what authority: a pledge, a withdrawal (L4; DOMAIN §1)."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.case.acts.acts import SignPledge
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_events import Signer
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.people.identity import normalise_name
from counter.domain.visit.material import Brought, MaterialState


def signers(applicant: Applicant) -> tuple[Signer, ...]:
    """Who may sign for this applicant: he himself or the guardian, an organisation's head; and a registered agent."""
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
    """The registered name of the person who signs in that capacity; "" where none was registered."""
    match signer:
        case Signer.AGENT:
            person = None if applicant.agent is None else applicant.agent.person
        case Signer.GUARDIAN:
            person = None if applicant.guardian is None else applicant.guardian.person
        case _:
            person = applicant.person
    return "" if person is None else person.name


def check_signer(case: Case, act: SignPledge) -> None:
    """Raises BadInput without a name, RuleRefused (L4) for somebody who cannot bind the applicant."""
    assert case.applicant is not None
    check_signature(case.applicant, act.signer, act.name, act.authority, "承诺书", "签署承诺", "L4")


def refuse_deferring_again(case: Case, lines: Mapping[str, Brought]) -> None:
    """Raises RuleRefused (L3) for deferring a paper that was notified as missing after a pledge that was not signed.

    Deferring it again would only lead to the same notice; before that notice the applicant may still choose to pledge.
    """
    for line_id, brought in lines.items():
        if brought.state is MaterialState.DEFERRED and any(_told_after(case, i, line_id) for i in case.items):
            line = case.checklist.line(line_id)
            raise RuleRefused(
                f"“{line.name if line else line_id}”记过容缺，承诺书没有签，已经书面告知要补交，"
                "不能再改记容缺；补交来就受理。",
                rule="L3",
                field=f"materials.{line_id}",
            )


def _told_after(case: Case, item: CaseItem, line_id: str) -> bool:
    """True where a notice named the paper as missing after a pledge of the item that was not signed."""
    signed = {pledge.paper for pledge in case.pledges}
    pledges = (
        p for p in case.papers if p.kind == PaperKind.PLEDGE and item.id in p.items and p.id not in signed
    )
    first = min((p.issued_at for p in pledges), default=None)
    return first is not None and any(
        t.at >= first and any((g.line, g.state) == (line_id, MaterialState.MISSING) for g in t.gaps)
        for t in item.told
    )
