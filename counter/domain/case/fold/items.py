"""Entries about items: decided, told, pledged, supplemented, deemed, proposed, concluded, ended, undone."""

from __future__ import annotations

from typing import Any

from counter.domain.case import events, item_events, withdrawal_events
from counter.domain.case.acts.rejudge import waits_for_earlier
from counter.domain.case.case import Case, Handover, Pledge
from counter.domain.case.case_item import CaseItem, Conclusion, CorrectionRound, OrganNotice, Proposal
from counter.domain.case.fold import history
from counter.domain.case.fold.answers import (
    accepted_there,
    answered_now,
    concluded_now,
    filings_before,
    silenced,
    still_answered,
)
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE, changed, gaps_left
from counter.domain.case.handled_together import bound_together
from counter.domain.case.item_events import Ending, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.material_events import MaterialRelieved
from counter.domain.case.organ_events import DecisionNoted, ItemOrganTold, ItemOrganToldSealed
from counter.domain.hall.organ import Recourse
from counter.domain.journal.entries import Entry
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import GUARDIAN, Outcome

_HELD = {
    Outcome.WAIT: ItemState.WAITING,
    Outcome.ACCEPT_WITH_GAPS: ItemState.TO_PLEDGE,
    Outcome.PROPOSE_REFUSAL: ItemState.TO_REFUSE,
}

_DECIDED: dict[type, ItemState] = {
    events.ItemAccepted: ItemState.ACCEPTED,
    events.ItemCompleted: ItemState.DONE,
}

_ENDED = {
    Ending.WITHDRAWN: ItemState.WITHDRAWN,
    Ending.DROPPED: ItemState.DROPPED,
    Ending.RETURNED: ItemState.RETURNED,
}

_RESULTS = {
    Result.GRANTED: ItemState.GRANTED,
    Result.REJECTED: ItemState.REJECTED,
    Result.REFUSED: ItemState.REFUSED,
    Result.REVOKED: ItemState.REVOKED,
    Result.LAPSED: ItemState.LAPSED,
}


def _decide(
    case: Case, entry: Entry, event: events.ItemDecided, sealed: events.ItemDecidedSealed | None
) -> Case:
    reason = sealed.reason if sealed else ""
    state = _DECIDED.get(type(event)) or _HELD.get(event.outcome, ItemState.RECEIVED)
    decided = type(event) in _DECIDED
    if event.rule == GUARDIAN:  # what programs said that did not say it of the opening
        case = with_fields(case, unrepresented=True)
    return changed(
        case,
        entry,
        event.item,
        lambda item: {
            "state": state,
            "outcome": event.outcome,
            "decided": decided,
            "reason": reason,
            "rule": event.rule,
            "due": event.due,
            "statutory": event.statutory,
            "promised": event.promised,
            "gaps": event.gaps,
            "waits_for": event.waits_for,
            "at": entry.at,
            "untimely": entry.untimely,
            "dates_held": event.dates_held,
            "gap_dues": (),
            "answered": answered_now(item, entry, event.answer_by) if decided else item.answered,
            "filings": filings_before(item, entry),
        },
    )


CASE.on(events.ItemAccepted, "受理：{e.name}")(_decide)
CASE.on(events.ItemCompleted, "当场办结：{e.name}")(_decide)
CASE.on(events.ItemHeld, "收件待办：{e.name}")(_decide)


@CASE.on(item_events.ItemTold, history.item_told)
def _tell(
    case: Case, entry: Entry, event: item_events.ItemTold, sealed: item_events.ItemToldSealed | None
) -> Case:
    sealed = sealed or item_events.ItemToldSealed("")
    known = case.item(event.item)
    early = known is not None and waits_for_earlier(case, known)  # not received: nobody is late (DOMAIN §6)
    told = CorrectionRound(
        round=event.round,
        gaps=event.gaps,
        due=event.due,
        at=entry.at,
        texts=sealed.texts,
        returned=event.returned,
        again=event.again,
        words=sealed.again,
        supervisor=event.supervisor,
        fact_document=sealed.fact_document,
        fact_day=event.fact_day,
        fact_lines=event.fact_lines,
    )
    return changed(
        case,
        entry,
        event.item,
        lambda item: {
            "state": ItemState.RETURNED if event.returned else ItemState.TO_CORRECT,
            "ending": Ending.RETURNED if event.returned else item.ending,
            "ended_at": entry.at if event.returned else item.ended_at,
            "outcome": Outcome.CORRECT,
            "decided": False,
            "reason": sealed.reason,
            "rule": "",
            "due": None if event.returned else event.due,
            "statutory": None,
            "promised": None,
            "gaps": tuple(events.GapRecord(g.line, g.name, g.state) for g in event.gaps),
            "at": entry.at,
            "untimely": entry.untimely,
            "dates_held": event.dates_held,
            "told": (*item.told, told),
            "answered": item.answered if early else answered_now(item, entry, event.answer_by),
            "filings": filings_before(item, entry),
        },
    )


