"""What proving a paper needs from the rooms above: somebody who reads sheets back from files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SeenFile:
    """What a file holds of a sheet. ``runs``: the words of each page as drawn; empty for a picture.

    ``codes``: the QR texts seen on its pages. ``original``: the Document the program put into its own PDF, as JSON;
    None where it is not there. ``foreign``: what the program never puts on a page (pictures, notes, covers), in words.
    """

    codes: tuple[str, ...]
    runs: tuple[tuple[str, ...], ...] = ()
    original: bytes | None = None
    foreign: tuple[str, ...] = ()


class SheetReader(Protocol):
    """Reads papers back from files."""

    def read(self, file: bytes) -> SeenFile:
        """What a PDF, a picture or a text file holds. BadInput where it is none of these or damaged."""
        ...
