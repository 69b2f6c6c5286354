"""Entries about items: decided, told, pledged, supplemented, deemed, proposed, concluded, ended, undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter.domain.case import item_events as said_of
from counter.domain.case import withdrawal_events
from counter.domain.case.case import Case, CaseItem, Conclusion, Handover, Pledge, Proposal, Told
from counter.domain.case.fold.answers import accepted_there, answered_now, concluded_now, still_answered
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import changed
from counter.domain.case.item_events import Ending, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import DecisionNoted
from counter.domain.hall.organ import Recourse
from counter.domain.journal import codec
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import Facts
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Outcome

_HELD = {
    Outcome.WAIT: ItemState.WAITING,
    Outcome.ACCEPT_WITH_GAPS: ItemState.TO_PLEDGE,
    Outcome.PROPOSE_REFUSAL: ItemState.TO_REFUSE,
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


def _decide(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(codec.ItemDecided, facts.payload)
    reason = "" if facts.personal is None else codec.read(codec.ItemDecidedSealed, facts.personal).reason
    decided = entry.kind != "item.held"
    states = {"item.accepted": ItemState.ACCEPTED, "item.completed": ItemState.DONE}
    state = states.get(entry.kind) or _HELD.get(said.outcome, ItemState.RECEIVED)
    return changed(
        case,
        entry,
        said.item,
        lambda item: {
            "state": state,
            "outcome": said.outcome,
            "decided": decided,
            "reason": reason,
            "due": said.due,
            "statutory": said.statutory,
            "promised": said.promised,
            "gaps": said.gaps,
            "waits_for": said.waits_for,
            "at": entry.at,
            "untimely": entry.untimely,
            "dates_held": said.dates_held,
            "gap_dues": (),
            "answered": answered_now(item, entry, said.answer_by) if decided else item.answered,
        },
    )


def _tell(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.ItemTold, facts.payload)
    sealed = (
        said_of.ItemToldSealed("")
        if facts.personal is None
        else codec.read(said_of.ItemToldSealed, facts.personal)
    )
    told = Told(
        round=said.round,
        gaps=said.gaps,
        due=said.due,
        at=entry.at,
        texts=sealed.texts,
        returned=said.returned,
        again=said.again,
        words=sealed.again,
        supervisor=said.supervisor,
        fact_document=sealed.fact_document,
        fact_day=said.fact_day,
        fact_lines=said.fact_lines,
    )
    return changed(
        case,
        entry,
        said.item,
        lambda item: {
            "state": ItemState.RETURNED if said.returned else ItemState.TO_CORRECT,
            "ending": Ending.RETURNED if said.returned else item.ending,
            "outcome": Outcome.CORRECT,
            "decided": False,
            "reason": sealed.reason,
            "due": None if said.returned else said.due,
            "statutory": None,
            "promised": None,
            "gaps": tuple(codec.GapRecord(g.line, g.name, g.state) for g in said.gaps),
            "at": entry.at,
            "untimely": entry.untimely,
            "dates_held": said.dates_held,
            "told": (*item.told, told),
            "answered": answered_now(item, entry, said.answer_by),
        },
    )


def _pledge(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.PledgeSigned, facts.payload)
    sealed = None if facts.personal is None else codec.read(said_of.PledgeSignedSealed, facts.personal)
    pledge = Pledge(said.paper, said.number, said.items, said.signer, said.day, sealed.name if sealed else "")
    return with_fields(case, pledges=(*case.pledges, pledge))


def _gap(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.ItemGapped, facts.payload)
    return changed(
        case,
        entry,
        said.item,
        lambda item: {
            "state": ItemState.GAPPED,
            "outcome": Outcome.ACCEPT_WITH_GAPS,
            "decided": True,
            "due": said.due,
            "statutory": said.statutory,
            "promised": said.promised,
            "gaps": tuple(codec.GapRecord(g.line, g.name, g.state) for g in said.gaps),
            "gap_dues": said.gaps,
            "at": entry.at,
            "untimely": entry.untimely,
            "dates_held": False,
            "answered": answered_now(item, entry, None),
        },
    )


def _supplement(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.SupplementReceived, facts.payload)
    sealed = (
        said_of.SupplementReceivedSealed()
        if facts.personal is None
        else codec.read(said_of.SupplementReceivedSealed, facts.personal)
    )
    now = {
        line: Brought(
            MaterialState(r.state),
            r.original_seen,
            r.copies,
            sealed.notes.get(line, ""),
            said.shared.get(line),
        )
        for line, r in said.lines.items()
    }
    here = {line for line, r in said.lines.items() if r.state not in _STILL_OPEN}
    short = {
        (need.item, line.id)
        for line in case.lines
        if line.id in here and said.lines[line.id].state == MaterialState.RECEIVED
        for need in line.needs
        if said.lines[line.id].copies < need.copies
    }
    asked_by = {line.id: line.items for line in case.lines if line.id in said.lines}
    touched = {i.id for i in case.items if any(i.id in items for items in asked_by.values())}
    items = tuple(
        with_fields(
            i,
            gap_dues=tuple(g for g in i.gap_dues if g.line not in here or (i.id, g.line) in short),
            brought_at=entry.at if i.told and i.id in touched else i.brought_at,
        )
        for i in case.items
    )
    return with_fields(case, brought={**case.brought, **now}, items=items)


def _relieve(case: Case, entry: Entry, facts: Facts) -> Case:
    """As if it had come: the gap is closed, and what was told is whole from this moment on."""
    said = codec.read(said_of.MaterialRelieved, facts.payload)
    gone = {relieved.line for relieved in said.lines}
    touched = {item for line in case.lines if line.id in gone for item in line.items}
    items = tuple(
        with_fields(
            i,
            gap_dues=tuple(g for g in i.gap_dues if g.line not in gone),
            brought_at=entry.at if i.told and i.id in touched else i.brought_at,
        )
        for i in case.items
    )
    words = {line: "改为共享获取" if line in said.shared else "不再要" for line in gone}
    now = {  # the version is named: a later one may ask for it again
        line: Brought(MaterialState.RELIEVED, note=f"指南第{said.number}版{why}")
        for line, why in words.items()
    }
    return with_fields(case, brought={**case.brought, **now}, items=items)


_STILL_OPEN = (MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED)


def _deem(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.ItemDeemed, facts.payload)
    return changed(
        case,
        entry,
        said.item,
        lambda item: {
            "state": ItemState.DEEMED,
            "outcome": Outcome.ACCEPT,
            "decided": True,
            "due": said.due,
            "statutory": said.statutory,
            "promised": said.promised,
            "gaps": (),
            "at": entry.at,
            "dates_held": False,
        },
    )


def _propose(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.ItemProposed, facts.payload)
    reason = "" if facts.personal is None else codec.read(said_of.ItemProposedSealed, facts.personal).reason
    proposal = Proposal(said.cause, said.result, reason, said.basis, said.paper, entry.at, entry.actor)
    return changed(case, entry, said.item, lambda item: {"proposal": proposal})


def _accept_there(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.ItemOrganAccepted, facts.payload)
    return changed(
        case,
        entry,
        said.item,
        lambda item: {
            "state": ItemState.ACCEPTED,
            "outcome": Outcome.ACCEPT,
            "decided": True,
            "due": said.due,
            "statutory": said.statutory,
            "promised": said.promised,
            "gaps": (),
            "proposal": None,
            "waits_for": (),
            "at": entry.at,
            "untimely": entry.untimely,
            "dates_held": False,
            "organ_accepted": said.day,
            "answered": accepted_there(item, entry, said.day),
        },
    )


def _conclude(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.ItemConcluded, facts.payload)
    sealed = (
        said_of.ItemConcludedSealed()
        if facts.personal is None
        else codec.read(said_of.ItemConcludedSealed, facts.personal)
    )
    conclusion = Conclusion(
        said.result,
        said.day,
        said.document,
        said.by,
        sealed.certificate,
        entry.at,
        ground=said.ground,
        basis=sealed.basis,
        known_by=said.known_by,
        signed_document=said.signed_document,
        signed_on=said.signed_on,
        against=said.against,
        recourse=Recourse(said.review_body, said.court, sealed.phone),
    )
    return changed(
        case,
        entry,
        said.item,
        lambda item: {
            "state": _RESULTS[said.result],
            "conclusion": conclusion,
            "answered": concluded_now(item, conclusion),
            "proposal": None,
            "due": None,
            "gap_dues": (),
            "reason": sealed.note or item.reason,
        },
    )


def _note(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(DecisionNoted, facts.payload)

    def now(item: CaseItem) -> dict[str, Any]:
        if item.conclusion is None:
            return {}
        return {"conclusion": with_fields(item.conclusion, noted=True)}

    return changed(case, entry, said.item, now)


def _end(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.ItemEnded, facts.payload)
    reason = "" if facts.personal is None else codec.read(said_of.ItemEndedSealed, facts.personal).reason
    return changed(
        case,
        entry,
        said.item,
        lambda item: {
            "state": _ENDED[said.ending],
            "ending": said.ending,
            "ended_with": said.because,
            "proposal": None,
            "due": None,
            "gap_dues": (),
            "reason": reason,
        },
    )


def _withdraw(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(withdrawal_events.WithdrawalSigned, facts.payload)
    return with_fields(case, withdrawals=(*case.withdrawals, said))


def _undo(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.DecisionVoided, facts.payload)
    reason = "" if facts.personal is None else codec.read(said_of.DecisionVoidedSealed, facts.personal).reason
    fresh: dict[str, Any] = {
        "state": ItemState.RECEIVED,
        "outcome": None,
        "decided": False,
        "reason": reason,
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
    }

    def now(item: CaseItem) -> dict[str, Any]:
        undone_round = (
            item.told[:-1] if item.state in (ItemState.TO_CORRECT, ItemState.RETURNED) else item.told
        )
        never_told = {} if undone_round else {"brought_at": None}
        return {**fresh, **never_told, "told": undone_round, "answered": still_answered(item)}

    for item in said.items:
        case = changed(case, entry, item, now)
    return case


def _move(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.CustodyMoved, facts.payload)
    return with_fields(
        case, custody=(*case.custody, Handover(said.organ, said.hands, said.moved, entry.at, said.paper))
    )


STEPS: dict[str, Callable[[Case, Entry, Facts], Case]] = {
    "item.accepted": _decide,
    "item.completed": _decide,
    "item.held": _decide,
    "item.told": _tell,
    "pledge.signed": _pledge,
    "item.accepted_with_gaps": _gap,
    "supplement.received": _supplement,
    "material.relieved": _relieve,
    "item.deemed_accepted": _deem,
    "item.proposed": _propose,
    "item.organ_accepted": _accept_there,
    "item.concluded": _conclude,
    "decision.noted": _note,
    "withdrawal.signed": _withdraw,
    "item.ended": _end,
    "decision.voided": _undo,
    "custody.moved": _move,
}
"""What each kind of entry about an item changes."""
