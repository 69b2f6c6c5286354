"""The signed QR of a sheet: ``COUNTER3:`` and base 32 of essentials, key, digests, position in the journal, signature.

Binary, because a QR of 300 letters and digits still prints with modules of four dots at 203 dpi; base 32, because a
scanner that types like a keyboard brings letters and digits through every layout and through CapsLock (decision 0009).
``COUNTER2:`` is the older form, without the digest of the file and the position in the journal: it is still read, never
made. No personal data.
"""

from __future__ import annotations

import base64
import binascii
import struct
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from counter.domain.document.document import QR_CODES
from counter.domain.errors import BadInput
from counter.domain.papers.parts.qr_essentials import PREFIX as UNSIGNED_PREFIX
from counter.domain.papers.parts.qr_essentials import Essentials, qr_text, read_essentials

PREFIX = "COUNTER3:"
"""Begins every QR that is made."""

WORDS_PREFIX = "COUNTER2:"
"""Begins the older form, which covers the words of a sheet only."""

SIGNATURE_BYTES = 64
PRINT_BYTES = 4
"""Bytes of a key's fingerprint in the QR: enough to choose the key; the signature is proved with the whole one."""
DIGEST_BYTES = 16
"""Bytes of the text's SHA-256: 128 bits are safe against a second text."""

PREVIEW = bytes(SIGNATURE_BYTES)
"""Instead of a signature: a preview on a screen, never a paper."""

