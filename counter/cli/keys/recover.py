"""``counter recover``: rewrite a lost or damaged key file with the recovery key of the set-up."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.program import Program
from counter.cli.io.prompt import ask
from counter.cli.io.unlocking import no_holder
from counter.domain.errors import BadInput, CounterError
from counter.domain.journal.exchange.key_wraps import KeyParcel
from counter.services.exchange.take_wraps import take_wraps
from counter.services.keys.recovery_reading import note_own_reader

_UNTIL_SHUT_DOWN = (
    "已打开，到关机或睡眠为止。忘了口令词的，请马上用 counter keys phrase 换一组；"
    "丢了钥匙盘的，用 counter keys add stick 另做一个，再用 counter keys remove 去掉旧的。"
)


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "密钥丢失或损坏时，用设置时抄下的恢复密钥重新写出。恢复密钥会询问，也可从标准输入给一行。"
    )
    parser.options.add_argument(
        "--hall-recovery",
        action="store_true",
        help="输入的是大厅恢复密钥（counter hall card --recovery 给出的），不是这台电脑自己的",
    )
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Ask for the recovery key and write the key. Raises BadInput when it does not belong to this profile."""
    if not program.is_set_up(profile):
        raise BadInput(
            f"{profile} 里没有资料，或者缺了 keys.json（没有它恢复密钥也打不开，请先从备份取回）；"
            "请用 --data 指定原来的资料文件夹。",
            field="--data",
        )
    key = ask("大厅恢复密钥：" if args.hall_recovery else "恢复密钥：").strip()
    if not key:
        raise BadInput("没有输入恢复密钥。", field="recovery_key")
    where = program.recover(profile, key, args.hall_recovery)
    opened = _read_again(args, profile, program, key)
    words = f"密钥已重新写好（{where}）。请运行 counter check 核对一遍。"
    if not where:
        state = program.key_slots(profile).state()
        words = _UNTIL_SHUT_DOWN if state.held else f"恢复密钥是对的。{no_holder(state)}"
    if opened:
        words += f"从备份恢复以后取回的 {opened} 件，里面的个人资料现在读得出了。"
    return Answer({"profile": str(profile), "key": where, "opened": opened}, words)


def _read_again(args: argparse.Namespace, profile: Path, program: Program, key: str) -> int:
    """Open the wraps that wait for this key since a restoring; of how many cases. A profile of before its recovery key
    could read: now it is known that this is it.
    """
    with suppress(CounterError), program.open_app(profile) as app:
        if not args.hall_recovery:
            note_own_reader(app.journal, key)
        return len(take_wraps(app, KeyParcel(), recovery_key=key).opened)
    return 0
