"""Put right what was registered wrongly (更正登记), and give the applicant one notice of it beside the papers."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.at_any_time import CorrectRegistration
from counter.domain.case.acts.registration_correction import (
    corrected,
    needs_consent,
    papers_with,
    printed_number,
)
from counter.domain.case.case import Case
from counter.domain.case.events import ApplicantIdentified, ApplicantIdentifiedSealed
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.hall.jurisdiction import HALL, Masks
from counter.domain.papers.compose.erratum import Erratum
from counter.domain.people.applicant import Applicant, Party, unrepresented
from counter.domain.people.registered_party import name_of, number_of, party_word
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.case.same_party import found_now
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import consented


def correct_registration(
    app: AppContext, case_id: str, act: CorrectRegistration, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record it, and issue the notice where papers state it wrongly. Nothing is decided by it, no day moves.

    Raises as ``corrected`` does; RuleRefused for a number without a supervisor's consent, or with a wrong PIN, and
    where another window decides in the case.
    """
    by = "" if act.consent is None else consented(app.journal, act.consent).code
    with open_writer(app, case_id, clerk, base) as writer:
        before = writer.case.applicant
        assert before is not None
        after = corrected(before, act, civil_date(writer.setting.now))
        if needs_consent(before, after, act.who) and not by:
            raise RuleRefused(
                "改证件号码要值班负责人同意：号码说明是谁在办。请他输入工号和口令。",
                rule="identity",
                field="supervisor",
            )
        _record(writer, act, before, after, by)
        _issue_erratum(writer, act, before, after)
        return writer.commit()


def _record(
    writer: CaseWriter, act: CorrectRegistration, before: Applicant, after: Applicant, by: str
) -> None:
    writer.visit = replace(writer.visit, applicant=after)
    event = ApplicantIdentified(
        act.who.value,
        number_changed=number_of(before, act.who) != number_of(after, act.who),
        name_changed=name_of(before, act.who) != name_of(after, act.who),
        confirmed=False,
        unrepresented=bool(unrepresented(after, writer.case.received_on)),
        same=found_now(writer, before, after),
        slip=True,
        consented_by=by,
    )
    writer.add(event, ApplicantIdentifiedSealed(after, act.reason.strip()))


def _issue_erratum(writer: CaseWriter, act: CorrectRegistration, before: Applicant, after: Applicant) -> None:
    masks = writer.setting.jurisdiction.masks
    papers = papers_with(writer.case, before, after, act.who, masks)
    if not papers:
        return
    what, wrong, right = _stated(before, after, act.who, masks)
    listed = tuple((p.title, p.number, civil_date(p.issued_at)) for p in papers)
    kind = PaperKind.ERRATUM
    items = tuple(i.id for i in writer.case.items)
    details = Erratum(what, wrong, right, listed, act.reason.strip())
    verdicts = [recorded_verdict(i) for i in writer.case.items]
    writer.issue(PaperPlan(kind, TITLES[kind], HALL, items), verdicts, details)


def _stated(before: Applicant, after: Applicant, who: Party, masks: Masks) -> tuple[str, str, str]:
    """What was corrected, and both forms of it as papers print them."""
    whose, organisation = party_word(before, who), who is Party.ORGANISATION
    if name_of(before, who) != name_of(after, who):
        return f"{whose}{'名称' if organisation else '姓名'}", name_of(before, who), name_of(after, who)
    what = "单位的统一社会信用代码" if organisation else f"{whose}证件号码"
    return what, printed_number(before, who, masks), printed_number(after, who, masks)
