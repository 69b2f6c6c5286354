"""Reading untrusted files in a child process: no file can hang, exhaust or crash the calling program.

A PDF renderer trusts its input: forms that call each other, a million letters or a stream of gigabytes keep it busy
for hours or end its process. So it runs apart, with limits of time and memory; a file that exceeds either is refused.
"""

from __future__ import annotations

import base64
import json
import struct
import subprocess
import threading
from typing import IO, Any

from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.file_errors import error_reason
from counter.printing.child import end, killed_after, start
from counter.services.context.paper_files import FileForm, PageDifference, SeenFile

PATIENCE = 20.0
"""Seconds for reading a file; a paper of ours takes a few tenths."""

_LENGTHS = struct.Struct(">II")
_LENGTH = struct.Struct(">I")
_MOST_ANSWER = 50_000_000

TOO_MUCH = "读不了这个文件：内容太多或太复杂，不像一份文书。"


class ReaderFault(RuntimeError):
    """A bug of ours in the child; ``args`` hold its location, never the file's content."""


class GuardedReader:
    """Reads papers in a child process (``services.context.paper_files.SheetReader``), one file at a time."""

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._turn = threading.Lock()
        self.child: subprocess.Popen[bytes] | None = None

    def read(self, file: bytes) -> SeenFile:
        """Content of a PDF, picture or text file. Raises BadInput where it is none of these, damaged or too large."""
        return _seen(self._served(file, b""))

    def apart(self, file: bytes, made: bytes) -> PageDifference | None:
        """The first difference between a PDF and one of ours. Raises BadInput where it is too large to render."""
        answer = self._served(file, made)["apart"]
        return None if answer is None else PageDifference(int(answer[0]), str(answer[1]))

    def digest(self, file: bytes, qr: str) -> bytes | None:
        """Digest of every byte that the signature in this QR's text covers; None where the file has no such QR."""
        from counter.printing.layout.covered_bytes import digest_under

        return digest_under(file, qr)

    def close(self) -> None:
        """End the child; the next call starts another."""
        with self._turn:
            self._end()

    def _served(self, file: bytes, made: bytes) -> dict[str, Any]:
        with self._turn:
            try:
                answer = self._ask(file, made)
            except (OSError, EOFError, ValueError):
                self._end()
                raise BadInput(TOO_MUCH, field="file") from None
        if "bad" in answer:
            raise BadInput(str(answer["bad"]), field="file")
        if "fault" in answer:
            raise ReaderFault(answer["fault"])
        return answer

    def _ask(self, file: bytes, made: bytes) -> dict[str, Any]:
        child = self._running()
        assert child.stdin is not None
        assert child.stdout is not None
        with killed_after(child, self._patience):
            write_question(child.stdin, file, made)
            answer: dict[str, Any] = json.loads(_answer(child.stdout))
            return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self.child is not None and self.child.poll() is not None:
            self._end()
        if self.child is None:
            try:
                self.child = start("counter.printing.reading.reader_process")
            except OSError as trouble:
                raise WorldTrouble(
                    f"读文件的程序启动不了（{error_reason(trouble)}）；请关闭其他程序后再试。"
                ) from None
        return self.child

    def _end(self) -> None:
        child, self.child = self.child, None
        if child is not None:
            end(child)


def write_question(pipe: IO[bytes], file: bytes, made: bytes) -> None:
    """Send a file to be read, or, with one of ours, to be compared with it."""
    pipe.write(_LENGTHS.pack(len(file), len(made)) + file + made)
    pipe.flush()


def read_question(pipe: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The next two files, or None when the other side has closed."""
    head = pipe.read(_LENGTHS.size)
    if len(head) < _LENGTHS.size:
        return None
    one, other = _LENGTHS.unpack(head)
    return pipe.read(one), pipe.read(other)


def write_answer(pipe: IO[bytes], answer: dict[str, object]) -> None:
    """Send an answer as JSON: even from a compromised child it is only parsed as data."""
    body = json.dumps(answer).encode("ascii")
    pipe.write(_LENGTH.pack(len(body)) + body)
    pipe.flush()


def seen_data(seen: SeenFile) -> dict[str, object]:
    """The findings, as an answer."""
    original = None if seen.original is None else base64.b64encode(seen.original).decode("ascii")
    return {
        "form": seen.form.value,
        "codes": seen.codes,
        "runs": seen.runs,
        "original": original,
        "foreign": seen.foreign,
    }


def _seen(answer: dict[str, Any]) -> SeenFile:
    original = answer["original"]
    return SeenFile(
        FileForm(answer["form"]),
        tuple(answer["codes"]),
        tuple(tuple(runs) for runs in answer["runs"]),
        None if original is None else base64.b64decode(original),
        tuple(answer["foreign"]),
    )


def _answer(pipe: IO[bytes]) -> bytes:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    if length > _MOST_ANSWER:
        raise ValueError("an answer too long for any paper")
    body = pipe.read(length)
    if len(body) < length:
        raise EOFError
    return body
