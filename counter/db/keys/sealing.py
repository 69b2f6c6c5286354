"""Personal data of a subject, sealed under that subject's own key; without the key it can never be opened again.

The key is in ``case_keys``, beside the journal and never in an entry, wrapped by the profile's master.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING, Any

from counter.domain.journal.entries import canonical_bytes, read_bytes

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORM = b"\x01"  # first byte of everything sealed: AES-256-GCM, 12 bytes nonce
_NONCE = 12


class KeyDestroyed(Exception):
    """The subject's key was destroyed: nothing can be sealed or opened for it."""


def box(key: bytes) -> AESGCM:
    """An AES-GCM cipher of a key. Imported late: a start that reads no personal data does not need it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def seal(with_box: AESGCM, plain: bytes, bound_to: str) -> bytes:
    """Encrypt; ``bound_to`` is authenticated too, so that sealed bytes cannot be moved unnoticed."""
    nonce = secrets.token_bytes(_NONCE)
    return _FORM + nonce + with_box.encrypt(nonce, plain, bound_to.encode())


def unseal(with_box: AESGCM, sealed: bytes, bound_to: str) -> bytes:
    """Decrypt what ``seal`` made. Raises ValueError where bytes, key or ``bound_to`` do not fit."""
    from cryptography.exceptions import InvalidTag

    if sealed[:1] != _FORM:
        raise ValueError("sealed in a form this program does not know")
    try:
        return with_box.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], bound_to.encode())
    except InvalidTag:
        raise ValueError("sealed bytes do not open") from None


class CaseKeys:
    """The case keys of one open file, wrapped and unwrapped by the master."""

    def __init__(self, master: bytes) -> None:
        self._master_key = master
        self._master: AESGCM | None = None

    def box_of(self, connection: Any, subject: str) -> AESGCM | None:
        """The cipher of a subject that has a key; None for one that never had. Raises KeyDestroyed for a forgotten
        one.

        Read anew each time: another program may have destroyed the key meanwhile.
        """
        row = connection.execute("SELECT wrapped FROM case_keys WHERE subject = ?", (subject,)).fetchone()
        if row is None:
            return None
        if row[0] is None:
            raise KeyDestroyed
        return box(unseal(self.master(), row[0], f"case key {subject}"))

    def make(self, connection: Any, subject: str) -> AESGCM:
        """A new key for a subject, stored in the same transaction as the entry that needs it."""
        key = secrets.token_bytes(32)
        wrapped = seal(self.master(), key, f"case key {subject}")
        connection.execute("INSERT INTO case_keys (subject, wrapped) VALUES (?, ?)", (subject, wrapped))
        return box(key)

    def destroy(self, connection: Any, subject: str) -> None:
        """Destroy a subject's key; the row stays, so that no second key is ever made for it."""
        connection.execute(
            "INSERT INTO case_keys (subject, wrapped) VALUES (?, NULL) "
            "ON CONFLICT (subject) DO UPDATE SET wrapped = NULL",
            (subject,),
        )

    def digest(self, data: bytes) -> bytes:
        """SHA-256 under the master (HMAC); ``data`` begins with its purpose."""
        return hmac.digest(self._master_key, data, "sha256")

    def master(self) -> AESGCM:
        """The master's box."""
        if self._master is None:
            self._master = box(self._master_key)
        return self._master


def seal_personal(with_box: AESGCM, personal: dict[str, object], entry_id: str) -> bytes:
    """The personal part of an entry, bound to the entry's id."""
    return seal(with_box, canonical_bytes(personal), entry_id)


def open_personal(with_box: AESGCM, sealed: bytes, entry_id: str) -> dict[str, object]:
    """The personal part of an entry again."""
    return read_bytes(unseal(with_box, sealed, entry_id))
