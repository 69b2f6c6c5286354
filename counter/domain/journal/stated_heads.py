"""Heads that leave the station: what it states about its own chain, so that others can find it rewritten later.

A head binds every entry of its chain up to its own number. It proves something only because it lies where the station
cannot reach it: on paper, in a file, in a neighbour's journal (docs/decisions/0028-proof-outside-the-folder.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from counter.domain.journal import codec
from counter.domain.journal.chain import fields_hash
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.kinds import Slot, event

FORM = "counter-heads-1"
"""Of the block of heads in a file, and of a file that holds nothing else."""

MEMBER = "heads"
"""Name of the block in a JSON file that carries something else."""

DAY_PREFIX = "COUNTERDAY1:"
"""Begins the QR of a 日结单 (``domain.papers.verify.day_code``)."""

MOST = 2_000
"""Heads of one file that are read: of a large hall, with years of epochs, there are a few hundred."""

_HASH = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_STATION = re.compile(r"[0-9A-Za-z-]{1,32}")
_HIGHEST = 2**63 - 1
_LAST_EPOCH = 65_535
_YEARS = (2000, 2999)
"""Of its time: one at the edge of the calendar has no civil day, and the file is somebody else's."""


@dataclass(frozen=True, slots=True)
class StatedHead:
    """A station's statement: its chain of ``epoch`` ended with entry ``seq`` of this hash when it was made.

    ``at``: UTC ISO, whole seconds, by the station's own clock. ``day``: the civil day (ISO) that the entry closed, ""
    for any other. ``public_key``: of the epoch's station key; hash, key and signature are hex.
    """

    station: str
    epoch: int
    seq: int
    hash: str
    at: str
    day: str
    demo: bool
    public_key: str
    signature: str = ""

    def message(self) -> bytes:
        """The bytes that are signed."""
        fields = (self.station, self.epoch, self.seq, bytes.fromhex(self.hash), self.at, self.day)
        return b"counter-stated-head-1" + fields_hash(
            (*fields, int(self.demo), bytes.fromhex(self.public_key))
        )

    @property
    def place(self) -> tuple[str, int, int]:
        """Station, epoch and number."""
        return self.station, self.epoch, self.seq

    @property
    def whole(self) -> bool:
        """Whether every field has its form; says nothing of the signature."""
        return (
            _STATION.fullmatch(self.station) is not None
            and 1 <= self.epoch <= _LAST_EPOCH
            and 1 <= self.seq <= _HIGHEST
            and _HASH.fullmatch(self.hash) is not None
            and _HASH.fullmatch(self.public_key) is not None
            and _SIGNATURE.fullmatch(self.signature) is not None
            and _is_moment(self.at)
            and (not self.day or _is_day(self.day))
        )


@event("heads.known", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class HeadsKnown:
    """``heads.known``: heads of other stations that a file brought and that were news here, each with a valid
    signature; of this station those that contradict its journal. ``source``: what kind of file it was.
    """

    source: str
    heads: tuple[StatedHead, ...]


def second(at: datetime) -> str:
    """A moment as ``StatedHead.at`` has it."""
    return at.astimezone(UTC).replace(microsecond=0).isoformat()


def head_message(station: str, epoch: int, seq: int, entry_hash: bytes) -> bytes:
    """The bytes signed beside the data file after every commit (``db.journal.heads``)."""
    return b"counter-head-1" + fields_hash((station, epoch, seq, entry_hash))


def worth_keeping(given: Iterable[StatedHead], known: Iterable[StatedHead]) -> tuple[StatedHead, ...]:
    """Of these heads those that say more than the known ones: the furthest of an epoch, every closed day, and one that
    contradicts a known head of the same number.
    """
    kept = list(known)
    fresh: list[StatedHead] = []
    for head in sorted(given, key=lambda one: (one.station, one.epoch, -one.seq)):
        same = [one for one in kept if (one.station, one.epoch) == (head.station, head.epoch)]
        there = [one for one in same if one.seq == head.seq]
        if any((one.hash, one.day) == (head.hash, head.day) for one in there):
            continue
        further = head.seq > max((one.seq for one in same), default=0)
        contradicts = any(one.hash != head.hash for one in there)
        if further or head.day or contradicts:
            kept.append(head)
            fresh.append(head)
    return tuple(fresh)


def newest(heads: Iterable[StatedHead]) -> tuple[StatedHead, ...]:
    """The furthest head of each station and epoch, in their order."""
    furthest: dict[tuple[str, int], StatedHead] = {}
    for head in heads:
        before = furthest.get((head.station, head.epoch))
        if before is None or head.seq > before.seq:
            furthest[head.station, head.epoch] = head
    return tuple(furthest[name] for name in sorted(furthest))


def block(heads: Iterable[StatedHead]) -> dict[str, object]:
    """The heads as a member of a JSON file. Programs that do not know it pass over it."""
    return {"form": FORM, "heads": [codec.write(one) for one in heads]}


def with_block(text: str, heads: Iterable[StatedHead]) -> str:
    """A JSON file (one object) with the heads at its end; every byte before them stays."""
    body = text.rstrip()
    given = json.dumps(block(heads), ensure_ascii=False, separators=(",", ":"))
    return f'{body.removesuffix("}").rstrip()},\n "{MEMBER}": {given}\n}}\n'


def heads_of(values: object) -> tuple[StatedHead, ...]:
    """The heads in a JSON file that was read: of its own, or of its block; none where there are none or a newer program
    wrote them. What does not have the form of a head is left out; no signature is looked at.
    """
    given = values.get(MEMBER) if isinstance(values, Mapping) else None
    holder = given if isinstance(given, Mapping) else values
    if not isinstance(holder, Mapping) or holder.get("form") != FORM:
        return ()
    rows = holder.get("heads")
    found = (_read(row) for row in rows[:MOST]) if isinstance(rows, list) else ()
    return tuple(one for one in found if one is not None)


def _read(row: object) -> StatedHead | None:
    try:
        head = codec.read(StatedHead, row)
        return head if head.whole else None
    except (Unreadable, ValueError):
        return None


def _is_moment(text: str) -> bool:
    try:
        at = datetime.fromisoformat(text)
        return second(at) == text and _YEARS[0] <= at.year <= _YEARS[1]
    except (ValueError, OverflowError):
        return False


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
