"""Correct or confirm a doubtful registration of a party against the document (核对号码)."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import IdentifyParty
from counter.domain.case.acts.identification import identified
from counter.domain.case.case import Case
from counter.domain.case.events import ApplicantIdentified, ApplicantIdentifiedSealed
from counter.domain.people.applicant import unrepresented
from counter.services.case.case_writer import open_writer
from counter.services.case.same_party import found_now
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def identify_party(
    app: AppContext, case_id: str, act: IdentifyParty, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record the document's data, or that it reads as registered. Nothing is decided by it.

    Other open cases of the same party and bundle are told (查重): nobody could know them before.

    Papers issued before are unchanged (号码待核). Raises BadInput without a reason, RuleRefused where nothing is
    doubtful, the data name another person, or they are still wrong.
    """
    with open_writer(app, case_id, clerk, base) as writer:
        applicant = writer.case.applicant
        assert applicant is not None
        found = identified(applicant, act, civil_date(writer.setting.now))
        writer.visit = replace(writer.visit, applicant=found.applicant)
        event = ApplicantIdentified(
            act.who.value,
            number_changed=found.number_changed,
            name_changed=found.name_changed,
            confirmed=act.confirmed,
            unrepresented=bool(unrepresented(found.applicant, writer.case.received_on)),
            same=found_now(writer, applicant, found.applicant),
        )
        sealed = ApplicantIdentifiedSealed(found.applicant, act.reason.strip())
        writer.add(event, sealed)
        return writer.commit()
