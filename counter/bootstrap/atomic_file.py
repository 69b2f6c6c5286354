"""Write a file completely or not at all; errors as Chinese sentences."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import error_reason

if TYPE_CHECKING:
    from counter.db.file.unfinished_file import UnfinishedFile

_LONGEST_NAME = 255
"""Bytes of one name on common file systems; checked before anything is written, not at the last step."""

_PRIVATE, _PUBLIC = 0o600, 0o644


@contextmanager
def whole_file(file: Path, *, replace: bool = False, public: bool = False) -> Iterator[UnfinishedFile]:
    """Open a file that appears as ``file`` when the block ends; an exception in the block leaves nothing.

    With ``complete`` it appears within the block: for what is recorded only once the file stands. Killed between, the
    file stands and nothing is recorded of it.

    ``replace``: the person agreed to overwrite an existing file (the system dialog's question, ``--replace``).
    ``public``: readable by other accounts, for content without personal data or secrets. The path is checked before
    the block is entered: raises BadInput where writing is not allowed. Raises WorldTrouble where writing fails, then
    or in the block.
    """
    from counter.bootstrap.writable_path import writable_file  # no import at start-up

    path = writable_file(file, replace=replace)
    half = _opened(file, path, _PUBLIC if public else _PRIVATE, replace=replace)
    try:
        try:
            yield half
            if not half.finished:
                half.finish(path.name, replace=replace)
        except BaseException:
            half.withdraw()
            raise
    except FileExistsError as wrong:
        raise WorldTrouble(f"刚才有别的程序写了 {file}，没有覆盖它。请换一个文件名再存。") from wrong
    except OSError as wrong:
        raise WorldTrouble(
            f"没能存到 {file.parent}：{error_reason(wrong)}。请腾出空间，或换一个文件夹再存。"
        ) from wrong
    finally:
        half.discard()


def _opened(file: Path, path: Path, mode: int, *, replace: bool) -> UnfinishedFile:
    from counter.bootstrap.writable_path import FIELD
    from counter.db.file.unfinished_file import UnfinishedFile

    try:
        if len(os.fsencode(path.name)) > _LONGEST_NAME:
            raise OSError(errno.ENAMETOOLONG, "name too long")
        return UnfinishedFile(path.parent, mode, path.name, replace=replace)
    except (OSError, ValueError) as wrong:
        why = error_reason(wrong) if isinstance(wrong, OSError) else "文件名里有不能用的字符"
        raise WorldTrouble(f"写不到“{str(file)[:300]}”：{why}。请换一个文件夹再存。", field=FIELD) from wrong
