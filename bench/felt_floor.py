"""What felt speed stands beside: the same toolkit with nothing of ours, on the same machine in the same run.

Two floors, each in a process of its own, measured before, between and after what is ours (a busy machine changes
by the minute): a bare page of 120 widgets (``floors/bare_page``), which rows are ratios to, and a bare first frame
(``floors/bare_window``, the floor of ``bench.start``), which says how much slower than the reference this machine is.
"""

from __future__ import annotations

from collections.abc import Iterable

from bench.processes import numbers, runs
from bench.table import Row, beside, float_of, limit_row, p50

EACH = 4
FRAME, PAGE = "bench.floors.bare_window", "bench.floors.bare_page"
REFERENCE_MS = 97.0
"""A bare window's first frame on the machine where most rows of docs/performance.md are reached (its first row)."""


class Machine:
    """How fast it was in this run."""

    def __init__(self) -> None:
        self.frames: list[float] = []
        self.pages: list[float] = []

    def measure(self) -> None:
        """A few of each, in turns."""
        frames, pages = runs(EACH, (FRAME,), (PAGE,), warm=1)
        self.frames += numbers(frames, "frame")
        self.pages += numbers(pages, "page")

    @property
    def slower(self) -> float:
        """Times slower than the reference."""
        return p50(self.frames) / REFERENCE_MS


def beside_the_machine(rows: Iterable[Row], machine: Machine) -> list[Row]:
    """The rows beside the bare page, and two more: how many are over their limits, here and on the reference."""
    compared = [beside(row, machine.pages, "bare page of 120 widgets") for row in rows]
    note = (
        f"each p95 divided by {machine.slower:.2f}: a bare window's first frame took "
        f"{p50(machine.frames):.0f} ms here, {REFERENCE_MS:.0f} there"
    )
    return [
        *compared,
        _over("here", compared, 1.0, "as measured"),
        _over("on the reference machine", compared, machine.slower, note),
    ]


def _over(where: str, rows: list[Row], slower: float, note: str) -> Row:
    over = sum(float_of(row, "ours_p95") / slower > float_of(row, "limit") for row in rows)
    return limit_row(f"of {len(rows)} rows over their limits {where}", [over], 0, unit="rows", note=note)
