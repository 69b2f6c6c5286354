"""Batches: consecutive entries of one station's epoch as they travel to the hub, by courier file, and to others.

The station signs the list of the entries' hashes, never the entries: whoever gets only a part of them proves each one
at its place in the list. Of what is about ratings only number, link and hash travel
(docs/decisions/0012-ratings-nobody-can-steer.md), so the chain stays whole and nobody learns who rated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from counter.domain.errors import BadInput
from counter.domain.journal.chain import GENESIS, Field, fields_hash
from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.exchange.scope import UUID as _UUID
from counter.domain.journal.exchange.scope import is_joint as is_joint
from counter.domain.journal.exchange.scope import is_withheld as is_withheld
from counter.domain.shapes import whole

MOST_ENTRIES = 512
"""Entries of one batch."""
MOST_BYTES = 4_000_000
"""Of payloads and sealed parts where a batch is cut; an entry that alone is larger travels alone."""
LARGEST = 64_000_000
"""Bytes of a batch in its stored form; a larger one was made by no station."""
HASH = 32
"""Bytes of one hash."""

VerifySignature = Callable[[bytes, bytes, bytes], bool]
"""(public key, message, signature) → whether the Ed25519 signature is that key's."""

_HIGHEST = 2**63 - 1
_LATEST = 253_339_200_000_000_000
"""The year 9998 in microseconds: no civil day can be computed of what is later."""
_TEXT = r"^[^\x00-\x1f\x7f]*\Z"

Seq = Annotated[int, Meta(ge=1, le=2**62)]
"""Number of an entry: so low that the end of a batch can be stored too."""
_Whole = Annotated[int, Meta(ge=-_HIGHEST, le=_HIGHEST)]
_Hash = Annotated[bytes, Meta(min_length=HASH, max_length=HASH)]
_Word = Annotated[str, Meta(max_length=200, pattern=_TEXT)]


class SentEntry(msgspec.Struct, array_like=True, frozen=True, tag=1):
    """An entry with its content: the stored columns but station and epoch, which are the batch's.

    ``at``: microseconds UTC; ``base``, ``taken``: in their stored form.
    """

    seq: Seq
    id: Annotated[str, Meta(pattern=rf"^{_UUID}\Z")]
    at: Annotated[int, Meta(ge=0, le=_LATEST)]
    boot: _Word
    monotonic_ns: _Whole
    actor: _Word
    kind: Annotated[str, Meta(pattern=r"^[a-z0-9_.]{1,64}\Z")]
    version: Annotated[int, Meta(ge=1, le=65_535)]
    subject: _Word
    base: Annotated[str, Meta(max_length=40_000, pattern=rf"^{_UUID}( {_UUID})*\Z")] | None
    payload: bytes
    sealed: bytes | None
    taken: Annotated[str, Meta(max_length=100_000, pattern=_TEXT)]
    untimely: Annotated[int, Meta(ge=0, le=1)]
    prev: _Hash
    hash: _Hash


class WithheldEntry(msgspec.Struct, array_like=True, frozen=True, tag=0):
    """An entry whose content does not travel: linked, never recomputed."""

    seq: Seq
    prev: _Hash
    hash: _Hash


class EntryBatch(msgspec.Struct, array_like=True, frozen=True, dict=True):
    """Entries ``first`` … of one station's epoch. ``hashes``: of all of them, one after the other; ``entries``: all, or
    those that the reader may read and every withheld one; ``pos``: its place in the hub's order, None where it has none
    yet.
    """

    station: Annotated[str, Meta(pattern=r"^[0-9A-Za-z-]{1,32}\Z")]
    epoch: Annotated[int, Meta(ge=1, le=65_535)]
    first: Seq
    hashes: Annotated[bytes, Meta(min_length=HASH, max_length=HASH * MOST_ENTRIES)]
    signature: Annotated[bytes, Meta(min_length=64, max_length=64)]
    entries: Annotated[tuple[SentEntry | WithheldEntry, ...], Meta(max_length=MOST_ENTRIES)]
    pos: Annotated[int, Meta(ge=1, le=_HIGHEST)] | None = None

    @cached_property
    def listed(self) -> tuple[bytes, ...]:
        """The hashes, one of each entry."""
        return tuple(self.hashes[at : at + HASH] for at in range(0, len(self.hashes), HASH))

    @property
    def last(self) -> int:
        """Number of the last entry."""
        return self.first + len(self.hashes) // HASH - 1


class RefusedBatchReason(StrEnum):
    """Why a batch is not taken in."""

    UNREADABLE = "unreadable"
    NUMBERS = "numbers"
    SIGNATURE = "signature"
    CHANGED = "changed"
    LINK = "link"
    CONTENT = "content"
    DOUBLED = "doubled"
    MIXED = "mixed"
    FULL = "full"


_SENTENCES = {
    RefusedBatchReason.UNREADABLE: "这一批记录读不出：文件不完整，或者不是本程序写的。没有收进来，请重新拷一份。",
    RefusedBatchReason.NUMBERS: "这一批记录（{}）的编号和它的清单对不上。没有收进来，请向原窗口重新要一份。",
    RefusedBatchReason.SIGNATURE: "这一批记录（{}）的签名不是原窗口签的，或者清单被改动。"
    "没有收进来，请告诉值班负责人。",
    RefusedBatchReason.CHANGED: "这一批里{}的内容与原窗口签过的不符，被改动过。整批没有收进来，请告诉值班负责人。",
    RefusedBatchReason.LINK: "这一批里{}没有接在前一条之后。整批没有收进来，请告诉值班负责人。",
    RefusedBatchReason.CONTENT: "这一批里{}的内容不合格式。整批没有收进来，请告诉值班负责人。",
    RefusedBatchReason.DOUBLED: "这一批里{}用了别的记录已经用过的标识。整批没有收进来，请告诉值班负责人。",
    RefusedBatchReason.MIXED: "这一批记录（{}）与本机一个是演示或培训的、一个是正式的，不能混在一起。没有收进来。",
    RefusedBatchReason.FULL: "待核实的记录已经太多，这一批（{}）没有再收。请先导入那些窗口的证书，再收一次。",
}


