"""拷到U盘, 收U盘: the courier files of a stick written and read; a file is whole there, and was compared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.file_errors import error_reason, unreadable
from counter.domain.journal.exchange.courier import SUFFIX, CourierHead
from counter.services.exchange.courier_file import OpenedCourier
from counter.services.exchange.pack_courier import courier_drafts, note_copied
from counter.services.exchange.take_in_courier import CourierTakenIn, Tell, take_in_courier

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.file_ports import Writing
    from counter.services.exchange.pack_courier import CourierDraft

ToldBytes = Callable[[str, int], object]
"""(name of the file, bytes written)."""

_NO_STICK = "{} 读不了（{}）：U盘没有插好，或者已经拔了。什么也没有拷。"
_OTHER = "写到盘上的和应有的不一样，这个盘可能坏了。这一份不算拷好，请换一个U盘再拷。"
_PART = 1 << 20


def courier_files(folder: Path) -> tuple[Path, ...]:
    """The courier files of a stick or folder. Raises WorldTrouble where it cannot be read."""
    try:
        return tuple(sorted(one for one in folder.iterdir() if one.name.endswith(SUFFIX) and one.is_file()))
    except (OSError, ValueError) as wrong:
        why = error_reason(wrong) if isinstance(wrong, OSError) else "名字里有不能用的字符"
        raise WorldTrouble(_NO_STICK.format(folder, why), field="--out") from wrong


def copy_to_stick(
    app: AppContext, folder: Path, writing: Writing, tell: ToldBytes | None = None
) -> Iterator[tuple[Path, CourierHead, int]]:
    """Write what has to go, one file after the other: path, head, bytes of each, once it is there and was compared.

    Raises WorldTrouble where the stick is full, drawn or broken: that file is not there and counts nowhere.
    """
    there = [one.name for one in courier_files(folder)]
    for draft in courier_drafts(app, there):
        path = folder / draft.head.file_name
        size = _write(draft, path, writing, tell)
        note_copied(app, draft)
        yield path, draft.head, size


def take_in_file(
    app: AppContext, path: Path, tell: Tell | None = None, *, new_place: bool = False
) -> CourierTakenIn:
    """Take in one file of a stick (``take_in_courier``). Raises BadInput where it cannot be opened."""
    with _opened(path) as file:
        return take_in_courier(app, file, tell, new_place=new_place)


def read_courier(path: Path) -> CourierHead:
    """The head of a file, its signature proved, nothing of it opened. Raises BadInput."""
    with _opened(path) as file:
        return OpenedCourier(file).head


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """A file; never a pipe or a device, which would wait for ever."""
    try:
        if not path.is_file():
            raise BadInput(f"没有这个文件：“{str(path)[:300]}”。", field="file")
        file = path.open("rb")
    except (OSError, ValueError) as wrong:
        raise BadInput(unreadable(str(path)[:300], wrong), field="file") from wrong
    with file:
        yield file


def size_words(size: int) -> str:
    """Bytes as people read them."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} KB"


def _write(draft: CourierDraft, path: Path, writing: Writing, tell: ToldBytes | None) -> int:
    size, digest = 0, hashlib.sha256()
    with writing(path, public=True) as half:
        for piece in draft.content():
            half.append(piece)
            digest.update(piece)
            size += len(piece)
            if tell is not None:
                tell(path.name, size)
        half.sync()
        found = hashlib.sha256()
        with half.read_back() as back:
            while part := back.read(_PART):
                found.update(part)
        if found.digest() != digest.digest():
            raise WorldTrouble(_OTHER)
    return size
