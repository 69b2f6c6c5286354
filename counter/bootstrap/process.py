"""Process-wide settings made before anything else of the program runs."""

from __future__ import annotations

import builtins
import sys
from contextlib import suppress

_DUMPED_PARTS = "/proc/self/coredump_filter"
ORIGINAL = "__orig_import__"


def disable_core_dumps() -> None:
    """Disable core dumps for this process and its children: memory holds names and keys (DESIGN §4).

    A system that hands cores to a program (systemd-coredump) does so whatever the limit: there the core has no memory
    in it. Not possible on Windows.
    """
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        with suppress(OSError), open(_DUMPED_PARTS, "w") as filter_:  # noqa: PTH123  # pathlib costs a start its import
            filter_.write("0")


def undo_import_hook() -> None:
    """Undo PySide6's ``__import__`` hook: it keeps the source text of every module, 2 MB, and reads it at each start.

    PySide6 replaces ``builtins.__import__`` to support ``from __feature__ import …`` (snake_case names), and after
    every import searches the importing module's source for the word PySide6, through ``inspect`` and ``linecache``. We
    use no such feature. PySide6 keeps the original as ``builtins.__orig_import__``
    (shibokensupport/signature/loader.py); where that is missing, nothing is changed. What it has read by then goes.
    """
    import PySide6.QtCore  # noqa: F401  # sets the hook; a later module of PySide6 does not set it again

    original = getattr(builtins, ORIGINAL, None)
    if original is not None:
        import linecache  # the hook has it already

        builtins.__import__ = original
        linecache.clearcache()
