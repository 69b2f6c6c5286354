"""Kinds of events: each is declared once, beside its payload, and everything else is derived from the declaration.

Entries are never rewritten. A kind's payload changes shape by a new version, one lift v → v+1, and a golden file of
each version kept for ever (``tests/golden``). A kind or version that this program does not know is kept, relayed, and
its case is shown read-only as 需升级 (docs/decisions/0022-typed-events.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar, cast

import msgspec

from counter.domain.journal.codec import read, write
from counter.domain.journal.entries import Entry, canonical_bytes
from counter.domain.shapes import whole

Fields = dict[str, object]
P = TypeVar("P")
S = TypeVar("S")


class HistoryOf(Flag):
    """What is replayed from its entries, and shows them as its history."""

    NEITHER = 0
    CASE = auto()
    RATING = auto()


class Slot(StrEnum):
    """What an event writes: two events at two stations that know nothing of each other meet only in the same slot.

    What holds where they meet is settled where entries of several stations come together (DESIGN §5).
    """

    NONE = "none"  # commutes with everything
    OWN = "own"  # one station alone writes of this subject
    PERSON = "person"  # the applicant of the case
    LINE = "line"  # what was brought for a line of the checklist
    PAPER = "paper"  # a paper of ours: its issuing station writes it
    ORIGINAL = "original"  # an applicant's paper that is held
    CERTIFICATE = "certificate"  # a result as a thing
    ITEM = "item"
    CASE = "case"
    OWNER = "case.owner"
    NAMED = "named"  # the slot that the event itself names
    ALL = "all"  # the case with everything in it


class Meeting(StrEnum):
    """What holds where an event meets another in the same slot, and neither author knew of the other."""

    ADDS = "adds"  # both stand
    DECIDES = "decides"  # contradicts whatever else decides there, unless both say the same
    EXCLUDES = "excludes"  # contradicts even its like: what happens once happened twice
    SERVED = "served"  # another day or way is noted; the applicant's days follow the later one
    EARLIEST = "earliest"  # the earliest day holds
    BROUGHT = "brought"  # adds, and contradicts the end of an item for want of it
    ABSORBS = "absorbs"  # nothing contradicts it

    @property
    def decides(self) -> bool:
        """True for what only the owner of a case may write, and nobody while the slot is in conflict."""
        return self in (Meeting.DECIDES, Meeting.EXCLUDES, Meeting.EARLIEST)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an entry holds, as plain JSON values. ``personal`` is None where nothing was sealed or it is gone."""

    kind: str
    payload: Fields
    personal: Fields | None = None


Lift = Callable[[Facts], Facts]
"""Facts of one version in the shape of the next. Pure: never reads rules, clock or files."""


class WrongEvent(TypeError):
    """Something that is no declared event, or not of its declared shape: our bug, refused before it is written."""


class Written(NamedTuple):
    """What is stored of an event: its bytes, its personal part as plain values, and both as records read back."""

    payload: bytes
    personal: Fields | None
    records: tuple[object, object | None]


