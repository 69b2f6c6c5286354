"""``counter case ask-key``: ask to read a case of another window."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.find_case import get_case
from counter.cli.io.program import Program
from counter.domain.case.key_events import KeyReason
from counter.domain.document.numbering import grouped
from counter.services.exchange.ask_key import ask_key


def add(parser: Parser) -> None:
    """Description and arguments of ``ask-key``."""
    parser.description = (
        "申请查看别的窗口办的一件：持有大厅钥匙环的窗口答复，准了的看 30 天。"
        "申请和答复都记下来，主办窗口看得到。"
    )
    parser.words.add_argument("number", metavar="编号", help="办件编号，空格和大小写不限")
    reasons = [reason.value for reason in KeyReason]
    parser.options.add_argument(
        "--reason", metavar="理由", required=True, choices=reasons, help="为什么看：" + "、".join(reasons)
    )
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="谁申请")
    add_proof(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Put the request on record."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file)
        case = get_case(app, args.number)
        entry = ask_key(app, case.id, args.reason, clerk)
    return Answer(
        {"number": case.number, "request": entry.id, "reason": args.reason},
        f"{grouped(case.number)} 的申请已记下（{args.reason}），随下一次上报或拷U盘送到大厅。",
        ("准了以后，资料随下一次上报或收U盘回来。",),
    )
