"""The courier file as bytes: an open, signed head; a body packed, sealed in chunks; a signature over all of it.

    magic | length of the head (u32) | head (canonical JSON) | its signature (64) | wraps (80 for each recipient)
    | chunk … chunk | signature (64) over the digest of everything before it

A chunk is its length (u32, the highest bit on the last one) and AES-256-GCM under a key of this file alone. Its nonce
is its number and whether it is the last, and the head is authenticated with it (STREAM, Hoang et al. 2015): a chunk
that is missing, moved, doubled, or of another file does not open. The key is wrapped by HPKE (RFC 9180) to each
recipient, bound to this head. Written and read in one pass, in small memory.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from counter.domain.errors import BadInput
from counter.domain.journal.exchange.agreement_keys import agreement_private, agreement_public
from counter.domain.journal.exchange.courier import (
    FAMILY,
    FORM,
    LONGEST_HEAD,
    MAGIC,
    CourierHead,
    CourierPart,
    PartReader,
    framed,
    head_bytes,
    read_head,
)
from counter.services.keys.trusted import verify

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hpke import Suite

Sign = Callable[[bytes], bytes]
"""A message signed by the key that the head names."""

_CHUNK = 1 << 16
_TAG, _SIGNATURE, _WRAP = 16, 64, 80
_LAST = 1 << 31
_LENGTH = struct.Struct(">I")
_HEAD_PURPOSE, _PURPOSE, _INFO = b"counter-mail-head-1", b"counter-mail-1", b"counter-mail-key-1"
_STRANGE = "这不是本程序的U盘交换件。什么也没有收进来。"
_NEWER = "这份U盘交换件由更新版本的程序写成。什么也没有收进来，请先安装新版程序，再收。"
_CUT = "这份U盘交换件不完整，可能没有拷完就拔了盘。什么也没有收进来，请重新拷一份。"
_LONGER = "这份U盘交换件后面多出了内容。什么也没有收进来，请重新拷一份。"
_CHANGED = "这份U盘交换件损坏或被改动（第 {} 段打不开）。什么也没有收进来，请重新拷一份。"
_UNSIGNED = "这份U盘交换件的签名不对，损坏或被改动。什么也没有收进来，请重新拷一份。"


def courier_bytes(head: CourierHead, parts: Iterable[CourierPart], sign: Sign) -> Iterator[bytes]:
    """The bytes of a file, in pieces, as the parts come."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    content = head_bytes(head)
    front = MAGIC + _LENGTH.pack(len(content)) + content
    bound = hashlib.sha256(front).digest()
    front += sign(_HEAD_PURPOSE + bound)
    key = os.urandom(32)
    for recipient in head.recipients:
        front += _wrapped(key, bytes.fromhex(recipient), bound)
    digest, box = hashlib.sha256(front), AESGCM(key)
    yield front
    number, waiting = 0, None
    for chunk in _chunks(_packed(framed(parts))):
        if waiting is not None:
            piece = _sealed(box, number, waiting, bound, last=False)
            digest.update(piece)
            yield piece
            number += 1
        waiting = chunk
    piece = _sealed(box, number, waiting or b"", bound, last=True)
    digest.update(piece)
    yield piece + sign(_PURPOSE + digest.digest())


