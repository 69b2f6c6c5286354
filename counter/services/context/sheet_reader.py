"""Who makes sheets as PDF, and who reads them back from files, as Protocols (``printing`` does both)."""

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
        """Begin to get ready, without waiting for it."""
        ...

    def make(self, document: Document, drawing: Drawing | None = None) -> bytes:
        """PDF bytes of one document; ``drawing``: the signature drawn for it, an aid beside the pen's own place."""
        ...

    def make_signed(
        self, document: Document, sign: Callable[[bytes], str], drawing: Drawing | None = None
    ) -> bytes:
        """The same with the QR text that ``sign`` gives for the digest of everything else in the file.

        ``document.qr`` has the length and the essentials of that text.
        """
        ...

    def pages(
        self, document: Document, width_px: int, drawing: Drawing | None = None
    ) -> Sequence[tuple[int, int, bytes]]:
        """Its pages for a preview: width, height and grey bytes, one a pixel."""
        ...

    def lacking(self, chars: Sequence[str]) -> tuple[str, ...]:
        """Those of the characters that no font of this machine has."""
        ...

    def close(self) -> None:
        """Let go of whatever was started."""
        ...


class FileForm(StrEnum):
    """What sort of file was given."""

    PDF = "pdf"
    PICTURE = "picture"  # a scan or photo, also one in a PDF that holds nothing else
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class SeenFile:
    """What a file holds of a sheet. ``runs``: the words that each page of a PDF draws by itself.

    ``codes``: the QR texts seen on its pages. ``original``: the Document the program put into its own PDF, as JSON;
    None where it is not there. ``foreign``: what the program never puts on a page (pictures, notes, covers), in words.
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
    """Reads papers back from files, whoever made them: none of them may harm or stop the program."""

    def digest(self, file: bytes, qr: str) -> bytes | None:
        """Digest of every byte that the signature in this QR's text covers; None where the file has no such QR."""
        ...

    def apart(self, file: bytes, made: bytes) -> PageDifference | None:
        """Where a PDF looks otherwise than one of ours; None where every dot is the same, which proves nothing."""
        ...

    def read(self, file: bytes) -> SeenFile:
        """What a PDF, a picture or a text file holds. BadInput where it is none of these, damaged or too much."""
        ...

    def close(self) -> None:
        """Let go of whatever was started."""
        ...
