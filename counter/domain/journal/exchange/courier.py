"""The courier file (U盘交换件): signed batches of entries for a place without a line, its open head and its numbers.

The head is readable without any key and names stations, days and numbers of entries, never a person. What is inside,
how it is sealed and why both ways need no key of their own: docs/decisions/0036-courier-file.md.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from counter.domain.document.numbering import epoch_mark
from counter.domain.errors import BadInput
from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.exchange.batch import LARGEST, BatchRange
from counter.domain.shapes import whole

FORM = 1
"""Version of the form; a file of a later one is refused."""
SUFFIX = ".counter-mail"
MAGIC = b"COUNTERMAIL%d\n" % FORM
FAMILY = b"COUNTERMAIL"
"""How a courier file of any form begins."""
LONGEST_HEAD = 2_000_000
MOST_RECIPIENTS = 16
MOST_BODY = 8_000_000_000
"""Bytes of a body before it was packed."""
MOST_IN_ONE = 1_000_000_000
"""Bytes of entries in one file, so that a stick (FAT: 4 GB for a file) takes it; the rest goes into the next."""

_UNREADABLE = "U盘交换件的开头读不出，文件损坏或不是本程序写的。什么也没有收进来，请重新拷一份。"
_BROKEN = "U盘交换件里面的内容读不出，文件损坏。什么也没有收进来，请重新拷一份。"
_HIGHEST = 2**63 - 1

_Name = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*\Z")]
_Code = Annotated[str, Meta(pattern=r"^[0-9A-Za-z-]{1,32}\Z")]
_Place = Annotated[str, Meta(pattern=r"^[0-9A-Za-z-]{0,32}\Z")]
_Key = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
_Day = Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?\Z")]
_Count = Annotated[int, Meta(ge=0, le=_HIGHEST)]
_Number = Annotated[int, Meta(ge=1, le=_HIGHEST)]


class CourierDirection(StrEnum):
    """From a window to the hall's exchange place, or back."""

    UP = "up"
    DOWN = "down"


class OrderSeen(msgspec.Struct, frozen=True):
    """How far a station knows the order of an exchange place. ``pos``: up to where without a gap; ``at``: the last of
    its batches there, whose hashes have that ``digest`` (SHA-256, hex).
    """

    place: _Place = ""
    pos: _Count = 0
    at: _Count = 0
    digest: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")] = ""


class CourierHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a courier file states of itself. ``number``: 1, 2, 3 … of this station's epoch (of this place to that
    station, for a way back); ``runs``: the entries inside, stream by stream; ``since``, ``until``: their civil days.

    ``public_key``: whose signature it is: the station's of that epoch, on the way back the hall's; ``recipients``:
    whose keys open it (Ed25519, hex). ``own``: last entry of each epoch of the writer; ``seen``: what it has of the
    order.
    ``after``, ``upto``: the part of the order inside; ``anew``: the whole order is stated again; ``more``: not
    everything had room.
    """

    form: _Number
    direction: CourierDirection
    number: _Number
    made_at: _Name
    demo: bool
    hall: _Name
    station: _Code
    epoch: Annotated[int, Meta(ge=1, le=65_535)]
    window: _Name
    public_key: _Key
    recipients: Annotated[tuple[_Key, ...], Meta(min_length=1, max_length=MOST_RECIPIENTS)]
    to_station: _Place
    runs: tuple[tuple[_Code, _Number, _Number, _Number], ...]
    entries: _Count
    since: _Day
    until: _Day
    own: tuple[tuple[_Number, _Count], ...] = ()
    seen: OrderSeen = OrderSeen()
    after: _Count = 0
    upto: _Count = 0
    anew: bool = False
    more: bool = False

    @property
    def at(self) -> datetime:
        """When it was made (UTC)."""
        return datetime.fromisoformat(self.made_at)

    @property
    def file_name(self) -> str:
        """Under which name it lies on a stick."""
        to = f"-to-{self.to_station}" if self.direction is CourierDirection.DOWN else ""
        return f"{self.station}-{epoch_mark(self.epoch)}{to}-{self.number:04}{SUFFIX}"

    @property
    def ranges(self) -> tuple[BatchRange, ...]:
        """``runs`` as ranges."""
        return tuple(BatchRange(*run) for run in self.runs)


def head_bytes(head: CourierHead) -> bytes:
    """The head as it stands in the file."""
    return canonical_bytes(msgspec.to_builtins(head))


def read_head(content: bytes) -> CourierHead:
    """The head of a file; nothing of it is proved. Raises BadInput for bytes that are none."""
    try:
        head = msgspec.convert(json.loads(content.decode("utf-8")), whole(CourierHead), strict=True)
        at = head.at
        if at.tzinfo is None or not 2000 <= at.astimezone(UTC).year < 9998 or head_bytes(head) != content:
            raise ValueError("no head")
    except (ValueError, OverflowError, RecursionError, msgspec.MsgspecError) as wrong:
        raise BadInput(_UNREADABLE, field="file") from wrong
    return head


class CourierPart(NamedTuple):
    """One part of the body. ``kind``: one of the numbers below; what a newer program adds is passed over."""

    kind: int
    content: bytes


BATCH, NOTE, PARCEL = 1, 2, 3
"""A batch (``pack_batch``) · what became of the reader's entries at the place (``CourierNote``) · something opaque."""


