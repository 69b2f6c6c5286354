"""The clock of the day: every process of every window reads it; the driver sets it going and may put one window wrong.

It runs faster than the machine's, so that a day of eight hours takes minutes. ``install`` puts it where the program
takes the machine's clock from; ``startup/sitecustomize.py`` does so in every process that a window starts.
"""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from counter.domain.journal.entries import ClockReading

FOLDER, STATION = "COUNTER_DAY", "COUNTER_DAY_STATION"
"""Environment of every process: where ``clock.json`` and ``wrong-<station>`` lie; whose clock this is."""


class DayClock:
    """Time of the day; ``wrong``: by how much this station's wall clock is off. Monotonic time never is."""

    def read(self) -> ClockReading:
        """Now."""
        at = day_time()
        wrong = _folder() / f"wrong-{os.environ[STATION]}"
        seconds = float(wrong.read_text()) if wrong.exists() else 0.0
        return ClockReading(at + timedelta(seconds=seconds), "the day", int(at.timestamp() * 1e9))


def day_time() -> datetime:
    """The true time of the day, in UTC."""
    said = json.loads((_folder() / "clock.json").read_text(encoding="utf-8"))
    passed = (time.clock_gettime(time.CLOCK_BOOTTIME) - said["since"]) * said["speed"]
    return datetime.fromtimestamp(said["at"] + passed, UTC)


def set_day(folder: Path, at: datetime, speed: float) -> None:
    """It is that moment now, and time goes on so many times as fast as it does."""
    since = time.clock_gettime(time.CLOCK_BOOTTIME)
    said = json.dumps({"since": since, "at": at.timestamp(), "speed": speed})
    new = folder / "clock.new"
    new.write_text(said, encoding="utf-8")
    new.replace(folder / "clock.json")


def put_wrong(folder: Path, station: str, by: timedelta) -> None:
    """That station's wall clock is off by so much from now on; of nothing: right again."""
    wrong = folder / f"wrong-{station}"
    if by:
        wrong.write_text(str(by.total_seconds()), encoding="utf-8")
    else:
        wrong.unlink(missing_ok=True)


def install() -> None:
    """In place of the machine's clock."""
    from counter.db.file import clock

    clock.SystemClock = DayClock  # type: ignore[assignment,misc]


def _folder() -> Path:
    return Path(os.environ[FOLDER])
