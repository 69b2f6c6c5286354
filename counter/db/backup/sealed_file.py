"""The form of a backup file: a readable header, a body sealed in chunks, and the station's signature over both.

    magic, version, length of the header | header (JSON) | chunk … chunk | Ed25519 signature (64 bytes)

Each chunk is AES-256-GCM under a key of this file alone (HKDF over the profile's secrets and a random salt). Its nonce
is its number and whether it is the last one, and the header is authenticated with it (STREAM, Hoang et al. 2015): a
chunk that is missing, moved, added, or of another file does not open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from counter.db.keys.key_folder import Keys
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.hall.backup.header import (
    FORMAT,
    FRONT,
    LONGEST,
    MAGIC,
    PURPOSE,
    SIGNATURE_BYTES,
    BackupHeader,
    header_bytes,
    read_header,
)

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 1 << 20
_TAG = 16
_KEY_INFO = b"counter backup 1"
_STRANGE = "这不是本程序的备份文件，什么也没有改动。请选以“.窗口备份”结尾的文件。"
_NEWER = "这份备份由更新版本的程序做成，什么也没有改动。请先安装新版程序，再恢复。"
_CUT = "这份备份不完整（应有 {0} 字节，只有 {1} 字节），什么也没有改动。请换一份备份。"
_LONGER = "这份备份后面多出了内容（应有 {0} 字节，现有 {1} 字节），什么也没有改动。请换一份备份。"
_CHANGED = "这份备份损坏或被改动（第 {} 段打不开），什么也没有改动。请换一份备份。"
_UNSIGNED = "这份备份的签名不对，损坏或被改动，什么也没有改动。请换一份备份。"


def file_size(header: bytes, body: int) -> int:
    """Bytes of a file with that header and a body of that many bytes."""
    return FRONT.size + len(header) + body + _TAG * _chunks(body) + SIGNATURE_BYTES


def sealed(
    header: BackupHeader, keys: Keys, body: Iterable[bytes], sign: Callable[[bytes], bytes]
) -> Iterator[bytes]:
    """The bytes of a file. ``body``: exactly ``header.body`` bytes in parts of any size; ``sign``: the station key.

    Raises WorldTrouble where the body is longer or shorter: a file in it changed meanwhile.
    """
    front = _front(header_bytes(header))
    digest, box, bound = hashlib.sha256(front), _box(keys, header), hashlib.sha256(front).digest()
    yield front
    last, done = _chunks(header.body) - 1, 0
    for number, chunk in enumerate(_in_chunks(body)):
        done += len(chunk)
        if done > header.body:
            break
        part = box.encrypt(_nonce(number, last), chunk, bound)
        digest.update(part)
        yield part
    if done != header.body:
        raise WorldTrouble("做备份的时候资料里的文件变了，没有做成。请再做一次。")
    yield sign(PURPOSE + digest.digest())


class OpenedBackup:
    """A backup file as it is read: the header at once, the body once and in order."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        """Raises BadInput for what is no backup, is cut or longer than it should be, or of a newer program."""
        self._file = file
        fixed = file.read(FRONT.size)
        if not fixed.startswith(MAGIC[: max(1, len(fixed))]) or len(fixed) < len(MAGIC):
            raise BadInput(_STRANGE, field="file")
        if len(fixed) < FRONT.size:
            raise BadInput(_CUT.format("更多", size), field="file")
        _, version, length = FRONT.unpack(fixed)
        if version > FORMAT:
            raise BadInput(_NEWER, field="file")
        if not 0 < length <= LONGEST:
            raise BadInput(_STRANGE, field="file")
        written = file.read(length)
        if len(written) < length:
            raise BadInput(_CUT.format("更多", size), field="file")
        self.header = read_header(written)
        self._front = fixed + written
        whole = file_size(written, self.header.body)
        if size != whole:
            raise BadInput((_CUT if size < whole else _LONGER).format(whole, size), field="file")

    def body(self, keys: Keys) -> Iterator[bytes]:
        """The body, chunk by chunk; the signature is proved at its end, so nothing counts before.

        Raises BadInput for a chunk that does not open and for a wrong signature.
        """
        from cryptography.exceptions import InvalidTag

        box, bound = _box(keys, self.header), hashlib.sha256(self._front).digest()
        digest, left = hashlib.sha256(self._front), self.header.body
        last = _chunks(left) - 1
        for number in range(last + 1):
            length = min(CHUNK, left)
            part = self._file.read(length + _TAG)
            digest.update(part)
            try:
                chunk = box.decrypt(_nonce(number, last), part, bound)
            except (InvalidTag, ValueError):
                raise BadInput(_CHANGED.format(number + 1), field="file") from None
            left -= length
            yield chunk
        if not _signed(self.header, self._file.read(SIGNATURE_BYTES), PURPOSE + digest.digest()):
            raise BadInput(_UNSIGNED, field="file")


def _front(header: bytes) -> bytes:
    return FRONT.pack(MAGIC, FORMAT, len(header)) + header


def _chunks(body: int) -> int:
    return -(-body // CHUNK)


def _nonce(number: int, last: int) -> bytes:
    return number.to_bytes(11, "big") + bytes([number == last])


def _box(keys: Keys, header: BackupHeader) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    secret = keys.data + keys.master
    return AESGCM(HKDF(SHA256(), 32, bytes.fromhex(header.salt), _KEY_INFO).derive(secret))


def _in_chunks(parts: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for part in parts:
        held += part
        while len(held) >= CHUNK:
            yield bytes(held[:CHUNK])
            del held[:CHUNK]
    if held:
        yield bytes(held)


def _signed(header: BackupHeader, signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(header.public_key)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
