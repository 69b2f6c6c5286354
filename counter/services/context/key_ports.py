"""Keys of cases that travel, as Protocols that journal and transaction offer: what is here, and what is to be sent."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:  # a start shares nothing
    from counter.domain.journal.exchange.key_wraps import KeyWrap


class SealedSince(NamedTuple):
    """Cases that own entries sealed something for after a place; ``place``: where the next look goes on."""

    cases: tuple[str, ...]
    place: int


class AboutKeys(NamedTuple):
    """An entry that came from another station and asks something of the keys here. ``at``: microseconds UTC."""

    id: str
    subject: str
    station: str
    epoch: int
    at: int


class SharedKeysReading(Protocol):
    """Case keys that are here, wraps that wait, and what other stations asked."""

    def key_of(self, subject: str, maker: str) -> bytes | None:
        """The key; None where it is not here, or was destroyed."""
        ...

    def makers(self, subject: str) -> tuple[str, ...]:
        """Stations whose key of the case is here."""
        ...

    def makers_sealed(self, subject: str) -> tuple[str, ...]:
        """Stations that sealed something for the case, as far as their entries are here."""
        ...

    def is_forgotten(self, subject: str) -> bool:
        """Whether the keys of the case were destroyed here."""
        ...

    def sealed_since(self, place: int, most: int) -> SealedSince:
        """Cases that own entries sealed something for after that place, in order; of so many entries at most."""
        ...

    def decided_elsewhere(self, cases: Collection[str]) -> tuple[str, ...]:
        """Which of these this station did not open, or somebody handed over."""
        ...

    def open_cases(self) -> tuple[str, ...]:
        """Ids of the open cases."""
        ...

    def is_proved(self, subject: str, maker: str, key: bytes) -> bool | None:
        """Whether the key opens what that maker sealed for the case; None where nothing of it is here yet."""
        ...

    def has_wrap(self, subject: str, maker: str, recipient: str) -> bool:
        """Whether that wrap was made or came here."""
        ...

    def waiting_wraps(self, most: int, own: bool | None = None) -> tuple[KeyWrap, ...]:
        """Wraps to be sent. ``own``: those of this station's making only, or only those of others."""
        ...

    def wraps_for(self, recipient: str) -> tuple[KeyWrap, ...]:
        """All wraps for a recipient that are here, sent or not."""
        ...

    def answered_wraps(self, first: int, last: int) -> tuple[KeyWrap, ...]:
        """Wraps to be sent that were copied first into courier files of these places (``wraps_copied``)."""
        ...

    def unopened(self, recipients: Collection[str]) -> tuple[KeyWrap, ...]:
        """Wraps for these recipients that came and whose key is not here."""
        ...

    def lacks_own_keys(self) -> bool:
        """Whether own entries came back (after a restoring) whose key is not here and was not destroyed."""
        ...

    def requests(self) -> tuple[AboutKeys, ...]:
        """Requests of other stations that nobody answered yet, as far as is known here, the oldest first."""
        ...

    def forgettings(self) -> tuple[AboutKeys, ...]:
        """Cases whose person another station forgot, and this one has not."""
        ...

    def handed_over(self) -> tuple[str, ...]:
        """Cases that another station handed over and for which this one sealed something."""
        ...

    def marks(self, begins: str) -> dict[str, str]:
        """Marks of the exchange whose name begins so, by the rest of their name."""
        ...


class SharedKeysStore(SharedKeysReading, Protocol):
    """The same in a transaction, where it is written too."""

    def keep_key(self, subject: str, maker: str, key: bytes) -> None:
        """Store a key that came; nothing where one is here, or the person was forgotten."""
        ...

    def drop_key(self, subject: str, maker: str) -> None:
        """Take away a key that was lent; it may come again."""
        ...

    def put_wrap(self, wrap: KeyWrap, sent: int) -> bool:
        """Keep a wrap beside others of the same case, maker and recipient: which is true shows when it is opened. False
        where it is there, or too many are. ``sent``: 0 to be sent, 1 sent, 2 came to be opened here.
        """
        ...

    def wraps_copied(self, wraps: Collection[KeyWrap], place: int) -> None:
        """A courier file holds these. ``place``: of the file among those of this station (``copied_place``)."""
        ...

    def send_again(self) -> None:
        """Everything that was sent is to be sent once more."""
        ...

    def wraps_sent(self, wraps: Collection[KeyWrap], own: Collection[str]) -> None:
        """These were sent. ``own``: recipients that this station opens itself."""
        ...

    def wrap_opened(self, wrap: KeyWrap, *, stays: bool = False) -> None:
        """Its key is here now: one that came to be opened is deleted, one that travels on stays until it was sent.
        ``stays``: it counts as sent, and goes again should the hub lose it.
        """
        ...

    def drop_wrap(self, wrap: KeyWrap) -> None:
        """Delete a wrap."""
        ...

    def drop_wraps_for(self, recipient: str) -> int:
        """Delete all wraps for a recipient; how many there were."""
        ...

    def drop_mark(self, name: str) -> None:
        """Delete a mark of the exchange."""
        ...


class HeldKeys(Protocol):
    """Private keys that this profile holds, sealed beside the journal or derived; never in an entry."""

    def reading_key(self, epoch: int | None = None) -> bytes:
        """The private half of the station's reading key (X25519) in the present epoch, or in that one. ValueError for
        an epoch that is not in this file.
        """
        ...

    def ring_keys(self) -> tuple[bytes, ...]:
        """The private halves (X25519) of the generations of the hall ring that this profile holds, the oldest first."""
        ...

    def keep_ring_keys(self, keys: tuple[bytes, ...]) -> None:
        """Store them."""
        ...

    def shared_keys(self) -> SharedKeysReading:
        """Case keys here, and the wraps by which they travel."""
        ...
