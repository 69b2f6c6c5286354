"""Record the organ's result of an item; items that depend on it can go on, or end (登记结果)."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import item_events, paper_events
from counter.domain.case.acts.acts import Conclude
from counter.domain.case.acts.certificate_rules import hands_over
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.acts.ending import followers
from counter.domain.case.acts.result import CheckedResult, check_result
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.item_events import Ending, Result
from counter.domain.case.organ_events import KnownBy
from counter.domain.hall import organ_people
from counter.domain.hall.organ_people import OrganPerson
from counter.domain.papers.decision_history import with_history
from counter.domain.papers.parts.decision_wording import form_of, title_of
from counter.domain.papers.parts.details import ProposedDecision
from counter.domain.text.day_words import day_text
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.case.end_items import end_all
from counter.services.case.propose_decision import paper_of
from counter.services.case.register_result import write_things
from counter.services.case.void_papers import void_applications, void_draft_decision, void_procedure_notices
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.organ_people import people_of_organs, person_by_pin
from counter.services.hall.people import people_today


def record_result(
    app: AppContext, case_id: str, act: Conclude, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record the result. A draft confirmed by the representative is issued with number and name.

    An item that was not granted ends those that depend on it, and their papers go back (DOMAIN §6). Raises what
    ``check_result`` raises; RuleRefused or BadInput unless the organ's representative gives the own PIN, or the paper's
    signer is on the hall's list.
    """
    present = person_by_pin(app, act.representative, act.pin) if act.representative.strip() else None
    with open_writer(app, case_id, clerk, base) as writer:
        write_conclusion(app, writer, act, present)
        return writer.commit()


def write_conclusion(
    app: AppContext, writer: CaseWriter, act: Conclude, present: OrganPerson | None = None
) -> None:
    """Check and append a result in a case that is open for writing. ``present``: who gave the own PIN."""
    before, setting = writer.case, writer.setting
    checked = check_result(before, act, civil_date(setting.now), setting)
    item = checked.item
    granted = act.result is Result.GRANTED
    dependants = () if granted else followers(before, (item.id,))
    refuse_if_overdue(before, dependants, setting)
    known_by, person = _decider(app, writer, item, act, present)
    document = act.document.strip()
    if act.confirms:
        assert known_by is not None
        assert person is not None
        document = _issue_confirmed(writer, checked, act, known_by, person)
    else:
        void_draft_decision(writer, item, "机关另行作出决定。")
    event = item_events.ItemConcluded(
        item=item.id,
        name=item.asked.name,
        organ=item.asked.organ,
        result=act.result,
        day=act.day,
        document=document,
        by=person.name if person is not None else act.by.strip(),
        confirmed=act.confirms,
        ground=checked.ground,
        known_by=known_by,
        signer=person.code if person is not None else "",
        signed_document=act.document.strip() if act.confirms else "",
        signed_on=act.signed_on,
        against=checked.against,
        review_body=checked.recourse.review_body,
        court=checked.recourse.court,
        mandate=_mandate(known_by, person),
        extent=act.extent,
        hands_over=hands_over(before, item, act.things, nothing=act.nothing) if granted else None,
    )
    basis = act.basis.strip()
    if act.confirms and item.proposal is not None:
        basis = item.proposal.basis
    sealed = item_events.ItemConcludedSealed(
        act.certificate.strip(),
        act.note.strip(),
        basis,
        checked.recourse.phone,
        act.extent_words.strip(),
    )
    writer.add(event, sealed)
    write_things(writer, item.id, act.things, civil_date(setting.now))
    void_procedure_notices(writer, item, "事项已有结果，不用再告知。")
    void_applications(writer)
    if not granted:
        end_all(writer, dependants, Ending.RETURNED, f"“{item.asked.name}”没有办成，材料退还。", item.id)


def _decider(
    app: AppContext, writer: CaseWriter, item: CaseItem, act: Conclude, present: OrganPerson | None
) -> tuple[KnownBy | None, OrganPerson | None]:
    """Who decided, and how that is known: the representative present, or the listed signer of the organ's paper."""
    organ = item.asked.organ
    if act.representative.strip():
        drafted = item.proposal.clerk if item.proposal is not None else ""
        names = {row.code: row.name for row in people_today(app.journal)}
        acting = {writer.clerk.code, drafted} - {""}
        acting_people = [
            (code, writer.clerk.name if code == writer.clerk.code else names.get(code, "")) for code in acting
        ]
        return KnownBy.PIN, organ_people.check_representative(present, organ, acting_people)
    if act.result is Result.GRANTED and not act.signer.strip():
        return None, None
    return KnownBy.PAPER, organ_people.get_signer(people_of_organs(app), act.signer, organ)


def _mandate(known_by: KnownBy | None, person: OrganPerson | None) -> str:
    """Number of the mandate by which a representative confirmed in person; "" for a signed paper and without one."""
    if person is None or known_by is not KnownBy.PIN:
        return ""
    return person.mandate or ""


def _issue_confirmed(
    writer: CaseWriter, checked: CheckedResult, act: Conclude, known_by: KnownBy, person: OrganPerson
) -> str:
    """Issue the draft as the organ's decision, numbered and with the representative's name. Returns the number."""
    item = checked.item
    draft = next(p for p in writer.case.papers if p.id == act.confirms)
    proposal = item.proposal
    assert proposal is not None
    kind = paper_of(act.result)
    title = title_of(form_of(proposal.cause, writer.setting.jurisdiction), (item.asked.procedure,))
    planned = PaperPlan(kind, title, item.asked.organ, (item.id,))
    paper_of_organ = ""
    if known_by is KnownBy.PAPER and act.signed_on is not None:
        paper_of_organ = f"{act.document.strip()}，{day_text(act.signed_on)}"
    details = ProposedDecision(
        proposal.cause,
        act.result,
        proposal.ground,
        proposal.basis,
        confirmed_by=person.name,
        known_by=known_by,
        signed_paper=paper_of_organ,
        recourse=checked.recourse,
        mandate=_mandate(known_by, person),
    )
    as_drafted = with_history(writer.case, item, details, civil_date(proposal.at))
    paper = writer.issue(planned, (recorded_verdict(item),), as_drafted)
    replaced = paper_events.PaperSuperseded(draft.id, draft.number, paper.id, "confirmed")
    writer.add(replaced)
    return paper.number
