"""Event of letting in a batch that waits because the key that signed it was revoked (放行)."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.journal.kinds import Slot, event


@event("batch.let_in", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class BatchLetIn:
    """``batch.let_in``: people of this station decided that a batch was written before its key was lost.

    ``digest``: SHA-256 of the batch's bytes, hex; ``station``, ``epoch``, ``first``, ``last``: which entries;
    ``agreed_by``: code of the second person, "" where there was none.
    """

    digest: str
    station: str
    epoch: int
    first: int
    last: int
    reason: str
    agreed_by: str = ""
