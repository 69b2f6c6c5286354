"""Makes random values the same in every run, so that two runs can be compared byte for byte.

Only for a maintainer's comparison in temporary profiles (``tools.fingerprint``): such keys protect nothing.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
from collections import Counter
from typing import Any

import uuid_utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
"""Bytes of a nonce: constant, so that the order of encryption does not matter."""

_drawn: Counter[str] = Counter()


def start_again() -> None:
    """Restart all sequences."""
    _drawn.clear()


def fix_chance() -> None:
    """From here on, every source of randomness in this process yields one fixed sequence per requested length.

    Call it before any module that imports one by name (``from uuid_utils import uuid7``) is imported.
    """
    late = [
        name
        for name, module in tuple(sys.modules.items())
        if not name.startswith("uuid_utils")
        and getattr(module, "__dict__", {}).get("uuid7") is uuid_utils.uuid7
    ]
    if late:
        raise RuntimeError(f"imported before chance was fixed: {late}")
    os.urandom = random._urandom = _bytes  # type: ignore[attr-defined]  # ``secrets`` and ``uuid4`` use them
    uuid_utils.uuid7 = _uuid7  # type: ignore[assignment]
    for key in (Ed25519PrivateKey, X25519PrivateKey):
        key.generate = classmethod(_key)  # type: ignore[method-assign,assignment]
    from cryptography.hazmat.primitives import hpke

    hpke.Suite = FixedSuite  # type: ignore[misc,assignment]


def _bytes(count: int) -> bytes:
    if count == NONCE:
        return bytes(NONCE)
    return b"".join(_block(f"bytes {count}") for _ in range(0, count, 32))[:count]


def _block(sequence: str) -> bytes:
    _drawn[sequence] += 1
    return hashlib.sha256(f"{sequence} {_drawn[sequence]}".encode()).digest()


def _uuid7() -> str:
    """Increasing ids, as real ones are."""
    _drawn["uuid7"] += 1
    return f"01a20000-0000-7000-8000-{_drawn['uuid7']:012x}"


def _key(kind: Any) -> Any:
    return kind.from_private_bytes(_block(kind.__name__))


class FixedSuite:
    """Replaces HPKE: a box of the same length, opened by the same private key, but the same in every run."""

    def __init__(self, *algorithms: object) -> None:
        self.algorithms = algorithms

    def encrypt(self, plain: bytes, key: X25519PublicKey, info: bytes) -> bytes:
        """The box."""
        once = _block("box")
        return once + self._cipher(key, info, once).encrypt(bytes(NONCE), plain, None)

    def decrypt(self, box: bytes, key: X25519PrivateKey, info: bytes) -> bytes:
        """Content of the box. Raises InvalidTag for another key."""
        return self._cipher(key.public_key(), info, box[:32]).decrypt(bytes(NONCE), box[32:], None)

    @staticmethod
    def _cipher(key: X25519PublicKey, info: bytes, once: bytes) -> AESGCM:
        return AESGCM(hashlib.sha256(key.public_bytes_raw() + info + once).digest())
