"""Which entry of a subject knew of which, and the one order in which every station replays them (DESIGN §5).

An entry names in its ``base`` all heads that its author saw. Order of arrival says nothing: a supplement taken at
another window may arrive before the opening of its case, and two stations may each append without knowing of the
other. Causes come first; between entries that knew nothing of each other the hub's order decides, and what the hub has
not ordered yet comes last. No clock is asked.

Who declares records lost (登记遗失) says which entries he had. What comes nevertheless he did not know of, though what
he had names it; nor did anybody who built on his declaration, before he named it himself.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.scope import is_withheld

RECORDS_LOST = "case.records_lost"
"""The kind of such a declaration; its ``known``: ids of the entries that were there."""

_Key = tuple[bool, int, str, int, int]


def base_of(heads: Iterable[str]) -> str | None:
    """The stored form of the heads that an author saw: their ids in order, a space between; None for no entry."""
    return " ".join(sorted(heads)) or None


def ids_in(base: str | None) -> tuple[str, ...]:
    """The ids that a stored ``base`` names."""
    return tuple(base.split()) if base else ()


@dataclass(frozen=True)
class Causes:
    """How the entries of one subject hang together; ``entries`` in any order, each once."""

    entries: tuple[Entry, ...]

    @cached_property
    def ordered(self) -> tuple[Entry, ...]:
        """The entries, each after all that its author knew of; the same at every station that has the same entries."""
        if in_line(self.entries):
            return self.entries
        waiting = [set(before) for before in self._direct]
        follow: list[list[int]] = [[] for _ in self.entries]
        for place, before in enumerate(waiting):
            for cause in before:
                follow[cause].append(place)
        keys = [_key(entry) for entry in self.entries]
        ready = [(keys[place], place) for place, before in enumerate(waiting) if not before]
        heapq.heapify(ready)
        left = set(range(len(self.entries)))
        found: list[Entry] = []
        while left:
            if ready:
                place = heapq.heappop(ready)[1]
                if place not in left:
                    continue
            else:  # entries that name each other were made by no honest author: they may not stop the others
                place = min(left, key=keys.__getitem__)
            left.discard(place)
            found.append(self.entries[place])
            for later in follow[place]:
                waiting[later].discard(place)
                if not waiting[later] and later in left:
                    heapq.heappush(ready, (keys[later], later))
        return tuple(found)

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """Ids of the entries that no other entry knew of, in the order of the replay."""
        seen = {cause for before in self._direct for cause in before}
        places = {entry.id: place for place, entry in enumerate(self.entries)}
        late = self._unacknowledged
        return tuple(e.id for e in self.ordered if places[e.id] not in seen or e.id in late)

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """Ids that an author saw and that are not here."""
        known = {entry.id for entry in self.entries}
        named = (id_ for entry in self.ordered for id_ in ids_in(entry.previous_entry_id))
        return tuple(dict.fromkeys(id_ for id_ in named if id_ not in known))

    def __contains__(self, id_: object) -> bool:
        """Whether the entry with that id is here."""
        return id_ in self._place

    def knew(self, later: str, earlier: str) -> bool:
        """Whether the author of the one entry knew of the other, by their ids. Raises KeyError for one not here."""
        return bool(self._seen[later] >> self._place[earlier] & 1)

    def concurrent(self, one: str, other: str) -> bool:
        """Whether two different entries were made without knowledge of each other."""
        return one != other and not self.knew(one, other) and not self.knew(other, one)

    @cached_property
    def _direct(self) -> tuple[tuple[int, ...], ...]:
        """For each entry the places of those it names, and of the one before it in its own stream."""
        places = {entry.id: place for place, entry in enumerate(self.entries)}
        before: dict[int, int] = {}
        last: dict[tuple[str, int], int] = {}
        for place in sorted(range(len(self.entries)), key=lambda at: self.entries[at].seq):
            stream = (self.entries[place].station, self.entries[place].epoch)
            if stream in last:
                before[place] = last[stream]
            last[stream] = place
        named = (
            {places[id_] for id_ in ids_in(entry.previous_entry_id) if id_ in places}
            for entry in self.entries
        )
        return tuple(
            tuple((found | {before[place]} if place in before else found) - {place})
            for place, found in enumerate(named)
        )

    @cached_property
    def _place(self) -> dict[str, int]:
        return {entry.id: place for place, entry in enumerate(self.ordered)}

    @cached_property
    def late(self) -> frozenset[str]:
        """Ids of the entries that came although somebody had declared lost what was written before."""
        return frozenset(
            e.id for e in self.ordered if any(bits >> self._place[e.id] & 1 for bits in self._lost.values())
        )

    @cached_property
    def _unacknowledged(self) -> frozenset[str]:
        """The last of those that came late and that nobody who knew of the declaration has named since."""
        found: set[str] = set()
        for declared, late in self._lost.items():
            after = [e.id for e in self.ordered if e.id != declared and self.knew(e.id, declared)]
            left = [e.id for e in self.ordered if late >> self._place[e.id] & 1]
            left = [one for one in left if not any(self.knew(e, one) for e in after)]
            found |= {one for one in left if not any(self.knew(o, one) for o in left if o != one)}
        return frozenset(found)

    @cached_property
    def _lost(self) -> dict[str, int]:
        """Declaration → places of what its author seemed to know and had not."""
        found = {}
        for entry in self.ordered:
            if entry.kind == RECORDS_LOST and not entry.doubted:
                there = {*_known_then(entry), *(e.id for e in self.entries if is_withheld(e.kind))}
                here = sum(1 << self._place[id_] for id_ in there if id_ in self._place)
                found[entry.id] = self._through[entry.id] & ~here
        return {declared: late for declared, late in found.items() if late}

    @cached_property
    def _seen(self) -> dict[str, int]:
        """For each id the places in ``ordered`` of everything its author knew of, a bit each."""
        if not self._lost:
            return self._through
        seen: dict[str, int] = {}
        for entry in self.ordered:
            named = set(ids_in(entry.previous_entry_id))
            since = [d for d in self._lost if d == entry.id or self._through[entry.id] >> self._place[d] & 1]
            known = 0
            for cause in self._causes_of[entry.id]:
                told = seen.get(cause, 0) | 1 << self._place[cause]
                for declared in since:
                    knew = cause == declared or self._through[cause] >> self._place[declared] & 1
                    acknowledged = entry.id != declared and cause in named
                    if not knew and not (acknowledged and self._lost[declared] >> self._place[cause] & 1):
                        told &= ~self._lost[declared]
                known |= told
            seen[entry.id] = known
        return seen

    @cached_property
    def _causes_of(self) -> dict[str, tuple[str, ...]]:
        ids = {place: entry.id for place, entry in enumerate(self.entries)}
        return {
            ids[place]: tuple(ids[cause] for cause in before) for place, before in enumerate(self._direct)
        }

    @cached_property
    def _through(self) -> dict[str, int]:
        """As ``_seen``, by what entries name alone."""
        seen: dict[str, int] = {}
        for entry in self.ordered:
            known = 0
            for cause in self._causes_of[entry.id]:
                known |= seen.get(cause, 0) | 1 << self._place[cause]
            seen[entry.id] = known
        return seen


def _known_then(entry: Entry) -> Iterable[str]:
    try:
        known = entry.read().get("known")
    except ValueError:
        return ()
    return (str(id_) for id_ in known) if isinstance(known, list) else ()


def ordered(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of one subject in the order of the replay."""
    return Causes(tuple(entries)).ordered


def in_line(entries: Sequence[Entry]) -> bool:
    """Whether each entry comes after the one before it: one station's, in the order of its stream."""
    before: Entry | None = None
    for entry in entries:
        if before is not None and (
            entry.seq <= before.seq or entry.station != before.station or entry.epoch != before.epoch
        ):
            return False
        before = entry
    return True


def _key(entry: Entry) -> _Key:
    return entry.pos is None, entry.pos or 0, entry.station, entry.epoch, entry.seq
