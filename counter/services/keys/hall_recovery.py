"""One recovery key for all windows of a hall: a profile's secrets are sealed to its public half (X25519).

The private half is derived from the key as people write it down, and exists only while somebody types it.
"""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.services.keys.recovery_key import secret_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_INFO = b"counter hall recovery 1"


def hall_recovery_public(recovery_key: str) -> str:
    """The public half of a hall's recovery key, hex. Raises BadInput for a key that was copied wrongly."""
    return _private(recovery_key).public_key().public_bytes_raw().hex()


def hall_recovery_private(recovery_key: str) -> bytes:
    """The private half (X25519). Raises BadInput for a key that was copied wrongly."""
    return _private(recovery_key).private_bytes_raw()


def seal_to_hall(plain: bytes, public: str, bound_to: str) -> dict[str, str]:
    """Seal to the public half, bound to a profile; the half lies beside, for a later sealing (``sealed_to``). Raises
    BadInput for a damaged public half.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    try:
        there = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    except ValueError:
        raise BadInput("入厅卡里的大厅恢复公钥不完整。", field="recovery") from None
    own = X25519PrivateKey.generate()
    own_public, nonce = own.public_key().public_bytes_raw(), secrets.token_bytes(12)
    sealed = _kek(own.exchange(there), own_public + bytes.fromhex(public)).encrypt(
        nonce, plain, bound_to.encode()
    )
    parts = {"from": own_public, "nonce": nonce, "keys": sealed, "to": bytes.fromhex(public)}
    return {name: base64.b64encode(part).decode() for name, part in parts.items()}


def sealed_to(sealed: object) -> str:
    """The public half that something is sealed to, hex; "" where an older program did not note it."""
    try:
        return base64.b64decode(sealed["to"]).hex()  # type: ignore[index]
    except (ValueError, KeyError, TypeError):
        return ""


def open_for_hall(sealed: dict[str, str], recovery_key: str, bound_to: str) -> bytes:
    """Raises BadInput where the key is not that hall's, ValueError, KeyError or TypeError for damage."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    part = {name: base64.b64decode(sealed[name]) for name in ("from", "nonce", "keys")}
    private = _private(recovery_key)
    shared = private.exchange(X25519PublicKey.from_public_bytes(part["from"]))
    kek = _kek(shared, part["from"] + private.public_key().public_bytes_raw())
    try:
        return bytes(kek.decrypt(part["nonce"], part["keys"], bound_to.encode()))
    except InvalidTag:
        raise BadInput(
            "大厅恢复密钥与这份资料不符。请核对是不是写这张入厅卡时的那一把。", field="recovery_key"
        ) from None


def _private(recovery_key: str) -> X25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    seed = HKDF(SHA256(), 32, None, _INFO + b" private").derive(secret_of(recovery_key))
    return X25519PrivateKey.from_private_bytes(seed)


def _kek(shared: bytes, salt: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return AESGCM(HKDF(SHA256(), 32, salt, _INFO).derive(shared))