@CASE.on(item_events.PledgeSigned, "容缺承诺书已签 {e.number}")
def _pledge(
    case: Case, entry: Entry, event: item_events.PledgeSigned, sealed: item_events.PledgeSignedSealed | None
) -> Case:
    pledge = Pledge(
        event.paper, event.number, event.items, event.signer, event.day, sealed.name if sealed else ""
    )
    return with_fields(case, pledges=(*case.pledges, pledge))


@CASE.on(item_events.ItemGapped, "容缺受理：{e.name}")
def _gap(case: Case, entry: Entry, event: item_events.ItemGapped, sealed: object) -> Case:
    return changed(
        case,
        entry,
        event.item,
        lambda item: {
            "state": ItemState.GAPPED,
            "outcome": Outcome.ACCEPT_WITH_GAPS,
            "decided": True,
            "due": event.due,
            "statutory": event.statutory,
            "promised": event.promised,
            "gaps": tuple(events.GapRecord(g.line, g.name, g.state) for g in event.gaps),
            "gap_dues": event.gaps,
            "gapped": event.gaps,
            "gaps_in_at": None,
            "at": entry.at,
            "untimely": entry.untimely,
            "dates_held": False,
            "answered": answered_now(item, entry, None),
        },
    )


@CASE.on(MaterialRelieved, history.material_relieved)
def _relieve(case: Case, entry: Entry, event: MaterialRelieved, sealed: object) -> Case:
    """As if it had come: the gap is closed, and what was told is whole from this moment on."""
    gone = {relieved.line for relieved in event.lines}
    touched = {item for line in case.lines if line.id in gone for item in line.items}
    items = tuple(
        with_fields(
            i,
            **gaps_left(i, tuple(g for g in i.gap_dues if g.line not in gone), entry.at),
            brought_at=entry.at if i.told and i.id in touched else i.brought_at,
        )
        for i in case.items
    )
    words = {line: "改为共享获取" if line in event.shared else "不再要" for line in gone}
    now = {  # the version is named: a later one may ask for it again
        line: Brought(MaterialState.RELIEVED, note=f"指南第{event.number}版{why}")
        for line, why in words.items()
    }
    return with_fields(case, brought={**case.brought, **now}, items=items)


_STILL_OPEN = (MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED)


@CASE.on(item_events.ItemDeemed, "逾期未告知，视为受理：{e.name}")
def _deem(case: Case, entry: Entry, event: item_events.ItemDeemed, sealed: object) -> Case:
    return changed(
        case,
        entry,
        event.item,
        lambda item: {
            "state": ItemState.DEEMED,
            "outcome": Outcome.ACCEPT,
            "decided": True,
            "due": event.due,
            "statutory": event.statutory,
            "promised": event.promised,
            "gaps": (),
            "at": entry.at,
            "dates_held": False,
            "deemed_on": event.since,
            "silence": silenced(item, entry, event.told_by),
        },
    )


@CASE.on(item_events.ItemProposed, "拟出决定代拟稿，待机关决定：{e.name}")
def _propose(
    case: Case, entry: Entry, event: item_events.ItemProposed, sealed: item_events.ItemProposedSealed | None
) -> Case:
    reason = sealed.reason if sealed else ""
    proposal = Proposal(event.cause, event.result, reason, event.basis, event.paper, entry.at, entry.actor)
    return changed(case, entry, event.item, lambda item: {"proposal": proposal})


@CASE.on(item_events.ItemOrganAccepted, "机关受理（{e.document}，{e.day}）：{e.name}")
def _accept_there(case: Case, entry: Entry, event: item_events.ItemOrganAccepted, sealed: object) -> Case:
    return changed(
        case,
        entry,
        event.item,
        lambda item: {
            "state": ItemState.ACCEPTED,
            "outcome": Outcome.ACCEPT,
            "decided": True,
            "due": event.due,
            "statutory": event.statutory,
            "promised": event.promised,
            "gaps": (),
            "proposal": None,
            "waits_for": (),
            "at": entry.at,
            "untimely": entry.untimely,
            "dates_held": False,
            "organ_accepted": event.day,
            "answered": accepted_there(item, entry, event.day),
        },
    )


