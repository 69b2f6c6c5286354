"""``counter restore``: a window's profile from a backup and a recovery key, in a folder that is new."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.program import Program
from counter.cli.io.prompt import ask
from counter.cli.profile.backup_progress import BackupProgress
from counter.domain.calendar.workdays import civil_time
from counter.domain.errors import BadInput
from counter.domain.hall.window_name import window_name
from counter.services.keys.slot_kinds import opening_after_restoring


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "电脑坏了、丢了以后，在新电脑上用备份和恢复密钥恢复一个窗口。恢复密钥会询问，也可从标准输入给一行；"
        "窗口自己的和大厅的都可以。恢复好的窗口自动换代次，以后的编号换字母，和丢失的不会重；丢了什么会列出来。"
    )
    parser.options.add_argument(
        "--move-aside", action="store_true", help="--data 的文件夹里已有资料的，改名移开（不删除），再恢复"
    )
    parser.options.add_argument(
        "--known",
        metavar="码或文件",
        action="append",
        default=[],
        help="备份以后的凭据：日结单的短码、二维码或文件，出过的文书，别的窗口 heads export 的文件；"
        "可写多次，写了的，缺多少条就说得准",
    )
    parser.words.add_argument("file", metavar="备份文件", type=path_argument, help="以“.窗口备份”结尾的文件")
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Ask for the recovery key, restore, open once. Raises BadInput for a wrong key or a damaged file."""
    with BackupProgress(sys.stderr) as tell:
        back = program.restore(Path(args.file), _recovery_key, profile, args.move_aside, args.known, tell)
    data: dict[str, object] = {
        "profile": str(profile),
        "station": back.station,
        "made_at": back.made_at.isoformat(),
        "mark": back.mark,
        "missing": list(back.missing),
        "moved": str(back.moved) if back.moved else None,
        "newer": str(back.newer) if back.newer else None,
        "opens": back.opens.value,
    }
    lines = [
        f"{back.hall} {window_name(back.window)}已恢复到 {profile}，"
        f"是 {civil_time(back.made_at):%Y-%m-%d %H:%M} 的备份。",
        f"已换代次：以后的编号里是 {back.mark}，和以前给出的不会重。",
        *([f"原来的资料移到了 {back.moved}，没有删除。"] if back.moved else []),
        "缺的：",
        *(f"  · {line}" for line in back.missing),
        "请打印或抄下缺的，对照手里的文书补录；评价里没有送出的已按丢失登记。现在可以打开窗口办件。",
        opening_after_restoring(back.opens),
    ]
    newer = f"同一文件夹里有更新的备份：{back.newer}。要用它，请加 --move-aside 再恢复一次。"
    return Answer(data, "\n".join(lines), notes=(newer,) if back.newer else ())


def _recovery_key() -> str:
    key = ask("恢复密钥：").strip()
    if not key:
        raise BadInput("没有输入恢复密钥。", field="recovery_key")
    return key
