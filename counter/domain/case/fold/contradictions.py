"""Where entries of several stations contradict each other: by the convergence table of the kinds (DESIGN §5).

Two entries meet where they write the same slot and neither author knew of the other. What each kind does there is its
``meets``; what is equal in content commutes. A settlement is an entry in the slot it settles: a claim that its author
had not seen meets it like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import Any

from counter.domain.case.conflict_events import ConflictSettled
from counter.domain.case.item_events import (
    Ending,
    ItemConcluded,
    ItemEnded,
    ItemTold,
    Result,
)
from counter.domain.case.named_lines import by_line
from counter.domain.case.places import Place, places_of
from counter.domain.journal.causality import Causes
from counter.domain.journal.entries import CASE_OPENED, Entry
from counter.domain.journal.kinds import KINDS, EventKind, Meeting, Slot
from counter.domain.visit.checklist import Line

_HARD = (Meeting.DECIDES, Meeting.EXCLUDES)
_AGAINST = (Result.LAPSED, Result.REJECTED)


@dataclass(frozen=True, slots=True)
class SlotEntry:
    """One entry in one place. ``brought``: papers for an item, which only its end for want of them contradicts.

    ``unauthorised``: written by a window that did not own the case, as far as it knew (``fold.authority``).
    """

    entry: Entry
    kind: EventKind[Any]
    event: Any
    place: Place
    brought: bool = False
    unauthorised: bool = False

    @property
    def id(self) -> str:
        """Id of the entry."""
        return self.entry.id


def writings(entries: Iterable[Entry], lines: Sequence[Line]) -> Iterator[SlotEntry]:
    """Every place that these entries write. ``lines``: of the case's checklist, with the items that need them."""
    items_of: Mapping[str, Sequence[str]] = {line.id: line.items for line in lines}
    for entry in entries:
        kind = KINDS.by_name.get(entry.kind)
        if kind is None or kind.meets is None or entry.kind == CASE_OPENED or not kind.knows(entry):
            continue
        event = kind.both(entry)[0]
        for place in places_of(kind, event):
            yield SlotEntry(entry, kind, event, place)
        if kind.meets is Meeting.BROUGHT:
            event = by_line(event, lines)
            items = dict.fromkeys(item for line in event.lines for item in items_of.get(line, ()))
            for item in items:
                yield SlotEntry(entry, kind, event, (Slot.ITEM, item), brought=True)


def contradict(one: SlotEntry, other: SlotEntry) -> bool:
    """Whether these two, made without knowledge of each other in the same place, cannot both hold."""
    if one.brought or other.brought:
        end = other if one.brought else one
        return one.brought is not other.brought and _for_want(end.event)
    kinds = (one.kind.meets, other.kind.meets)
    if Meeting.SERVED in kinds:
        return all(meets in (Meeting.SERVED, *_HARD) for meets in kinds) and not _say_the_same(one, other)
    return all(meets in _HARD for meets in kinds) and not _say_the_same(one, other)


def _for_want(event: object) -> bool:
    """Whether the event ends an item because of what was not brought."""
    if isinstance(event, ItemConcluded):
        return event.result in _AGAINST
    if isinstance(event, ItemEnded):
        return event.ending is Ending.RETURNED
    return isinstance(event, ItemTold) and event.returned


