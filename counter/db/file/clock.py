"""The station's clock: wall time, and the boot of the machine it was read in."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.journal.entries import UNNAMED_BOOT, ClockReading

if TYPE_CHECKING:
    from counter.services.context.ports import Clock

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """The machine's clock.

    Where the system names no boot, this process counts as one: then only entries of one process are compared by
    monotonic time, all others by the wall clock.
    """

    def __init__(self) -> None:
        try:
            self._boot = _BOOT_ID.read_text(encoding="ascii").strip()
        except OSError:
            self._boot = f"{UNNAMED_BOOT}{uuid.uuid4()}"
        # CLOCK_BOOTTIME includes sleep, so a suspended laptop does not look like a clock that jumped.
        self._source = getattr(time, "CLOCK_BOOTTIME", None)

    def read(self) -> ClockReading:
        """Wall time (UTC), boot id and monotonic time, read together."""
        elapsed = time.monotonic_ns() if self._source is None else time.clock_gettime_ns(self._source)
        return ClockReading(datetime.now(UTC), self._boot, elapsed)


class ShiftedClock:
    """A clock that may be put ahead of another: a training profile's; of every other profile it never is.

    Monotonic time is put ahead with it, so that nobody doubts what was done on purpose (``is_untimely``).
    """

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._ahead = timedelta()

    def put_ahead(self, ahead: timedelta) -> None:
        """From now on, read that much later than the other clock."""
        self._ahead = ahead

    def read(self) -> ClockReading:
        """The other clock's reading, put ahead."""
        reading = self._base.read()
        if not self._ahead:
            return reading
        ahead_ns = self._ahead // timedelta(microseconds=1) * 1000
        return replace(reading, at=reading.at + self._ahead, monotonic_ns=reading.monotonic_ns + ahead_ns)


STEP = timedelta(seconds=2)
"""A step back this small is a time server's correction, not a wrong clock."""
DRIFT = timedelta(minutes=2)
"""Within one boot the wall clock may lag this far behind the monotonic one (slow correction of a fast clock)."""


AHEAD = timedelta(hours=1)
"""Within one boot the wall clock may be this far ahead of the monotonic one: more is a clock that somebody put forward,
or one that was wrong until now. Which of the two, a supervisor says.
"""


def is_untimely(now: ClockReading, trusted: ClockReading | None) -> bool:
    """Whether ``now`` is before the last trusted entry, or not that entry plus the time that has surely passed.

    Within one boot the monotonic clock measures the time passed, so a clock put back is found even while it is still
    ahead of the last entry, and one put forward by more than ``AHEAD``. Over a restart nobody knows how much time
    passed: a clock put forward then needs another one (``services/hall/clock_doubt``).
    """
    if trusted is None:
        return False
    if now.at < trusted.at - STEP:
        return True
    passed = _passed(now, trusted)
    if passed is None:
        return False
    ahead = (
        AHEAD if not now.boot.startswith(UNNAMED_BOOT) else timedelta.max
    )  # there sleep may not be counted
    return now.at < trusted.at + passed - DRIFT or now.at - trusted.at - passed > ahead


def reckoned(now: ClockReading, trusted: ClockReading | None) -> datetime:
    """The time that a number may name: the clock's, or while that is doubted the last trusted one and what has surely
    passed since.
    """
    if trusted is None or not is_untimely(now, trusted):
        return now.at
    return trusted.at + max(_passed(now, trusted) or timedelta(), timedelta())


def _passed(now: ClockReading, trusted: ClockReading) -> timedelta | None:
    """What has surely passed since; None over a restart."""
    if now.boot != trusted.boot:
        return None
    return timedelta(microseconds=(now.monotonic_ns - trusted.monotonic_ns) // 1000)
