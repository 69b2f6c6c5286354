"""Progress of a long backup or restoring, printed on stderr; the answer alone goes to stdout."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Self, TextIO

from counter.domain.hall.backup.progress import STAGE_WORDS, BackupStage

_AT_FIRST, _AT_A_TERMINAL, _INTO_A_FILE = 3.0, 1.0, 10.0
"""Seconds: before that nothing is printed; afterwards between two lines."""


class BackupProgress:
    """Receives the progress and prints it now and then, in the caller's thread."""

    def __init__(self, stream: TextIO, every: float | None = None) -> None:
        """``every``: seconds between two lines, from the first on."""
        self._stream = stream
        self._every = every or (_AT_A_TERMINAL if stream.isatty() else _INTO_A_FILE)
        self._next = time.monotonic() + (0 if every else _AT_FIRST)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None: ...

    def __call__(self, stage: BackupStage, done: int, total: int) -> None:
        """Note the progress."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + self._every
        far = f"：{min(99, done * 100 // total)}%" if total else ""
        with suppress(OSError, ValueError):  # stderr is closed: the work goes on
            self._stream.write(f"{STAGE_WORDS[stage]}{far}……\n")
            self._stream.flush()
