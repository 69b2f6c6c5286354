"""A file that appears whole or not at all, with the reason in plain Chinese when it cannot."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from counter.domain.errors import WorldTrouble
from counter.domain.file_words import why_not

_LONGEST_NAME = 255
"""Bytes of one name on every file system we know; found before anything is written, not at the last step."""


class Half:
    """The file while it is being written, beside its later place."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor = descriptor
        self.path = path

    def write(self, content: bytes) -> None:
        """Write the content and wait until the disk has it."""
        view = memoryview(content)
        while view:
            view = view[os.write(self._descriptor, view) :]
        os.fsync(self._descriptor)

    def close(self) -> None:
        """Let go of it."""
        os.close(self._descriptor)


@contextmanager
def whole_file(file: Path) -> Iterator[Half]:
    """Open a half beside ``file``; leaving the block puts it in place, an exception takes it away.

    Raises WorldTrouble with folder and reason when the place cannot be written.
    """
    half: Half | None = None
    try:
        if len(os.fsencode(file.name)) > _LONGEST_NAME:
            raise OSError(errno.ENAMETOOLONG, "name too long")
        descriptor, name = tempfile.mkstemp(prefix=".counter-", suffix=".part", dir=file.parent)
        half = Half(descriptor, Path(name))
        yield half
        half.close()
        half.path.chmod(0o600)
        half.path.replace(file)
    except OSError as wrong:
        _take_away(half)
        reason = why_not(wrong)
        raise WorldTrouble(f"没能存到 {file.parent}：{reason}。请换一个文件夹再存。") from wrong
    except BaseException:
        _take_away(half)
        raise


def _take_away(half: Half | None) -> None:
    if half is None:
        return
    with suppress(OSError):
        half.close()
    half.path.unlink(missing_ok=True)
