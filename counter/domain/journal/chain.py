"""The hash chain: every entry's hash covers its exact stored fields and the previous hash, so that changes are
detected."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from counter.domain.journal.entries import Entry, microseconds, taken_text

FORMAT = b"counter-entry-1"
GENESIS = bytes(32)
CHANGED = "日志记录被改动：{}的内容与它的校验值不符。"
"""Message for an entry whose hash does not match its stored fields; takes its position."""
_NOTHING = b"\xff\xff\xff\xff"
_length = struct.Struct(">I").pack

Field = str | int | bytes | None


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a check: its kind (a code word), its location, and one clear sentence."""

    kind: str
    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Result of a check: what was checked and what was found. ``notes``: worth knowing, but no fault (e.g. 需升级)."""

    entries: int
    cases: int
    papers: int
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """No fault was found."""
        return not self.faults


def fields_hash(fields: Iterable[Field]) -> bytes:
    """SHA-256 over the format's name and every field with its length prefixed; None differs from an empty field."""
    data = [one if one is None or isinstance(one, bytes) else str(one).encode() for one in fields]
    framed = [_NOTHING if one is None else _length(len(one)) + one for one in data]
    return hashlib.sha256(FORMAT + b"".join(framed)).digest()


def chained_fields(entry: Entry) -> tuple[Field, ...]:
    """The stored fields of an entry in the order of the hash. Never reorder them: a new FORMAT instead."""
    return (
        entry.station,
        entry.epoch,
        entry.seq,
        entry.id,
        microseconds(entry.at),
        entry.boot,
        entry.monotonic_ns,
        entry.actor,
        entry.kind,
        entry.version,
        entry.subject,
        entry.previous_entry_id,
        entry.payload,
        entry.sealed,
        taken_text(entry.taken),
        int(entry.untimely),
        entry.prev,
    )


def entry_hash(entry: Entry) -> bytes:
    """The expected ``entry.hash``."""
    return fields_hash(chained_fields(entry))


class Link(NamedTuple):
    """One entry as the chain sees it. ``whole``: its hash is that of its stored fields."""

    station: str
    epoch: int
    seq: int
    prev: bytes
    hash: bytes
    whole: bool


def verify_chain(entries: Iterable[Entry]) -> Iterator[Fault]:
    """Faults in the entries of one station and epoch in order of ``seq``: gaps, duplicates, changed bytes."""
    return verify_links(
        Link(one.station, one.epoch, one.seq, one.prev, one.hash, entry_hash(one) == one.hash)
        for one in entries
    )


def verify_links(links: Iterable[Link]) -> Iterator[Fault]:
    """``verify_chain`` of links read for it alone.

    After a fault it continues from the stored hash, so that one flipped byte is one fault and not a thousand.
    """
    seq = 0
    prev = GENESIS
    for link in links:
        if link.seq == seq + 1 and link.prev == prev and link.whole:
            seq, prev = link.seq, link.hash
            continue
        where = f"{link.station}-{link.epoch} 第 {link.seq} 条"
        if link.seq > seq + 1:
            gap = f"第 {seq + 1} 条" if link.seq == seq + 2 else f"第 {seq + 1} 至 {link.seq - 1} 条"
            sentence = f"日志缺记录：窗口 {link.station} 第 {link.epoch} 期的{gap}不见了。"
            yield Fault("missing", where, sentence)
        elif link.seq <= seq:
            yield Fault("doubled", where, f"日志序号重复：{where}出现了不止一次。")
        elif link.prev != prev:
            yield Fault("broken", where, f"日志链断开：{where}没有接在前一条之后，前后两条之一被替换过。")
        if not link.whole:
            yield Fault("changed", where, CHANGED.format(where))
        seq = max(seq, link.seq)
        prev = link.hash
