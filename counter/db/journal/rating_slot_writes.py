"""The part of a transaction that writes invitations to rate and their sealed boxes, overwriting what it deletes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counter.db.file.errors import explained
from counter.db.rows import rating_slots
from counter.services.context.ports import RatingSlot


class RatingSlotWrites:
    """No entry of the journal: an invitation lives minutes (docs/decisions/0012)."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._overwriting = False

    def put_rating_slot(self, slot: RatingSlot) -> None:
        """Store an open invitation, or what was sealed for it; replaces the case's own."""
        self._overwrite()
        with explained():
            rating_slots.put_slot(self._connection, slot)

    def rating_slot(self, case: str) -> RatingSlot | None:
        """The open invitation of a case."""
        with explained():
            return rating_slots.slot_of(self._connection, case)

    def rating_slots(self) -> tuple[RatingSlot, ...]:
        """All open invitations, in no revealing order."""
        with explained():
            return rating_slots.slots(self._connection)

    def fill_rating_slot(self, slot: RatingSlot, named: bytes, anonymous: bytes) -> bool:
        """Write a choice over the two sealed empty values of an open invitation; no page is added or freed."""
        self._overwrite()
        with explained():
            return rating_slots.fill_slot(self._connection, slot, named, anonymous)

    def rewrite_rating_slots(self) -> None:
        """Rewrite the open invitations unchanged, so that this act is visible in the log too."""
        self._overwrite()
        with explained():
            rating_slots.rewrite_slots(self._connection)

    def erase_rating_slot(self, case: str) -> None:
        """Delete a closed invitation."""
        self._overwrite()
        with explained():
            rating_slots.erase_slot(self._connection, case)

    def put_anonymous_box(self, day: str, box: bytes) -> None:
        """Put a sealed box into the day's buffer; ``SqlJournal.clear_page_log`` after the commit."""
        self._overwrite()
        with explained():
            rating_slots.put_box(self._connection, day, box)

    def anonymous_boxes(self, before: str) -> Mapping[str, tuple[bytes, ...]]:
        """Days before that one (ISO) with their boxes, in the order of their bytes."""
        with explained():
            return rating_slots.boxes_before(self._connection, before)

    def erase_anonymous_boxes(self, day: str) -> None:
        """Overwrite the day's buffer after its batch is written; ``SqlJournal.clear_page_log`` after the commit."""
        self._overwrite()
        with explained():
            rating_slots.erase_boxes(self._connection, day)

    def _overwrite(self) -> None:
        """From here on, content that this transaction deletes is overwritten, not only unlinked."""
        self._must_be_open()
        if not self._overwriting:
            with explained():
                self._connection.execute("PRAGMA secure_delete = ON")
            self._overwriting = True

    def _stop_overwriting(self) -> None:
        if self._overwriting:
            self._connection.execute("PRAGMA secure_delete = OFF")
            self._overwriting = False

    def _must_be_open(self) -> None:
        raise NotImplementedError
