"""``counter backup``: one encrypted, signed file of everything the window needs, read back and proved."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.out_file import backup_folder
from counter.cli.io.program import MadeBackup, Program
from counter.cli.profile.backup_progress import BackupProgress
from counter.domain.calendar.workdays import civil_time

_LOW = 15
"""Niceness: everything else goes first."""
_STOPPED = 143
_LINES = 0.5
"""Seconds between two lines of progress that the window reads."""


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "把这个窗口的资料备份成一个加密的文件，写完读回来核对。窗口开着也可以做，不影响办件。"
        "同一文件夹里留七天和五周的，三十五天以前的删除。用恢复密钥才能打开。"
    )
    how = parser.options.add_mutually_exclusive_group(required=True)
    how.add_argument(
        "--to",
        metavar="文件夹",
        type=backup_folder,
        help="第二块硬盘或U盘上的文件夹，要先建好",
    )
    how.add_argument(
        "--prepare-stick",
        metavar="文件夹",
        type=path_argument,
        help="U盘或硬盘的根目录：设成本窗口的备份盘，以后插着就自动备份到上面",
    )
    how.add_argument(
        "--automatic",
        choices=("hourly", "closing"),
        help="窗口自己用的：到时候了、盘插着，就备份；优先让别的程序先用",
    )
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Make a backup. Raises WorldTrouble where it could not be made; then the older ones are all there."""
    if args.prepare_stick:
        program.prepare_stick(profile, Path(args.prepare_stick))
        data: dict[str, object] = {"stick": args.prepare_stick}
        return Answer(
            data, f"{args.prepare_stick} 已设成这个窗口的备份盘：插着的时候，每小时和关窗口时自动备份。"
        )
    if args.automatic:
        return _by_itself(args, profile, program)
    with _stoppable(), BackupProgress(sys.stderr) as tell:
        return _made(program.back_up(profile, args.to.path, tell))


@contextmanager
def _stoppable() -> Iterator[None]:
    """A request to end (the window's button, the system's shut-down) takes away what is not finished."""

    def end(*_: object) -> None:
        sys.exit(_STOPPED)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _by_itself(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """What the window starts as a process of its own: no act waits for it. Progress is a line each moment."""
    if hasattr(os, "nice"):
        os.nice(_LOW)
    with _stoppable(), BackupProgress(sys.stderr, every=_LINES) as tell:
        made = program.back_up_by_itself(profile, args.automatic == "closing", tell)
    return Answer({"made": False, "why": made}, made) if isinstance(made, str) else _made(made)


def _made(made: MadeBackup) -> Answer:
    data: dict[str, object] = {
        "made": True,
        "file": str(made.file),
        "bytes": made.size,
        "made_at": made.made_at.isoformat(),
        "epoch": made.epoch,
        "seq": made.seq,
        "deleted": [str(path) for path in made.deleted],
    }
    over = f"删除了 {len(made.deleted)} 份不用再留的。" if made.deleted else ""
    at = f"{civil_time(made.made_at):%Y-%m-%d %H:%M}"
    size = f"{made.size / 1_000_000:.1f} MB"
    words = f"备份做好，并已读回来核对：{made.file}（{size}，{at}，到第 {made.seq} 条记录）。{over}"
    notes = (f"注意：{made.warning}",) if made.warning else ()
    return Answer(data, words, notes=notes)
