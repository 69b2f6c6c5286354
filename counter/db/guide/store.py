"""The guides of one profile, beside its journal: libraries and attached files by hash, the draft, the compiled form.

    guides/<sha256>.json        a published library, canonical
    guides/<sha256>/            the same, compiled for a start; ``sums.json`` tells the hash of each file
    guides/files/<sha256>       an attached blank form or sample
    guides/draft.json           the bureau's draft

Nothing here is sealed: a guide is public, and nothing personal ever lies here (L11). What the hashes are stands in
signed entries of the journal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from counter.db.file.errors import explain
from counter.db.file.files import write_durably
from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import error_reason

if TYPE_CHECKING:
    from counter.db.guide.shelf import GuideShelf

FOLDER = "guides"
DRAFT = "draft.json"
SUMS = "sums.json"
COMPILED = ("bundles.json", "items.json", "papers.json", "questions.json", "index.json", "manifest.json")
"""The files made by ``db.guide.compiled``; listed here because a start verifies them and makes none."""

_MEND = "请把发布这一版的指南包再导入一次（counter guide import 文件 --by 工号），或从备份取回"


class GuideFiles:
    """The ``GuideStore`` of a folder. ``shipped``: the shelf whose readings of names are used."""

    def __init__(self, profile: Path, shipped: GuideShelf) -> None:
        self._folder = profile / FOLDER
        self._shipped = shipped

    def keep(self, library: bytes) -> str:
        """Store a canonical library durably; returns its SHA-256 (hex)."""
        digest = digest_of(library)
        self._write(self.library_path(digest), library)
        return digest

    def library(self, digest: str) -> bytes:
        """A stored library. Raises WorldTrouble where it is missing or does not match its hash."""
        return _whole(self.library_path(digest), digest, "办事指南", _MEND)

    def keep_file(self, content: bytes) -> str:
        """Store an attached file durably; returns its SHA-256 (hex)."""
        digest = digest_of(content)
        self._write(self.file_path(digest), content)
        return digest

    def file(self, digest: str) -> bytes:
        """A stored file. Raises WorldTrouble where it is missing or does not match its hash."""
        return _whole(self.file_path(digest), digest, "表样文件", _MEND)

    def save_draft(self, draft: bytes) -> None:
        """Save the bureau's draft durably, replacing the previous one. The caller must be the only writer."""
        path = self._folder / DRAFT
        with _world_errors(path):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_durably(path, draft)

    def draft(self) -> bytes | None:
        """The bureau's draft as last saved; None where there is none yet."""
        path = self._folder / DRAFT
        with _world_errors(path):
            return path.read_bytes() if path.exists() else None

    def compile(self, library: bytes) -> None:
        """Compile a stored library into the form that a start reads (``db.guide.shelf``).

        A complete compiled form stays as it is: an open window may be about to read it.
        """
        folder = self._folder / digest_of(library)
        files = self.compiled_files(library)
        for name, content in files.items():
            self._write(folder / name, content)
        self._write(folder / SUMS, sums_of(files))  # written last: without it the folder is not trusted

    def compiled_files(self, library: bytes) -> dict[str, bytes]:
        """The compiled form of a library, as files."""
        from counter.db.guide.compiled import compiled

        curated, words = self._shipped.finding_words()
        return compiled(json.loads(library), curated, self._shipped.names().characters, words)

    def compiled_folder(self, digest: str) -> Path:
        """The folder of the compiled form, complete; compiled again from the library where it is not.

        Raises WorldTrouble where the library is missing as well.
        """
        folder = self._folder / digest
        if not self._is_whole(folder):
            self.compile(self.library(digest))
        return folder

    def is_obstructed(self) -> bool:
        """Whether something else has the name of the folder of guides."""
        return self._folder.exists() and not self._folder.is_dir()

    def library_path(self, digest: str) -> Path:
        """Path of the library with that hash."""
        return self._folder / f"{digest}.json"

    def file_path(self, digest: str) -> Path:
        """Where an attached file of that hash lies."""
        return self._folder / "files" / digest

    def path_of_compiled(self, digest: str) -> Path:
        """Folder of its compiled form, if there is one."""
        return self._folder / digest

    def _is_whole(self, folder: Path) -> bool:
        """Whether every file that a start reads is as ``sums.json`` says, which must list each."""
        try:
            sums = json.loads((folder / SUMS).read_bytes())
            return set(sums) == set(COMPILED) and all(
                digest_of((folder / name).read_bytes()) == known for name, known in sums.items()
            )
        except (OSError, ValueError, AttributeError, TypeError):
            return False

    def _write(self, path: Path, content: bytes) -> None:
        with _world_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if not (path.exists() and path.read_bytes() == content):
                write_durably(path, content)


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """The content of ``sums.json`` for compiled files."""
    return json.dumps({name: digest_of(content) for name, content in files.items()}).encode()


def digest_of(content: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(content).hexdigest()


@contextmanager
def _world_errors(path: Path) -> Iterator[None]:
    """Every file error here is WorldTrouble and not our bug, also a folder in the place of a file."""
    try:
        yield
    except OSError as error:
        known = explain(error)
        shown = f"{path.parent.name}/{path.name}"
        words = (
            f"指南文件 {shown} 打不开或写不进去（{error_reason(error)}）。请系统管理员检查 {FOLDER} 文件夹。"
        )
        raise (known if isinstance(known, WorldTrouble) else WorldTrouble(words)) from error


def _whole(path: Path, digest: str, what: str, mend: str) -> bytes:
    shown = f"{path.parent.name}/{path.name}"
    if not path.exists():
        raise WorldTrouble(f"{what} {shown} 不见了，{mend}。")
    with _world_errors(path):
        content = path.read_bytes()
    if digest_of(content) != digest:
        raise WorldTrouble(f"{what} {shown} 与发布时不一样了（可能已损坏），{mend}。")
    return content