class OpenedCourier:
    """A courier file as it is read: the head at once, the body as often as it is asked for."""

    def __init__(self, file: BinaryIO) -> None:
        """Read the head and prove its signature. Raises BadInput for what is no courier file, or of a newer program."""
        self._file = file
        start = file.read(len(MAGIC))
        if start != MAGIC:
            strange = not start or not start.startswith(FAMILY[: len(start)])
            newer = start[len(FAMILY) : -1].isdigit() and start.endswith(b"\n")
            raise BadInput(_STRANGE if strange else _NEWER if newer else _CUT, field="file")
        length = self._exactly(_LENGTH.size)
        (size,) = _LENGTH.unpack(length)
        if size > LONGEST_HEAD:
            raise BadInput(_CHANGED.format(1), field="file")
        content = self._exactly(size)
        self._bound = hashlib.sha256(start + length + content).digest()
        signature = self._exactly(_SIGNATURE)
        self.head = read_head(content)
        if self.head.form > FORM:
            raise BadInput(_NEWER, field="file")
        if not verify(bytes.fromhex(self.head.public_key), _HEAD_PURPOSE + self._bound, signature):
            raise BadInput(_UNSIGNED, field="file")
        wraps = [self._exactly(_WRAP) for _ in self.head.recipients]
        self._wraps = dict(zip(self.head.recipients, wraps, strict=True))
        self._front = hashlib.sha256(start + length + content + signature + b"".join(wraps))
        self._begin = file.tell()

    def parts(self, seeds: Mapping[str, bytes]) -> Iterator[CourierPart]:
        """The parts of the body. ``seeds``: public key (hex) → Ed25519 seed of keys that are here.

        The end is proved with the last part, so nothing counts before the iterator is exhausted. Raises BadInput for
        anything that is not as it was written.
        """
        box = self._opened_box(seeds)
        self._file.seek(self._begin)
        digest, reader, unpacker = self._front.copy(), PartReader(), zlib.decompressobj()
        number, last = 0, False
        while not last:
            front = self._exactly(_LENGTH.size)
            (length,) = _LENGTH.unpack(front)
            last, length = bool(length & _LAST), length & (_LAST - 1)
            if not _TAG <= length <= _CHUNK + _TAG:
                raise BadInput(_CHANGED.format(number + 1), field="file")
            sealed = self._exactly(length)
            digest.update(front + sealed)
            packed = self._opened(box, number, sealed, last=last)
            number += 1
            while packed:
                try:
                    piece = unpacker.decompress(packed, 1 << 20)
                except zlib.error as wrong:
                    raise BadInput(_CHANGED.format(number), field="file") from wrong
                packed = unpacker.unconsumed_tail
                yield from reader.feed(piece)
        if not unpacker.eof or unpacker.unused_data:
            raise BadInput(_CHANGED.format(number), field="file")
        reader.end()
        signature = self._exactly(_SIGNATURE)
        if self._file.read(1):
            raise BadInput(_LONGER, field="file")
        if not verify(bytes.fromhex(self.head.public_key), _PURPOSE + digest.digest(), signature):
            raise BadInput(_UNSIGNED, field="file")

    def is_for(self, public_keys: Iterable[str]) -> bool:
        """Whether one of these keys opens it."""
        return any(key in self._wraps for key in public_keys)

    def _opened_box(self, seeds: Mapping[str, bytes]) -> AESGCM:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        recipient = next(key for key in self._wraps if key in seeds)
        private = X25519PrivateKey.from_private_bytes(agreement_private(seeds[recipient]))
        try:
            return AESGCM(_suite().decrypt(self._wraps[recipient], private, _INFO + self._bound))
        except (InvalidTag, ValueError) as wrong:
            raise BadInput(_CHANGED.format(1), field="file") from wrong

    def _opened(self, box: AESGCM, number: int, sealed: bytes, *, last: bool) -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            return box.decrypt(_nonce(number, last=last), sealed, self._bound)
        except InvalidTag as wrong:
            raise BadInput(_CHANGED.format(number + 1), field="file") from wrong

    def _exactly(self, size: int) -> bytes:
        found = self._file.read(size)
        if len(found) < size:
            raise BadInput(_CUT, field="file")
        return found


def _packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj()
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= _CHUNK:
            yield bytes(held[:_CHUNK])
            del held[:_CHUNK]
    if held:
        yield bytes(held)


def _sealed(box: AESGCM, number: int, chunk: bytes, bound: bytes, *, last: bool) -> bytes:
    sealed = box.encrypt(_nonce(number, last=last), chunk, bound)
    return _LENGTH.pack(len(sealed) | (_LAST if last else 0)) + sealed


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _wrapped(key: bytes, recipient: bytes, bound: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    public = X25519PublicKey.from_public_bytes(agreement_public(recipient))
    return _suite().encrypt(key, public, _INFO + bound)


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
