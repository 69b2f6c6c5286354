"""Private keys that a profile holds beside the journal or derives, and the case keys that came from others."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter.db.file.errors import explained
from counter.db.journal import epochs
from counter.db.keys import seed_files
from counter.db.keys.sealing import CaseKeys
from counter.domain.journal.entries import Entry

if TYPE_CHECKING:
    from counter.db.journal.shared_keys import SharedKeyTables

_READING = b"counter reading key 1"
_RING_KEY = 32


class HeldSeeds:
    """The part of the journal that keeps private keys. ``services.context.key_ports.HeldKeys``, and more."""

    def __init__(self, profile: Path, case_keys: CaseKeys) -> None:
        self.profile = profile
        self.case_keys = case_keys

    @abstractmethod
    def connection(self) -> Any:
        """This thread's connection."""

    @abstractmethod
    def entries(self, subject: str) -> tuple[Entry, ...]:
        """All entries of one subject in order, opened."""

    def hall_seed(self) -> bytes | None:
        """The private seed of the hall key, where this profile holds it."""
        seed_files.settle_coming_hall(self.profile, self.case_keys, lambda: self.entries("keys"))
        return seed_files.HALL.read(self.profile, self.case_keys)

    def keep_coming_hall_seed(self, seed: bytes) -> None:
        """Store the seed of the hall key that follows, before the entry that puts it in force."""
        seed_files.COMING_HALL.keep(self.profile, self.case_keys, seed)

    def keep_hall_seed(self, seed: bytes) -> None:
        """Store the private seed of the hall key, sealed, beside the journal."""
        seed_files.HALL.keep(self.profile, self.case_keys, seed)

    def handler_seed(self) -> bytes | None:
        """The private half of the handler's key (X25519), where this profile is the rating office; else None."""
        return seed_files.HANDLER.read(self.profile, self.case_keys)

    def keep_handler_seed(self, seed: bytes) -> None:
        """Store it, sealed, beside the journal."""
        seed_files.HANDLER.keep(self.profile, self.case_keys, seed)

    def bureau_seed(self) -> bytes | None:
        """The private half of the bureau's key (Ed25519), where this profile is the 指南编辑室; else None."""
        return seed_files.BUREAU.read(self.profile, self.case_keys)

    def keep_bureau_seed(self, seed: bytes) -> None:
        """Store it, sealed, beside the journal."""
        seed_files.BUREAU.keep(self.profile, self.case_keys, seed)

    def hub_secret(self) -> bytes | None:
        """How this station reaches its hub (``services.exchange.enrolment``); None where it is not joined to one."""
        return seed_files.HUB.read(self.profile, self.case_keys)

    def keep_hub_secret(self, secret: bytes | None) -> None:
        """Store it, sealed, beside the journal; None takes it away."""
        if secret is None:
            seed_files.HUB.remove(self.profile)
        else:
            seed_files.HUB.keep(self.profile, self.case_keys, secret)

    def ring_keys(self) -> tuple[bytes, ...]:
        """The private halves of the generations of the hall ring that this profile holds, the oldest first."""
        kept = seed_files.RING.read(self.profile, self.case_keys) or b""
        return tuple(kept[at : at + _RING_KEY] for at in range(0, len(kept), _RING_KEY))

    def keep_ring_keys(self, keys: tuple[bytes, ...]) -> None:
        """Store them, sealed, beside the journal."""
        seed_files.RING.keep(self.profile, self.case_keys, b"".join(keys))

    def reading_key(self, epoch: int | None = None) -> bytes:
        """The private half of the station's reading key, derived from the seed of its epoch: it is rotated, backed up
        and lost with it.
        """
        from counter.services.keys.public_sealing import derived_private_key

        with explained():
            seed = epochs.own_seed(self.connection(), self.case_keys, epoch)
        return derived_private_key(seed, _READING)

    def shared_keys(self) -> SharedKeyTables:
        """Case keys here, and the wraps by which they travel, for reading."""
        from counter.db.journal.shared_keys import own_tables  # not at a start

        with explained():
            return own_tables(self.connection(), self.case_keys)
