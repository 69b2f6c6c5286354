"""Steps of the fold around a hand-out: its proof, calls to who does not come, and what its organ took again."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.results import hand_out_events as events
from counter.domain.case.results.certificate import CertificateState, CollectingCall, PreparedHandOut
from counter.domain.journal.entries import Entry


@CASE.on(events.HandOutPrepared, "出具送达回证{e.proof_number}，等签字领取")
def _prepare(
    case: Case, entry: Entry, event: events.HandOutPrepared, sealed: events.HandOutPreparedSealed | None
) -> Case:
    sealed = sealed or events.HandOutPreparedSealed("")
    if any(one.id == event.hand_out for one in case.hand_outs):
        return case
    prepared = PreparedHandOut(
        id=event.hand_out,
        proof=event.proof,
        proof_number=event.proof_number,
        cases=event.cases,
        certificates=event.certificates,
        collector=event.collector,
        day=event.day,
        station=entry.station,
        papers=event.papers,
        originals=event.originals,
        name=sealed.name,
        relation=sealed.relation,
        masked_number=sealed.masked_number,
        checked=sealed.checked,
    )
    return with_fields(case, prepared=(*case.prepared, prepared))


@CASE.on(events.HandOutDropped, "没有领取，送达回证作废")
def _drop(case: Case, entry: Entry, event: events.HandOutDropped, sealed: object) -> Case:
    return with_fields(case, prepared=tuple(one for one in case.prepared if one.id != event.hand_out))


@CASE.on(events.ResultCalled, lambda e: f"打电话请领取：{e.outcome.label}")
def _call(
    case: Case, entry: Entry, event: events.ResultCalled, sealed: events.ResultCalledSealed | None
) -> Case:
    call = CollectingCall(event.day, event.outcome, entry.actor, sealed.words if sealed else "")
    return with_fields(
        case,
        certificates=tuple(
            with_fields(c, calls=(*c.calls, call)) if c.id in event.certificates else c
            for c in case.certificates
        ),
    )


@CASE.on(events.ResultSentBack, lambda e: f"没有人领，交回{e.organ}：办理结果{len(e.certificates)}件")
def _send_back(case: Case, entry: Entry, event: events.ResultSentBack, sealed: object) -> Case:
    """What was handed out meanwhile at another window stays so."""
    return with_fields(
        case,
        certificates=tuple(
            with_fields(c, state=CertificateState.SENT_BACK, sent_back_on=event.day, place="")
            if c.id in event.certificates and c.ready
            else c
            for c in case.certificates
        ),
    )
