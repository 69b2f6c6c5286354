"""``counter paper NO KIND --out FILE``: one copy of an issued paper as PDF; a print like any other, with its serial."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting, get_reader
from counter.cli.io.find_case import get_case
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.cli.papers.case_papers import keep_paper
from counter.domain.document.document import ROLL, STRIP_COPY
from counter.domain.papers.parts.displayable import note_of
from counter.services.context.app import AppContext
from counter.services.papers.copy_paper import find_paper


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = "把一份已出具的文书存成 PDF。这也是一次打印：记入经过，文书上写明第几份。"
    parser.words.add_argument("number", metavar="编号", help="办件编号")
    parser.words.add_argument("kind", metavar="文书", help="名称（受理通知书 等，取最近一份）或文号")
    add_out(parser, "存到哪里", metavar="文件.pdf")
    parser.options.add_argument(
        "--page",
        metavar="纸",
        default="A4",
        help="A4；受理通知书、登记备案凭据还可以 A5 或 80mm（凭条，不盖章）",
    )
    parser.options.add_argument(
        "--clerk", metavar="工号", help="谁取的；不写的，是会话里的人，或者登记这件的人"
    )
    add_proof(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write one copy."""
    with program.open_app(profile) as app:
        clerk = _whose(app, args)
        case = get_case(app, args.number)
        paper = find_paper(case, args.kind)
        if not clerk:
            clerk = get_acting(app, case.clerk, args.pin_file, "--clerk").code
        copy = STRIP_COPY if args.page == ROLL else paper.copies + 1
        with writing(args, program) as half:
            lacking = keep_paper(app, case, paper.id, half.write, clerk, args.page)
    which = f"第{copy}份" if copy else "凭条"
    return Answer(
        {
            "kind": paper.kind,
            "number": paper.number,
            "file": str(args.out),
            "copy": copy,
            "page": args.page,
            "lacking": list(lacking),
        },
        f"{paper.title} {paper.number} {which} → {args.out}",
        (note_of(lacking),) if lacking else (),
    )


def _whose(app: AppContext, args: argparse.Namespace) -> str:
    """Who collects it, authenticated; empty: the clerk who filed the case, not known yet."""
    if args.clerk:
        return get_acting(app, args.clerk, args.pin_file, "--clerk").code
    if args.pin_file is not None:
        return ""
    reader = get_reader(app, args)
    return "" if reader is None else reader.code