@CASE.on(ItemOrganTold, "机关告知补正（{e.document}，{e.until} 前）：{e.name}")
def _told_there(case: Case, entry: Entry, event: ItemOrganTold, sealed: ItemOrganToldSealed | None) -> Case:
    notice = OrganNotice(
        event.day, event.document, event.until, event.lines, event.lines, sealed.what if sealed else ""
    )
    return changed(case, entry, event.item, lambda item: {"organ_told": (*item.organ_told, notice)})


@CASE.on(item_events.ItemConcluded, history.item_concluded)
def _conclude(
    case: Case, entry: Entry, event: item_events.ItemConcluded, sealed: item_events.ItemConcludedSealed | None
) -> Case:
    sealed, case = sealed or item_events.ItemConcludedSealed(), bound_together(case)
    conclusion = Conclusion(
        event.result,
        event.day,
        event.document,
        event.by,
        sealed.certificate,
        entry.at,
        ground=event.ground,
        basis=sealed.basis,
        known_by=event.known_by,
        signed_document=event.signed_document,
        signed_on=event.signed_on,
        against=event.against,
        recourse=Recourse(event.review_body, event.court, sealed.phone),
        extent=event.extent,
        extent_words=sealed.extent,
        hands_over=event.hands_over,
    )
    return changed(
        case,
        entry,
        event.item,
        lambda item: {
            "state": _RESULTS[event.result],
            "conclusion": conclusion,
            "answered": concluded_now(item, conclusion),
            "proposal": None,
            "due": None,
            "gap_dues": (),
            "reason": sealed.note or item.reason,
            "rule": "" if sealed.note else item.rule,
        },
    )


@CASE.on(DecisionNoted, "与规则不符的决定，值班负责人已阅：{e.name}")
def _note(case: Case, entry: Entry, event: DecisionNoted, sealed: object) -> Case:

    def now(item: CaseItem) -> dict[str, Any]:
        if item.conclusion is None:
            return {}
        return {"conclusion": with_fields(item.conclusion, noted=True)}

    return changed(case, entry, event.item, now)


@CASE.on(item_events.ItemEnded, history.item_ended)
def _end(
    case: Case, entry: Entry, event: item_events.ItemEnded, sealed: item_events.ItemEndedSealed | None
) -> Case:
    reason, case = sealed.reason if sealed else "", bound_together(case)
    return changed(
        case,
        entry,
        event.item,
        lambda item: {
            "state": _ENDED[event.ending],
            "ending": event.ending,
            "ended_at": entry.at,
            "ran": None if item.state is ItemState.TO_CORRECT else item.due,
            "ended_with": event.because,
            "proposal": None,
            "due": None,
            "gap_dues": (),
            "reason": reason,
            "rule": "",
        },
    )


@CASE.on(withdrawal_events.WithdrawalSigned, history.withdrawal_signed)
def _withdraw(case: Case, entry: Entry, event: withdrawal_events.WithdrawalSigned, sealed: object) -> Case:
    return with_fields(case, withdrawals=(*case.withdrawals, event))


@CASE.on(item_events.DecisionVoided, lambda e: f"收回决定（{len(e.items)}个事项），恢复为已收件")
def _undo(
    case: Case,
    entry: Entry,
    event: item_events.DecisionVoided,
    sealed: item_events.DecisionVoidedSealed | None,
) -> Case:
    reason = sealed.reason if sealed else ""
    fresh: dict[str, Any] = {
        "state": ItemState.RECEIVED,
        "outcome": None,
        "decided": False,
        "reason": reason,
        "rule": "",
        "due": None,
        "statutory": None,
        "promised": None,
        "gaps": (),
        "gap_dues": (),
        "waits_for": (),
        "proposal": None,
        "ending": None,
        "ended_with": "",
        "paused": (),
        "procedures": (),
        "dates_held": False,
        "organ_accepted": None,
        "deemed_on": None,
        "gapped": (),
        "gaps_in_at": None,
        "ended_at": None,
        "ran": None,
    }

    def now(item: CaseItem) -> dict[str, Any]:
        undone_round = (
            item.told[:-1] if item.state in (ItemState.TO_CORRECT, ItemState.RETURNED) else item.told
        )
        never_told = {} if undone_round else {"brought_at": None}
        return {**fresh, **never_told, "told": undone_round, "answered": still_answered(item)}

    for item in event.items:
        case = changed(case, entry, item, now)
    return case


@CASE.on(item_events.CustodyMoved, lambda e: history.MOVED_WORDS[e.hands])
def _move(case: Case, entry: Entry, event: item_events.CustodyMoved, sealed: object) -> Case:
    return with_fields(
        case, custody=(*case.custody, Handover(event.organ, event.hands, event.moved, entry.at, event.paper))
    )
