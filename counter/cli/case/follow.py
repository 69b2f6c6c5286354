"""``counter case follow``: pass cases on to another 跟踪人."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.find_case import get_case
from counter.cli.io.program import Program
from counter.domain.errors import BadInput
from counter.services.case.change_follower import change_follower, followed_by


def add(parser: Parser) -> None:
    """Description and arguments of ``follow``."""
    parser.description = (
        "转交跟踪人：一件、几件，或者某人跟踪的全部（休假、调岗；办结了还没有送达的也在内）。跟踪人管到办结送达，"
        "收件凭证上写着；要换办理窗口的另办移交（counter case hand-over）。"
    )
    parser.words.add_argument("number", metavar="编号", nargs="*", help="办件编号，空格和大小写不限")
    options = parser.options
    options.add_argument(
        "--all-of",
        metavar="工号",
        default="",
        help="这个人跟踪的全部转交：在办的，办结了还没有送达的；不写编号",
    )
    options.add_argument("--to", metavar="工号", required=True, help="转给谁")
    options.add_argument("--reason", metavar="理由", required=True, help="为什么换，例如 休假")
    options.add_argument("--clerk", metavar="工号", default="", help="谁办")
    add_proof(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Pass them on: all or none."""
    if bool(args.number) == bool(args.all_of):
        raise BadInput("写办件编号，或者写 --all-of 工号，二者只写一样。", field="number")
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file)
        cases = (
            followed_by(app, args.all_of)
            if args.all_of
            else tuple(get_case(app, number).id for number in args.number)
        )
        done = change_follower(app, cases, args.to, args.reason, clerk)
    data = {"to": args.to.strip().upper(), "numbers": [case.number for case in done]}
    return Answer(data, f"{len(done)} 件的跟踪人改为 {data['to']}。")
