"""The X25519 form of an Ed25519 key: what is sealed to a signing key opens with its private half.

The birational map of RFC 7748 §4.1, as libsodium (``crypto_sign_ed25519_pk_to_curve25519``) and age (``ssh-ed25519``
recipients) use it. That one key may both sign and receive: Thormarker, "On using the same key pair for Ed25519 and an
X25519 based KEM" (IACR ePrint 2021/509). Why: docs/decisions/0036-courier-file.md.
"""

from __future__ import annotations

import hashlib

_P = 2**255 - 19
_SIGN = 1 << 255


def agreement_public(public_key: bytes) -> bytes:
    """The public X25519 half of an Ed25519 public key (32 bytes). Raises ValueError for no such key."""
    y = int.from_bytes(public_key, "little") & (_SIGN - 1)
    if len(public_key) != 32 or y >= _P or y in (0, 1, _P - 1):
        raise ValueError("no public key")
    return ((1 + y) * pow(1 - y, -1, _P) % _P).to_bytes(32, "little")


def agreement_private(seed: bytes) -> bytes:
    """The private X25519 half of an Ed25519 seed (32 bytes)."""
    return hashlib.sha512(seed).digest()[:32]
