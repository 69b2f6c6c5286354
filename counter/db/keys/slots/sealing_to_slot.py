"""A slot's secret is a key pair (X25519): what it wraps can be renewed by anyone who has the keys open.

So the keys can be changed later without every phrase, stick and PIN being asked for. The wrapping is bound to profile,
slot and parameters: none of them can be exchanged.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any

_INFO = b"counter key slot 1 "
MARK = "mark"


def public_of_slot(secret: bytes) -> str:
    """The public half of a slot's 32 secret bytes, hex."""
    return _private(secret).public_key().public_bytes_raw().hex()


def seal_to_slot(slot: Mapping[str, Any], profile_id: str, plain: bytes) -> dict[str, str]:
    """What ``plain`` becomes for a slot that has ``params`` with the public half. Raises ValueError for damage."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    public = bytes.fromhex(slot["params"]["public"])
    own, nonce = X25519PrivateKey.generate(), secrets.token_bytes(12)
    own_public = own.public_key().public_bytes_raw()
    shared = own.exchange(X25519PublicKey.from_public_bytes(public))
    sealed = _cipher(shared, own_public + public).encrypt(nonce, plain, _bound(slot, profile_id))
    parts = {"from": own_public, "nonce": nonce, "keys": sealed}
    return {name: base64.b64encode(part).decode() for name, part in parts.items()}


def open_slot(slot: Mapping[str, Any], profile_id: str, secret: bytes) -> bytes | None:
    """What was sealed; None where the secret is another one. Raises ValueError, KeyError, TypeError for damage."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    part = sealed_parts(slot)
    private = _private(secret)
    shared = private.exchange(X25519PublicKey.from_public_bytes(part["from"]))
    cipher = _cipher(shared, part["from"] + private.public_key().public_bytes_raw())
    try:
        return bytes(cipher.decrypt(part["nonce"], part["keys"], _bound(slot, profile_id)))
    except InvalidTag:
        return None


def sealed_parts(slot: Mapping[str, Any]) -> dict[str, bytes]:
    """What a slot wraps, in its parts. Raises ValueError, KeyError, TypeError for damage."""
    return {name: base64.b64decode(slot["wrapped"][name]) for name in ("from", "nonce", "keys")}


def slot_mark(slot: Mapping[str, Any], profile_id: str, master: bytes) -> str:
    """A value under the master by which a change of keys knows that the slot's public half was put there with the keys
    open: whoever only writes to the folder would have the next keys sealed to a half of his own.
    """
    return hmac.digest(master, b"counter key slot mark 1 " + _bound(slot, profile_id), "sha256").hex()[:32]


def has_mark(slot: Mapping[str, Any], profile_id: str, master: bytes) -> bool:
    """Whether the slot has its mark. Raises KeyError for a slot without parameters."""
    return hmac.compare_digest(str(slot.get(MARK)).encode(), slot_mark(slot, profile_id, master).encode())


def _bound(slot: Mapping[str, Any], profile_id: str) -> bytes:
    return json.dumps([profile_id, slot["id"], slot["kind"], slot["params"]], sort_keys=True).encode()


def _private(secret: bytes) -> Any:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(_hkdf(secret, None, b"private"))


def _cipher(shared: bytes, salt: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(_hkdf(shared, salt, b"wrapping"))


def _hkdf(secret: bytes, salt: bytes | None, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, _INFO + purpose).derive(secret)
