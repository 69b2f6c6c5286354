"""Cold start: our window, started as by a user, against a bare PySide6 main window, each run a process of its own."""

from __future__ import annotations

from bench.processes import numbers, runs
from bench.profiles import demo_profile
from bench.table import Row, row

RUNS = 25
FLOOR = "bench.floors.bare_window"


def rows() -> list[Row]:
    """First frame and ready, in turns with the floor."""
    with demo_profile() as profile:
        floor, ours = runs(RUNS, (FLOOR,), ("bench.our_window", str(profile)))
    frames = numbers(floor, "frame")
    return [
        row("cold start to first frame", numbers(ours, "frame"), frames, 1.5),
        row("cold start to ready", numbers(ours, "ready"), frames, 4),
    ]
