"""Personal data of a subject, sealed under a key that its station made for that subject; without the key it can never
be opened again.

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
_WRAPPED = "SELECT wrapped FROM case_keys WHERE subject = ? AND maker = ?"
_PUT = "INSERT INTO case_keys (subject, maker, wrapped) VALUES (?, ?, ?)"
_DESTROYED = "INSERT OR IGNORE INTO case_keys (subject, maker, wrapped) VALUES (?, ?, NULL)"
_IS_DESTROYED = "SELECT 1 FROM case_keys WHERE subject = ? AND wrapped IS NULL LIMIT 1"


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
    """The case keys of one open file, wrapped and unwrapped by the master.

    A case has one for each station that sealed something for it (``maker``: its code): the own one is made here, the
    others come as wraps (``db.keys.shared_keys``).
    """

    def __init__(self, master: bytes) -> None:
        self._master_key = master
        self._master: AESGCM | None = None

    def box_of(self, connection: Any, subject: str, maker: str) -> AESGCM | None:
        """The cipher of a subject's key of that maker; None where there is none here. Raises KeyDestroyed for a
        forgotten one.
        """
        key = self.key_of(connection, subject, maker)
        return None if key is None else box(key)

    def key_of(self, connection: Any, subject: str, maker: str) -> bytes | None:
        """The key itself, as ``box_of``.

        Read anew each time: another program may have destroyed the key meanwhile.
        """
        row = connection.execute(_WRAPPED, (subject, maker)).fetchone()
        if row is None:
            return None
        if row[0] is None:
            raise KeyDestroyed
        return unseal(self.master(), row[0], f"case key {subject}")

    def make(self, connection: Any, subject: str, maker: str) -> AESGCM:
        """A new key for a subject, stored in the same transaction as the entry that needs it."""
        key = secrets.token_bytes(32)
        self.put(connection, subject, maker, key)
        return box(key)

    def put(self, connection: Any, subject: str, maker: str, key: bytes) -> None:
        """Store a key. Whether the subject is forgotten, the caller has asked (``is_destroyed``)."""
        wrapped = seal(self.master(), key, f"case key {subject}")
        connection.execute(_PUT, (subject, maker, wrapped))

    def destroy(self, connection: Any, subject: str, maker: str) -> None:
        """Destroy a subject's keys, of every maker; the rows stay, so that no key is ever made or taken for it again.

        ``maker``: the own station, which keeps a row even where it had no key.
        """
        connection.execute("UPDATE case_keys SET wrapped = NULL WHERE subject = ?", (subject,))
        connection.execute(_DESTROYED, (subject, maker))

    def digest(self, data: bytes) -> bytes:
        """SHA-256 under the master (HMAC); ``data`` begins with its purpose."""
        return hmac.digest(self._master_key, data, "sha256")

    def master(self) -> AESGCM:
        """The master's box."""
        if self._master is None:
            self._master = box(self._master_key)
        return self._master


def is_destroyed(connection: Any, subject: str) -> bool:
    """Whether the person of a subject was forgotten here: no key of it is taken in any more, of no maker."""
    return connection.execute(_IS_DESTROYED, (subject,)).fetchone() is not None


def seal_personal(with_box: AESGCM, personal: dict[str, object], entry_id: str) -> bytes:
    """The personal part of an entry, bound to the entry's id."""
    return seal(with_box, canonical_bytes(personal), entry_id)


def open_personal(with_box: AESGCM, sealed: bytes, entry_id: str) -> dict[str, object]:
    """The personal part of an entry again."""
    return read_bytes(unseal(with_box, sealed, entry_id))