@dataclass(frozen=True, slots=True)
class EventKind(Generic[P]):
    """One kind of event. ``sealed``: shape of its personal part; ``of``: in whose history it shows.

    ``lifts``: one for each version ever left behind, oldest first; the present version follows from them. ``meets``:
    its line of the convergence table; ``same``: fields in which two of them agree that say the same, None: all.
    """

    name: str
    payload: type[P]
    sealed: type | None = None
    slot: Slot | None = None
    of: HistoryOf = HistoryOf.NEITHER
    lifts: tuple[Lift, ...] = ()
    meets: Meeting | None = None
    same: tuple[str, ...] | None = None

    @property
    def version(self) -> int:
        """The version written now."""
        return 1 + len(self.lifts)

    def knows(self, entry: Entry) -> bool:
        """Whether the entry is of this kind, in a version that this program can read."""
        return entry.kind == self.name and 1 <= entry.version <= self.version

    def lifted(self, facts: Facts, version: int) -> Facts:
        """Facts stored in ``version`` in the present shape."""
        for lift in self.lifts[version - 1 :]:
            facts = lift(facts)
        return facts

    def both(self, entry: Entry) -> tuple[P, Any]:
        """Payload and sealed part of an entry that it ``knows``; None for a part that was never there or is gone.

        Raises Unreadable or ValueError where the entry does not have the shape of its kind.
        """
        if entry.records is not None and type(entry.records[0]) is self.payload:
            return cast("tuple[P, Any]", entry.records)
        if entry.version == self.version and (payload := self._as_written(entry)) is not None:
            personal = entry.personal
            return payload, None if self.sealed is None or personal is None else read(self.sealed, personal)
        facts = self.lifted(Facts(self.name, entry.read(), entry.personal), entry.version)
        sealed = None if self.sealed is None or facts.personal is None else read(self.sealed, facts.personal)
        return read(self.payload, facts.payload), sealed

    def _as_written(self, entry: Entry) -> P | None:
        """The payload from its bytes at once, as ``written`` proves it; None where an older program wrote it freely."""
        try:
            return cast("P", _decoder(cast("Any", self.payload)).decode(entry.payload))
        except msgspec.ValidationError:
            return None

    def read(self, entry: Entry) -> P | None:
        """The payload; None for an entry of another kind or from a newer program. Raises like ``both``."""
        if not self.knows(entry):
            return None
        return read(self.payload, self.lifted(Facts(self.name, entry.read()), entry.version).payload)

    def written(self, payload: P, sealed: object) -> Written:
        """What to store. Raises WrongEvent for anything that could not be read back."""
        if sealed is not None and type(sealed) is not self.sealed:
            raise WrongEvent(f"{self.name} does not seal a {type(sealed).__name__}")
        try:
            stored = canonical_bytes(write(payload) if hasattr(payload, "LATER") else payload)
            opened = _decoder(cast("Any", self.payload)).decode(stored)
            if sealed is None:
                return Written(stored, None, (opened, None))
            values = write(sealed)
            return Written(stored, values, (opened, msgspec.convert(values, whole(type(sealed)))))
        except (msgspec.MsgspecError, TypeError, ValueError) as wrong:
            raise WrongEvent(f"{self.name}: {wrong}") from wrong


@cache
def _decoder(shape: type) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(whole(shape))


class Kinds:
    """The kinds declared so far, by name and by payload; ``event_kinds`` loads every module that declares one."""

    def __init__(self) -> None:
        self.by_name: dict[str, EventKind[Any]] = {}
        self.by_payload: dict[type, EventKind[Any]] = {}

    def add(self, kind: EventKind[P]) -> EventKind[P]:
        """Declare a kind. Raises ValueError where its name or its payload is taken."""
        if kind.name in self.by_name or kind.payload in self.by_payload:
            raise ValueError(f"{kind.name} is declared twice")
        self.by_name[kind.name] = self.by_payload[kind.payload] = kind
        return kind

    def kind(self, payload: type[P]) -> EventKind[P]:
        """The kind of a payload's class. Raises WrongEvent for what is none."""
        if payload not in self.by_payload:
            raise WrongEvent(f"{payload.__name__} is the payload of no kind of event")
        return self.by_payload[payload]

    def read(self, entry: Entry) -> object | None:
        """The entry's payload; None for what a newer program wrote. Raises like ``both``."""
        kind = self.by_name.get(entry.kind)
        return None if kind is None else kind.read(entry)

    def knows(self, entry: Entry) -> bool:
        """Whether this program can read the entry; else the case is shown read-only as 需升级."""
        return (kind := self.by_name.get(entry.kind)) is not None and kind.knows(entry)


KINDS = Kinds()


def kind_of(payload: type[P]) -> EventKind[P]:
    """The kind whose payload this class is. Raises WrongEvent for any other."""
    return KINDS.kind(payload)


def event(
    name: str,
    *,
    sealed: type | None = None,
    slot: Slot | None = None,
    of: HistoryOf = HistoryOf.NEITHER,
    lifts: tuple[Lift, ...] = (),
    meets: Meeting | None = None,
    same: tuple[str, ...] | None = None,
) -> Callable[[type[P]], type[P]]:
    """Declare the class below as the payload of a kind of event; the arguments are those of ``EventKind``."""

    def declared(payload: type[P]) -> type[P]:
        KINDS.add(EventKind(name, payload, sealed, slot, of, lifts, meets, same))
        return payload

    return declared


