"""The bytes of a courier file: what is written is what is read, and no chunk may move, go, or come twice."""

from __future__ import annotations

import io
import os
import struct

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers import aead

from counter.domain.errors import BadInput
from counter.domain.journal.exchange.agreement_keys import agreement_private, agreement_public
from counter.domain.journal.exchange.courier import CourierDirection, CourierHead, CourierPart
from counter.services.exchange.courier_file import OpenedCourier, courier_bytes

WRITER, READER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
SEEDS = {READER.public_key().public_bytes_raw().hex(): READER.private_bytes_raw()}
PARTS = [CourierPart(9, os.urandom(70_000)) for _ in range(4)]
HEAD = CourierHead(
    form=1,
    direction=CourierDirection.UP,
    number=1,
    made_at="2026-11-23T08:00:00+00:00",
    demo=True,
    hall="厅",
    station="03",
    epoch=1,
    window="3",
    public_key=WRITER.public_key().public_bytes_raw().hex(),
    recipients=tuple(SEEDS),
    to_station="",
    runs=(),
    entries=0,
    since="",
    until="",
)


def written(parts: list[CourierPart]) -> bytes:
    return b"".join(courier_bytes(HEAD, parts, WRITER.sign))


def read(content: bytes) -> list[CourierPart]:
    return list(OpenedCourier(io.BytesIO(content)).parts(SEEDS))


def signed_anew(front: bytes, chunks: list[bytes]) -> bytes:
    """A file of these chunks with a right signature: as its own writer could make it."""
    import hashlib

    body = front + b"".join(chunks)
    return body + WRITER.sign(b"counter-mail-1" + hashlib.sha256(body).digest())


def parted(content: bytes) -> tuple[bytes, list[bytes]]:
    """What stands before the chunks, and the chunks."""
    (size,) = struct.unpack_from(">I", content, 13)
    at = 13 + 4 + size + 64 + 80
    front, chunks = content[:at], []
    while at < len(content) - 64:
        (length,) = struct.unpack_from(">I", content, at)
        end = at + 4 + (length & ~(1 << 31))
        chunks.append(content[at:end])
        at = end
    return front, chunks


def test_that_what_is_written_is_read_as_often_as_asked() -> None:
    for parts in ([], [CourierPart(1, b"")], PARTS):
        opened = OpenedCourier(io.BytesIO(written(parts)))
        assert opened.head == HEAD
        assert list(opened.parts(SEEDS)) == list(opened.parts(SEEDS)) == parts


@pytest.mark.parametrize("order", ["10234", "0124", "00234", "01234 4", "4", "0123", ""])
def test_that_chunks_keep_their_order_even_for_who_can_sign(order: str) -> None:
    front, chunks = parted(written(PARTS))
    assert len(chunks) == 5
    assert read(signed_anew(front, chunks)) == PARTS
    with pytest.raises(BadInput):
        read(signed_anew(front, [chunks[int(n)] for n in order.replace(" ", "")]))


def test_that_no_nonce_comes_twice_under_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    kind = aead.AESGCM

    class Watched:
        def __init__(self, key: bytes) -> None:
            self.box = kind(key)

        def encrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
            seen.append(nonce)
            return self.box.encrypt(nonce, data, bound)

    monkeypatch.setattr(aead, "AESGCM", Watched)
    written(PARTS)
    assert len(seen) == len(set(seen)) == 5


def test_that_chunks_of_another_file_do_not_open() -> None:
    (front, chunks), (_, others) = parted(written(PARTS)), parted(written(PARTS))
    with pytest.raises(BadInput):
        read(signed_anew(front, [others[0], *chunks[1:]]))


def test_that_a_body_that_swells_is_refused_in_small_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counter.domain.journal.exchange.courier.MOST_BODY", 3_000_000)
    with pytest.raises(BadInput, match="读不出"):
        read(written([CourierPart(9, bytes(2_000_000))] * 3))


def test_that_both_forms_of_a_key_fit() -> None:
    for _ in range(8):
        key = Ed25519PrivateKey.generate()
        private = X25519PrivateKey.from_private_bytes(agreement_private(key.private_bytes_raw()))
        public = agreement_public(key.public_key().public_bytes_raw())
        assert private.public_key().public_bytes_raw() == public
    for wrong in (bytes(32), b"\x01" + bytes(31), b"\xff" * 32, b"", bytes(31)):
        with pytest.raises(ValueError, match="no public key"):
            agreement_public(wrong)
