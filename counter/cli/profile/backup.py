"""``counter backup``: one encrypted, signed file of everything the window needs, read back and proved."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.out_file import backup_folder
from counter.cli.io.program import Program
from counter.cli.profile.backup_progress import BackupProgress
from counter.domain.calendar.workdays import civil_time


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "把这个窗口的资料备份成一个加密的文件，写完读回来核对。窗口开着也可以做，不影响办件。"
        "同一文件夹里留七天和五周的，三十五天以前的删除。用恢复密钥才能打开。"
    )
    parser.options.add_argument(
        "--to",
        metavar="文件夹",
        type=backup_folder,
        required=True,
        help="第二块硬盘或U盘上的文件夹，要已经有",
    )
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Make a backup. Raises WorldTrouble where it could not be made; then the older ones are all there."""
    with BackupProgress(sys.stderr) as tell:
        made = program.back_up(profile, args.to.path, tell)
    data: dict[str, object] = {
        "file": str(made.file),
        "bytes": made.size,
        "made_at": made.made_at.isoformat(),
        "epoch": made.epoch,
        "seq": made.seq,
        "deleted": [str(path) for path in made.deleted],
    }
    over = f"删除了 {len(made.deleted)} 份不用再留的。" if made.deleted else ""
    at = f"{civil_time(made.made_at):%Y-%m-%d %H:%M}"
    words = (
        f"备份做好，并已读回来核对：{made.file}（{_size(made.size)}，{at}，到第 {made.seq} 条记录）。{over}"
    )
    notes = (f"注意：{made.warning}",) if made.warning else ()
    return Answer(data, words, notes=notes)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
