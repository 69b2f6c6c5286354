"""A hall's working day squeezed into minutes: which visit comes when, and how much faster each part runs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

VISITS = 60
"""Of one window on one day (HUB.md §2.6)."""
HOURS, PEAK_MINUTES, PEAK = 8, 10, 10
"""A working day; twice in it, at 9:00 and 15:00, so many minutes at ten times the average."""
QUIET_FASTER, PEAK_FASTER = 48.0, 2.0
"""How many times faster than real time the parts run."""
_MINUTES = ((60, False), (PEAK_MINUTES, True), (350, False), (PEAK_MINUTES, True), (50, False))


@dataclass(frozen=True)
class Part:
    """From ``start`` on for ``seconds`` of the clock on the wall, with so many visits of each window."""

    start: float
    seconds: float
    visits: float
    is_peak: bool


@dataclass(frozen=True)
class Day:
    """8:00 to 16:00. ``quicker``: how many times faster than that again."""

    quicker: float = 1.0

    @property
    def parts(self) -> tuple[Part, ...]:
        """One after the other."""
        at_peak = VISITS / (HOURS * 60) * PEAK * PEAK_MINUTES
        quiet_minutes = HOURS * 60 - 2 * PEAK_MINUTES
        made, start = [], 0.0
        for minutes, is_peak in _MINUTES:
            seconds = minutes * 60 / (PEAK_FASTER if is_peak else QUIET_FASTER) / self.quicker
            visits = at_peak if is_peak else (VISITS - 2 * at_peak) * minutes / quiet_minutes
            made.append(Part(start, seconds, visits, is_peak))
            start += seconds
        return tuple(made)

    @property
    def seconds(self) -> float:
        """Of the whole day on the wall."""
        last = self.parts[-1]
        return last.start + last.seconds

    def is_peak(self, at: float) -> bool:
        """Whether that second belongs to one."""
        return any(one.is_peak and one.start <= at < one.start + one.seconds for one in self.parts)

    def visits(self, window: int) -> Iterator[float]:
        """When the visits of a window are written down, in seconds from the day's begin."""
        chance = random.Random(f"day {window}")
        for part in self.parts:
            count = int(part.visits) + (chance.random() < part.visits % 1)
            yield from sorted(part.start + chance.uniform(0, part.seconds) for _ in range(count))
