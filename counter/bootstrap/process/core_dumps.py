"""A program that crashes leaves no picture of its memory: names and keys stand in it as plain text (DESIGN §4)."""

from __future__ import annotations

import sys


def leave_no_core() -> None:
    """From now on a crash of this process, or of one that it starts, writes no core file. Not possible on Windows."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
