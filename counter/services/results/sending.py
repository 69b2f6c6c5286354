"""Results that go by post or through a platform, calls about what nobody collects, and what its organ takes again."""

from __future__ import annotations

from uuid_utils import uuid7

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import sending as rules
from counter.domain.case.acts.certificate_rules import why_not_delivered
from counter.domain.case.acts.sending import (
    CallCollector,
    EndPosting,
    EndSending,
    PostResults,
    ReturnToOrgan,
    SendResults,
)
from counter.domain.case.case import Case
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.case.results import events
from counter.domain.case.results.hand_out_events import (
    ResultCalled,
    ResultCalledSealed,
    ResultSentBack,
    ResultSentBackSealed,
)
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.papers.compose.transfer_slip import Transfer
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import check_on_duty


def post_results(app: AppContext, case_id: str, act: PostResults, clerk: StaffRow) -> Case:
    """Record that results were posted. Raises as ``check_post``."""
    check_on_duty(clerk)
    with open_writer(app, case_id, clerk, adds=True) as writer:
        found = rules.check_post(writer.case, act, writer.setting.authority, civil_date(writer.setting.now))
        ids = tuple(one.id for one in found)
        sealed = events.ResultPostedSealed(
            rules.mail_number(act.mail_number), act.address.strip(), act.receiver.strip(), act.consent.strip()
        )
        writer.add(events.ResultPosted(str(uuid7()), ids, act.day, act.payer), sealed)
        return writer.commit()


def end_posting(app: AppContext, case_id: str, act: EndPosting, clerk: StaffRow) -> Case:
    """Record that the post was signed for, or that it came back."""
    check_on_duty(clerk)
    with open_writer(app, case_id, clerk, adds=True) as writer:
        posting, inside = rules.under_way(writer.case, act.mail_number)
        rules.check_posting_ended(posting, act, civil_date(writer.setting.now))
        ids = tuple(one.id for one in inside)
        sealed = events.PostingEndSealed(act.words.strip())
        if act.returned:
            writer.add(events.ResultPostReturned(posting.id, ids, act.day, act.place.strip()), sealed)
        else:
            writer.add(events.ResultPostSigned(posting.id, ids, act.day), sealed)
        return writer.commit()


def send_results(app: AppContext, case_id: str, act: SendResults, clerk: StaffRow) -> Case:
    """Record that results were sent through a platform."""
    check_on_duty(clerk)
    with open_writer(app, case_id, clerk, adds=True) as writer:
        found = rules.check_send(writer.case, act, writer.setting.authority, writer.setting.now)
        ids = tuple(one.id for one in found)
        sent = events.ResultSent(str(uuid7()), ids, act.platform.strip(), act.at)
        writer.add(sent, events.ResultSentSealed(act.file_number.strip(), act.account.strip()))
        return writer.commit()


def end_sending(app: AppContext, case_id: str, act: EndSending, clerk: StaffRow) -> Case:
    """Record that what was sent reached the applicant."""
    check_on_duty(clerk)
    with open_writer(app, case_id, clerk, adds=True) as writer:
        sending, ids = rules.sent_under(writer.case, act.file_number)
        rules.check_read(sending, act, writer.setting.now)
        writer.add(events.ResultRead(sending.id, ids, act.at, act.how))
        return writer.commit()


def call_collector(app: AppContext, case_id: str, act: CallCollector, clerk: StaffRow) -> Case:
    """Record a call about what lies here."""
    check_on_duty(clerk)
    with open_writer(app, case_id, clerk, adds=True) as writer:
        found = rules.ready(writer.case, act.certificates)
        today = civil_date(writer.setting.now)
        called = ResultCalled(tuple(one.id for one in found), today, act.outcome)
        writer.add(called, ResultCalledSealed(act.words.strip()))
        return writer.commit()


def send_back(app: AppContext, case_id: str, act: ReturnToOrgan, clerk: StaffRow) -> Case:
    """Its organ takes again what nobody collected: the 物料流转单 is issued, and both sides sign it."""
    check_on_duty(clerk)
    with open_writer(app, case_id, clerk, adds=True) as writer:
        today = civil_date(writer.setting.now)
        authority = writer.setting.authority
        found = rules.check_send_back(writer.case, act, authority, today)
        organ, items = found[0].organ, tuple(dict.fromkeys(one.item for one in found))
        listed = tuple(MovedPaper("", one.name, one.originals, one.duplicates) for one in found)
        late = f"满{rules.UNCOLLECTED[-1]}天没有人领取，交回发证机关"
        usual = why_not_delivered(found[0], authority, today) or late
        reason = act.note.strip() or usual
        transfer = Transfer(Hands.TO_ORGAN, listed, writer.clerk.name, act.taken_by.strip(), reason)
        kind = PaperKind.TRANSFER_SLIP
        shown = tuple(recorded_verdict(i) for i in writer.case.items if i.id in items)
        paper = writer.issue(PaperPlan(kind, TITLES[kind], organ, items), shown, transfer)
        event = ResultSentBack(tuple(one.id for one in found), organ, today, paper.id)
        writer.add(event, ResultSentBackSealed(act.taken_by.strip(), act.note.strip()))
        return writer.commit()
