"""A file that appears whole or not at all, with the reason in plain Chinese when it cannot."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import why_not

if TYPE_CHECKING:
    from counter.db.file.unfinished_file import UnfinishedFile

_LONGEST_NAME = 255
"""Bytes of one name on every file system we know; found before anything is written, not at the last step."""

_PRIVATE, _PUBLIC = 0o600, 0o644


@contextmanager
def whole_file(file: Path, *, replace: bool = False, public: bool = False) -> Iterator[UnfinishedFile]:
    """Open what will be ``file``; leaving the block puts it in place, an exception leaves nothing of it.

    ``replace``: the person agreed that what is there may go (the question of the system's dialog, ``--replace``).
    ``public``: readable by other accounts of this machine too, for what holds nobody's data and no secret.
    The place is tried before the block is entered: raises BadInput where it may not be written. Raises WorldTrouble
    where it cannot be, then or later.
    """
    from counter.bootstrap.place_to_write import file_place  # a start writes nothing

    place = file_place(file, replace=replace)
    half = _opened(file, place, _PUBLIC if public else _PRIVATE)
    try:
        yield half
        half.finish(place.name, replace=replace)
    except FileExistsError as wrong:
        raise WorldTrouble(f"刚才有别的程序写了 {file}，没有覆盖它。请换一个文件名再存。") from wrong
    except OSError as wrong:
        raise WorldTrouble(
            f"没能存到 {file.parent}：{why_not(wrong)}。请腾出空间，或换一个文件夹再存。"
        ) from wrong
    finally:
        half.discard()


def _opened(file: Path, place: Path, mode: int) -> UnfinishedFile:
    from counter.bootstrap.place_to_write import FIELD
    from counter.db.file.unfinished_file import UnfinishedFile

    try:
        if len(os.fsencode(place.name)) > _LONGEST_NAME:
            raise OSError(errno.ENAMETOOLONG, "name too long")
        return UnfinishedFile(place.parent, mode)
    except (OSError, ValueError) as wrong:
        why = why_not(wrong) if isinstance(wrong, OSError) else "文件名里有不能用的字符"
        raise WorldTrouble(f"写不到 {str(file)[:300]!r}：{why}。请换一个文件夹再存。", field=FIELD) from wrong
