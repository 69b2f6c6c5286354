"""Which keys are trusted here, and certifying the own station with the hall key this profile holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.key_slot_events import KeySlotAdded, KeySlotRemoved
from counter.domain.hall.station_events import StationOpened
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import KINDS, kind_of
from counter.domain.papers.verify.trusted_keys import (
    Certificate,
    HallCard,
    HallKeyExported,
    KeyRevoked,
    KeysConfirmed,
    KeysRotated,
    KeysTrusted,
    Revocation,
    Trust,
    trust_of,
)
from counter.services.context.ports import Journal

SUBJECT = "keys"
SYSTEM = "system"
"""Actor of entries without a person: certifying the station's own key."""

_Signed = TypeVar("_Signed", HallCard, Certificate, Revocation)


@lru_cache(maxsize=2048)
def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Ed25519 (``domain.papers.verify.trusted_keys.Verify``).

    Each act looks through the same few certificates: what was worked out of the same bytes is not worked out again.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_of(seed: bytes) -> str:
    """The public half of a seed, as hex."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def signed(statement: _Signed, seed: bytes) -> _Signed:
    """A statement with the hall key's signature."""
    return replace(statement, signature=sign_with(seed, statement.message()))


def sign_with(seed: bytes, message: bytes) -> str:
    """The Ed25519 signature of a message, hex."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).sign(message).hex()


def key_events(entries: Iterable[Entry]) -> list[KeysTrusted | KeyRevoked | HallKeyExported]:
    """The events of the subject ``keys``; kinds from a newer program are skipped."""
    read = (KINDS.read(entry) for entry in entries)
    return [event for event in read if isinstance(event, KeysTrusted | KeyRevoked | HallKeyExported)]


def trusted_keys(journal: Journal) -> Trust:
    """The keys trusted by the journal."""
    return trust_of(key_events(journal.entries(SUBJECT)), verify)


def settled_keys(journal: Journal, today: date) -> Trust:
    """The trusted keys, after the own hall key has certified every epoch of the own station.

    A hall without any key gets one here: at setup, or at the first act that needs it in an older profile. Where another
    profile's hall key has certified this station, none is made.
    """
    trust = trusted_keys(journal)
    seed = journal.hall_seed()
    own = station_keys(journal)
    if seed is None:
        hall = journal.station().hall
        if trust.has(journal.public_key().hex()) or any(card.hall == hall for card in trust.halls.values()):
            return trust
        return adopt_seed(journal, new_seed(), today)
    if public_of(seed) in trust.successions:  # another window changed the hall's key
        return trust
    missing = [c for c in own if not _certified(trust, c.public_key, public_of(seed))]
    if not missing and public_of(seed) in trust.halls:
        return trust
    return adopt_seed(journal, seed, today)


def seed_in_force(journal: Journal, trust: Trust) -> bytes | None:
    """The hall key's seed, where this profile holds it and no other key has followed it."""
    seed = journal.hall_seed()
    return None if seed is None or public_of(seed) in trust.successions else seed


def adopt_seed(
    journal: Journal, seed: bytes, today: date, card: HallCard | None = None, *, actor: str = SYSTEM
) -> Trust:
    """Store a hall key in this profile and certify every epoch of the own station with it, in one entry.

    The key is stored first: a certificate must never exist without the key that can revoke it.
    """
    trust = trusted_keys(journal)
    public = public_of(seed)
    station = journal.station()
    if journal.hall_seed() != seed:
        journal.keep_hall_seed(seed)
    card = (
        card
        or trust.halls.get(public)
        or signed(HallCard(station.hall, station.region, public, today.isoformat(), station.demo), seed)
    )
    missing = [
        replace(c, hall_key=public)
        for c in station_keys(journal)
        if not _certified(trust, c.public_key, public)
    ]
    event = KeysTrusted(
        "made",
        halls=() if public in trust.halls else (card,),
        certificates=tuple(signed(certificate, seed) for certificate in missing),
    )
    append(journal, event, actor=actor)
    return trusted_keys(journal)


def append(
    journal: Journal,
    event: KeysTrusted
    | KeyRevoked
    | HallKeyExported
    | KeysConfirmed
    | KeysRotated
    | KeySlotAdded
    | KeySlotRemoved,
    *,
    actor: str,
) -> None:
    """Append one entry of the subject ``keys``."""
    with journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=actor)
        tx.commit()


def station_keys(journal: Journal) -> tuple[Certificate, ...]:
    """The own station's public keys, one for each epoch, as unsigned certificates."""
    station = journal.station()
    found = []
    for entry in journal.entries(f"station:{station.code}"):
        opened = kind_of(StationOpened).read(entry)
        if opened is not None:
            certificate = Certificate(
                station=opened.code,
                epoch=entry.epoch,
                public_key=opened.public_key,
                window=opened.window,
                since=civil_date(entry.at).isoformat(),
                demo=opened.demo,
                hall_key="",
            )
            found.append(certificate)
    return tuple(found)


def new_seed() -> bytes:
    """A fresh Ed25519 seed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes_raw()


def _certified(trust: Trust, public_key: str, hall_key: str) -> bool:
    return any((c.public_key, c.hall_key) == (public_key, hall_key) for c in trust.certificates)
