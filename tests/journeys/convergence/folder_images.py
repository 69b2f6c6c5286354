"""A folder with everything in it, kept as bytes and put back in place, as a restoring or a killed program leaves it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

FolderImage = dict[str, bytes]
"""Path within the folder → content."""


def image_of(folder: Path) -> FolderImage:
    """Every file below the folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def put_back(folder: Path, image: FolderImage) -> None:
    """The folder as it was, and nothing else in it.

    Written into the same files: a profile is bound to its data file and its mark, and another one would be a copy.
    """
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            with suppress(OSError):
                path.rmdir()
        elif str(path.relative_to(folder)) not in image:
            path.unlink()
    for name, content in image.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            with path.open("r+b" if path.exists() else "wb") as file:
                file.write(content)
                file.truncate()


class KilledWithin:
    """What a killed program leaves: the folders as they are on the disk so many steps of the database into an act.

    The act goes on to its end; afterwards ``put_back`` makes everything since undone, the log of pages included.
    """

    def __init__(self, connection: Any, steps: int, *folders: Path) -> None:
        self._connection = connection
        self._left = steps
        self._folders = folders
        self.images: tuple[FolderImage, ...] = ()

    def __call__(self, act: Callable[[], object]) -> None:
        """Do the act. ``images`` stays empty where it needs fewer steps."""
        self._connection.set_progress_handler(self._step, 50)
        try:
            act()
        finally:
            self._connection.set_progress_handler(None, 0)

    def _step(self) -> int:
        self._left -= 1
        if self._left == 0:
            self.images = tuple(image_of(folder) for folder in self._folders)
        return 0

    def put_back(self) -> None:
        """The folders as the kill left them; the journal must be closed."""
        for folder, image in zip(self._folders, self.images, strict=True):
            put_back(folder, image)
