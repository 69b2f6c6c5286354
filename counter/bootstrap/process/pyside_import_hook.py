"""Python's own ``import`` instead of PySide6's, which reads and keeps the source text of every module.

PySide6 replaces ``builtins.__import__`` to see ``from __feature__ import …`` (snake_case names), and after every import
it looks for the word PySide6 in the importing module's source, through ``inspect`` and ``linecache``: 2 MB of text, and
every source file of the program read at each start. We use no such feature. PySide6 keeps the original beside it
(``builtins.__orig_import__``, shibokensupport/signature/loader.py); where that is not so, nothing is changed.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  # sets the hook; a later module of PySide6 does not set it again

ORIGINAL = "__orig_import__"


def import_plainly() -> None:
    """From now on an import is Python's own."""
    original = getattr(builtins, ORIGINAL, None)
    if original is not None:
        builtins.__import__ = original
