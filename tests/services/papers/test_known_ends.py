"""What left the room names a loss only of the window in the backup, and only beyond the epochs that ended before it."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.errors import BadInput
from counter.domain.hall.backup.header import BackedUpHead, BackupHeader
from counter.domain.hall.backup.loss import KnownEnd
from counter.domain.journal.stated_heads import StatedHead, block
from counter.domain.papers.verify.day_code import day_qr, short_code
from counter.printing.reading.guarded_reader import GuardedReader
from counter.services.keys.trusted import sign_with
from counter.services.papers.known_ends import known_ends
from tests.keys import Hall, Window

WINDOW, THIEF = Hall(1).window(2), Hall(1).window(3)
"""Of one station and epoch; only the first one's key signed the backup."""
STATION, EPOCH = WINDOW.certificate.station, WINDOW.certificate.epoch
HEADER = BackupHeader(
    profile="p",
    station=STATION,
    hall="乌兰浩特市政务服务中心（演示）",
    window="03",
    demo=True,
    made_at="2026-11-20T02:00:00+00:00",
    schema="0001",
    head=BackedUpHead(STATION, EPOCH, 9, "ab" * 32),
    public_key=WINDOW.certificate.public_key,
    wrappings={},
    salt="0f" * 32,
    body=1,
)


def known(*codes: str, header: BackupHeader = HEADER) -> tuple[KnownEnd, ...]:
    with closing(GuardedReader()) as sheets:
        return known_ends(codes, header, sheets)


def code(epoch: int, seq: int, station: str = STATION) -> str:
    return short_code(station, epoch, seq, bytes(32))


def head(window: Window) -> StatedHead:
    """Of a closed day, signed by that key."""
    key, at = window.certificate.public_key, "2026-11-20T09:31:07+00:00"
    stated = StatedHead(STATION, EPOCH, 12, "0e" * 32, at, "2026-11-20", window.certificate.demo, key)
    return replace(stated, signature=sign_with(window.own, stated.message()))


def test_that_an_epoch_that_ended_before_the_backup_has_lost_nothing() -> None:
    later = replace(HEADER, head=replace(HEADER.head, epoch=3000))
    found = known(code(1, 50), code(3000, 12), code(5000, 2), header=later)
    assert found == (KnownEnd(3000, 12), KnownEnd(5000, 2))


def test_that_another_windows_code_is_refused() -> None:
    with pytest.raises(BadInput, match="别的窗口"):
        known(code(EPOCH, 12, "15220107"))


def test_that_sheet_paper_and_file_name_a_loss_only_with_the_windows_signature(tmp_path: Path) -> None:
    files = {window: tmp_path / f"{number}.json" for number, window in enumerate((WINDOW, THIEF))}
    for window, file in files.items():
        file.write_text(json.dumps(block([head(window)])), encoding="utf-8")
    found = known(day_qr(head(WINDOW)), str(files[WINDOW]), WINDOW.text())
    assert [one.seq for one in found] == [12, 12, 4711]
    for forged in (day_qr(head(THIEF)), str(files[THIEF]), THIEF.text(), THIEF.signs(WINDOW.code())):
        with pytest.raises(BadInput, match="签名不对"):
            known(forged)
