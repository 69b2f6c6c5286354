"""Who may sign for a paper: the applicant, who represents him, or somebody whose relation is written down (代收)."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.errors import BadInput
from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.people.identity import normalise_name

_NO_RELATION = ("本人", "申请人", "本单位")
"""Words that say it is the applicant: of somebody of another name they are no relation."""


def usual_receiver(applicant: Applicant | None) -> str:
    """Who signs unless the clerk says otherwise: the guardian of a minor, else the person himself; "" unknown."""
    if applicant is None:
        return ""
    person = applicant.guardian.person if applicant.guardian is not None else applicant.person
    return "" if person is None else person.name


def check_receiver(applicant: Applicant | None, name: str, relation: str) -> None:
    """Raises BadInput where another than the applicant or a representative signs and no relation is written.

    A proof of delivery names a substitute with the relation (DOMAIN §2). Somebody with a guardian is served through
    him (民法典 Art. 19, 20, 23). Nothing is compared where nobody is registered: a record that is not known here, or an
    organisation without the name of its head.
    """
    if applicant is None or not name.strip():
        return
    if applicant.kind is ApplicantKind.ORGANISATION and applicant.person is None:
        return
    if normalise_name(name) in set(_entitled(applicant)):
        return
    if relation.strip() and relation.strip() not in _NO_RELATION:
        return
    if applicant.guardian is not None and normalise_name(name) == normalise_name(applicant.name):
        guardian = applicant.guardian.person.name
        raise BadInput(f"“{name.strip()}”登记了法定代理人，请由法定代理人{guardian}签收。", field="receiver")
    raise BadInput("签收人不是申请人或者登记过的代理人；代收的，请写与申请人的关系。", field="relation")


def _entitled(applicant: Applicant) -> Iterator[str]:
    """Names whose signature counts without a word more."""
    if applicant.guardian is not None:
        yield normalise_name(applicant.guardian.person.name)
    else:
        yield normalise_name(applicant.name)
        if applicant.person is not None:
            yield normalise_name(applicant.person.name)
    if applicant.agent is not None:
        yield normalise_name(applicant.agent.person.name)
