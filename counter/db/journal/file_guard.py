"""The data file under an open window: whether it is still the same file, with at least the same content.

A backup put back while the program runs leaves the open connections with a file that is no longer at its path, or with
older pages. Either is found before anything is stored, by what this process itself has seen.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from counter.db.file.connection import DATABASE
from counter.db.journal.heads import Head
from counter.domain.errors import WorldTrouble

_HASH_AT = "SELECT hash FROM entries WHERE station = ? AND epoch = ? AND seq = ?"
_LATEST = "SELECT MAX(epoch) FROM stations WHERE code = ?"
_NEXT = (
    "这份资料已换代（编号里的字母变了），这个程序还按原来的代次，刚才的操作没有保存。请关闭窗口再打开重办。"
)
_REPLACED = (
    "数据文件在程序开着的时候被换过，刚才的操作没有保存。请关闭正在使用这份资料的所有窗口和命令，再打开重办。"
)


class FileGuard:
    """What this process knows of the file it opened. Used inside a transaction, so by one thread at a time."""

    def __init__(self, profile: Path) -> None:
        self._path = str(profile / DATABASE)
        self._file = self._identity()
        self._last: Head | None = None
        self._given: dict[str, int] = {}

    def must_be_there(self, connection: Any, station: str, epoch: int) -> None:
        """The file at the path is the one that was opened, and no newer epoch has been opened in it.

        Raises WorldTrouble where it was replaced or is missing, or another program works in the next epoch.
        """
        if self._identity() != self._file:
            raise WorldTrouble(_REPLACED)
        (latest,) = connection.execute(_LATEST, (station,)).fetchone()
        if latest is not None and latest > epoch:
            raise WorldTrouble(_NEXT)

    def must_follow(self, connection: Any, head: Head) -> None:
        """The chain still contains what this process wrote last. Raises WorldTrouble where it fell back."""
        last = self._last
        if last is None or (head.seq, head.hash) == (last.seq, last.hash):
            return
        found = connection.execute(_HASH_AT, (last.station, last.epoch, last.seq)).fetchone()
        if found is None or found[0] != last.hash:
            raise WorldTrouble(_REPLACED)

    def must_be_new(self, series: str, number: int) -> None:
        """The number is higher than any this process gave out. Raises WorldTrouble where it is not."""
        if number <= self._given.get(series, 0):
            raise WorldTrouble(_REPLACED)

    def committed(self, head: Head, given: Mapping[str, int]) -> None:
        """Note that this is durable."""
        self._last = head
        self._given.update(given)

    def _identity(self) -> tuple[int, int] | None:
        try:
            state = os.stat(self._path)  # noqa: PTH116  # asked in every act
        except OSError:
            return None
        return state.st_dev, state.st_ino
