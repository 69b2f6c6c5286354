"""The fold of a case in which several stations wrote: by cause, and where they contradict each other nothing wins.

An item in conflict is as it was before its claims; each claim is replayed alone to learn its days, and of these the
organ's earliest and the applicant's latest are shown. The order of arrival changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, CorrectionRound
from counter.domain.case.conflict import CaseClaim, Conflict
from counter.domain.case.events import CaseOpened, PaperCopied, PaperIssued
from counter.domain.case.fold import noted, told
from counter.domain.case.fold.authority import opening_of, with_authority
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.fold.contradictions import (
    Aside,
    Contradiction,
    Meetings,
    SlotEntry,
    writings,
)
from counter.domain.case.handled_together import bound_together
from counter.domain.case.item_events import NotifiedGap
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperFailed, PaperPrinted, PaperQueued, PaperStamped
from counter.domain.case.places import Place
from counter.domain.journal.causality import Causes, base_of
from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.scope import is_withheld
from counter.domain.journal.kinds import Meeting, Replayed, Slot, kind_of
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Due


def joined(entries: tuple[Entry, ...]) -> Case | None:
    """The case of these entries, in whatever order they came; None when they do not open one."""
    order = Causes(entries).ordered
    opening = next((entry for entry in order if CASE.opening.knows(entry)), None)
    if opening is None:
        return None
    opened: CaseOpened = CASE.opening.both(opening)[0]
    # of entries made before heads were named some name a rating: it knew what was before it
    causes = Causes(order)
    found = with_authority(causes, writings(order, opened.lines), opening)
    meetings = Meetings.of(causes, found, opening_of(opening))
    aside = _Aside(meetings.aside())
    replayed = CASE.run(order, holds=aside)
    assert replayed is not None
    lines = tuple(_late(_marked(line, replayed.state), causes) for line in replayed.lines)
    replayed = replace(replayed, lines=lines)
    left = tuple(entry for entry in order if not is_withheld(entry.kind))
    sent = causes if len(left) == len(order) else Causes(left)
    case = with_fields(noted(replayed), base=base_of(sent.heads))
    case = _received(case, meetings, aside)
    case = bound_together(_earliest(case, meetings))
    return case if case.forgotten else _in_conflict(case, order, meetings, replayed)


_OF_SHEETS = tuple(
    kind_of(one) for one in (PaperCopied, PaperQueued, PaperPrinted, PaperFailed, PaperStamped)
)


def _marked(line: tuple[Entry, str], case: Case) -> tuple[Entry, str]:
    """A line of the history; of what another window than its issuer says of a paper's sheets, that it is so."""
    entry, words = line
    kind = next((one for one in _OF_SHEETS if one.knows(entry)), None)
    event: Any = None if kind is None else kind.both(entry)[0]
    if event is None or (paper := case.paper(event.paper)) is None:
        return line
    return line if paper.station in (entry.station, "") else (entry, f"{words}（不是出具窗口登记的）")


def _late(line: tuple[Entry, str], causes: Causes) -> tuple[Entry, str]:
    entry, words = line
    return (entry, f"{words}（登记遗失以后才收到）") if entry.id in causes.late else line


class _Aside:
    """Replays what holds: of an entry that does not hold in a place that place stays as it was before.

    ``brought``: line id → id of an entry → what that entry recorded of the line.
    """

    def __init__(self, aside: Aside) -> None:
        self._aside = aside
        self.brought: dict[str, dict[str, Brought]] = {}

    def __call__(self, before: Case, after: Case, entry: Entry) -> Case:
        if after.brought is not before.brought:
            for line, now in after.brought.items():
                if before.brought.get(line) is not now:
                    self.brought.setdefault(line, {})[entry.id] = now
        places = self._aside.get(entry.id)
        return after if places is None else _without(before, after, places)


def _without(before: Case, after: Case, places: Iterable[Place]) -> Case:
    """The case after an entry, but for these places."""
    for slot, key in places:
        if slot is Slot.ITEM:
            kept = before.item(key)
            items = tuple(kept if i.id == key and kept is not None else i for i in after.items)
            after = with_fields(after, items=items)
        elif slot is Slot.ORIGINAL:
            last = after.custody[-1]
            left = tuple(moved for moved in last.moved if moved.line != key)
            after = with_fields(after, custody=(*after.custody[:-1], with_fields(last, moved=left)))
        elif slot is Slot.CERTIFICATE:
            after = _certificate_kept(before, after, key)
        else:  # the entry writes this one place
            return before
    return after


def _certificate_kept(before: Case, after: Case, key: str) -> Case:
    """The case with that result as it was before, and not among what the entry handed out."""
    kept = before.certificate(key)
    certificates = tuple(kept if c.id == key and kept is not None else c for c in after.certificates)
    hand_outs = after.hand_outs
    if hand_outs is not before.hand_outs:
        last = hand_outs[-1]
        left = tuple(one for one in last.certificates if one != key)
        hand_outs = (*hand_outs[:-1], with_fields(last, certificates=left))
    return with_fields(after, certificates=certificates, hand_outs=hand_outs)


# ── what commutes, but not by being done one after the other ─────────────────────────────────────────

_BEST = (
    MaterialState.RECEIVED,
    MaterialState.E_LICENCE,
    MaterialState.SHARED,
    MaterialState.PLEDGED,
    MaterialState.RELIEVED,
    MaterialState.AWAITING,
    MaterialState.LATER,
    MaterialState.DEFERRED,
    MaterialState.DEFECTIVE,
    MaterialState.MISSING,
)


