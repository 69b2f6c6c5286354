"""The station's clock: wall time, and the boot of the machine it was read in."""

from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

from counter.domain.journal.entries import ClockReading

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
            self._boot = f"process-{uuid.uuid4()}"
        # CLOCK_BOOTTIME includes sleep, so a suspended laptop does not look like a clock that jumped.
        self._source = getattr(time, "CLOCK_BOOTTIME", None)

    def read(self) -> ClockReading:
        """Wall time (UTC), boot id and monotonic time, read together."""
        elapsed = time.monotonic_ns() if self._source is None else time.clock_gettime_ns(self._source)
        return ClockReading(datetime.now(UTC), self._boot, elapsed)
