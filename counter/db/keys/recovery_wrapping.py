"""What the recovery key opens: bytes sealed under its 160 random bits, bound to a profile (AES-256-GCM, HKDF)."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from typing import Any


def wrap(plain: bytes, secret: bytes, profile_id: str) -> dict[str, str]:
    """The bytes as a recovery slot holds them. ``secret``: of the recovery key."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = _kek(secret, salt).encrypt(nonce, plain, profile_id.encode())
    parts = {"salt": salt, "nonce": nonce, "keys": sealed}
    return {name: base64.b64encode(part).decode() for name, part in parts.items()}


def unwrap(wrapped: Mapping[str, str], secret: bytes, profile_id: str) -> bytes | None:
    """The bytes; None for another secret. Raises ValueError, KeyError, TypeError for damage."""
    from cryptography.exceptions import InvalidTag

    part = {name: base64.b64decode(wrapped[name]) for name in ("salt", "nonce", "keys")}
    try:
        return bytes(_kek(secret, part["salt"]).decrypt(part["nonce"], part["keys"], profile_id.encode()))
    except InvalidTag:
        return None


def _kek(secret: bytes, salt: bytes) -> Any:
    """The wrapping key. The recovery key is 160 random bits, so no slow derivation is needed."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return AESGCM(HKDF(SHA256(), 32, salt, b"counter recovery 1").derive(secret))
