"""Counts by hand that differ from the list and that nobody explained yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.hall.day_counts import SUBJECT, CountDifference, differences

if TYPE_CHECKING:
    from counter.services.context.ports import Journal


def open_differences(journal: Journal) -> tuple[CountDifference, ...]:
    """Those that wait to be explained or found, originals first; only entries of differences are read."""
    found = differences(journal.entries(SUBJECT))
    return tuple(one for _, one in sorted(found.items(), reverse=True) if not one.explained)
