"""Read-only copies of a guide's files (blank forms, samples) for the system's viewers; deleted with the window."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from counter.bootstrap.temporary_folder import TemporaryFolder
from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import error_reason

if TYPE_CHECKING:
    from counter.domain.guide.terms import AttachedFile
    from counter.services.context.guide_ports import GuideStore


class GuideFileCopies:
    """A folder of read-only copies: the stored file, known by its hash, is never handed to another program."""

    def __init__(self) -> None:
        self._folder: TemporaryFolder | None = None

    def copy_of(self, guides: GuideStore, file: AttachedFile) -> Path:
        """Path of the copy. Raises WorldTrouble where the file is missing or damaged, or nothing can be written."""
        copy = self.folder() / file.digest[:16] / Path(file.name).name
        if not copy.exists():
            try:
                content = guides.file(file.digest)
            except WorldTrouble as trouble:  # the message uses the title that people know
                raise WorldTrouble(
                    f"“{file.name}”不见了或坏了，请值班负责人把这一版的指南包再导入一次。"
                ) from trouble
            try:
                copy.parent.mkdir(exist_ok=True)
                copy.write_bytes(content)
                copy.chmod(0o444)
            except OSError as trouble:
                with suppress(OSError):
                    copy.unlink(missing_ok=True)  # a partial file would be shown next time
                raise WorldTrouble(f"“{file.name}”打不开：临时文件夹写不进去。") from trouble
        return copy

    def close(self) -> None:
        """Delete the copies."""
        if self._folder is not None:
            self._folder.close()
            self._folder = None

    def folder(self) -> Path:
        """Folder of the copies. Raises WorldTrouble where nothing can be written."""
        if self._folder is None:
            try:
                self._folder = TemporaryFolder("guide")
            except OSError as trouble:
                raise WorldTrouble(f"临时文件夹写不进去：{error_reason(trouble)}。") from trouble
        return self._folder.path
