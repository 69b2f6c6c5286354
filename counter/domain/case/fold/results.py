"""Steps of the fold about results as things: where each lies, and how it reached the applicant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter.domain.calendar.moment_input import moment_in_full
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.results import events
from counter.domain.case.results.certificate import (
    CaseCertificate,
    CertificateState,
    HandOut,
    Posting,
    PreparedHandOut,
    Presence,
    PresenceReason,
    Sending,
)
from counter.domain.journal.entries import Entry


def _arrived_words(event: events.ResultArrived) -> str:
    again = "更正后的" if event.replaces else ""
    kind = "证照" if event.form is events.ResultForm.CERTIFICATE else "决定书"
    how = f"{kind}到柜" if event.medium.on_paper else f"登记电子{kind}"
    lies = f"，放在{event.place}" if event.place else ""
    return f"{again}{how}：{event.name}{_sheets_words(event)}{lies}"


def _sheets_words(event: events.ResultArrived) -> str:
    parts = ((event.originals, "正本"), (event.duplicates, "副本"))
    words = "、".join(f"{name}{count}份" for count, name in parts if count)
    return f"（{words}）" if words else ""


@CASE.on(events.ResultArrived, _arrived_words)
def _arrive(
    case: Case, entry: Entry, event: events.ResultArrived, sealed: events.ResultArrivedSealed | None
) -> Case:
    certificate = CaseCertificate(
        id=event.certificate,
        item=event.item,
        organ=event.organ,
        name=event.name,
        issuer=event.issuer,
        medium=event.medium,
        arrived=event.arrived,
        form=event.form,
        at=entry.at,
        station=entry.station,
        clerk=entry.actor,
        issued_on=event.issued_on,
        valid_from=event.valid_from,
        valid_until=event.valid_until,
        originals=event.originals,
        duplicates=event.duplicates,
        place=event.place,
        slip=event.slip,
        replaces=event.replaces,
        number=None if sealed is None else sealed.number,
        brought_by=sealed.brought_by if sealed else "",
        note=sealed.note if sealed else "",
    )
    case = with_fields(case, certificates=(*case.certificates, certificate))
    return _changed(case, (event.replaces,), lambda wrong: {"replaced_by": event.certificate})


@CASE.on(events.ResultPlaced, lambda e: f"{e.name}换到{e.place}" if e.place else f"{e.name}从格子里取出")
def _place(case: Case, entry: Entry, event: events.ResultPlaced, sealed: object) -> Case:
    return _changed(case, (event.certificate,), lambda one: {"place": event.place})


@CASE.on(events.ResultWithdrawn, "机关收回：{e.name}")
def _withdraw(
    case: Case, entry: Entry, event: events.ResultWithdrawn, sealed: events.ResultWithdrawnSealed | None
) -> Case:
    return _changed(
        case,
        (event.certificate,),
        lambda one: {
            "state": CertificateState.WITHDRAWN,
            "withdrawn_on": event.day,
            "withdrawn_why": sealed.reason if sealed else "",
            "place": "",
        },
    )


@CASE.on(events.ResultCalledIn, "已追回：{e.name}")
def _call_in(case: Case, entry: Entry, event: events.ResultCalledIn, sealed: object) -> Case:
    return _changed(case, (event.certificate,), lambda one: {"called_in_on": event.day})


_COLLECTORS = {
    events.CollectorKind.APPLICANT: "申请人领取",
    events.CollectorKind.AGENT: "代理人领取",
    events.CollectorKind.PROXY: "代收人领取",
}


def _handed_words(event: events.ResultHandedOut) -> str:
    papers = f"、文书{len(event.papers)}份" if event.papers else ""
    back = f"，退还原件{sum(one.originals for one in event.originals)}份" if event.originals else ""
    return f"{_COLLECTORS[event.collector]}：办理结果{len(event.certificates)}件{papers}{back}"


@CASE.on(events.ResultHandedOut, _handed_words)
def _hand_out(
    case: Case, entry: Entry, event: events.ResultHandedOut, sealed: events.ResultHandedOutSealed | None
) -> Case:
    sealed = sealed or events.ResultHandedOutSealed("")
    hand_out = HandOut(
        id=event.hand_out,
        certificates=event.certificates,
        way=event.way,
        day=event.day,
        collector=event.collector,
        visit=event.visit,
        at=entry.at,
        station=entry.station,
        clerk=entry.actor,
        papers=event.papers,
        originals=event.originals,
        proof=event.proof,
        name=sealed.name,
        relation=sealed.relation,
        masked_number=sealed.masked_number,
        checked=sealed.checked,
    )
    case = with_fields(case, hand_outs=(*case.hand_outs, hand_out), prepared=_without(case, event.hand_out))
    if event.visit:
        here = Presence(event.day, PresenceReason.PICK_UP, entry.station)
        case = with_fields(case, presences=(*case.presences, here))
    return _changed(
        case,
        event.certificates,
        lambda one: {
            "state": _unless_withdrawn(one, CertificateState.HANDED),
            "hand_out": event.hand_out,
            "delivered_on": event.day,
            "place": "",
        },
    )


@CASE.on(events.ResultPosted, lambda e: f"寄出办理结果{len(e.certificates)}件")
def _post(
    case: Case, entry: Entry, event: events.ResultPosted, sealed: events.ResultPostedSealed | None
) -> Case:
    sealed = sealed or events.ResultPostedSealed("", "")
    posting = Posting(
        event.posting, event.day, event.payer, sealed.mail_number, sealed.address, sealed.receiver
    )
    return _changed(
        case,
        event.certificates,
        lambda one: {
            "state": _unless_withdrawn(one, CertificateState.POSTED),
            "postings": (*one.postings, posting),
            "place": "",
        },
    )


@CASE.on(events.ResultPostSigned, lambda e: f"邮件已签收，办理结果{len(e.certificates)}件")
def _post_signed(
    case: Case, entry: Entry, event: events.ResultPostSigned, sealed: events.PostingEndSealed | None
) -> Case:
    words = sealed.words if sealed else ""
    return _changed(
        case,
        event.certificates,
        lambda one: {
            "postings": _ended(one, event.posting, signed=event.day, words=words),
            "delivered_on": event.day,
        },
    )


@CASE.on(events.ResultPostReturned, lambda e: f"邮件退回，办理结果{len(e.certificates)}件")
def _post_returned(
    case: Case, entry: Entry, event: events.ResultPostReturned, sealed: events.PostingEndSealed | None
) -> Case:
    words = sealed.words if sealed else ""

    def now(one: CaseCertificate) -> dict[str, Any]:
        came: dict[str, Any] = {"postings": _ended(one, event.posting, returned=event.day, words=words)}
        if one.state is CertificateState.POSTED:
            came |= {"state": CertificateState.RETURNED, "place": event.place}
        return came

    return _changed(case, event.certificates, now)


def _sent_words(event: events.ResultSent) -> str:
    return f"{moment_in_full(event.at)} 通过{event.platform}推送办理结果{len(event.certificates)}件"


@CASE.on(events.ResultSent, _sent_words)
def _send(case: Case, entry: Entry, event: events.ResultSent, sealed: events.ResultSentSealed | None) -> Case:
    sealed = sealed or events.ResultSentSealed()
    sending = Sending(event.sending, event.platform, event.at, sealed.file_number, sealed.account)

    def now(one: CaseCertificate) -> dict[str, Any]:
        sent: dict[str, Any] = {"sendings": (*one.sendings, sending)}
        if not one.medium.on_paper:
            sent["state"] = _unless_withdrawn(one, CertificateState.SENT)
        return sent

    return _changed(case, event.certificates, now)


_READ = {events.ReadBy.READ: "申请人已阅", events.ReadBy.SYSTEM: "已到达申请人的系统"}


def _read_words(event: events.ResultRead) -> str:
    return f"推送的办理结果{len(event.certificates)}件{_READ[event.how]}（{moment_in_full(event.at)}）"


@CASE.on(events.ResultRead, _read_words)
def _read(case: Case, entry: Entry, event: events.ResultRead, sealed: object) -> Case:

    def now(one: CaseCertificate) -> dict[str, Any]:
        sendings = tuple(
            with_fields(s, read=event.at, how=event.how) if s.id == event.sending else s for s in one.sendings
        )
        reached = {} if one.medium.on_paper else {"delivered_on": civil_date(event.at)}
        return {"sendings": sendings, **reached}

    return _changed(case, event.certificates, now)


def _unless_withdrawn(one: CaseCertificate, state: CertificateState) -> CertificateState:
    """What the organ took back stays so, whatever a window did that had not heard of it."""
    return state if one.holds else one.state


def _ended(one: CaseCertificate, posting: str, **changes: object) -> tuple[Posting, ...]:
    return tuple(with_fields(p, **changes) if p.id == posting else p for p in one.postings)


def _changed(
    case: Case, certificates: tuple[str, ...], now: Callable[[CaseCertificate], dict[str, Any]]
) -> Case:
    found = tuple(with_fields(c, **now(c)) if c.id in certificates else c for c in case.certificates)
    return with_fields(case, certificates=found)


def _without(case: Case, hand_out: str) -> tuple[PreparedHandOut, ...]:
    """The proofs on which nothing was given, without that one."""
    return tuple(one for one in case.prepared if one.id != hand_out)