def _received(case: Case, meetings: Meetings, aside: _Aside) -> Case:
    """Of a line that two stations wrote the best state counts; both of them stay in the history."""
    found, twice = dict(case.brought), []
    for line, recorded in aside.brought.items():
        last = [
            id_
            for id_ in recorded
            if not any(meetings.causes.knew(other, id_) for other in recorded if other != id_)
        ]
        if len(last) < 2:
            continue
        found[line] = max((recorded[id_] for id_ in last), key=_goodness)
        if sum(recorded[id_].state is MaterialState.RECEIVED for id_ in last) > 1:
            twice.append(line)
    return with_fields(case, brought=found, received_twice=tuple(sorted(twice)))


def _goodness(brought: Brought) -> tuple[int, bool, int, str]:
    return -_BEST.index(brought.state), brought.original_seen, brought.copies, brought.note


def _earliest(case: Case, meetings: Meetings) -> Case:
    """The common day of licences handled together: the earliest that a station gave it."""
    dated = meetings.last((Slot.CASE, ""), (Meeting.EARLIEST,))
    if len(dated) < 2:
        return case
    return with_fields(case, event_due=min((w.event.due for w in dated), key=lambda due: due.day))


# ── what contradicts ─────────────────────────────────────────────────────────────────────────────────


def _in_conflict(case: Case, order: Sequence[Entry], meetings: Meetings, replayed: Replayed[Case]) -> Case:
    words = {entry.id: told(entry, sentence) for entry, sentence in replayed.lines}
    found = []
    for one in meetings.open:
        slot, key = one.place
        claims = tuple(_claim(claim, one, meetings, words[claim.id]) for claim in one.claims)
        found.append(Conflict(slot, key, claims, one.soft, one.unauthorised))
        if slot is Slot.ITEM and case.item(key) is not None and not one.unauthorised:
            theirs = [claim for claim in one.claims if not claim.unauthorised]
            alone = [_alone(order, meetings, one, claim, key) for claim in theirs]
            items = tuple(_disputed(i, claims, alone) if i.id == key else i for i in case.items)
            case = with_fields(case, items=items)
    return with_fields(case, conflicts=tuple(sorted(found, key=lambda one: (one.slot, one.key))))


def _claim(claim: SlotEntry, one: Contradiction, meetings: Meetings, words: str) -> CaseClaim:
    """The claim in words, with the papers that its station issued by it and that not all others knew of."""
    causes, issued = meetings.causes, kind_of(PaperIssued).name
    others = [other for other in one.claims if other is not claim]
    papers = tuple(
        w.event.paper
        for w in meetings.writings
        if w.kind.name == issued
        and (one.place[0] is not Slot.ITEM or one.place[1] in w.event.items)
        and w.entry.station == claim.entry.station
        and not causes.concurrent(w.id, claim.id)
        and (claim.unauthorised or any(causes.concurrent(w.id, other.id) for other in others))
    )
    entry = claim.entry
    if claim.unauthorised and not entry.doubted:  # of the other the history says so too
        words += "（不是主办窗口记的，没有效力）"
    return CaseClaim(entry.id, entry.station, entry.actor, entry.at, entry.kind, words, papers, entry.epoch)


def _alone(
    order: Sequence[Entry], meetings: Meetings, one: Contradiction, claim: SlotEntry, item_id: str
) -> CaseItem:
    """The item as it would be if that claim stood."""
    replayed = CASE.run(order, holds=_Aside(meetings.aside_if(one, claim)))
    item = None if replayed is None else replayed.state.item(item_id)
    assert item is not None
    return item


def _disputed(item: CaseItem, claims: tuple[CaseClaim, ...], alone: Sequence[CaseItem]) -> CaseItem:
    """The item as all knew it, with the organ's earliest and the applicant's latest days of what each claim says."""
    rounds = tuple(told for one in alone for told in one.told[len(item.told) :])
    answers = [one for one in alone if one.state is not ItemState.TO_CORRECT]
    theirs = _latest(told.due for told in rounds)
    changed: dict[str, Any] = {
        "state": ItemState.CONFLICT,
        "conflict": claims,
        "due": _first(one.due for one in answers) or theirs,
        "statutory": _first(one.statutory for one in alone),
        "promised": _first(one.promised for one in alone),
        "told": (*item.told, *(_until(told, theirs) for told in rounds)),
        "gap_dues": _gaps(gap for one in alone for gap in one.gap_dues),
        "dates_held": any(one.dates_held for one in alone),
        "changed_at": max((one.changed_at for one in alone if one.changed_at is not None), default=None),
    }
    return with_fields(item, **changed)


def _until(told: CorrectionRound, due: Due | None) -> CorrectionRound:
    gaps = tuple(gap if gap.due is None or due is None else with_fields(gap, due=due) for gap in told.gaps)
    return with_fields(told, due=due, gaps=gaps)


def _gaps(gaps: Iterable[NotifiedGap]) -> tuple[NotifiedGap, ...]:
    """Each line once, with its latest day."""
    found: dict[str, NotifiedGap] = {}
    for gap in gaps:
        one = found.get(gap.line)
        found[gap.line] = gap if one is None else with_fields(one, due=_latest((one.due, gap.due)))
    return tuple(found.values())


def _first(dues: Iterable[Due | None]) -> Due | None:
    return min((due for due in dues if due is not None), key=lambda due: due.day, default=None)


def _latest(dues: Iterable[Due | None]) -> Due | None:
    return max((due for due in dues if due is not None), key=lambda due: due.day, default=None)
