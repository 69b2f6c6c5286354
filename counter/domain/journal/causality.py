"""Which entry of a subject knew of which, and the one order in which every station replays them (DESIGN §5).

An entry names in its ``base`` all heads that its author saw. Order of arrival says nothing: a supplement taken at
another window may arrive before the opening of its case, and two stations may each append without knowing of the
other. Causes come first; between entries that knew nothing of each other the hub's order decides, and what the hub has
not ordered yet comes last. No clock is asked.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from counter.domain.journal.entries import Entry

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
        return tuple(entry.id for entry in self.ordered if places[entry.id] not in seen)

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
    def _seen(self) -> dict[str, int]:
        """For each id the places in ``ordered`` of everything its author knew of, a bit each."""
        ids = {place: entry.id for place, entry in enumerate(self.entries)}
        direct = {
            ids[place]: tuple(ids[cause] for cause in before) for place, before in enumerate(self._direct)
        }
        seen: dict[str, int] = {}
        for entry in self.ordered:
            known = 0
            for cause in direct[entry.id]:
                known |= seen.get(cause, 0) | 1 << self._place[cause]
            seen[entry.id] = known
        return seen


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
