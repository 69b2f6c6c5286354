"""The window imports as Python does: PySide6 neither reads nor keeps the source of every module."""

from __future__ import annotations

import subprocess
import sys

WINDOW = """
import linecache
from counter.bootstrap.process import undo_import_hook
undo_import_hook()
print(len(linecache.cache))
import counter.bootstrap.window, counter.ui.window.shell
print(sum(name.startswith(counter.__path__[0]) for name in linecache.cache))
"""


def test_that_the_windows_modules_are_imported_without_their_source() -> None:
    done = subprocess.run([sys.executable, "-c", WINDOW], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "0"]
