"""``counter sync files|take|decline|again|save``: files that travel beside the entries (往来文件)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from counter.cli.io.answer import Answer, plain
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, pin_of
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.errors import BadInput
from counter.services.exchange.receive_parcel import parcel_of
from counter.services.exchange.send_parcel import file_in
from counter.services.parcels.parcel_lines import SHOWN, ParcelLine, parcel_lines
from counter.services.parcels.send_again import send_again
from counter.services.parcels.send_files import send_what_changed
from counter.services.parcels.take_parcel import set_aside, settle_known, take_parcel

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

_MOST = 100_000


def add_files(acts: argparse._SubParsersAction[Parser]) -> None:
    """The commands of the group ``sync`` about files."""
    files = acts.add_parser("files", help="随上报收发的文件：登记册、指南包、评价包……")
    files.runs(run_files, f"列出最新的 {SHOWN} 个：是什么、谁发的、什么时候、采用了没有；等人收的在前面。")
    files.options.add_argument("--all", action="store_true", help="全部列出")
    take = acts.add_parser("take", help="收一个等人收的文件")
    take.runs(run_take, "和收文件一样：同样的人、同样的核对，收了才采用。")
    _one(take, "收的人")
    decline = acts.add_parser("decline", help="看过，决定不收")
    decline.runs(run_decline, "它留在列表里，写明谁决定不收。")
    _one(decline, "决定的人")
    again = acts.add_parser("again", help="从这里发的文件再发一次：对方没有收、丢了的")
    again.runs(run_again, "再发一次，每个收的人都再收到；同样的内容只采用一次。")
    _one(again, "再发的人")
    save = acts.add_parser("save", help="把收到的文件存出来，照原来的办法收")
    save.runs(run_save, "和发件的窗口写出的文件一个字节也不差；评价包只有差评处理室打得开。")
    save.words.add_argument("number", metavar="编号", type=int, help="counter sync files 列出的编号")
    add_out(save, "存到哪里")


def _one(parser: Parser, who: str) -> None:
    parser.words.add_argument("number", metavar="编号", type=int, help="counter sync files 列出的编号")
    parser.options.add_argument("--by", metavar="工号", required=True, help=who)
    add_own_pin(parser, f"{who}的口令")


def run_files(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The list."""
    with program.open_app(profile) as app:
        lines = parcel_lines(app, _MOST if args.all else SHOWN)
    said = [
        f"{one.id:>4}　{'发' if one.sent else '收'}　{one.state_words}　{plain(one.words)}\n      {plain(one.standing)}"
        for one in lines
    ]
    return Answer({"files": [file_data(one) for one in lines]}, "\n".join(said) or "还没有收发过文件。")


def run_take(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Take one in. Raises BadInput, RuleRefused with what the file's own service says."""
    with program.open_app(profile) as app:
        words = take_parcel(app, args.number, code=args.by, pin=pin_of(args.by, args.pin_file))
    return Answer({"number": args.number, "said": plain(words)}, f"{plain(words)}。")


def run_decline(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Decide that it is not taken in."""
    with program.open_app(profile) as app:
        set_aside(app, args.number, code=args.by, pin=pin_of(args.by, args.pin_file))
    return Answer({"number": args.number}, "记下了：不收。它留在列表里。")


def run_again(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Send one once more."""
    with program.open_app(profile) as app:
        send_again(app, args.number, code=args.by, pin=pin_of(args.by, args.pin_file))
    return Answer({"number": args.number}, "下一次上报或拷U盘时再发一次。")


def run_save(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the file as its sender wrote it."""
    with program.open_app(profile) as app:
        content = _content(app, args.number)
    with writing(args, program) as half:
        half.write(content)
    return Answer({"file": str(args.out), "bytes": len(content)}, f"已写到 {args.out}。")


def bring_up_to_date(app: AppContext) -> None:
    """Before a courier file is written: what the hall has newly said goes along."""
    send_what_changed(app)
    settle_known(app)


def file_data(one: ParcelLine) -> dict[str, object]:
    """A line as JSON."""
    return {
        "id": one.id,
        "sent": one.sent,
        "state": one.state.value,
        "title": plain(one.title),
        "words": plain(one.words),
        "standing": plain(one.standing),
        "waits": one.waits,
    }


def _content(app: AppContext, number: int) -> bytes:
    kept = app.journal.exchange().parcels().by_id(number)
    parcel = None if kept is None else parcel_of(app, kept)
    if kept is None or parcel is None:
        raise BadInput(f"这里没有第 {number} 个往来文件，或者它的内容已经不留了。", field="number")
    if kept.spec is None:
        raise BadInput("这是更新的程序发的，升级以后才能存出来。", field="number")
    return file_in(parcel, app.journal.handler_seed())
