"""The station's clock, and what the services need of the journal about it (docs/decisions/0005-journal.md)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from counter.domain.journal.entries import ClockReading


class Clock(Protocol):
    """The station's clock."""

    def read(self) -> ClockReading:
        """Wall time (UTC), boot id and monotonic time, read together."""
        ...


class TimesEntries(Protocol):
    """Whether the clock can be believed, by what was recorded."""

    def reading(self) -> ClockReading:
        """Current reading of the clock that times entries."""
        ...

    def untimely(self) -> bool:
        """True while the clock is behind the last entry, or ahead of what has passed since, and no supervisor has
        confirmed it (时间待核).
        """
        ...

    def reckoned(self) -> datetime:
        """The clock's time; while it is doubted, the last trusted one and what has surely passed since (UTC)."""
        ...

    def last_time(self) -> datetime | None:
        """The newest confirmed time of an entry (UTC)."""
        ...


class NumbersByClock(Protocol):
    """The same inside a transaction."""

    def numbered_at(self, now: datetime) -> datetime:
        """The time that a number may name: ``now``; while the clock is doubted, the last trusted time and what has
        surely passed since.
        """
        ...
