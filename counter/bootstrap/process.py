"""How this process is set up before anything else of the program runs."""

from __future__ import annotations

import builtins
import sys

ORIGINAL = "__orig_import__"


def leave_no_core() -> None:
    """Write no core file at a crash of this process or of one that it starts: memory holds names and keys (DESIGN §4).

    Not possible on Windows.
    """
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def import_plainly() -> None:
    """Undo PySide6's hook of ``import``: it keeps the source text of every module, 2 MB, and reads it at each start.

    PySide6 replaces ``builtins.__import__`` to see ``from __feature__ import …`` (snake_case names), and after every
    import it looks for the word PySide6 in the importing module's source, through ``inspect`` and ``linecache``. We use
    no such feature. PySide6 keeps the original beside it (``builtins.__orig_import__``,
    shibokensupport/signature/loader.py); where that is not so, nothing is changed.
    """
    import PySide6.QtCore  # noqa: F401  # sets the hook; a later module of PySide6 does not set it again

    original = getattr(builtins, ORIGINAL, None)
    if original is not None:
        builtins.__import__ = original
