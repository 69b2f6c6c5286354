"""How long a code waits after wrong PINs. Pure: what the clock says is handed in.

Time that passed is told by the monotonic clock within one boot, so setting the wall clock opens nothing. Across boots
only the wall clock is left; one that is earlier than the wrong PIN begins the wait anew from what it says now, so that
it neither opens at once nor stays shut for ever.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from counter.domain.journal.entries import ClockReading

FREE = 4
"""Wrong PINs that cost nothing but the trying; the fifth makes the code wait."""
TOGETHER = timedelta(minutes=10)
"""Wrong PINs this close to the one before count together."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST = timedelta(minutes=15)
REMEMBERED = timedelta(hours=12)
"""After a wait each further wrong PIN doubles it, until a right one, or until this long nothing was tried."""
MOST_COUNTED = FREE + 5
"""1, 2, 4, 8, 15 minutes: counting further changes nothing."""


@dataclass(frozen=True, slots=True)
class WrongPins:
    """Wrong PINs given for one code in a row, and when the last was. ``key`` stands for the code."""

    key: str
    wrong: int
    last: ClockReading


def settled(tries: WrongPins | None, now: ClockReading) -> WrongPins | None:
    """What still counts now; None: nothing does. A clock that went back across a boot sets the last one to now."""
    if tries is None:
        return None
    passed = _passed(tries.last, now)
    if passed < timedelta(0):
        return replace(tries, last=now)
    return None if passed > (REMEMBERED if tries.wrong > FREE else TOGETHER) else tries


def still_to_wait(tries: WrongPins | None, now: ClockReading) -> timedelta:
    """How long nobody may try this code; ``tries`` as ``settled`` told. Zero: at once."""
    if tries is None or tries.wrong <= FREE:
        return timedelta(0)
    wait = min(LONGEST, FIRST_WAIT * (1 << (tries.wrong - FREE - 1)))
    return max(timedelta(0), wait - _passed(tries.last, now))


def one_more(key: str, tries: WrongPins | None, now: ClockReading) -> WrongPins:
    """One more wrong PIN after ``tries`` as ``settled`` told."""
    return WrongPins(key, min(MOST_COUNTED, 1 + (tries.wrong if tries else 0)), now)


def _passed(then: ClockReading, now: ClockReading) -> timedelta:
    if now.boot == then.boot:
        return timedelta(microseconds=(now.monotonic_ns - then.monotonic_ns) // 1000)
    return now.at - then.at
