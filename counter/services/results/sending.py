"""Results that go by post or through a platform, calls about what nobody collects, and what its organ takes again.

What is for one person goes together: the acts on all of the cases are recorded in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    SendingAct,
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
from counter.domain.errors import BadInput
from counter.domain.papers.compose.transfer_slip import Transfer
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, open_writers
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import check_on_duty


def carry_out(
    app: AppContext,
    wanted: Mapping[str, SendingAct],
    clerk: StaffRow,
    bases: Mapping[str, str] | None = None,
) -> tuple[Case, ...]:
    """Record an act on several cases of one person: id of a case → what was done with its results; all or none.

    ``bases``: id of a case → id of the last entry that was seen of it. Raises BadInput for nothing at all, and as the
    rules of the act (``domain.case.acts.sending``).
    """
    check_on_duty(clerk)
    if not wanted:
        raise BadInput("请选证照（文书）。", field="certificates")
    with open_writers(app, {case: (bases or {}).get(case) for case in wanted}, clerk) as writers:
        for writer, act in zip(writers, wanted.values(), strict=True):
            _write(writer, act)
        return (*(writer.finish() for writer in writers[:-1]), writers[-1].commit())


def _write(writer: CaseWriter, act: SendingAct) -> None:
    match act:
        case PostResults():
            _post(writer, act)
        case EndPosting():
            _end_posting(writer, act)
        case SendResults():
            _send(writer, act)
        case EndSending():
            sending, ids = rules.sent_under(writer.case, act.file_number)
            rules.check_read(sending, act, writer.setting.now)
            writer.add(events.ResultRead(sending.id, ids, act.at, act.how))
        case CallCollector():
            _call(writer, act)
        case ReturnToOrgan():
            _send_back(writer, act)


def post_results(app: AppContext, case_id: str, act: PostResults, clerk: StaffRow) -> Case:
    """Record that results were posted. Raises as ``check_post``."""
    return carry_out(app, {case_id: act}, clerk)[0]


def end_posting(app: AppContext, case_id: str, act: EndPosting, clerk: StaffRow) -> Case:
    """Record that the post was signed for, or that it came back."""
    return carry_out(app, {case_id: act}, clerk)[0]


def send_results(app: AppContext, case_id: str, act: SendResults, clerk: StaffRow) -> Case:
    """Record that results were sent through a platform."""
    return carry_out(app, {case_id: act}, clerk)[0]


def end_sending(app: AppContext, case_id: str, act: EndSending, clerk: StaffRow) -> Case:
    """Record that what was sent reached the applicant."""
    return carry_out(app, {case_id: act}, clerk)[0]


def call_collector(app: AppContext, case_id: str, act: CallCollector, clerk: StaffRow) -> Case:
    """Record a call about what lies here."""
    return carry_out(app, {case_id: act}, clerk)[0]


def send_back(app: AppContext, case_id: str, act: ReturnToOrgan, clerk: StaffRow) -> Case:
    """Its organ takes again what nobody collected: the 物料流转单 is issued, and both sides sign it."""
    return carry_out(app, {case_id: act}, clerk)[0]


def _post(writer: CaseWriter, act: PostResults) -> None:
    found = rules.check_post(writer.case, act, writer.setting.authority, civil_date(writer.setting.now))
    ids = tuple(one.id for one in found)
    sealed = events.ResultPostedSealed(
        rules.mail_number(act.mail_number), act.address.strip(), act.receiver.strip(), act.consent.strip()
    )
    writer.add(events.ResultPosted(str(uuid7()), ids, act.day, act.payer), sealed)


def _end_posting(writer: CaseWriter, act: EndPosting) -> None:
    posting, inside = rules.under_way(writer.case, act.mail_number)
    rules.check_posting_ended(posting, act, civil_date(writer.setting.now))
    ids = tuple(one.id for one in inside)
    sealed = events.PostingEndSealed(act.words.strip())
    if act.returned:
        writer.add(events.ResultPostReturned(posting.id, ids, act.day, act.place.strip()), sealed)
    else:
        writer.add(events.ResultPostSigned(posting.id, ids, act.day), sealed)


def _send(writer: CaseWriter, act: SendResults) -> None:
    found = rules.check_send(writer.case, act, writer.setting.authority, writer.setting.now)
    ids = tuple(one.id for one in found)
    sent = events.ResultSent(str(uuid7()), ids, act.platform.strip(), act.at)
    writer.add(sent, events.ResultSentSealed(act.file_number.strip(), act.account.strip()))


def _call(writer: CaseWriter, act: CallCollector) -> None:
    found = rules.ready(writer.case, act.certificates)
    today = civil_date(writer.setting.now)
    called = ResultCalled(tuple(one.id for one in found), today, act.outcome)
    writer.add(called, ResultCalledSealed(act.words.strip()))


def _send_back(writer: CaseWriter, act: ReturnToOrgan) -> None:
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
