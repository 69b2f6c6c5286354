"""What left the room names a loss only of the window in the backup, and only beyond the epochs that ended before it."""

from __future__ import annotations

from contextlib import closing

import pytest

from counter.domain.errors import BadInput
from counter.domain.hall.backup.header import BackedUpHead, BackupHeader
from counter.domain.hall.backup.loss import KnownEnd
from counter.domain.papers.verify.day_code import short_code
from counter.printing.reading.guarded_reader import GuardedReader
from counter.services.papers.known_ends import known_ends

STATION = "15220103"
HEADER = BackupHeader(
    profile="p",
    station=STATION,
    hall="乌兰浩特市政务服务中心（演示）",
    window="03",
    demo=True,
    made_at="2026-11-20T02:00:00+00:00",
    schema="0001",
    head=BackedUpHead(STATION, 3000, 9, "ab" * 32),
    public_key="cd" * 32,
    wrappings={},
    salt="0f" * 32,
    body=1,
)


def known(*places: tuple[str, int, int]) -> tuple[KnownEnd, ...]:
    with closing(GuardedReader()) as sheets:
        codes = (short_code(*place, bytes(32)) for place in places)
        return known_ends(codes, HEADER, sheets)


def test_that_an_epoch_that_ended_before_the_backup_has_lost_nothing() -> None:
    assert known((STATION, 1, 50), (STATION, 3000, 12), (STATION, 5000, 2)) == (
        KnownEnd(3000, 12),
        KnownEnd(5000, 2),
    )


def test_that_another_windows_code_is_refused() -> None:
    with pytest.raises(BadInput, match="别的窗口"):
        known(("15220107", 3000, 12))
