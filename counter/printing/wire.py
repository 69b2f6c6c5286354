"""What passes between window and press: a length and JSON of a Document; a mark, a length, the answer."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import IO

from counter.domain.papers import Document, from_json, to_json

_LENGTH = struct.Struct(">I")
_PDF, _SENTENCE, _FAULT = b"P", b"S", b"F"


@dataclass(frozen=True, slots=True)
class Reply:
    """One of: the PDF, a sentence for the clerk, or where our own code failed."""

    pdf: bytes | None = None
    sentence: str = ""
    fault: str = ""


def write_document(pipe: IO[bytes], document: Document) -> None:
    """Send one Document."""
    body = json.dumps(to_json(document)).encode("ascii")
    pipe.write(_LENGTH.pack(len(body)) + body)
    pipe.flush()


def read_document(pipe: IO[bytes]) -> Document | None:
    """The next Document, or None when the other side has closed."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    return from_json(json.loads(_exactly(pipe, _LENGTH.unpack(head)[0])))


def write_reply(pipe: IO[bytes], reply: Reply) -> None:
    """Send one answer."""
    if reply.pdf is not None:
        mark, body = _PDF, reply.pdf
    elif reply.sentence:
        mark, body = _SENTENCE, reply.sentence.encode("utf-8", "backslashreplace")
    else:
        mark, body = _FAULT, reply.fault.encode("utf-8", "backslashreplace")
    pipe.write(mark + _LENGTH.pack(len(body)) + body)
    pipe.flush()


def read_reply(pipe: IO[bytes]) -> Reply:
    """The answer. EOFError when the press ended before it was complete."""
    mark = _exactly(pipe, 1)
    body = _exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0])
    if mark == _PDF:
        return Reply(pdf=body)
    if mark == _SENTENCE:
        return Reply(sentence=body.decode("utf-8"))
    return Reply(fault=body.decode("utf-8"))


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
