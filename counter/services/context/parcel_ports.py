"""The tables of the files that travel beside the entries, as Protocols that journal and transaction offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:  # a start sends nothing
    from datetime import datetime

    from counter.domain.journal.exchange.parcel_states import KeptParcel, ParcelState, ParcelWay
    from counter.domain.journal.exchange.parcels import Parcel


class ParcelReceipt(NamedTuple):
    """A station has a parcel; ``reader``: it is one whom it is for, and does not only carry it on."""

    digest: bytes
    station: str
    reader: bool


class ParcelsReading(Protocol):
    """What is known of parcels."""

    def every(self, most: int = 500) -> tuple[KeptParcel, ...]:
        """The newest that many, the newest first, whatever became of them."""
        ...

    def by_id(self, number: int) -> KeptParcel | None:
        """The one of that row."""
        ...

    def has(self, digest: bytes) -> bool:
        """Whether it is known here."""
        ...

    def has_sent(self, kind: str, file: bytes) -> bool:
        """Whether a file with that SHA-256 was put to be sent here."""
        ...

    def body(self, digest: bytes) -> bytes | None:
        """Its bytes; None where they are not kept any more."""
        ...

    def open_ones(self) -> tuple[KeptParcel, ...]:
        """Those for this station of which something can still become, the oldest first."""
        ...

    def unread(self) -> tuple[KeptParcel, ...]:
        """Those that could not be read and whose bytes are kept."""
        ...

    def for_hub(self) -> tuple[KeptParcel, ...]:
        """Those that are to be sent to the hub, own and carried ones, the oldest first."""
        ...

    def for_hall(self) -> tuple[KeptParcel, ...]:
        """Own ones that no other station has yet, the oldest first: they go by courier file."""
        ...

    def for_window(self, station: str) -> tuple[KeptParcel, ...]:
        """Those for windows that are kept here and that window has not, the oldest first; of a kind whose newest
        replaces the rest, the newest of each sender.
        """
        ...

    def place_of(self, digest: bytes) -> int | None:
        """Its place on the hub."""
        ...

    def untold(self) -> tuple[tuple[int, str], ...]:
        """Receipts of parcels that lie on the hub and that the hub does not know: place, station."""
        ...

    def receipts(self, station: str = "", *, of_sender: str = "") -> tuple[ParcelReceipt, ...]:
        """Receipts of one station, or of what one sender sent."""
        ...

    def sent(self, since: datetime) -> tuple[KeptParcel, ...]:
        """Those that lie on the hub by this station, own and carried, made or come since then."""
        ...

    def kept_bytes(self) -> int:
        """Bytes of all that is kept."""
        ...


class ParcelsStore(ParcelsReading, Protocol):
    """The same in a transaction, where it is written too."""

    def put(
        self,
        packed: bytes,
        parcel: Parcel,
        way: ParcelWay,
        state: ParcelState,
        at: datetime,
        *,
        via: str = "",
        why: str = "",
        file: bytes | None = None,
        pos: int | None = None,
        keep: bool = True,
    ) -> bool:
        """Keep a parcel; False where it is known (then only its place on the hub is noted). ``keep``: its bytes too."""
        ...

    def drop(self, digest: bytes) -> None:
        """Forget it, as if it had never come."""
        ...

    def set_state(
        self, digest: bytes, state: ParcelState, at: datetime, *, why: str = "", by: str = ""
    ) -> None:
        """Note what became of it."""
        ...

    def set_place(self, digest: bytes, pos: int | None) -> None:
        """Note its place on the hub."""
        ...

    def put_receipt(self, receipt: ParcelReceipt, *, told: bool) -> None:
        """Note who has it. ``told``: the hub knows."""
        ...

    def told(self, pos: int, station: str) -> None:
        """The hub knows that receipt."""
        ...

    def forget_places(self) -> None:
        """The hub was put back: what lies on it is not known."""
        ...

    def prune(self, before: datetime) -> int:
        """Drop the bytes of what nobody needs any more and has not changed since, never the row; of how many."""
        ...
