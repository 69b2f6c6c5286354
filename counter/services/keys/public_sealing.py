"""Seal to a public key (HPKE, RFC 9180, base mode: X25519, HKDF-SHA256, AES-256-GCM). No other module knows the suite.

Every sealing has a fresh key pair whose private half is discarded: who sealed cannot open it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import Suite


def seal_to(public_key: bytes, plain: bytes, info: bytes) -> bytes:
    """Seal; 48 bytes longer than ``plain``. ``info``: purpose and what it is bound to. Raises ValueError for no key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    return _suite().encrypt(plain, X25519PublicKey.from_public_bytes(public_key), info)


def open_sealed(private_key: bytes, sealed: bytes, info: bytes) -> bytes:
    """Open what ``seal_to`` made. Raises ValueError where key, bytes or ``info`` do not fit."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    key = X25519PrivateKey.from_private_bytes(private_key)
    try:
        return _suite().decrypt(sealed, key, info)
    except InvalidTag:
        raise ValueError("sealed to another key, or for something else") from None


def new_private_key() -> bytes:
    """A fresh private key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.generate().private_bytes_raw()


def public_half(private_key: bytes) -> str:
    """The public half of a private key, hex."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw().hex()


def derived_private_key(secret: bytes, purpose: bytes) -> bytes:
    """The private key that belongs to a secret, the same each time (HKDF-SHA256). ``purpose``: no two share one."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, None, purpose + b" private").derive(secret)


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
