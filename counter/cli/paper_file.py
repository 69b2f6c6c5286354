"""Writing one copy of a paper to a file: whole or not at all, and only a copy that could be written counts."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.file_words import why_not

if TYPE_CHECKING:
    from counter.domain.case import Case
    from counter.services.house import House


def write_paper(
    house: House, case: Case, paper_id: str, out: Path, clerk: str | None = None, page: str = "A4"
) -> Path:
    """Write one copy of a paper to ``out``, whole or not at all; the place is tried before the copy counts.

    Raises BadInput when the place cannot be written to, or the paper has no such ``page``.
    """
    from counter.services.copy_paper import copy_paper

    with part_of(out) as part:
        copy_paper(
            house.journal,
            house.projector,
            house.papers,
            case_id=case.id,
            wanted=paper_id,
            clerk=clerk or case.clerk,
            page=page,
            keep=part.write_bytes,
        )
    return out


@contextlib.contextmanager
def part_of(out: Path) -> Iterator[Path]:
    """A file beside ``out`` to write first; leaving the block puts it in place, an exception takes it away.

    Raises BadInput when the place cannot be written to, WorldTrouble when the disk gives up later.
    """
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        part.touch(mode=0o600)
        if out.is_dir():
            raise IsADirectoryError(0, "这是一个文件夹")
    except (OSError, ValueError) as wrong:
        with contextlib.suppress(OSError, ValueError):
            part.unlink(missing_ok=True)
        why = why_not(wrong) if isinstance(wrong, OSError) else "文件名里有不能用的字符"
        raise BadInput(f"写不到 {str(out)!r}：{why}。", field="--out") from wrong
    try:
        yield part
        part.replace(out)
    except OSError as wrong:
        raise WorldTrouble(f"文书没能写到 {out}：{why_not(wrong)}。请腾出空间或换个文件夹后重取。") from wrong
    finally:
        part.unlink(missing_ok=True)
