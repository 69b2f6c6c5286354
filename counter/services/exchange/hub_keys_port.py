"""What a station asks of the hub about case keys: wraps, which few may put and fewer read (decision 0037)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from counter.domain.journal.exchange.key_wraps import KeyParcel, KeyWrap

MOST_AT_ONCE = 1000
"""Wraps of one question."""


@dataclass(frozen=True, slots=True)
class WrapsPut:
    """``kept``: how many stand there now; not taken: those of ``forgotten`` cases and for ``barred`` recipients."""

    kept: int
    forgotten: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeysPulled:
    """A part of what the hub has. ``upto``: where the next question goes on; ``more``: whether there is more now."""

    keys: KeyParcel
    upto: int
    more: bool


class HubKeysPort(Protocol):
    """Every call raises HubRefused or HubUnreachable; none changes anything by halves, and the same again nothing."""

    def put_wraps(self, wraps: Sequence[KeyWrap]) -> WrapsPut:
        """Put at most ``MOST_AT_ONCE``. Refused where one maker is neither this station, nor one that it carries for,
        nor one of the county while this station is registered as a holder of the ring.
        """
        ...

    def wraps(self, recipient: str, after: int, limit: int = MOST_AT_ONCE) -> KeysPulled:
        """The wraps for a recipient after a number. Refused for one that is no epoch of this station (or of one that it
        carries for) and no ring of its hall that it holds. For a recovery key: those that this station made itself.
        """
        ...

    def drop_wraps(self, recipients: Collection[str]) -> int:
        """Delete the own wraps for recipients that are none any more, a holder those of all for a ring; how many."""
        ...

    def put_keys(self, keys: KeyParcel, held: Collection[str] = ()) -> None:
        """State the reading keys and rings of a parcel. ``held``: rings whose private half is here; refused where this
        station is not registered as a holder (what was stated stays).
        """
        ...

    def public_keys(self, after: int, limit: int = 100) -> KeysPulled:
        """Reading keys and rings that other stations of the county stated, after a number; nothing of it is proved."""
        ...
