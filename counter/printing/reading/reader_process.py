"""The reader's own process: reads files, answers with the findings, ends when its input closes.

``python -m counter.printing.reading.reader_process``, started by ``guarded_reader``. It may be ended at any time,
stores nothing, and its memory is limited and never dumped to disk.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import traceback
from pathlib import Path
from typing import IO

from counter.domain.errors import BadInput
from counter.printing.reading.guarded_reader import TOO_MUCH, read_question, seen_data, write_answer
from counter.printing.reading.reading import Reader

_MOST_MEMORY = 3 << 30
"""Bytes of address space: the largest accepted picture takes a sixth."""


def main(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Serve until the input closes."""
    reader = Reader()
    while (question := read_question(questions)) is not None:
        write_answer(answers, _looked(reader, *question))


def _looked(reader: Reader, file: bytes, made: bytes) -> dict[str, object]:
    try:
        if not made:
            return seen_data(reader.read(file))
        apart = reader.apart(file, made)
        return {"apart": None if apart is None else (apart.page, apart.words)}
    except BadInput as bad:
        return {"bad": bad.sentence}
    except (MemoryError, RecursionError):
        return {"bad": TOO_MUCH}
    except Exception as fault:  # noqa: BLE001 (any failure is reported by its location, never with the file's content)
        frames = traceback.extract_tb(fault.__traceback__)
        location = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
        return {"fault": f"{type(fault).__name__} at {location}"}


def _limits() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    _limits()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the window; it closes the pipe when it goes
    with contextlib.suppress(BrokenPipeError):
        main(sys.stdin.buffer, sys.stdout.buffer)
