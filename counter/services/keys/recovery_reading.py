"""What case keys are wrapped to so that the recovery key on paper reads a burnt window's cases again (X25519).

The private half is derived from the key as people write it down, and exists only while somebody types it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.journal.exchange.key_cards import is_maker_of, recovery_recipient
from counter.services.keys.hall_recovery import hall_recovery_private
from counter.services.keys.public_sealing import derived_private_key, public_half
from counter.services.keys.recovery_key import secret_of

if TYPE_CHECKING:
    from counter.services.context.ports import Journal

READERS = "recovery_reading_key:"
"""Marks of the exchange: own | hall → public half (hex) of the recovery keys that open this profile."""
OWN = "own"
_PURPOSE = b"counter recovery reading 1"


def recovery_reading_public(recovery_key: str) -> str:
    """The public half of a profile's own recovery key, hex. Raises BadInput for a key that was copied wrongly."""
    return public_half(_own(recovery_key))


def note_own_reader(journal: Journal, recovery_key: str) -> bool:
    """Note the reading half of a profile's own recovery key, that was just proved to open it, where none is noted (a
    profile of before there was one): the next exchange wraps every own key to it. Whether it was noted.
    """
    if OWN in journal.shared_keys().marks(READERS):
        return False
    with journal.transaction() as tx:
        tx.exchange().set_mark(f"{READERS}{OWN}", recovery_reading_public(recovery_key))
        tx.commit()
    return True


def recovery_recipients(journal: Journal) -> tuple[str, ...]:
    """How wraps name the recovery keys that open this profile: its own, and the hall's where there is one."""
    return tuple(recovery_recipient(key) for key in journal.shared_keys().marks(READERS).values())


def waiting_for_recovery(journal: Journal) -> frozenset[str]:
    """Own cases whose key came back after a restoring, and waits for the recovery key to be typed. What an exchange
    place carries for others is none of them.
    """
    own = journal.station().code
    waiting = journal.shared_keys().unopened(recovery_recipients(journal))
    return frozenset(wrap.subject for wrap in waiting if is_maker_of(wrap.maker, own))


def recovery_readers(recovery_key: str) -> dict[str, bytes]:
    """Recipient → private half, of a recovery key as typed: as a profile's own, and as the hall's."""
    keys = (_own(recovery_key), hall_recovery_private(recovery_key))
    return {recovery_recipient(public_half(key)): key for key in keys}


def _own(recovery_key: str) -> bytes:
    return derived_private_key(secret_of(recovery_key), _PURPOSE)
