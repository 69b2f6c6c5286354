"""A box is plain RFC 9180: opened here step by step from the text of the standard, without the library's own HPKE."""

from __future__ import annotations

import hashlib
import hmac
import json

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from counter.domain.ratings.sealed_box import BOX_BYTES, Nothing
from counter.services.ratings.seal import seal

PURPOSE = b"counter-rating-1"
"""Bound into every box ever sealed: with another word none of them would open (0012)."""

KEM = b"KEM" + (0x0020).to_bytes(2, "big")  # DHKEM(X25519, HKDF-SHA256)
HPKE = b"HPKE" + bytes.fromhex("0020 0001 0002")  # with HKDF-SHA256 and AES-256-GCM


def extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    """LabeledExtract (§4)."""
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, hashlib.sha256)


def expand(suite: bytes, secret: bytes, label: bytes, info: bytes, length: int) -> bytes:
    """LabeledExpand (§4), for at most one block."""
    told = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(secret, told + b"\x01", hashlib.sha256)[:length]


def opened_by_hand(key: X25519PrivateKey, box: bytes) -> bytes:
    """Decap (§4.1), the key schedule of the base mode (§5.1) and Open (§5.2)."""
    head, sealed = box[:32], box[32:]
    agreed = key.exchange(X25519PublicKey.from_public_bytes(head))
    context = head + key.public_key().public_bytes_raw()
    shared = expand(KEM, extract(KEM, b"", b"eae_prk", agreed), b"shared_secret", context, 32)
    schedule = b"\x00" + extract(HPKE, b"", b"psk_id_hash", b"") + extract(HPKE, b"", b"info_hash", PURPOSE)
    secret = extract(HPKE, shared, b"secret", b"")
    nonce = expand(HPKE, secret, b"base_nonce", schedule, 12)
    return AESGCM(expand(HPKE, secret, b"key", schedule, 32)).decrypt(nonce, sealed, b"")


def test_that_a_box_opens_by_the_standard_alone() -> None:
    key = X25519PrivateKey.generate()
    plain = opened_by_hand(key, seal(key.public_key().public_bytes_raw().hex(), Nothing()))
    assert len(plain) == BOX_BYTES
    assert json.loads(plain) == {"nothing": {}}
