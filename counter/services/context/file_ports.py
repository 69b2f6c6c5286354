"""How a file is left for somebody: the part that ``bootstrap`` gives to the window and the command line."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol


class Unfinished(Protocol):
    """A file on its way to its name."""

    def write(self, content: bytes, /) -> None:
        """Add content and wait until the disk has it. Raises OSError."""
        ...


class Writing(Protocol):
    """How a file is left for somebody: whole or not at all, never in a profile (``bootstrap.place_to_write``)."""

    def __call__(
        self, file: Path, *, replace: bool = False, public: bool = False
    ) -> AbstractContextManager[Unfinished]:
        """Open what will be ``file``. BadInput where it may not be written, WorldTrouble where the disk gives up."""
        ...
