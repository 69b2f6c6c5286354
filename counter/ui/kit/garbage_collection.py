"""Python's cycle collector, restricted to the UI thread; freed memory is returned to the system.

By default it runs in whichever thread allocates, and destroys objects there: a timer, action or animation destroyed
outside its own thread leaves Qt with a dangling pointer and may crash the window with signal 11 later (PySide
protects widgets only; QObject documentation, "Thread Affinity").
"""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 300
"""Interval of checks; objects outside cycles are freed at once as always. After an answer came it is also the least
pause: what was just read is painted first, and a key opens many a page by two or three readings.
"""

REST = 50
"""The pause after a collection is this multiple of its duration: at most two hundredths of the UI's time."""

WAIT_S = 30.0
"""How long older generations wait for running work: the garbage of a large lint is gone when it ends, and traversing
it before would block the window for a third of a second.
"""

YOUNG_WAIT_S = 3.0
"""How long the youngest waits: a page that is opened leaves it ten milliseconds of new objects to traverse, and a long
work its garbage.
"""

_FULL = 2

_M_MMAP_THRESHOLD, _LARGE_BLOCK = -3, 128 * 1024
"""Number of a setting in glibc's ``malloc.h``, and its value at the start of a process."""


class GarbageCollection(QObject):
    """Collects in this thread only, from a timer, never within other code.

    Starts with ``begin``: the start creates a hundred thousand lasting objects that would be traversed twice. When to
    collect is decided by the interpreter's own counters, but not between a key and its picture: not while background
    work is running (``busy``), nor right after an answer of it. ``stop`` ends the timer; the automatic collector stays
    off, since threads may outlive the window briefly.
    """

    def __init__(self, parent: QObject | None = None, busy: Callable[[], bool] = lambda: False) -> None:
        super().__init__(parent)
        gc.disable()
        self._busy = busy
        self._not_before = 0.0
        self._waits_since = 0.0
        self._answered = -math.inf
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """An answer came: start the timer, and leave the picture of it the time."""
        self._answered = time.monotonic()
        if not self._timer.isActive():
            self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due."""
        began = time.monotonic()
        counted = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(counted) if count > most]
        if began < self._not_before and _FULL in due:
            due.remove(_FULL)
        waited = self._waited(began)
        due = [generation for generation in due if waited >= (WAIT_S if generation else YOUNG_WAIT_S)]
        if not due:
            return
        gc.collect(due[-1])
        if due[-1]:
            self._waits_since = 0.0
        if due[-1] == _FULL:
            now = time.monotonic()
            self._not_before = now + REST * (now - began)

    def _waited(self, now: float) -> float:
        """Seconds since nothing ran and nothing was to be painted; endless while that is so."""
        if not self._busy() and now - self._answered >= LOOK_MS / 1000:
            self._waits_since = 0.0
            return math.inf
        self._waits_since = self._waits_since or now
        return now - self._waits_since

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()


def trim_heap() -> None:
    """Return freed heap to the system (about a millisecond, any thread); no effect where no call for it is known.

    From the first call on, large blocks go back by themselves.
    """
    trim = _glibc_trim()
    if trim is not None:
        trim(0)


@cache
def _glibc_trim() -> Callable[[int], int] | None:
    """glibc's ``malloc_trim(3)``: glibc retains the most memory, and only it has a call for this.

    glibc gives a large block back when it is freed, but takes up to its size as small from then on: after the first
    picture of a page those that follow stay in the heap. A threshold that was set is not moved (``mallopt(3)``).
    """
    if sys.platform != "linux":
        return None
    import ctypes

    library = ctypes.CDLL(None)
    trim: Callable[[int], int] | None = getattr(library, "malloc_trim", None)
    if trim is not None:
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)
    return trim
