"""Records that windows saw and that never came are declared lost (登记遗失), so that the case can be decided."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.journal.causality import RECORDS_LOST
from counter.domain.journal.kinds import HistoryOf, Slot, event


@dataclass(frozen=True, slots=True)
class RecordsLostSealed:
    """Why, in words that may name somebody."""

    reason: str


@event(RECORDS_LOST, sealed=RecordsLostSealed, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class RecordsLost:
    """``case.records_lost``: nobody waits any more for the records ``lost`` (ids), which ``stations`` had seen.

    ``known``: ids of all records of the case that were there: what comes later was not known to who decides from now
    on. ``agreed_by``: the second person.
    """

    lost: tuple[str, ...]
    known: tuple[str, ...]
    stations: tuple[str, ...]
    agreed_by: str


def lost_words(event: RecordsLost) -> str:
    """How many, who had seen them, and who agreed."""
    seen = "、".join(event.stations)
    return f"登记遗失：窗口 {seen} 看到过的 {len(event.lost)} 条记录没有收到，不再等（{event.agreed_by}同意）"
