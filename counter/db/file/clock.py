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

    Monotonic time is the machine's: put forward, the clock is never behind what has surely passed (``is_untimely``).
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
        return replace(reading, at=reading.at + self._ahead) if self._ahead else reading


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