WRAPS, KEYS_ANSWER = 11, 12
"""Wraps of case keys (``key_wraps.pack_keys``) · how far the writer has the reader's (``KeysAnswer``)."""


class KeysAnswer(msgspec.Struct, array_like=True, frozen=True):
    """Up to which file of the reader its wraps were taken in, 0 for none; and for whom the writer takes wraps."""

    epoch: _Count
    number: _Count
    wanted: Annotated[
        tuple[Annotated[str, Meta(pattern=r"^[0-9A-Za-z:-]{1,64}\Z")], ...], Meta(max_length=100)
    ] = ()


def answer_part(answer: KeysAnswer) -> CourierPart:
    """An answer as it travels."""
    return CourierPart(KEYS_ANSWER, msgspec.msgpack.encode(answer))


def read_answer(content: bytes) -> KeysAnswer:
    """An answer back from its bytes. Raises BadInput."""
    try:
        return msgspec.msgpack.decode(content, type=whole(KeysAnswer))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
        raise BadInput(_BROKEN, field="file") from wrong


class CourierNote(msgspec.Struct, array_like=True, frozen=True):
    """Entries of the reader that the exchange place could not take in, and why."""

    station: _Code
    epoch: _Number
    first: _Number
    last: _Number
    sentence: _Name


def note_part(note: CourierNote) -> CourierPart:
    """A note as it travels."""
    return CourierPart(NOTE, msgspec.msgpack.encode(note))


def read_note(content: bytes) -> CourierNote:
    """A note back from its bytes. Raises BadInput."""
    try:
        return msgspec.msgpack.decode(content, type=whole(CourierNote))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
        raise BadInput(_BROKEN, field="file") from wrong


class CourierParcel(msgspec.Struct, array_like=True, frozen=True):
    """A file of another sort on its way. ``kind``: ``keys`` for certificates and revocations of the hall; others are
    passed over.
    """

    kind: _Code
    body: bytes


KEYS_PARCEL = "keys"


def parcel_part(parcel: CourierParcel) -> CourierPart:
    """A parcel as it travels."""
    return CourierPart(PARCEL, msgspec.msgpack.encode(parcel))


def read_parcel(content: bytes) -> CourierParcel:
    """A parcel back from its bytes. Raises BadInput."""
    try:
        return msgspec.msgpack.decode(content, type=whole(CourierParcel))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
        raise BadInput(_BROKEN, field="file") from wrong


_FRONT = struct.Struct(">IB")


def framed(parts: Iterable[CourierPart]) -> Iterator[bytes]:
    """The parts one after the other as the bytes of a body, each with its length and kind in front."""
    for part in parts:
        yield _FRONT.pack(len(part.content), part.kind)
        yield part.content


class PartReader:
    """The parts of a body from its bytes, given in pieces of any size; holds one part at most. Raises BadInput."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._length = 0

    def feed(self, piece: bytes) -> Iterator[CourierPart]:
        """The parts that are complete with this piece."""
        self._length += len(piece)
        if self._length > MOST_BODY:
            raise BadInput(_BROKEN, field="file")
        self._held += piece
        while len(self._held) >= _FRONT.size:
            length, kind = _FRONT.unpack_from(self._held)
            if length > LARGEST:
                raise BadInput(_BROKEN, field="file")
            end = _FRONT.size + length
            if len(self._held) < end:
                return
            content = bytes(self._held[_FRONT.size : end])
            del self._held[:end]
            yield CourierPart(kind, content)

    def end(self) -> None:
        """No piece follows."""
        if self._held:
            raise BadInput(_BROKEN, field="file")


def runs_of(ranges: Iterable[BatchRange]) -> tuple[tuple[str, int, int, int], ...]:
    """Ranges joined where one follows the other, stream by stream."""
    joined: list[BatchRange] = []
    for one in sorted(ranges):
        before = joined[-1] if joined else None
        if before is not None and before[:2] == one[:2] and one.first <= before.last + 1:
            joined[-1] = before._replace(last=max(before.last, one.last))
        else:
            joined.append(one)
    return tuple((one.station, one.epoch, one.first, one.last) for one in joined)


class NumbersSeen(msgspec.Struct, frozen=True):
    """Numbers of the files of one writer that were taken in, as runs (first, last) in order."""

    runs: tuple[tuple[int, int], ...] = ()

    def with_number(self, number: int) -> NumbersSeen:
        """And this one."""
        runs = runs_of(BatchRange("", 0, *run) for run in (*self.runs, (number, number)))
        return NumbersSeen(tuple(run[2:] for run in runs))

    @property
    def last(self) -> int:
        """The highest; 0 for none."""
        return self.runs[-1][1] if self.runs else 0

    @property
    def missing(self) -> tuple[int, ...]:
        """The newest twenty numbers below the highest that never came."""
        gaps = [
            number
            for (_, end), (begin, _) in pairwise(((0, 0), *self.runs))
            for number in range(max(end + 1, begin - 20), begin)
        ]
        return tuple(gaps[-20:])


def numbers_in_words(numbers: Sequence[int]) -> str:
    """As people say it: 缺第 3、5 份."""
    return f"缺第 {'、'.join(map(str, numbers))} 份" if numbers else ""
