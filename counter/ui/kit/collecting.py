"""Python's cycle collector, kept to the UI thread.

Left alone it runs in whichever thread happens to allocate next, and destroys there what it finds: a timer, an action or
an animation that dies outside its own thread leaves Qt pointing at freed memory, and the window ends with signal 11 at
some later moment, or does not (PySide takes care of widgets only; docs of QObject, "Thread Affinity").
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 300
"""How often it is asked whether something is due; what is not in a cycle goes at once as ever."""

REST = 50
"""So many times as long as a full collection took is the pause after it: at most two hundredths of the UI's time."""

WAIT_S = 30.0
"""So long all but the youngest waits for work under way: what a lint of thousands of items builds up is gone again
when it ends, and going through it all meanwhile would stop the window for a third of a second."""

_FULL = 2


class Collecting(QObject):
    """From now on this thread alone collects, and never in the middle of something: from a timer, when it is due.

    It begins with ``begin``: a start makes a hundred thousand objects that stay, and would go through them twice. Due
    is what the interpreter's own counters say. ``busy``: whether work is under way elsewhere. ``stop`` ends the
    looking; the automatic collector stays off, for threads may outlive the window by a moment.
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
        """Look from time to time, from now on."""
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
        """More than the youngest is due and waits for what is under way, for a while."""
        if not self._busy():
            return False
        self._waits_since = self._waits_since or now
        return now - self._waits_since < WAIT_S

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
