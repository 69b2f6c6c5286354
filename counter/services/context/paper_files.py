"""Making papers as PDF and reading them back from files, as Protocols that ``printing`` implements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from counter.domain.document.document import Document
    from counter.domain.document.signature import Drawing


class PaperMaker(Protocol):
    """Makes a PDF of a document; a character that no font has becomes a mark with a note (``paperwork.shown``)."""

    def warm(self) -> None:
        """Start loading in the background."""
        ...

    def make(self, document: Document, drawing: Drawing | None = None) -> bytes:
        """PDF bytes of one document; ``drawing``: the drawn signature, printed beside the line for the pen."""
        ...

    def make_signed(
        self, document: Document, sign: Callable[[bytes], str], drawing: Drawing | None = None
    ) -> bytes:
        """PDF bytes with a QR text that ``sign`` returns for the digest of everything else in the file.

        ``document.qr`` has the length and the essentials of that text.
        """
        ...

    def pages(
        self, document: Document, width_px: int, drawing: Drawing | None = None
    ) -> Sequence[tuple[int, int, bytes]]:
        """Pages for a preview: width, height and grey bytes, one a pixel."""
        ...

    def lacking(self, chars: Sequence[str]) -> tuple[str, ...]:
        """Those of the characters that no font of this machine has."""
        ...

    def close(self) -> None:
        """Release everything."""
        ...


class FileForm(StrEnum):
    """Format of a given file."""

    PDF = "pdf"
    PICTURE = "picture"  # a scan or photo, also one in a PDF that holds nothing else
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class SeenFile:
    """What was read from a file. ``runs``: the text runs of each page of a PDF.

    ``codes``: the QR texts on its pages. ``original``: the Document embedded in the program's own PDF, as JSON, None
    where absent. ``foreign``: what the program never puts on a page (pictures, notes, covers), in words.
    """

    form: FileForm
    codes: tuple[str, ...]
    runs: tuple[tuple[str, ...], ...] = ()
    original: bytes | None = None
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageDifference:
    """The first page (from 1) on which two files look different, and where, in words."""

    page: int
    words: str


class SheetReader(Protocol):
    """Reads papers back from files of any origin: no file may harm or stop the program."""

    def digest(self, file: bytes, qr: str) -> bytes | None:
        """Digest of every byte that the signature in this QR's text covers; None where the file has no such QR."""
        ...

    def apart(self, file: bytes, made: bytes) -> PageDifference | None:
        """Where a PDF looks different from one made here; None where every dot is the same, which proves nothing."""
        ...

    def read(self, file: bytes) -> SeenFile:
        """Read a PDF, a picture or a text file. Raises BadInput where it is none of these, damaged or too large."""
        ...

    def close(self) -> None:
        """Release everything."""
        ...
