"""Reading entries across all cases, as a Protocol that the station's journal fulfils."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from counter.domain.journal.entries import Entry


class EntriesAcrossCases(Protocol):
    """What is read for lists over many cases: ids, and entries without their sealed bytes and those of the chain."""

    def entries_between(
        self,
        kinds: Collection[str],
        since: datetime,
        until: datetime,
        *,
        actor: str = "",
        subject: str = "",
        by: str = "",
    ) -> tuple[Entry, ...]:
        """Entries of these kinds from ``since`` to before ``until``, by one actor or about one subject where named.

        In no order. ``by``: not those of this station, but what stations whose codes end so wrote about its cases.
        """
        ...

    def closed_entries(self, subjects: Collection[str], kinds: Collection[str] = ()) -> tuple[Entry, ...]:
        """Entries of these subjects, one after the other, each in order of arrival; of these kinds where named."""
        ...

    def with_act(self, looks: Collection[str], within: timedelta) -> frozenset[str]:
        """Which of these entries (ids) have one of another kind beside them, at most that long before or after, by the
        same actor about the same subject."""
        ...

    def case_numbers(self, cases: Collection[str]) -> Mapping[str, str]:
        """Case id → number, for those of these ids that are cases."""
        ...

    def open_cases(self) -> Mapping[str, tuple[str, ...]]:
        """Owner's code ("" this window) → ids of its open cases, oldest first."""
        ...

    def closed_cases(self) -> tuple[str, ...]:
        """Ids of the cases in which nothing is open, oldest first."""
        ...
