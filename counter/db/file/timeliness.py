"""Clock honesty (时间待核): was this moment read from a clock that had gone back?"""

from __future__ import annotations

from datetime import timedelta

from counter.domain.journal.entries import ClockReading

STEP = timedelta(seconds=2)
"""A step back this small is a time server's correction, not a wrong clock."""
DRIFT = timedelta(minutes=2)
"""Within one boot the wall clock may lag this far behind the monotonic one (slow correction of a fast clock)."""


def is_untimely(now: ClockReading, trusted: ClockReading | None) -> bool:
    """Whether ``now`` is before the last trusted entry, or before that entry plus the time that has surely passed.

    Within one boot the monotonic clock measures the time passed, so a clock put back is found even while it is still
    ahead of the last entry. A clock put forward is not judged: that needs an external clock.
    """
    if trusted is None:
        return False
    if now.at < trusted.at - STEP:
        return True
    if now.boot != trusted.boot:
        return False
    passed = timedelta(microseconds=(now.monotonic_ns - trusted.monotonic_ns) // 1000)
    return now.at < trusted.at + passed - DRIFT
