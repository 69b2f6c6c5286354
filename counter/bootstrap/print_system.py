"""The print queue of this machine: CUPS on Linux, Qt's printing elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.services.context.print_queue import PrintQueue


BRIEF = 0.3
"""Seconds a status light waits for an answer that usually takes a thousandth."""


def system_queue(*, brief: bool = False) -> PrintQueue:
    """The print queue of this machine, not yet contacted. ``brief``: give up at once, for status queries."""
    if sys.platform != "linux":
        from counter.printing.reading.preview import pages_at
        from counter.ui.papers.qt_queue import QtQueue

        return QtQueue(pages_at)
    from counter.printing.spool.spool import CupsQueue

    return CupsQueue(asking=BRIEF) if brief else CupsQueue()
