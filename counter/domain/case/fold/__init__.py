"""The case as the fold of its entries: facts are replayed, rules never (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterable

from counter.domain.case import events, invitation_events, key_events, person_events, screen_events
from counter.domain.case.case import Case, HistoryLine
from counter.domain.case.fold import (
    archived,
    clocks,
    followers,
    hand_outs,
    history,
    items,
    official,
    oversight,
    owners,
    papers,
    reminders,
    results,
    rounds,
    supplements,
    taken_over,
)
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.handled_together import bound_together
from counter.domain.journal.causality import ids_in, in_line
from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.scope import is_withheld
from counter.domain.journal.kinds import Replayed
from counter.domain.visit.material import Brought, MaterialState

__all__ = [
    "archived",
    "clocks",
    "fold",
    "followers",
    "hand_outs",
    "items",
    "noted",
    "official",
    "oversight",
    "owners",
    "papers",
    "reminders",
    "results",
    "rounds",
    "supplements",
    "taken_over",
]


_HANDED_OVER = "case.handed_over"


def fold(entries: Iterable[Entry], onto: Case | None = None) -> Case | None:
    """The case that these entries of one subject add up to, in whatever order; None when they do not open one.

    ``onto``: the case that the entries before these added up to, so that only the new ones are replayed. Raises
    ValueError where a new one was made without knowledge of all before it: such are folded with all others.
    """
    given = entries if isinstance(entries, (tuple, list)) else tuple(entries)
    handed_over = onto is None and _HANDED_OVER in [entry.kind for entry in given]  # then not all may decide
    if handed_over or not in_line(given):
        if onto is not None:
            raise ValueError("entries of several stations are folded together")
        from counter.domain.case.fold.joined import joined  # only where stations meet

        return joined(tuple(given))
    if onto is not None and given:
        _check_follows(onto, given[0])
    replayed = CASE.run(given, onto)
    return None if replayed is None else bound_together(noted(replayed))


def _check_follows(case: Case, entry: Entry) -> None:
    seen = entry.previous_entry_id
    if case.conflicts or (seen != case.base and not set(ids_in(case.base)) <= set(ids_in(seen))):
        raise ValueError(f"{entry.id} does not follow what it is folded onto")


def noted(replayed: Replayed[Case]) -> Case:
    """What every entry leaves in the case, written once for all: no effect asks for it."""
    case, lines = replayed.state, replayed.lines
    if not lines:
        return case
    base, untimely, forgotten, history = case.base, case.untimely, case.forgotten, list(case.history)
    for entry, words in lines:
        history.append(HistoryLine(entry.at, entry.actor, entry.kind, told(entry, words), entry.untimely))
        base = base if is_withheld(entry.kind) else entry.id
        untimely = untimely or entry.untimely
        forgotten = forgotten or entry.forgotten
    return with_fields(
        case,
        base=base,
        history=tuple(history),
        untimely=untimely,
        forgotten=forgotten,
        needs_upgrade=tuple(dict.fromkeys((*case.needs_upgrade, *replayed.unknown))),
    )


def told(entry: Entry, words: str) -> str:
    """A sentence of the history or of a conflict, with what is doubted of its entry."""
    return f"{words}（签的人那天不是值班负责人，没有效力）" if entry.doubted else words


@CASE.on(events.MaterialsReceived, history.materials_received)
def _receive(
    case: Case, entry: Entry, event: events.MaterialsReceived, sealed: events.MaterialsReceivedSealed | None
) -> Case:
    notes = sealed.notes if sealed else {}
    now = {
        line: Brought(
            MaterialState(r.state), r.original_seen, r.copies, notes.get(line, ""), event.shared.get(line)
        )
        for line, r in event.lines.items()
    }
    return with_fields(case, brought={**case.brought, **now})


@CASE.on(events.ApplicantIdentified, history.applicant_identified)
def _identify(
    case: Case,
    entry: Entry,
    event: events.ApplicantIdentified,
    sealed: events.ApplicantIdentifiedSealed | None,
) -> Case:
    applicant = sealed.applicant if sealed else case.applicant
    return with_fields(case, applicant=applicant, unrepresented=event.unrepresented)


@CASE.on(screen_events.SignatureDrawn, "申请人在屏上手写了签名（以纸面签名为准）")
def _draw(
    case: Case,
    entry: Entry,
    event: screen_events.SignatureDrawn,
    sealed: screen_events.SignatureDrawnSealed | None,
) -> Case:
    return with_fields(case, drawings={**case.drawings, event.paper: sealed.drawing}) if sealed else case


@CASE.on(person_events.PersonForgotten, "个人信息已按规定清除")
def _forget(case: Case, entry: Entry, event: object, sealed: None) -> Case:
    return with_fields(case, forgotten=True)


CASE.shows(person_events.PersonViewed, person_events.looked_words)
CASE.shows(key_events.KeyRequested, key_events.requested_words)
CASE.shows(key_events.KeyShared, key_events.shared_words)
CASE.shows(key_events.KeyRefused, key_events.refused_words)
CASE.shows(key_events.ForgottenHere, "这里的个人信息也已清除")
CASE.shows(screen_events.ApplicantReplied, history.applicant_confirmed)
CASE.shows(invitation_events.RatingInvited, "请申请人评价（{e.stage}）")
CASE.shows(invitation_events.RatingClosed, "评价邀请已结束")
CASE.shows(invitation_events.SlipPrinted, "打出评价条，{e.until} 前有效")
CASE.shows(invitation_events.CodeUsed, "评价条的编码已用")
