"""What becomes of an accepted item before it is decided: its time extended, or its application withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import ApplyWithdrawal, CorrectRegistration, Extend, Withdraw
from counter.domain.case.acts.signing import signers
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_events import Signer
from counter.domain.document.document import PaperKind
from counter.domain.people.applicant import Applicant, Person
from counter.domain.people.registered_party import name_of, number_of, registered_parties
from tests.services.office import Office, by_paper, papers

CORRECTED_BY = "对照证件原件"


def extended(office: Office, case: Case, item: CaseItem, reason: str) -> Iterator[Case]:
    """Its organ gives the item more time, by a paper of its own."""
    signer = next(
        s.code for s in office.app.journal.staff() if (s.organ, s.role) == (item.asked.organ, "signer")
    )
    by = by_paper(civil_date(office.app.setting().now))
    yield office.do(
        case, Extend(item.id, 5, reason, "示例延〔2026〕1号", signed_on=by["signed_on"], signer=signer)
    )


def corrected(office: Office, case: Case) -> Iterator[Case]:
    """A letter of the first party's name was written wrongly; without a number nothing shows who it is."""
    applicant = case.applicant
    if applicant is None:
        return
    who = next((one for one in registered_parties(applicant) if number_of(applicant, one)), None)
    if who is None:
        return
    right = put_right(name_of(applicant, who))
    yield office.do(case, CorrectRegistration(who, name=right, reason=CORRECTED_BY))


def put_right(name: str) -> str:
    """How a name reads once its wrong letter was put right."""
    last = "雅" if name.endswith("娜") else "娜"
    return name.removesuffix("公司") if name.endswith("公司") else f"{name[:-1]}{last}"


def withdrawn(office: Office, case: Case, item: CaseItem, reason: str) -> Iterator[Case]:
    """The applicant thinks better of it once; then he signs the application that was made for him."""
    case = office.do(case, ApplyWithdrawal((item.id,), reason))
    yield case
    case = office.do(case, Withdraw(paper=papers(case, PaperKind.WITHDRAWAL)[-1].id, declined=True))
    yield case
    case = office.do(case, ApplyWithdrawal((item.id,), reason))
    yield case
    applicant = case.applicant
    assert applicant is not None
    paper = papers(case, PaperKind.WITHDRAWAL)[-1].id
    signer, name = who_signs(applicant)
    yield office.do(case, Withdraw(paper=paper, signer=signer, name=name, handed_over=True))


def who_signs(applicant: Applicant) -> tuple[Signer, str]:
    """The applicant himself, or his guardian, by name."""
    signer = signers(applicant)[0]
    person = applicant.person or Person(applicant.name)
    if signer is Signer.GUARDIAN and applicant.guardian is not None:
        person = applicant.guardian.person
    return signer, person.name
