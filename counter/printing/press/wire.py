"""Protocol between window and press. An order: a mark, two lengths, the content; an answer: a mark, a length, the
content.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from counter.printing.reading.preview import Pixels

if TYPE_CHECKING:
    from counter.domain.document.document import Document
    from counter.domain.document.signature import Drawing

_LENGTH = struct.Struct(">I")
_WIDTH = struct.Struct(">H")
_SIZE = struct.Struct(">HH")
_MAKE, _FILL = b"M", b"Q"
_PDF, _PAGES, _LACKING, _SENTENCE, _FAULT = b"P", b"V", b"L", b"S", b"F"


@dataclass(frozen=True, slots=True)
class Order:
    """A Document to make; with ``width_px`` its pages as pixels are wanted, not the PDF.

    ``drawing``: a signature drawn for it, which is no part of the Document. ``unsigned``: its QR is left open. Without
    a Document: which of ``chars`` have no glyph in any font.
    """

    document: Document | None
    width_px: int = 0
    drawing: Drawing | None = None
    unsigned: bool = False
    chars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filling:
    """A PDF whose QR was left open, and the signed text for it."""

    pdf: bytes
    text: str


@dataclass(frozen=True, slots=True)
class WorkerReply:
    """One of: the PDF, its pages, characters without a glyph, a sentence for the clerk, where our own code failed."""

    pdf: bytes | None = None
    lacking: tuple[str, ...] | None = None
    pages: tuple[Pixels, ...] | None = None
    sentence: str = ""
    fault: str = ""


def write_order(pipe: IO[bytes], order: Order | Filling) -> None:
    """Send one order."""
    if isinstance(order, Filling):
        text = order.text.encode("ascii")
        pipe.write(_FILL + _WIDTH.pack(len(text)) + _LENGTH.pack(len(order.pdf)) + text + order.pdf)
        pipe.flush()
        return
    from counter.domain.document.document import to_json  # a start sends none

    values: dict[str, object] = {
        "document": None if order.document is None else to_json(order.document),
        "drawing": None,
        "unsigned": order.unsigned,
        "chars": list(map(ord, order.chars)),
    }
    if order.drawing is not None:
        values["drawing"] = {"strokes": order.drawing.strokes, "aspect": order.drawing.aspect}
    body = json.dumps(values).encode("ascii")
    pipe.write(_MAKE + _WIDTH.pack(order.width_px) + _LENGTH.pack(len(body)) + body)
    pipe.flush()


def read_order(pipe: IO[bytes]) -> Order | Filling | None:
    """The next order, or None when the other side has closed."""
    head = pipe.read(1 + _WIDTH.size + _LENGTH.size)
    if len(head) < 1 + _WIDTH.size + _LENGTH.size:
        return None
    (width_px,), (length,) = _WIDTH.unpack(head[1 : 1 + _WIDTH.size]), _LENGTH.unpack(head[1 + _WIDTH.size :])
    if head[:1] == _FILL:
        text = _exactly(pipe, width_px).decode("ascii")
        return Filling(_exactly(pipe, length), text)
    from counter.domain.document.document import from_json
    from counter.domain.document.signature import Drawing

    values = json.loads(_exactly(pipe, length))
    drawn = values["drawing"]
    drawing = None if drawn is None else Drawing(_strokes(drawn["strokes"]), float(drawn["aspect"]))
    document = None if values["document"] is None else from_json(values["document"])
    chars = tuple(map(chr, values["chars"]))
    return Order(document, width_px, drawing, bool(values["unsigned"]), chars)


def _strokes(plain: Sequence[Sequence[Sequence[float]]]) -> tuple[tuple[tuple[float, float], ...], ...]:
    return tuple(tuple((float(x), float(y)) for x, y in stroke) for stroke in plain)


def write_reply(pipe: IO[bytes], reply: WorkerReply) -> None:
    """Send one answer."""
    if reply.pdf is not None:
        mark, body = _PDF, reply.pdf
    elif reply.pages is not None:
        mark, body = _PAGES, b"".join(_SIZE.pack(w, h) + data for w, h, data in reply.pages)
    elif reply.lacking is not None:
        mark, body = _LACKING, json.dumps(list(map(ord, reply.lacking))).encode("ascii")
    elif reply.sentence:
        mark, body = _SENTENCE, reply.sentence.encode("utf-8", "backslashreplace")
    else:
        mark, body = _FAULT, reply.fault.encode("utf-8", "backslashreplace")
    pipe.write(mark + _LENGTH.pack(len(body)) + body)
    pipe.flush()


def read_reply(pipe: IO[bytes]) -> WorkerReply:
    """The answer. EOFError when the press ended before it was complete."""
    mark = _exactly(pipe, 1)
    body = _exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0])
    if mark == _PDF:
        return WorkerReply(pdf=body)
    if mark == _PAGES:
        return WorkerReply(pages=tuple(_pages(body)))
    if mark == _LACKING:
        return WorkerReply(lacking=tuple(map(chr, json.loads(body))))
    if mark == _SENTENCE:
        return WorkerReply(sentence=body.decode("utf-8"))
    return WorkerReply(fault=body.decode("utf-8"))


def _pages(body: bytes) -> Sequence[Pixels]:
    found = []
    at = 0
    while at < len(body):
        width, height = _SIZE.unpack_from(body, at)
        at += _SIZE.size
        found.append((width, height, body[at : at + width * height]))
        at += width * height
    return found


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
