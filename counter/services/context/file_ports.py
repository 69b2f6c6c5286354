"""Writing files for people, as Protocols that ``bootstrap`` implements for the window and the command line."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol


class Unfinished(Protocol):
    """A file being written; it gets its name once it is complete."""

    def write(self, content: bytes, /) -> None:
        """Add content and wait until the disk has it. Raises OSError."""
        ...

    def complete(self, content: bytes, /) -> None:
        """As ``write``, and the file has its name from then on: for an entry that may only follow. Raises OSError."""
        ...

    def append(self, content: bytes, /) -> None:
        """Add content; ``sync`` makes it durable. Raises OSError."""
        ...

    def sync(self) -> None:
        """Wait until the disk has what was added. Raises OSError."""
        ...

    def read_back(self) -> BinaryIO:
        """The content from its beginning, read from the disk where the system supports that. Raises OSError."""
        ...


class Writing(Protocol):
    """Writes a file completely or not at all, never inside a profile folder (``bootstrap.writable_path``)."""

    def __call__(
        self, file: Path, *, replace: bool = False, public: bool = False
    ) -> AbstractContextManager[Unfinished]:
        """Open ``file`` for writing. Raises BadInput where it may not be written, WorldTrouble for a disk failure."""
        ...
