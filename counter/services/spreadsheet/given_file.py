"""Read an untrusted path safely: it may be an endless device, or a pipe without a writer."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

MOST_BYTES = 64_000_000
"""Of a guide file of any kind."""

NOT_A_FILE = "这是设备或管道，不是文件"


def read_given(path: Path, most: int, *, pipes: bool = False) -> bytes | None:
    """The content; None where it has more than ``most`` bytes, of which no more are read than that needs.

    ``pipes``: what another program is writing may be read too (``--pin-file <(…)``), for as long as it writes; a pipe
    without a writer is empty. Raises OSError for a folder and for what is no file, ValueError for a name that is none.
    """
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    )
    descriptor = os.open(path, flags)
    try:
        kind = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(kind):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not (stat.S_ISREG(kind) or (pipes and not stat.S_ISBLK(kind))):
            raise OSError(0, NOT_A_FILE)
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(descriptor, True)
        content = bytearray()
        while len(content) <= most and (part := os.read(descriptor, min(most + 1 - len(content), 1 << 20))):
            content += part
    finally:
        os.close(descriptor)
    return None if len(content) > most else bytes(content)


def special_file_in(folder: Path) -> str:
    """The name of the first device, pipe or socket in a folder, or of a link to one; empty where there is none.

    Reading one of them might never end, and writing into it might never begin.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # a link that leads nowhere
                kind = entry.stat().st_mode
                if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
                    return entry.name
    return ""
