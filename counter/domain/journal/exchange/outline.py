"""What a stretch of a station's stream is about (办件目录): its cases, how many entries of each, signed by the station.

Who gets only a part of a batch cannot see what was left out of it. By the outline a reader knows how many entries of a
case he follows lie in that stretch, whoever hands them on. Outlines follow each other without a hole, so that a missing
one shows by the next. A case is named by the end of its id: nobody can ask for a case by it who does not know it.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.exchange.batch import Seq

MOST_OUTLINED = 4_096
"""Entries of one outline."""
_ROW = struct.Struct(">6sH")


class StreamOutline(msgspec.Struct, array_like=True, frozen=True):
    """Of the entries ``first`` … ``last`` of an epoch. ``hall``: of the station, as the hub has it enrolled; ``cases``:
    8 bytes for each case, its mark and how many entries of it; of what is no case nothing is said.
    """

    station: Annotated[str, Meta(pattern=r"^[0-9A-Za-z-]{1,32}\Z")]
    epoch: Annotated[int, Meta(ge=1, le=65_535)]
    first: Seq
    last: Seq
    hall: Annotated[str, Meta(max_length=200)]
    cases: Annotated[bytes, Meta(max_length=_ROW.size * MOST_OUTLINED)]
    signature: Annotated[bytes, Meta(min_length=64, max_length=64)]

    def message(self) -> bytes:
        """The bytes that the epoch's key signs."""
        said = hashlib.sha256(self.cases).hexdigest()
        where = [self.station, self.epoch, self.first, self.last, self.hall]
        return b"counter-outline-1" + canonical_bytes([*where, said])

    def counts(self) -> dict[str, int]:
        """Mark of a case → how many entries of it. Raises ValueError where ``cases`` is no such list."""
        if len(self.cases) % _ROW.size:
            raise ValueError("an outline of another form")
        return {mark.hex(): count for mark, count in _ROW.iter_unpack(self.cases)}


def mark_of(case: str) -> str:
    """The end of a case's id, by which an outline names it: 12 hexadecimal digits, all of them random."""
    return case[-12:]


def packed_counts(counts: Mapping[str, int]) -> bytes:
    """``StreamOutline.cases``; ``counts``: case id → entries. Of two cases with one mark the sum is told."""
    return b"".join(_ROW.pack(bytes.fromhex(mark), count) for mark, count in sorted(_by_mark(counts.items())))


def _by_mark(counts: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    found: dict[str, int] = {}
    for case, count in counts:
        found[mark_of(case)] = found.get(mark_of(case), 0) + count
    return found.items()
