"""What was recorded of the materials becomes an entry: states and counts open, free words sealed."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.case import events
from counter.domain.visit.material import Brought, SharedAnswer
from counter.services.case.case_writer import CaseWriter


def receive(
    writer: CaseWriter,
    lines: Mapping[str, Brought],
    *,
    seen_together: tuple[str, ...] = (),
    seen_later: tuple[str, ...] = (),
    returned: tuple[events.ReturnedPaper, ...] = (),
) -> None:
    """Write ``materials.received`` for these lines; line id → what is recorded now; the rest as the record says."""
    event = events.MaterialsReceived(
        records_of(lines),
        seen_together=seen_together,
        seen_later=seen_later,
        returned=returned,
        shared=answers_of(lines),
    )
    notes = notes_of(lines)
    writer.add(event, events.MaterialsReceivedSealed(notes) if notes else None)


def records_of(lines: Mapping[str, Brought]) -> dict[str, events.BroughtRecord]:
    """The open part of each."""
    return {i: events.BroughtRecord(b.state.value, b.original_seen, b.copies) for i, b in lines.items()}


def answers_of(lines: Mapping[str, Brought]) -> dict[str, SharedAnswer]:
    """What came of looking shareable papers up, of those where anything did."""
    return {i: b.shared for i, b in lines.items() if b.shared is not None}


def notes_of(lines: Mapping[str, Brought]) -> dict[str, str]:
    """The words of each that has any: they may name somebody."""
    return {i: b.note for i, b in lines.items() if b.note}
