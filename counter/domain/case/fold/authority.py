"""Who owned a case when he decided in it, by what he knew himself (主办窗口): any other decision is unauthorised.

Programs refuse to write such a decision (``acts.ownership``). One that comes nevertheless, of a window with a valid key
and another program, stands visibly and has no effect until the owner settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from counter.domain.case.conflict_events import CaseHandedOver, ConflictSettled
from counter.domain.case.fold.contradictions import SlotEntry
from counter.domain.journal.causality import Causes
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import KINDS, Meeting, Slot

_CASE = (Slot.CASE, "")


def opening_of(opening: Entry) -> SlotEntry:
    """The opening as what stands in a case before anything is decided."""
    kind = KINDS.by_name[opening.kind]
    return SlotEntry(opening, kind, kind.both(opening)[0], _CASE)


def with_authority(causes: Causes, found: Iterable[SlotEntry], opening: Entry) -> tuple[SlotEntry, ...]:
    """The writings, in the order of the replay, each with whether its window owned the case; second openings too."""
    every = tuple(found)
    handed: list[SlotEntry] = []
    settled: list[SlotEntry] = []
    judged = []
    for one in every:
        if one.entry.doubted:
            unauthorised = True
        elif one.entry.station == opening.station and not handed:
            unauthorised = False
        else:
            owners = _owners(causes, one, opening, handed, settled)
            unauthorised = _only_owners(one) and not _claims(one) and one.entry.station not in owners
        if not unauthorised and isinstance(one.event, CaseHandedOver):
            handed.append(one)
        if not unauthorised and isinstance(one.event, ConflictSettled) and one.place[0] is Slot.OWNER:
            settled.append(one)
        judged.append(replace(one, unauthorised=True) if unauthorised else one)
    return (*judged, *_opened_again(causes, opening))


def _opened_again(causes: Causes, opening: Entry) -> Iterable[SlotEntry]:
    kind = KINDS.by_name[opening.kind]
    others = (entry for entry in causes.ordered if kind.knows(entry) and entry.id != opening.id)
    return (replace(opening_of(entry), unauthorised=True) for entry in others)


def _claims(one: SlotEntry) -> bool:
    """Whether a window takes the case because its owner is gone (接管): by two people there, told in the history, and
    claimed back in the same way.
    """
    event = one.event
    return isinstance(event, CaseHandedOver) and event.claimed and event.to == one.entry.station


def _only_owners(one: SlotEntry) -> bool:
    meets = one.kind.meets
    return not one.brought and meets is not None and (meets.decides or meets is Meeting.ABSORBS)


def _owners(
    causes: Causes,
    one: SlotEntry,
    opening: Entry,
    handed: Sequence[SlotEntry],
    settled: Sequence[SlotEntry],
) -> set[str]:
    """Stations that owned the case as far as the author of an entry knew: several, where it was handed over twice."""
    known = [h for h in handed if causes.knew(one.id, h.id)]
    for settlement in (s for s in settled if causes.knew(one.id, s.id)):
        stands = settlement.event.stands
        known = [
            h
            for h in known
            if h.id == stands
            or not causes.knew(settlement.id, h.id)
            or (stands in causes and causes.knew(stands, h.id))
        ]
    if any(causes.concurrent(a.id, b.id) for a in known for b in known):
        return {opening.station, *(h.event.to for h in known)}
    last = [h for h in known if not any(causes.knew(o.id, h.id) for o in known if o is not h)]
    return {h.event.to for h in last} or {opening.station}
