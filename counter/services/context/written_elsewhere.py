"""What another program, or another connection of this one, wrote to the same file."""

from __future__ import annotations

from typing import Protocol


class FollowsWriting(Protocol):
    """The journal notices it, and reads again what it made the file's cache forget."""

    def changed(self) -> bool:
        """True if another window or command wrote since the last call in this thread."""
        ...

    def read_ahead(self) -> None:
        """Read the pages that the next acceptance needs, in the thread that will write it, and before it."""
        ...
