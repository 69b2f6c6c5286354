"""Event of an export of records as a file."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.journal.kinds import Slot, event

SUBJECT = "records"


@event("records.exported", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RecordsExported:
    """``records.exported`` (subject ``records``): a file with records left the window, exported by its actor.

    The filters as they were asked: ``since``/``until`` civil days (ISO), ``clerk``, ``kind`` (words of ``RecordKind``),
    ``case`` (its number), ``unusual``: only unusual ones. ``count``: rows; ``digest``: SHA-256 of the file.
    """

    since: str
    until: str
    clerk: str
    kind: str
    case: str
    unusual: bool
    count: int
    digest: str