class BatchRefused(BadInput):
    """A batch that is not what its station signed, or none at all; ``reason`` says which."""

    def __init__(self, reason: RefusedBatchReason, place: str = "") -> None:
        super().__init__(_SENTENCES[reason].format(place), field="batch")
        self.reason = reason


class BatchRange(NamedTuple):
    """A run of entries of one stream, both ends included."""

    station: str
    epoch: int
    first: int
    last: int

    @property
    def words(self) -> str:
        """For people: station, epoch and numbers."""
        numbers = f"第 {self.first} 条" if self.first == self.last else f"第 {self.first} 至 {self.last} 条"
        return f"{self.station} 第 {self.epoch} 期{numbers}"


def range_of(batch: EntryBatch) -> BatchRange:
    """The entries that the batch lists."""
    return BatchRange(batch.station, batch.epoch, batch.first, batch.last)


def batch_message(station: str, epoch: int, first: int, hashes: bytes, withheld: Sequence[int] = ()) -> bytes:
    """The bytes that the station's key signs. ``withheld``: numbers of the entries whose content it keeps, in order.

    They are signed too: else who carries a batch could hide any entry as one of these.
    """
    listed = hashlib.sha256(hashes).hexdigest()
    kept = [list(withheld)] if withheld else []
    return b"counter-batch-1" + canonical_bytes([station, epoch, first, listed, *kept])


def message_of(batch: EntryBatch) -> bytes:
    """The bytes that are signed of a batch; every part of it carries all its withheld entries."""
    return batch_message(batch.station, batch.epoch, batch.first, batch.hashes, withheld_in(batch))


def withheld_in(batch: EntryBatch) -> tuple[int, ...]:
    """Numbers of the entries whose content stayed at their station."""
    return tuple(one.seq for one in batch.entries if isinstance(one, WithheldEntry))


def recomputed_hash(station: str, epoch: int, entry: SentEntry) -> bytes:
    """The hash that the fields of a travelling entry must have."""
    fields: tuple[Field, ...] = (
        station,
        epoch,
        entry.seq,
        entry.id,
        entry.at,
        entry.boot,
        entry.monotonic_ns,
        entry.actor,
        entry.kind,
        entry.version,
        entry.subject,
        entry.base,
        entry.payload,
        entry.sealed,
        entry.taken,
        entry.untimely,
        entry.prev,
    )
    return fields_hash(fields)


def prove(batch: EntryBatch, public_key: bytes, verify: VerifySignature) -> None:
    """Prove that the station with that key made this batch and that nothing in it was changed. Raises BatchRefused.

    What the station itself may have done wrong, a chain that does not hold together, is refused too.
    """
    where = range_of(batch).words
    if len(batch.hashes) % HASH or not _in_order(batch):
        raise BatchRefused(RefusedBatchReason.NUMBERS, where)
    if not verify(public_key, message_of(batch), batch.signature):
        raise BatchRefused(RefusedBatchReason.SIGNATURE, where)
    before = (GENESIS if batch.first == 1 else None, *batch.listed)
    for entry in batch.entries:
        place = entry.seq - batch.first
        if entry.hash != batch.listed[place] or not _is_whole(batch, entry):
            raise BatchRefused(RefusedBatchReason.CHANGED, f"第 {entry.seq} 条")
        if before[place] not in (None, entry.prev):
            raise BatchRefused(RefusedBatchReason.LINK, f"第 {entry.seq} 条")
        if isinstance(entry, SentEntry) and not _is_object(entry.payload):
            raise BatchRefused(RefusedBatchReason.CONTENT, f"第 {entry.seq} 条")


def pack_batch(batch: EntryBatch) -> bytes:
    """A batch as it travels (MessagePack)."""
    return msgspec.msgpack.encode(batch)


def unpack_batch(packed: bytes) -> EntryBatch:
    """A batch back from its bytes; nothing of it is proved. Raises BatchRefused."""
    if len(packed) > LARGEST:
        raise BatchRefused(RefusedBatchReason.UNREADABLE)
    try:
        return _DECODER.decode(packed)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
        raise BatchRefused(RefusedBatchReason.UNREADABLE) from wrong


def cut(sizes: Iterable[int]) -> Iterable[int]:
    """How many entries go into each batch, one after the other. ``sizes``: bytes of payload and sealed part of each."""
    count = size = 0
    for one in sizes:
        if count == MOST_ENTRIES or (count and size + one > MOST_BYTES):
            yield count
            count = size = 0
        count, size = count + 1, size + one
    if count:
        yield count


_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
"""A payload is proved to be an object; what it says is read where its case is."""
_DECODER = msgspec.msgpack.Decoder(whole(EntryBatch))


def _in_order(batch: EntryBatch) -> bool:
    numbers = [entry.seq for entry in batch.entries]
    inside = all(batch.first <= seq <= batch.last for seq in numbers)
    return inside and all(one < next_ for one, next_ in pairwise(numbers))


def _is_whole(batch: EntryBatch, entry: SentEntry | WithheldEntry) -> bool:
    return isinstance(entry, WithheldEntry) or (
        recomputed_hash(batch.station, batch.epoch, entry) == entry.hash
    )


def _is_object(payload: bytes) -> bool:
    try:
        _OBJECT.decode(payload)
    except (msgspec.MsgspecError, RecursionError):
        return False
    return True
