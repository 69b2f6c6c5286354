"""What another program, or another connection of this one, wrote to the same file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeAlias

Revision: TypeAlias = tuple[int, int, int]
"""Which connection, and how much was written to the file by others and by itself."""


class FollowsWriting(Protocol):
    """The journal notices it, and reads again what it made the file's cache forget."""

    def changed(self) -> bool:
        """True if another window or command wrote since the last call in this thread."""
        ...

    def revision(self) -> Revision:
        """Equal ones, equal rows: while it stays the same in this thread, nothing was written here or elsewhere."""
        ...

    def entries_known_by(self, subjects: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        """What changes with the entries of a subject and with what of them can be read; none of these, where another
        window wrote of it too.
        """
        ...

    def read_ahead(self) -> None:
        """Read the pages that the next acceptance needs, in the thread that will write it, and before it."""
        ...
