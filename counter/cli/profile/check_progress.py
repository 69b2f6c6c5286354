"""Progress of a long check, printed on stderr while it runs; stdout holds only the answer."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import Self, TextIO

from counter.domain.journal.check_progress import CheckStage

AT_FIRST = 3.0
"""Seconds in which most checks finish: nothing is printed before."""
AT_A_TERMINAL = 1.0
INTO_A_FILE = 10.0
"""Seconds between two lines: in a terminal the line is overwritten, in a file lines add up."""
_STAGES = {
    CheckStage.FILE: "正在核对数据文件有没有损坏",
    CheckStage.CHAINS: "正在核对记录的链条和编号",
    CheckStage.KEYS: "正在核对密钥",
    CheckStage.ROWS: "正在核对列表与记录是否一致",
    CheckStage.SEARCH: "正在核对查找索引",
    CheckStage.REBUILD: "正在按记录重建列表，请不要中断",
    CheckStage.GUIDES: "正在核对指南文件",
}


class Progress:
    """Receives the progress and prints it regularly from its own thread: one step may take long."""

    def __init__(self, stream: TextIO, every: float | None = None) -> None:
        self._stream = stream
        self._over = stream.isatty()
        self._every = every or (AT_A_TERMINAL if self._over else INTO_A_FILE)
        self._at: tuple[CheckStage, int, int] = (CheckStage.FILE, 0, 0)
        self._ended = threading.Event()
        self._begun = time.monotonic()
        self._wide = 0
        self._teller = threading.Thread(target=self._print_lines, name="check-progress", daemon=True)

    def __call__(self, stage: CheckStage, done: int, total: int) -> None:
        """Note the progress."""
        self._at = stage, done, total

    def __enter__(self) -> Self:
        self._teller.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._ended.set()
        self._teller.join()
        if self._wide:  # the answer begins on an empty line
            self.say("\r" + " " * self._wide + "\r")

    def _print_lines(self) -> None:
        wait = AT_FIRST
        while not self._ended.wait(wait):
            wait = self._every
            words = progress_words(*self._at, int(time.monotonic() - self._begun))
            if self._over:
                wide = sum(1 if character.isascii() else 2 for character in words)
                self.say("\r" + words + " " * (self._wide - wide))
                self._wide = wide
            else:
                self.say(words + "\n")

    def say(self, text: str) -> None:
        with suppress(OSError, ValueError):  # stderr is closed: the check goes on
            self._stream.write(text)
            self._stream.flush()


def progress_words(stage: CheckStage, done: int, total: int, seconds: int) -> str:
    """One line of progress."""
    far = f"：{done}/{total}（{min(99, done * 100 // total)}%）" if total else ""
    minutes, rest = divmod(seconds, 60)
    spent = f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
    return f"{_STAGES[stage]}{far}，已用 {spent}……"
