"""Measure a window's first frame from inside its process, and report it to the parent."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

from bench.started import STARTED


def since_start() -> float:
    """Milliseconds since the parent started this process."""
    return (time.monotonic_ns() - int(os.environ[STARTED])) / 1e6


class _Painted(QObject):
    """Waits for one paint event of a window; the frame is complete when the event loop returns."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def when_painted(window: QWidget, then: Callable[[], object]) -> None:
    """Call ``then`` as soon as the window's next frame has been painted."""
    _Painted(window, then)


def to_frame(window: QWidget, act: Callable[[], object]) -> None:
    """Do something and let the event loop run until the window's next frame, which it leads to, has been painted."""
    loop = QEventLoop()
    when_painted(window, loop.quit)
    act()
    loop.exec()


def memory() -> dict[str, object]:
    """Memory of this process in MB: resident, proportional, and by mapping."""
    kilobytes = {}
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, value = line.split(":")
        kilobytes[name] = int(value.split()[0])
    from bench.mappings import parts  # after the measurement

    return {"rss": kilobytes["Rss"] / 1024, "pss": kilobytes["Pss"] / 1024, "parts": parts()}


def print_facts(*, frame: bool = False, **facts: object) -> int:
    """Print one line of JSON for the parent; with ``frame`` the milliseconds since the start. Returns exit code 0."""
    report = {"frame": since_start(), **facts} if frame else facts
    os.write(1, (json.dumps(report) + "\n").encode())
    return 0
