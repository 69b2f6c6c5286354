"""Copies of a guide's files (blank forms, samples) for the system's own programs to show; gone with the window."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from counter.bootstrap.throw_away import ThrowAwayFolder
from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import why_not

if TYPE_CHECKING:
    from counter.domain.guide.terms import AttachedFile
    from counter.services.context.ports import GuideStore


class GuideFileCopies:
    """A folder of read-only copies: what is kept by its hash is never handed to another program itself."""

    def __init__(self) -> None:
        self._folder: ThrowAwayFolder | None = None

    def copy_of(self, guides: GuideStore, file: AttachedFile) -> Path:
        """The copy. Raises WorldTrouble where the file is gone or damaged, or nothing can be written."""
        copy = self.folder() / file.digest[:16] / Path(file.name).name
        if not copy.exists():
            try:
                content = guides.file(file.digest)
            except WorldTrouble as trouble:  # said with the name that people know it by
                raise WorldTrouble(
                    f"“{file.name}”不见了或坏了，请值班负责人把这一版的指南包再导入一次。"
                ) from trouble
            try:
                copy.parent.mkdir(exist_ok=True)
                copy.write_bytes(content)
                copy.chmod(0o444)
            except OSError as trouble:
                with suppress(OSError):
                    copy.unlink(missing_ok=True)  # half of one would be shown the next time
                raise WorldTrouble(f"“{file.name}”打不开：临时文件夹写不进去。") from trouble
        return copy

    def close(self) -> None:
        """Take the copies away."""
        if self._folder is not None:
            self._folder.close()
            self._folder = None

    def folder(self) -> Path:
        """Where the copies lie. Raises WorldTrouble where nothing can be written."""
        if self._folder is None:
            try:
                self._folder = ThrowAwayFolder("guide")
            except OSError as trouble:
                raise WorldTrouble(f"临时文件夹写不进去：{why_not(trouble)}。") from trouble
        return self._folder.path
