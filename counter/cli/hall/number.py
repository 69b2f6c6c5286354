"""``counter number compare``: is a number on a paper of this window in the journal? If not, a new epoch begins."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, pin_of
from counter.cli.io.program import Program
from counter.domain.document.numbering import epoch_mark
from counter.services.hall.compare_number import compare_number


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = "编号。"
    parser.common()
    acts = parser.subcommands()
    compare = acts.add_parser(
        "compare",
        help="拿纸上最新的编号核对记录，换回过备份时用",
        description="换回过备份、还原过整台电脑以后，输入本窗口最后出的那份文书的编号（或扫它的二维码）。"
        "记录里有，什么也不改；没有，就换一个代次：以后的编号换字母，和已经给出的不会重。",
    )
    compare.options.add_argument("--by", metavar="工号", required=True, help="值班负责人")
    add_own_pin(compare)
    compare.words.add_argument("number", metavar="编号", help="办件编号，或文书二维码的内容")
    compare.common()
    compare.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Compare. Raises RuleRefused for anyone but a supervisor, BadInput for a number of another window."""
    with program.open_app(profile) as app:
        result = compare_number(app.journal, args.number, code=args.by, pin=pin_of(args.by, args.pin_file))
        mark = epoch_mark(app.journal.station().epoch)
    data = {"number": result.number.code, "known": result.known, "mark": mark}
    if result.known:
        return Answer(data, f"{result.number.text} 在记录里，不用换代。")
    return Answer(
        data,
        f"{result.number.text} 不在记录里：这份资料比纸上的旧。已换代，以后的编号里是 {mark}。"
        "请关闭开着的窗口再打开；记录里没有的件，对照纸质文书补录。",
    )