Sentence = str | Callable[[Any], str]
"""What a history shows for an event: a pattern over it (``e``), or a function of it; never personal data."""


def sentence_of(sentence: Sentence, event: object) -> str:
    """The sentence of one event."""
    return sentence(event) if callable(sentence) else sentence.format(e=event)


@dataclass(frozen=True, slots=True)
class EventEffect(Generic[S]):
    """What a kind of event changes in its subject, and its sentence; ``sealed_sentence`` goes with the sealed part."""

    kind: EventKind[Any]
    change: Callable[[S, Entry, Any, Any], S]
    sentence: Sentence
    sealed_sentence: Callable[[Any], str] | None = None


Holds = Callable[[S, S, Entry], S]
"""What holds after an entry: the state before it, the state after it or one between."""


@dataclass(frozen=True, slots=True)
class Replayed(Generic[S]):
    """A subject after its entries; ``lines``: each entry with its sentence; ``unknown``: kinds of a newer program."""

    state: S
    lines: tuple[tuple[Entry, str], ...]
    unknown: tuple[str, ...]


class Replay(Generic[S]):
    """How one sort of subject is computed from its entries: its opening kind, and an effect for every other one."""

    def __init__(
        self,
        opening: type[P],
        sentence: str | Callable[[P], str],
        opened: Callable[[Entry, P, Any], S],
    ) -> None:
        self.opening: EventKind[Any] = KINDS.kind(opening)
        self.sentence: Sentence = sentence
        self._opened: Callable[[Entry, Any, Any], S] = opened
        self.effects: dict[str, EventEffect[S]] = {}

    def on(
        self,
        payload: type[P],
        sentence: str | Callable[[P], str],
        sealed_sentence: Callable[[Any], str] | None = None,
    ) -> Callable[[Callable[[S, Entry, P, Any], S]], Callable[[S, Entry, P, Any], S]]:
        """Bind what an event changes: a function of the state, the entry, its payload and its sealed part or None."""

        def bound(change: Callable[[S, Entry, P, Any], S]) -> Callable[[S, Entry, P, Any], S]:
            kind = KINDS.kind(payload)
            self.effects[kind.name] = EventEffect(kind, change, sentence, sealed_sentence)
            return change

        return bound

    def shows(self, payload: type[P], sentence: str | Callable[[P], str]) -> None:
        """Bind an event that changes nothing and only shows in the history."""
        self.on(payload, sentence)(lambda state, entry, event, sealed: state)

    def run(
        self, entries: Sequence[Entry], onto: S | None = None, holds: Holds[S] | None = None
    ) -> Replayed[S] | None:
        """The subject after the entries, which follow ``onto``; None where none opens one. Raises Unreadable.

        What stands before the opening waits for it and is replayed right after it: its author had not seen the
        opening. ``holds``: what holds after an entry, from the states before and after it.
        """
        state, lines, unknown = onto, [], []
        for entry in entries if state is not None else self._opening_first(entries):
            effect = self.effects.get(entry.kind)
            if state is None:
                event, sealed = self.opening.both(entry)
                state, sentence = self._opened(entry, event, sealed), sentence_of(self.sentence, event)
            elif effect is None or not effect.kind.knows(entry):
                if self.opening.knows(entry):  # opened twice: the first one holds
                    again = sentence_of(self.sentence, self.opening.both(entry)[0])
                    sentence = f"又登记了一次，没有效力：{again}"
                else:
                    unknown.append(entry.kind)
                    sentence = f"本版程序不认识的记录（{entry.kind}），需升级"
            else:
                event, sealed = effect.kind.both(entry)
                after = effect.change(state, entry, event, sealed)
                state = after if holds is None else holds(state, after, entry)
                sentence = sentence_of(effect.sentence, event)
                if effect.sealed_sentence is not None and sealed is not None:
                    sentence += effect.sealed_sentence(sealed)
            lines.append((entry, sentence))
        return None if state is None else Replayed(state, tuple(lines), tuple(unknown))

    def _opening_first(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """The entries with the first opening before all others; none where there is no opening."""
        for place, entry in enumerate(entries):
            if self.opening.knows(entry):
                return entries if place == 0 else (entry, *entries[:place], *entries[place + 1 :])
        return ()
