"""Delay after wrong PINs. Pure: clock readings are arguments.

Within one boot time is measured by the monotonic clock, so that setting the wall clock unlocks nothing. Across boots
only the time since the machine started counts, and no more than the wall clock says: a clock set forward while the
machine was off unlocks nothing either, and an honest person waits at most the delay after switching on. If the wall
clock is earlier than the wrong PIN, the delay starts again from the current reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from counter.domain.journal.entries import UNNAMED_BOOT, ClockReading

FREE = 4
"""Wrong PINs without delay; the fifth locks the code for a while."""
TOGETHER = timedelta(minutes=10)
"""Wrong PINs within this time of the previous one count together."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST = timedelta(minutes=15)
REMEMBERED = timedelta(hours=12)
"""After a delay each further wrong PIN doubles it, until a right one, or until this long without a try."""
MOST_COUNTED = FREE + 5
"""1, 2, 4, 8, 15 minutes: counting further changes nothing."""


@dataclass(frozen=True, slots=True)
class WrongPins:
    """Consecutive wrong PINs for one code, and when the last was. ``key``: identifies the code."""

    key: str
    wrong: int
    last: ClockReading


def settled(tries: WrongPins | None, now: ClockReading) -> WrongPins | None:
    """The tries that still count; None: none. After a clock set back across a boot the last one counts from ``now``."""
    if tries is None:
        return None
    passed = _passed(tries.last, now)
    if passed < timedelta(0):
        return replace(tries, last=now)
    return None if passed > (REMEMBERED if tries.wrong > FREE else TOGETHER) else tries


def strictest(known: Iterable[WrongPins], now: ClockReading) -> WrongPins | None:
    """What counts of tries known in several places: of those that still count, the ones with the longest wait."""
    counting = [tries for one in known if (tries := settled(one, now)) is not None]
    return max(counting, key=lambda tries: (still_to_wait(tries, now), tries.wrong), default=None)


def still_to_wait(tries: WrongPins | None, now: ClockReading) -> timedelta:
    """How long the code is locked; ``tries`` as returned by ``settled``. Zero: not locked."""
    if tries is None or tries.wrong <= FREE:
        return timedelta(0)
    wait = min(LONGEST, FIRST_WAIT * (1 << (tries.wrong - FREE - 1)))
    return max(timedelta(0), wait - _passed(tries.last, now))


def after_wrong_pin(key: str, tries: WrongPins | None, now: ClockReading) -> WrongPins:
    """The tries after one more wrong PIN; ``tries`` as returned by ``settled``."""
    return WrongPins(key, min(MOST_COUNTED, 1 + (tries.wrong if tries else 0)), now)


def _passed(then: ClockReading, now: ClockReading) -> timedelta:
    if now.boot == then.boot:
        return timedelta(microseconds=(now.monotonic_ns - then.monotonic_ns) // 1000)
    ns = now.monotonic_ns
    if now.boot.startswith(UNNAMED_BOOT) and ns >= then.monotonic_ns:
        ns -= then.monotonic_ns  # the machine may not have been restarted at all, only the program
    return min(now.at - then.at, timedelta(microseconds=ns // 1000))