def _say_the_same(one: SlotEntry, other: SlotEntry) -> bool:
    if one.kind is not other.kind or one.kind.meets is Meeting.EXCLUDES:
        return False
    if one.kind.same is None:
        return bool(one.event == other.event)
    return all(getattr(one.event, name) == getattr(other.event, name) for name in one.kind.same)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Writings about one place that nobody settled. ``claims``: those of them that no other one knew of, and whatever
    a window wrote there that does not own the case; ``suspended``: ids of those that do not hold meanwhile.
    """

    place: Place
    members: tuple[SlotEntry, ...]
    claims: tuple[SlotEntry, ...]
    suspended: frozenset[str] = frozenset()

    @property
    def unauthorised(self) -> bool:
        """Nothing but acts of windows that do not own the case: what the owner recorded holds."""
        return all(one.unauthorised for one in self.members if one.id in self.suspended)

    @property
    def soft(self) -> bool:
        """Only a different service of a paper."""
        return all(one.kind.meets is Meeting.SERVED for one in self.members)


Aside = dict[str, set[Place]]
"""Entry id → places in which what it says does not hold."""


@dataclass(frozen=True)
class Meetings:
    """What the writings of one subject come to where they meet. ``writings``: in the order of the replay."""

    causes: Causes
    writings: tuple[SlotEntry, ...]
    open: tuple[Contradiction, ...] = ()
    overruled: Aside = field(default_factory=dict)

    @classmethod
    def of(cls, causes: Causes, found: Iterable[SlotEntry], opening: SlotEntry | None = None) -> Meetings:
        """Find out which of them contradict each other, and which of that is settled. ``opening``: of the case, which
        stands against what a window wrote that does not own it.
        """
        every = tuple(found)
        unsettled, overruled = [], Aside()
        for place, here in _by_place(every).items():
            meeting = _Meeting(causes, place, here, opening)
            if meeting.pairs:
                if (contradiction := meeting.contradiction()) is not None:
                    unsettled.append(contradiction)
                _add(overruled, meeting.overruled)
            _add(overruled, meeting.repeated)
        return cls(causes, every, tuple(unsettled), overruled)

    def aside(self) -> Aside:
        """What does not hold while the contradictions stand: none of the claims, and of a paper no withdrawal.

        Of two hand-overs the earlier one in the order of the replay holds, so that somebody owns the case; of two
        services the later day.
        """
        found = {entry: set(places) for entry, places in self.overruled.items()}
        for one in self.open:
            kept = _kept_meanwhile(one)
            waits = (w for w in one.members if w.id in one.suspended and w.id not in kept)
            _add(found, (w for w in waits if not w.brought and _holds_up(w, one)))
        return found

    def aside_if(self, contradiction: Contradiction, claim: SlotEntry) -> Aside:
        """What would not hold if that claim stood, and the other contradictions still did."""
        knew = {w.id for w in contradiction.members if w.id == claim.id or self.causes.knew(claim.id, w.id)}
        found = self.aside()
        for one in contradiction.members:
            if not one.brought and one.id in found:
                found[one.id].discard(one.place)
        _add(found, (w for w in contradiction.members if w.id not in knew and not w.brought))
        here = [w for w in self.writings if w.place == contradiction.place or w in contradiction.members]
        left = [w for w in here if w.id in knew or w not in contradiction.members]
        _add(found, _Meeting(self.causes, contradiction.place, left).overruled)
        _add(found, (w for w in contradiction.members if w.unauthorised and w.id != claim.id))
        return found

    def last(self, place: Place, meets: Collection[Meeting]) -> tuple[SlotEntry, ...]:
        """The writings of that sort in a place that no other one there knew of, by windows that owned the case."""
        here = [
            w
            for w in self.writings
            if w.place == place and w.kind.meets in meets and not w.brought and not w.unauthorised
        ]
        return tuple(w for w in here if not any(self.causes.knew(o.id, w.id) for o in here if o is not w))


def _kept_meanwhile(one: Contradiction) -> set[str]:
    """Ids of those that hold although they are contradicted."""
    if one.place[0] is Slot.OWNER:
        handed = (w for w in one.members if w.kind.name == "case.handed_over" and not w.unauthorised)
        return {w.id for w in islice(handed, 1)}
    served = [w for w in one.members if w.kind.meets is Meeting.SERVED]
    return {max(served, key=lambda w: w.event.day).id} if served else set()


def _holds_up(writing: SlotEntry, one: Contradiction) -> bool:
    """Whether the writing waits: where a whole case is contradicted, a decision on one of its items does not."""
    return one.place[0] is not Slot.ALL or writing.place[0] is Slot.ALL


def _add(found: Aside, more: Iterable[SlotEntry]) -> None:
    for one in more:
        found.setdefault(one.id, set()).add(one.place)


def _by_place(every: Sequence[SlotEntry]) -> dict[Place, list[SlotEntry]]:
    """The writings of each place; where the whole case is written, every decision in it is of that place too."""
    found: dict[Place, list[SlotEntry]] = {}
    for one in every:
        found.setdefault(one.place, []).append(one)
    whole = (Slot.ALL, "")
    if whole in found:
        found[whole] = [w for w in every if w.place == whole or (w.kind.meets in _HARD and not w.brought)]
    return found


class _Meeting:
    """The writings of one place, in the order of the replay: which contradict each other, and what was settled."""

    def __init__(
        self, causes: Causes, place: Place, here: Sequence[SlotEntry], opening: SlotEntry | None = None
    ) -> None:
        self._causes, self._place = causes, place
        owners = [one for one in here if not one.unauthorised]
        apart = [pair for pair in combinations(owners, 2) if causes.concurrent(pair[0].id, pair[1].id)]
        self._twins = [pair for pair in apart if not pair[0].brought and _say_the_same(*pair)]
        self.pairs = [
            pair
            for pair in apart
            if self._is_of_place(pair) and contradict(*pair) and not self._said_before(*pair)
        ]
        strange = [one for one in here if one.unauthorised and one.place == place]
        self._against = [(other, one) for one in strange for other in self._standing(one, owners, opening)]
        self.pairs += self._against
        self._settled = self._effective([w for w in owners if isinstance(w.event, ConflictSettled)])

    def _standing(
        self, one: SlotEntry, owners: Sequence[SlotEntry], opening: SlotEntry | None
    ) -> Iterable[SlotEntry]:
        """What stands against the act of a window that does not own the case: what the owner decided without knowing
        of it, else what was there before anything was decided.
        """
        apart = [w for w in owners if self._causes.concurrent(w.id, one.id) and contradict(w, one)]
        return apart or ([] if opening is None else [opening])

    def _is_of_place(self, pair: tuple[SlotEntry, SlotEntry]) -> bool:
        return any(one.place == self._place for one in pair)

    def _said_before(self, one: SlotEntry, other: SlotEntry) -> bool:
        """Whether the author of the one knew of another entry that says what the other does, or the other way."""
        return any(
            (a.id == other.id and self._causes.knew(one.id, b.id))
            or (a.id == one.id and self._causes.knew(other.id, b.id))
            for twins in self._twins
            for a, b in (twins, twins[::-1])
        )

    @property
    def repeated(self) -> Iterator[SlotEntry]:
        """Of two that say the same the one that is replayed later: it is done once."""
        gone = {w.id for w in self.overruled}
        return (later for first, later in self._twins if later.kind.meets in _HARD and first.id not in gone)

    def _effective(self, settlements: Sequence[SlotEntry]) -> list[SlotEntry]:
        """The settlements that hold: neither contradicted themselves nor settled otherwise by a later one."""
        found: list[SlotEntry] = []
        for one in reversed(settlements):
            about = [pair for pair in self.pairs if one in pair]
            if any(not self._is_settled(pair, found) for pair in about):
                continue
            if not any(one in self._overruled_by(later) for later in found):
                found.append(one)
        return found

    def _is_settled(self, pair: tuple[SlotEntry, SlotEntry], by: Iterable[SlotEntry]) -> bool:
        return any(all(self._causes.knew(one.id, w.id) for w in pair) for one in by)

    def _overruled_by(self, settlement: SlotEntry) -> list[SlotEntry]:
        stands = settlement.event.stands
        known = {
            w.id: w
            for pair in self.pairs
            if self._is_settled(pair, [settlement])
            for w in pair
            if not w.brought
        }
        if not any(stands in (w.id for w in pair) for pair in self.pairs):
            return []
        return [w for w in known.values() if w.id != stands and not self._causes.knew(stands, w.id)]

    @property
    def overruled(self) -> list[SlotEntry]:
        """What the settlements that hold say does not."""
        return [w for one in self._settled for w in self._overruled_by(one)]

    def contradiction(self) -> Contradiction | None:
        """What nobody settled, None where everything is."""
        waiting = [pair for pair in self.pairs if not self._is_settled(pair, self._settled)]
        members = {(w.id, w.place): w for pair in waiting for w in pair}
        if not members:
            return None
        place_of = {one.id: n for n, one in enumerate(self._causes.ordered)}
        found = tuple(sorted(members.values(), key=lambda w: place_of[w.id]))
        theirs = [w for w in found if not w.unauthorised]
        heads = tuple(
            w
            for w in found
            if w.unauthorised or not any(self._causes.knew(o.id, w.id) for o in theirs if o.id != w.id)
        )
        held = {w.id for pair in waiting for w in (pair[1:] if pair in self._against else pair)}
        return Contradiction(self._place, found, heads, frozenset(held))
