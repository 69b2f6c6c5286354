"""What the services need of a transaction for open invitations to rate and the day's buffer of sealed boxes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from counter.services.context.rows import RatingSlot


class RatingSlotStore(Protocol):
    """Open invitations and boxes within one transaction (docs/decisions/0012-ratings-nobody-can-steer.md)."""

    def put_rating_slot(self, slot: RatingSlot) -> None:
        """Store an open invitation or its boxes; replaces the case's own."""
        ...

    def rating_slot(self, case: str) -> RatingSlot | None:
        """The open invitation of a case."""
        ...

    def rating_slots(self) -> tuple[RatingSlot, ...]:
        """All open invitations, in an order that reveals nothing."""
        ...

    def fill_rating_slot(self, slot: RatingSlot, named: bytes, anonymous: bytes) -> bool:
        """Overwrite the two placeholder boxes of an open invitation with the chosen ones; no page is added or freed.

        False, and nothing is written, where the anonymous placeholder is no longer in the buffer. Call
        ``Journal.clear_page_log`` after the commit: the page log would reveal which box came last.
        """
        ...

    def erase_rating_slot(self, case: str) -> None:
        """Erase the invitation of a case once it is closed."""
        ...

    def put_anonymous_box(self, day: str, box: bytes) -> None:
        """Add a sealed box to the day's buffer, by a random key, without case, time or order.

        Call ``Journal.clear_page_log`` after the commit: the page log would reveal which box came last.
        """
        ...

    def anonymous_boxes(self, before: str) -> Mapping[str, tuple[bytes, ...]]:
        """Days before that one (ISO) with their boxes, in the order of their bytes."""
        ...

    def erase_anonymous_boxes(self, day: str) -> None:
        """Overwrite the day's buffer once its batch is written (not only unlink it: ``Journal.clear_page_log``)."""
        ...
