"""Serve papers on the applicant: issue the 送达回证, record service or refusal to sign (送达、拒签)."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import paper_events
from counter.domain.case.acts import pause, public_notice, service
from counter.domain.case.acts.acts import PrepareDelivery, Serve
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.acts.receiver import check_receiver
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.paper_events import Way
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.errors import BadInput
from counter.domain.hall.jurisdiction import HALL
from counter.domain.papers.compose.delivery_receipt import Delivery, ServedPaper
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.case.mark_paper import chosen, record_handed_over
from counter.services.case.pause_clock import pause_by_notice
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def prepare_delivery(
    app: AppContext, case_id: str, act: PrepareDelivery, clerk: StaffRow, base: str | None = None
) -> Case:
    """Issue the 送达回证 for these papers, one for each organ.

    Raises RuleRefused for drafts, void papers and papers that were never printed, BadInput for a substitute without
    relation and for the post without an address.
    """
    with open_writer(app, case_id, clerk, base) as writer:
        case = writer.case
        groups: dict[str, list[str]] = {}
        for paper in chosen(case, act.papers):
            service.check_deliverable(paper)
            _refuse_too_late(writer, paper)
            service.check_sheet(paper, "出送达回证", handed_over=act.handed_over)
            record_handed_over(writer, paper, act.handed_over)
            service.check_entrusted(case, paper, writer.setting.authority, civil_date(writer.setting.now))
            groups.setdefault(paper.organ, []).append(paper.id)
        check_receiver(case.applicant, act.receiver, act.relation)
        if act.way is Way.PUBLIC_NOTICE:
            raise BadInput("公告送达没有人签收，不出送达回证；公告和经过存入案卷。", field="way")
        if act.way is Way.POST and not act.address.strip():
            raise BadInput("邮寄的，请写送达地址。", field="address")
        kind = PaperKind.PROOF_OF_DELIVERY
        for organ, ids in groups.items():
            papers = [p for p in case.papers if p.id in ids]
            items = tuple(dict.fromkeys(i for p in papers for i in p.items))
            shown = tuple(recorded_verdict(i) for i in case.items if i.id in items)
            rows = tuple(ServedPaper(p.title, p.number) for p in papers)
            details = Delivery(rows, act.way, act.address.strip(), act.receiver.strip(), act.relation.strip())
            writer.issue(PaperPlan(kind, TITLES[kind], organ or HALL, items), shown, details)
        return writer.commit()


def serve(app: AppContext, case_id: str, act: Serve, clerk: StaffRow, base: str | None = None) -> Case:
    """Record that papers were served, that the receiver would not sign, or that a public notice was published.

    Raises RuleRefused for drafts, unsealed and never printed papers, and for one whose printed day runs from service
    but was counted from an earlier day (L6): that one is reissued first. Service of the notice of a special procedure
    stops the item's clock. Raises BadInput for a substitute without relation, and for a public notice without course.
    """
    with open_writer(app, case_id, clerk, base, adds=True) as writer:
        write_served(writer, act)
        return writer.commit()


def write_served(writer: CaseWriter, act: Serve) -> None:
    """Append that the papers were served or published; the writer is not committed. Raises as ``serve``."""
    today = civil_date(writer.setting.now)
    day = public_notice.day_of_service(act, writer.setting.calendar)
    announced = act.day if act.way is Way.PUBLIC_NOTICE else None
    sealed = paper_events.PaperServedSealed(act.receiver.strip(), act.relation.strip(), act.note.strip())
    for paper in chosen(writer.case, act.papers):
        _refuse_too_late(writer, paper)
        public_notice.check(writer.case, paper, act, today, writer.setting.calendar)
        service.check_serve(writer.case, paper, act, today)
        if not act.declined:  # who would not sign is named with the witness
            check_receiver(writer.case.applicant, act.receiver, act.relation)
        service.check_moment(paper, act, writer.setting.now)
        pause.check_begins(writer.case, paper, day)
        record_handed_over(writer, paper, act.handed_over)
        service.check_entrusted(writer.case, paper, writer.setting.authority, act.day)
        if public_notice.still_runs(act, today, writer.setting.calendar):
            published = paper_events.PaperPublished(paper.id, paper.number, act.day)
            writer.add(published, paper_events.PaperPublishedSealed(act.note.strip()))
            continue
        event = paper_events.PaperServed(
            paper.id, paper.number, act.way, day, act.declined, act.at, announced
        )
        writer.add(event, sealed)
        pause_by_notice(writer, paper, day)


def _refuse_too_late(writer: CaseWriter, paper: IssuedPaper) -> None:
    """Raise RuleRefused for a correction notice after the law's last day to notify (L6)."""
    if paper.kind == PaperKind.CORRECTION_NOTICE:
        items = [i for i in writer.case.items if i.id in paper.items]
        refuse_if_overdue(writer.case, items, writer.setting)
