"""The two codes of a 日结单: a QR with the signed head, and a short code that a person can type.

The QR holds the whole hash and the station's signature. The short code holds 128 bits of a digest of station, epoch,
number and hash, without a signature: an agreement cannot be an accident or be made afterwards (2^128 tries for a second
history, 2^64 for two prepared before the sheet), a difference accuses nobody, because anyone can write down a code.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from counter.domain.errors import BadInput
from counter.domain.journal.chain import fields_hash
from counter.domain.journal.stated_heads import DAY_PREFIX as PREFIX
from counter.domain.journal.stated_heads import StatedHead, second
from counter.domain.papers.verify.trusted_keys import fingerprint_of
from counter.domain.text.checked_groups import ALPHABET, LENGTH, CheckedGroups, plain_groups

GROUPS = 9
_FORM = CheckedGroups(
    GROUPS,
    incomplete=f"日结单的短码有 {GROUPS} 组、每组 {LENGTH} 个字符，请对照纸面补全。",
    mistyped="短码第 {place} 组（{group}）抄错了，请对照纸面改正。",
    field="code",
)

TAG_BYTES = 16
_SEQ_BITS = 28
_GROUPED = re.compile(r"[0-9A-Za-z]{5}[\s–—_-]+[0-9A-Za-z]{5}(?![0-9A-Za-z])")
_FIXED = struct.Struct(">BHIIH")
_PRINT_BYTES, _HASH_BYTES, _SIGNATURE_BYTES = 4, 32, 64
_LONGEST = 400
_FIRST_DAY = date(2000, 1, 1)
_DEMO = 1


@dataclass(frozen=True, slots=True)
class ReadDayCode:
    """A QR read back. ``head``: without its public key, of which the code has the ``fingerprint`` only."""

    head: StatedHead
    fingerprint: bytes

    def by(self, public_key: str) -> StatedHead:
        """The head as the owner of that key states it; its signature is still to be proved."""
        return replace(self.head, public_key=public_key)


@dataclass(frozen=True, slots=True)
class ShortCode:
    """A short code read back. ``station``: one byte of the station's digest, enough to notice another window's."""

    station: int
    epoch: int
    seq: int
    tag: bytes


def day_qr(head: StatedHead) -> str:
    """The QR's text, capitals and digits only. ValueError where a field is too large (our bug)."""
    station = head.station.encode("ascii")
    moment = int(datetime.fromisoformat(head.at).timestamp())
    day = (date.fromisoformat(head.day) - _FIRST_DAY).days + 1 if head.day else 0
    try:
        fixed = _FIXED.pack(_DEMO if head.demo else 0, head.epoch, head.seq, moment, day)
    except struct.error as wrong:
        raise ValueError("a field of the QR is too large") from wrong
    stored = (
        bytes((len(station),))
        + station
        + fixed
        + fingerprint_of(head.public_key)
        + bytes.fromhex(head.hash)
        + bytes.fromhex(head.signature)
    )
    return PREFIX + base64.b32encode(stored).decode().rstrip("=")


def is_day_qr(text: str) -> bool:
    """Whether it begins like the QR of a 日结单, however CapsLock stood."""
    return text.strip().upper().startswith(PREFIX)


def read_day_qr(text: str) -> ReadDayCode:
    """The content of such a QR, nothing of it proved. Raises BadInput where it is not whole; every character counts."""
    plain = text.strip()
    if not any(c.isupper() for c in plain):
        plain = plain.upper()
    wrong = BadInput("日结单的二维码不完整，请把纸面摊平再扫一次。", field="code")
    if not plain.startswith(PREFIX) or len(plain) > _LONGEST:
        raise wrong
    body = plain.removeprefix(PREFIX)
    try:
        stored = base64.b32decode(body + "=" * (-len(body) % 8))
        if base64.b32encode(stored).decode().rstrip("=") == body:
            return _read(stored)
    except (ValueError, binascii.Error, struct.error, OverflowError, IndexError):
        pass
    raise wrong


def short_code(station: str, epoch: int, seq: int, entry_hash: bytes) -> str:
    """Nine groups of five characters, e.g. ``0C5R8-…``; "" beyond the 268,435,455th entry of an epoch."""
    if seq >> _SEQ_BITS:
        return ""
    number = _station_byte(station) << 16 | epoch
    number = (number << _SEQ_BITS | seq) << TAG_BYTES * 8
    number |= int.from_bytes(tag_of(station, epoch, seq, entry_hash), "big")
    return _FORM.write(number)


def looks_like_short_code(text: str) -> bool:
    """Whether somebody typed a short code, right or wrong: groups of five, or as many characters without blanks."""
    plain = plain_groups(text)
    long = len(plain) >= 2 * LENGTH and all(c in ALPHABET for c in plain)
    return long and (_GROUPED.match(text.strip()) is not None or len(plain) == GROUPS * LENGTH)


def read_short_code(text: str) -> ShortCode:
    """A short code as typed. Raises BadInput naming the group that was copied wrongly."""
    number = _FORM.read(text)
    tag, rest = number & (1 << TAG_BYTES * 8) - 1, number >> TAG_BYTES * 8
    seq, rest = rest & (1 << _SEQ_BITS) - 1, rest >> _SEQ_BITS
    return ShortCode(rest >> 16, rest & 0xFFFF, seq, tag.to_bytes(TAG_BYTES, "big"))


def tag_of(station: str, epoch: int, seq: int, entry_hash: bytes) -> bytes:
    """The digest that a short code holds."""
    return hashlib.sha256(b"counter-day-code-1" + fields_hash((station, epoch, seq, entry_hash))).digest()[
        :TAG_BYTES
    ]


def may_be_of(code: ShortCode, station: str) -> bool:
    """Whether the code may be this station's; another one passes once in 256."""
    return code.station == _station_byte(station)


def _read(stored: bytes) -> ReadDayCode:
    length = stored[0]
    station, rest = stored[1 : 1 + length].decode("ascii"), stored[1 + length :]
    flags, epoch, seq, moment, day = _FIXED.unpack(rest[: _FIXED.size])
    rest = rest[_FIXED.size :]
    whole = len(rest) == _PRINT_BYTES + _HASH_BYTES + _SIGNATURE_BYTES and not flags & ~_DEMO
    if not (whole and epoch and seq and station.isalnum()):
        raise ValueError("not a code of this form")
    head = StatedHead(
        station=station,
        epoch=epoch,
        seq=seq,
        hash=rest[_PRINT_BYTES : _PRINT_BYTES + _HASH_BYTES].hex(),
        at=second(datetime.fromtimestamp(moment, UTC)),
        day=(_FIRST_DAY + timedelta(days=day - 1)).isoformat() if day else "",
        demo=bool(flags & _DEMO),
        public_key="",
        signature=rest[-_SIGNATURE_BYTES:].hex(),
    )
    return ReadDayCode(head, rest[:_PRINT_BYTES])


def _station_byte(station: str) -> int:
    return hashlib.sha256(b"counter-day-station-1" + station.encode()).digest()[0]
