"""A process that imports the modules a visit imported (names on standard input) and builds nothing; reports its
memory.

The driver of the visit is left out (the tour, QtTest, this folder). The difference to the same process without names
cannot be saved by tidying widgets, caches or data (docs/decisions/0011).
"""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress

import PySide6.QtWidgets  # noqa: F401  # the bare window's own, before ours

DRIVER = ("bench", "__main__", "PySide6.QtTest", "counter.ui.tour")


def import_all(names: list[str]) -> int:
    """Import each by name; returns how many. Parts of a package without a name of their own are skipped."""
    done = 0
    for name in names:
        if not name.startswith(DRIVER):
            with suppress(ImportError):
                importlib.import_module(name)
                done += 1
    return done


if __name__ == "__main__":
    from bench.first_frame import memory, print_facts

    print_facts(imported=import_all(sys.stdin.read().split()), memory=memory())
