"""The truth beside the program: what each author knew when writing, and what contradicts by the convergence table.

Written anew and slowly: every pair is looked at, no order is used, nothing is read of ``base`` or of the fold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from counter.domain.case.conflict_events import ConflictSettled
from counter.domain.case.item_events import Ending, Hands, ItemConcluded, ItemEnded, ItemTold, Result
from counter.domain.event_kinds import KINDS
from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.scope import is_joint
from counter.domain.journal.kinds import Meeting, Slot
from tests.domain.case.test_convergence import TABLE, unsettled

Place = tuple[str, str]
Pair = tuple[str, str]
HARD = (Meeting.DECIDES, Meeting.EXCLUDES)


@dataclass
class Truth:
    """Every entry about a case that was ever written and travels, as they were written, and what its author knew.

    ``last``: of what the author knew, what nobody whom he knew of had known.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    knew: dict[str, frozenset[str]] = field(default_factory=dict)
    last: dict[str, frozenset[str]] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)

    def write(self, entry: Entry, known: Collection[str]) -> None:
        """An entry by an author who knows those. Who builds on an entry builds on all that one was built on."""
        assert is_joint(entry.subject)
        seen = {i for i in known if self.entries[i].subject == entry.subject}
        self.entries[entry.id] = entry
        self.knew[entry.id] = frozenset(seen).union(*(self.knew[i] for i in seen))
        self.last[entry.id] = frozenset(i for i in seen if not any(i in self.knew[o] for o in seen))
        self.said[entry.id] = KINDS.read(entry)

    def unwrite(self, id_: str) -> None:
        """It never became durable, and nobody knew of it."""
        for kept in (self.entries, self.knew, self.last, self.said):
            del kept[id_]  # type: ignore[attr-defined]

    def _knew_here(self, here: Collection[str]) -> dict[str, frozenset[str]]:
        """What each author knew, as far as these entries tell: an author names the last ones, and goes on in his own
        stream. Where one between is missing, what it knew is not seen: that is safe, it seems to be a contradiction.
        """
        found: dict[str, frozenset[str]] = defaultdict(frozenset)
        for id_, entry in self.entries.items():
            if id_ in here:
                own = {i for i in found if _before(self.entries[i], entry)}
                direct = (self.last[id_] | own) & found.keys()
                found[id_] = direct.union(*(found[i] for i in direct))
        return found

    def conflicts(self, case: str, known: Collection[str]) -> dict[Place, set[str]]:
        """Place → ids of the contradicting entries that no other of them knew of, for who knows those entries."""
        here = {i: self.said[i] for i in known if self.entries[i].subject == case}
        knew = self._knew_here(here)
        strange = self._unauthorised(here, knew)
        if any(self.entries[i].kind == "person.forgotten" and i not in strange for i in here):
            return {}
        opening = next((i for i in here if self.entries[i].kind == "case.opened"), None)
        valid = {i: said for i, said in here.items() if i not in strange}
        apart = [(a, b) for a, b in combinations(here, 2) if a not in knew[b] and b not in knew[a]]
        found = {}
        items = self._items_of(here)
        for place, (ids, brought) in self._by_place(here, items).items():
            quiet = {i for i in ids if self._meets(i) not in (*HARD, Meeting.SERVED)}
            owners = (ids | brought) - strange - quiet
            clashes = self._clashes(place, [p for p in apart if {*p} <= owners], brought, knew)
            for one in ids & strange:
                if place in places(self.entries[one].kind, self.said[one]):
                    pairs = [p for p in apart if one in p and one not in quiet and {*p} <= owners | {one}]
                    against = {p for p in pairs if self._contradicts(p, brought)}
                    clashes |= against or ({(opening, one)} if opening is not None else set())
            left = unsettled(place, clashes, valid, knew) if clashes else set()
            theirs = left - strange
            heads = {i for i in left if i in strange or not any(i in knew[o] for o in theirs)}
            if heads:
                found[place] = heads
        return found

    def _contradicts(self, pair: Pair, brought: set[str]) -> bool:
        if brought & {*pair}:
            return len(brought & {*pair}) == 1 and any(for_want(self.said[i]) for i in pair)
        return not self._alike(*pair)

    def _unauthorised(self, here: Collection[str], knew: dict[str, frozenset[str]]) -> set[str]:
        """What only an owner may write, of stations that did not own the case as far as they knew."""
        found: set[str] = set()
        opened = next((i for i in here if self.entries[i].kind == "case.opened"), None)
        if opened is None:
            return found
        opener = self.entries[opened].station
        for id_, entry in self.entries.items():
            if id_ not in here or self._meets(id_) not in (*HARD, Meeting.EARLIEST, Meeting.ABSORBS):
                continue
            handed = [i for i in knew[id_] if self.entries[i].kind == "case.handed_over" and i not in found]
            for i in knew[id_]:
                said = self.said[i]
                if i not in found and isinstance(said, ConflictSettled) and said.in_slot == "case.owner":
                    handed = [
                        h
                        for h in handed
                        if h not in knew[i] or h == said.stands or h in knew.get(said.stands, ())
                    ]
            chain = [h for h in handed if not any(h in knew[o] for o in handed)]
            owners = {self.said[h].to for h in chain} or {opener}
            if any(a not in knew[b] and b not in knew[a] for a, b in combinations(handed, 2)):
                owners = {opener, *(self.said[h].to for h in handed)}
            if entry.station not in owners:
                found.add(id_)
        return found

    def _items_of(self, here: Iterable[str]) -> dict[str, tuple[str, ...]]:
        opened = [self.said[i] for i in here if self.entries[i].kind == "case.opened"]
        return {line.id: line.items for one in opened for line in one.lines}

    def _by_place(
        self, here: dict[str, Any], items: dict[str, tuple[str, ...]]
    ) -> dict[Place, tuple[set[str], set[str]]]:
        """Place → ids that decide or were served there, and ids of papers brought for it."""
        found: dict[Place, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        for id_, event in here.items():
            meets = self._meets(id_)
            if meets in (*HARD, Meeting.SERVED, Meeting.ABSORBS, Meeting.EARLIEST):
                for place in places(self.entries[id_].kind, event):
                    found[place][0].add(id_)
            if meets is Meeting.BROUGHT:
                for item in {item for line in event.lines for item in items.get(line, ())}:
                    found["item", item][1].add(id_)
        whole = ("all", "")
        if whole in found:
            found[whole][0].update(i for i in here if self._meets(i) in HARD)
        return found

    def _meets(self, id_: str) -> Meeting | None:
        kind = self.entries[id_].kind
        return TABLE[kind][1] if kind in TABLE and kind != "case.opened" else None

    def _clashes(
        self, place: Place, apart: Iterable[Pair], brought: set[str], knew: dict[str, frozenset[str]]
    ) -> set[Pair]:
        """The pairs that contradict each other in a place."""
        pairs = list(apart)
        twins = [p for p in pairs if not brought & {*p} and self._alike(*p)]
        return {p for p in pairs if self._clash(place, p, brought) and not _said_before(p, twins, knew)}

    def _clash(self, place: Place, pair: Pair, brought: set[str]) -> bool:
        a, b = pair
        if brought & {*pair}:
            return len(brought & {*pair}) == 1 and any(for_want(self.said[i]) for i in pair)
        if not any(place in places(self.entries[i].kind, self.said[i]) for i in pair):
            return False  # a decision on one item meets what was said of the whole case, not another item
        return not self._alike(a, b)

    def _alike(self, a: str, b: str) -> bool:
        kind, other = self.entries[a].kind, self.entries[b].kind
        if kind != other or TABLE[kind][1] is Meeting.EXCLUDES:
            return False
        same = TABLE[kind][2]
        one, two = self.said[a], self.said[b]
        return bool(one == two) if same is None else all(getattr(one, n) == getattr(two, n) for n in same)


def _before(one: Entry, other: Entry) -> bool:
    return (one.station, one.epoch) == (other.station, other.epoch) and one.seq < other.seq


def _said_before(pair: Pair, twins: Iterable[Pair], knew: dict[str, frozenset[str]]) -> bool:
    """Whether one of the two knew of an entry that says what the other one does."""
    a, b = pair
    both = [t for twin in twins for t in (twin, twin[::-1])]
    return any((x == b and y in knew[a]) or (x == a and y in knew[b]) for x, y in both)


def places(kind: str, event: Any) -> set[Place]:
    """What an event writes, by the line of its kind."""
    slot = TABLE[kind][0]
    match slot:
        case Slot.NAMED:
            return {(str(event.in_slot), event.key)}
        case Slot.ITEM:
            return {(str(slot), item) for item in getattr(event, "items", None) or (event.item,)}
        case Slot.PAPER:
            return {(str(slot), event.paper)}
        case Slot.PERSON:
            return {(str(slot), event.who)}
        case Slot.ORIGINAL:
            out = event.hands is not Hands.TO_WINDOW
            return {(str(slot), moved.line) for moved in event.moved if out}
    return {(str(slot), "")}


def for_want(event: object) -> bool:
    """Whether it ends an item for want of what was not brought."""
    if isinstance(event, ItemConcluded):
        return event.result in (Result.LAPSED, Result.REJECTED)
    if isinstance(event, ItemEnded):
        return event.ending is Ending.RETURNED
    return isinstance(event, ItemTold) and event.returned