_UNSIGNED_END = "A" * (SIGNATURE_BYTES * 8 // 5 - 1)
"""How the text of such a one ends in base 32; no signature has that many zeros."""

_PURPOSES = {PREFIX: b"counter-paper-3\x00", WORDS_PREFIX: b"counter-paper-2\x00"}
_DEMO = 1
_TRAINING = 2
_FIRST_DAY = date(2000, 1, 1)
_NUMBERS = struct.Struct(">HHHHH")
_STATION = struct.Struct(">H")
_PLACE = struct.Struct(">I")
_LONGEST = 1200

_KINDS = {code: kind for kind, code in QR_CODES.items()}
"""Kinds by their byte in the QR; 0 precedes a name that is spelled out."""


@dataclass(frozen=True, slots=True)
class ChainPlace:
    """The last entry of the station's chain when the sheet was signed: its number, and the first bytes of its hash."""

    seq: int
    entry_hash: bytes


HASH_BYTES = 12
"""Bytes of an entry's hash in the QR; its number beside them leaves no choice of the entry."""

NO_PLACE = ChainPlace(0, bytes(HASH_BYTES))
"""Before the first entry, and in a preview."""


@dataclass(frozen=True, slots=True)
class SignedCode:
    """A signed QR read back. ``fingerprint``: the first bytes of the SHA-256 of the station's public key.

    ``digest``: of the words on the sheet (``visible.text_digest``). ``demo``: the sheet is marked 演示 无效,
    with ``training`` 培训 无效.
    ``file_digest``: of every byte of the PDF but the QR's own squares (``printing.layout.covered_bytes``); empty in the
    older form. ``place``: the end of the station's journal at signing; None in the older form.
    """

    essentials: Essentials
    station: str
    epoch: int
    fingerprint: bytes
    digest: bytes
    demo: bool
    signature: bytes
    file_digest: bytes = b""
    place: ChainPlace | None = None
    training: bool = False

    @property
    def prefix(self) -> str:
        """The form it is written in."""
        return PREFIX if self.place is not None else WORDS_PREFIX

    @property
    def message(self) -> bytes:
        """The bytes that are signed."""
        return _PURPOSES[self.prefix] + _payload(self)

    @property
    def is_preview(self) -> bool:
        """Nobody signed it: it was made for a screen."""
        return self.signature == PREVIEW


def signed_text(unsigned: SignedCode, sign: Callable[[bytes], bytes]) -> str:
    """The QR's text with the signature of ``sign``. ValueError where a field is too long (our bug)."""
    return text_of(replace(unsigned, signature=sign(unsigned.message)))


def text_of(code: SignedCode) -> str:
    """The QR's text of a code, capitals and digits only."""
    if len(code.signature) != SIGNATURE_BYTES:
        raise ValueError("a signature of another length")
    return code.prefix + base64.b32encode(_payload(code) + code.signature).decode().rstrip("=")


def is_preview_text(text: str) -> bool:
    """Whether it is the QR's text of a preview, without reading it whole."""
    return text.startswith(PREFIX) and text.endswith(_UNSIGNED_END)


def is_paper_code(text: str) -> bool:
    """Whether it begins like a QR of ours, signed or not, however the keyboard's CapsLock stood."""
    return text.strip().upper().startswith((PREFIX, WORDS_PREFIX, UNSIGNED_PREFIX))


def unsigned_text(text: str) -> str:
    """A signed QR's essentials as the unsigned text that a stored paper bears. BadInput as ``read_code``."""
    return qr_text(read_code(text).essentials)


def read_code(text: str) -> SignedCode:
    """A signed QR's content, before anybody looked at its signature. Raises BadInput when it is not whole.

    Every character counts: the same content in another spelling is refused.
    """
    plain = text.strip()
    if not any(c.isupper() for c in plain):  # CapsLock turns every letter a scanner types, or none
        plain = plain.upper()
    prefix = next((known for known in _PURPOSES if plain.startswith(known)), None)
    if prefix is None or len(plain) > _LONGEST:
        raise _unreadable()
    body = plain.removeprefix(prefix)
    try:
        stored = base64.b32decode(body + "=" * (-len(body) % 8))
        code = _read(prefix, stored[:-SIGNATURE_BYTES], stored[-SIGNATURE_BYTES:])
        if text_of(code) == plain:
            return code
    except (ValueError, binascii.Error, struct.error, KeyError, OverflowError):
        pass
    raise _unreadable()


def essentials_of(text: str) -> Essentials:
    """The essentials of a QR of ours, signed or not, unproved. Raises BadInput when it cannot be read."""
    if text.strip().upper().startswith(tuple(_PURPOSES)):
        return read_code(text).essentials
    return read_essentials(text)


def _unreadable() -> BadInput:
    return BadInput("这张文书的二维码不完整，请改扫条码或输入办件编号。", field="qr")


def _payload(code: SignedCode) -> bytes:
    stated = code.essentials
    return b"".join(
        (
            bytes(((_DEMO if code.demo else 0) | (_TRAINING if code.training else 0),)),
            _text(stated.case_number),
            _kind(stated.kind),
            _text(stated.number),
            _case_id(stated.case_id),
            _NUMBERS.pack(
                _day(stated.issued),
                _day(stated.deadline),
                stated.items,
                stated.materials,
                stated.copy,
            ),
            _text(code.station),
            _STATION.pack(code.epoch),
            _exactly(code.fingerprint, PRINT_BYTES),
            _exactly(code.digest, DIGEST_BYTES),
            _covered(code),
        )
    )


def _covered(code: SignedCode) -> bytes:
    """What the newer form adds: the file's digest and the position in the journal."""
    if code.place is None:
        return _exactly(code.file_digest, 0)
    place = _PLACE.pack(code.place.seq) + _exactly(code.place.entry_hash, HASH_BYTES)
    return _exactly(code.file_digest, DIGEST_BYTES) + place


def _read(prefix: str, payload: bytes, signature: bytes) -> SignedCode:
    source = _Source(payload)
    flags = source.take(1)[0]
    case_number, kind, number = source.text(), source.kind(), source.text()
    case_id = source.case_id()
    issued, deadline, items, materials, copy = _NUMBERS.unpack(source.take(_NUMBERS.size))
    code = SignedCode(
        essentials=Essentials(
            case_number=case_number,
            kind=kind,
            number=number,
            issued=_date(issued),
            items=items,
            materials=materials,
            deadline=_date(deadline) if deadline else None,
            copy=copy,
            case_id=case_id,
        ),
        station=source.text(),
        epoch=_STATION.unpack(source.take(_STATION.size))[0],
        fingerprint=source.take(PRINT_BYTES),
        digest=source.take(DIGEST_BYTES),
        demo=bool(flags & _DEMO),
        training=bool(flags & _TRAINING),
        signature=signature,
    )
    if prefix == PREFIX:
        file_digest = source.take(DIGEST_BYTES)
        place = ChainPlace(_PLACE.unpack(source.take(_PLACE.size))[0], source.take(HASH_BYTES))
        code = replace(code, file_digest=file_digest, place=place)
    if not issued or not source.is_empty:
        raise ValueError("not a payload of this form")
    return code


class _Source:
    """Bytes taken from the front; ValueError where there are not enough."""

    def __init__(self, stored: bytes) -> None:
        self._stored = stored
        self._at = 0

    @property
    def is_empty(self) -> bool:
        return self._at == len(self._stored)

    def take(self, length: int) -> bytes:
        end = self._at + length
        if end > len(self._stored):
            raise ValueError("too short")
        taken = self._stored[self._at : end]
        self._at = end
        return taken

    def text(self) -> str:
        return self.take(self.take(1)[0]).decode("gb18030")

    def kind(self) -> str:
        number = self.take(1)[0]
        return _KINDS[number] if number else self.text()

    def case_id(self) -> str:
        length = self.take(1)[0]
        return self.take(length).decode("gb18030") if length else str(uuid.UUID(bytes=self.take(16)))


def _text(text: str) -> bytes:
    """A text with its length in front, in GB 18030: two bytes a character instead of three."""
    stored = text.encode("gb18030")
    if len(stored) > 255:
        raise ValueError("a field of the QR is too long")
    return bytes((len(stored),)) + stored


def _kind(kind: str) -> bytes:
    return bytes((QR_CODES[kind],)) if kind in QR_CODES else b"\x00" + _text(kind)


def _case_id(case_id: str) -> bytes:
    try:
        known = uuid.UUID(case_id)
    except ValueError:
        return _text(case_id)
    return b"\x00" + known.bytes if str(known) == case_id else _text(case_id)


def _day(day: date | None) -> int:
    """Days from 2000-01-01, counted from 1; 0: no date."""
    return 0 if day is None else (day - _FIRST_DAY).days + 1


def _date(days: int) -> date:
    return _FIRST_DAY + timedelta(days=days - 1)


def _exactly(stored: bytes, length: int) -> bytes:
    if len(stored) != length:
        raise ValueError("a field of another length")
    return stored
