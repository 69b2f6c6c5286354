"""Python's cycle collector, restricted to the UI thread; freed memory is returned to the system.

By default it runs in whichever thread allocates, and destroys objects there: a timer, action or animation destroyed
outside its own thread leaves Qt with a dangling pointer and may crash the window with signal 11 later (PySide
protects widgets only; QObject documentation, "Thread Affinity").
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 300
"""Interval of checks; objects outside cycles are freed at once as always."""

REST = 50
"""The pause after a collection is this multiple of its duration: at most two hundredths of the UI's time."""

WAIT_S = 30.0
"""How long older generations wait for running work: the garbage of a large lint is gone when it ends, and traversing
it before would block the window for a third of a second.
"""

_FULL = 2


class GarbageCollection(QObject):
    """Collects in this thread only, from a timer, never within other code.

    Starts with ``begin``: the start creates a hundred thousand lasting objects that would be traversed twice. When to
    collect is decided by the interpreter's own counters. ``busy``: whether background work is running. ``stop`` ends
    the timer; the automatic collector stays off, since threads may outlive the window briefly.
    """

    def __init__(self, parent: QObject | None = None, busy: Callable[[], bool] = lambda: False) -> None:
        super().__init__(parent)
        gc.disable()
        self._busy = busy
        self._not_before = 0.0
        self._waits_since = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Start the timer."""
        if not self._timer.isActive():
            self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due."""
        began = time.monotonic()
        counted = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(counted) if count > most]
        if began < self._not_before and _FULL in due:
            due.remove(_FULL)
        if due and due[-1] and self._waits(began):
            due = [generation for generation in due if not generation]
        if not due:
            return
        gc.collect(due[-1])
        if due[-1]:
            self._waits_since = 0.0
        if due[-1] == _FULL:
            now = time.monotonic()
            self._not_before = now + REST * (now - began)

    def _waits(self, now: float) -> bool:
        """An older generation is due and waits for running work, for a limited time."""
        if not self._busy():
            return False
        self._waits_since = self._waits_since or now
        return now - self._waits_since < WAIT_S

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()


def trim_heap() -> None:
    """Return freed heap to the system (about a millisecond, any thread); no effect where no call for it is known."""
    trim = _glibc_trim()
    if trim is not None:
        trim(0)


@cache
def _glibc_trim() -> Callable[[int], int] | None:
    """glibc's ``malloc_trim(3)``: glibc retains the most memory, and only it has a call for this."""
    if sys.platform != "linux":
        return None
    import ctypes

    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim
