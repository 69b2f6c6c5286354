"""``counter case declare-lost``: what windows saw of a case and what never came is waited for no more."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_two_proofs, get_acting, pin_of
from counter.cli.io.find_case import get_case
from counter.cli.io.program import Program
from counter.domain.document.numbering import grouped
from counter.domain.hall.consent import Consent
from counter.services.case.declare_lost import declare_lost


def add(parser: Parser) -> None:
    """Description and arguments."""
    parser.description = (
        "登记遗失：别的窗口看到过、一直没有收到的记录确实不会来了（电脑烧了等），不再等，可以决定。"
        "以后又收到的照样归件，和期间的决定有矛盾的照样列出来。两个人签名。"
    )
    parser.words.add_argument("number", metavar="编号", help="办件编号")
    parser.options.add_argument("--reason", metavar="理由", required=True, help="为什么不会再来")
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="办理的人")
    parser.options.add_argument("--by", metavar="工号", required=True, help="同意的值班负责人")
    add_two_proofs(parser, "--by", "值班负责人")
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Declare it for one case."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.clerk_pin_file, "--clerk")
        case = get_case(app, args.number)
        consent = Consent(args.by, pin_of(args.by, args.pin_file))
        after = declare_lost(app, case.id, args.reason, clerk, consent)
    words = f"{grouped(case.number)}：{after.history[-1].text}。"
    return Answer({"number": case.number, "words": after.history[-1].text}, words)
