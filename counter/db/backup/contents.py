"""What lies in a backup: a table of contents, then the files of the profile one after the other.

Left out, because it must be made anew or says nothing: what opens the keys by itself (``key.secret``, the keyring),
``station.mark`` (it binds an epoch to this machine), locks, SQLite's log (its pages are in the copy), compiled guides
(made again from their library), a page setting or a printer of this desk (``window.json``), and reports of errors.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from counter.db.file.connection import DATABASE
from counter.db.guide import store as guide_store
from counter.db.journal.heads import FOLDER as HEADS
from counter.db.keys.seed_files import KEPT
from counter.domain.errors import BadInput
from counter.domain.journal.entries import canonical_bytes

_SEEDS = tuple(kept.file for kept in KEPT)
_PART = 1 << 20
_LONGEST = 50_000_000
_NAME = re.compile(
    rf"{re.escape(DATABASE)}|{HEADS}/[0-9]{{1,6}}\.head|{'|'.join(map(re.escape, _SEEDS))}"
    rf"|{guide_store.FOLDER}/(?:files/)?[0-9a-f]{{64}}(?:\.json)?|{guide_store.FOLDER}/{re.escape(guide_store.DRAFT)}"
)
"""The only names that are written when a backup is restored: none leads out of the folder."""
_STRANGE = "备份里的目录读不出，文件损坏，什么也没有改动。请换一份备份。"


@dataclass(frozen=True, slots=True)
class Contents:
    """Table of contents. ``files``: (name, bytes) in order; ``forgotten``: subjects whose key was destroyed (ids)."""

    files: tuple[tuple[str, int], ...]
    forgotten: tuple[str, ...]

    def written(self) -> bytes:
        """Its bytes at the head of the body, with their length in front."""
        text = canonical_bytes({"files": self.files, "forgotten": self.forgotten})
        return len(text).to_bytes(4, "big") + text


def read_contents(body: BodyReader) -> Contents:
    """The table of contents. Raises BadInput for names that never lie in a profile."""
    length = int.from_bytes(body.take(4), "big")
    if not 0 < length <= _LONGEST:
        raise BadInput(_STRANGE, field="file")
    try:
        values = json.loads(body.take(length))
        files = tuple((str(name), int(size)) for name, size in values["files"])
        forgotten = tuple(map(str, values["forgotten"]))
        names = [name for name, _ in files]
        if (
            len(set(names)) != len(names)
            or not all(_NAME.fullmatch(name) for name in names)
            or DATABASE not in names
        ):
            raise ValueError("names")
        if min(size for _, size in files) < 0:
            raise ValueError("sizes")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadInput(_STRANGE, field="file") from error
    return Contents(files, forgotten)


class BodyReader:
    """Bytes of a body by their number, from its chunks."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._held = chunks, bytearray()

    def take(self, length: int) -> bytes:
        """The next ``length`` bytes. Raises BadInput where the body ends before."""
        return b"".join(self.parts(length))

    def parts(self, length: int) -> Iterator[bytes]:
        """The next ``length`` bytes in parts."""
        while length > 0:
            if not self._held:
                chunk = next(self._chunks, None)
                if chunk is None:
                    raise BadInput(_STRANGE, field="file")
                self._held += chunk
            part = bytes(self._held[:length])
            del self._held[:length]
            length -= len(part)
            yield part

    def finish(self) -> None:
        """Read to the end, where the signature is proved. Raises BadInput for bytes beyond the last file."""
        if self._held or any(self._chunks):
            raise BadInput(_STRANGE, field="file")


class GatheredFiles:
    """The files of a profile, opened at once so that their sizes hold; the data file is the ``copy``.

    ``head``: epoch and content of the newest signed head, which the folder's may be ahead of; ``older``: epochs of the
    other heads, as the copy knows them.
    """

    def __init__(
        self,
        profile: Path,
        copy: Path,
        forgotten: Collection[str],
        head: tuple[int, bytes],
        older: Collection[int],
    ) -> None:
        newest, kept = f"{HEADS}/{head[0]}.head", {f"{HEADS}/{epoch}.head" for epoch in older}
        self._head = head[1]
        self._open = ExitStack()
        self._files: list[BinaryIO] = []
        named: list[tuple[str, int]] = []
        try:
            for name, path in [(DATABASE, copy), *_beside(profile)]:
                if name.startswith(HEADS) and (name == newest or name not in kept):
                    continue
                file = self._open.enter_context(path.open("rb"))
                self._files.append(file)
                named.append((name, os.fstat(file.fileno()).st_size))
        except BaseException:
            self._open.close()
            raise
        self.contents = Contents((*named, (newest, len(self._head))), tuple(sorted(forgotten)))

    @property
    def length(self) -> int:
        """Bytes of the body."""
        return len(self.contents.written()) + sum(size for _, size in self.contents.files)

    def body(self) -> Iterator[bytes]:
        """The body in parts."""
        yield self.contents.written()
        for file in self._files:
            while part := file.read(_PART):
                yield part
        yield self._head

    def close(self) -> None:
        """Close the files."""
        self._open.close()


def _beside(profile: Path) -> Iterator[tuple[str, Path]]:
    """Files beside the data file that a profile needs, by their name in a backup."""
    guides = profile / guide_store.FOLDER
    folders = (
        (HEADS, profile / HEADS),
        (guide_store.FOLDER, guides),
        (f"{guide_store.FOLDER}/files", guides / "files"),
    )
    for name in _SEEDS:
        if (profile / name).is_file():
            yield name, profile / name
    for prefix, folder in folders:
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                name = f"{prefix}/{path.name}"
                if path.is_file() and not path.is_symlink() and _NAME.fullmatch(name):
                    yield name, path
