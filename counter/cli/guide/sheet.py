"""``counter guide sheet N --out FILE``: the 一次性告知单 of one bundle under given answers, as PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.guide_answers import add_one_by_one, bundle_of, given_answers
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.visit.answer_input import check_answers
from counter.domain.visit.visit import Visit
from counter.services.visit.give_guide_sheet import give_guide_sheet

COMMAND = "cli"
"""The actor of a sheet requested without a signed-on person."""


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "给只来咨询的人：要办的事项、要带的材料和每一样的理由，一次告知。不用报姓名；给过的记入记录。"
    )
    parser.words.add_argument("number", metavar="序号", type=int, help="一件事的序号，例如 8")
    parser.options.add_argument(
        "--answers",
        metavar="文件.json",
        type=path_argument,
        help="情形回答，写法同 guide show；没答的写明会怎么变",
    )
    add_one_by_one(parser)
    add_out(parser, "存到哪里", metavar="文件.pdf")
    parser.options.add_argument("--clerk", metavar="工号", help="谁给的，不写记为命令行")
    add_proof(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the sheet and record that it was given."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk").code if args.clerk else COMMAND
        bundle = bundle_of(app.guide, args.number)
        answers = check_answers(app.guide, bundle, given_answers(args))
        with writing(args, program) as half:
            given = give_guide_sheet(
                app.journal,
                app.papers,
                app.setting(),
                Visit(bundle.number, answers),
                clerk=clerk,
                keep=half.write,
            )
    sheet = given.said
    data: dict[str, object] = {
        "bundle": sheet.bundle,
        "name": sheet.bundle_name,
        "version": sheet.guide_version,
        "items": list(sheet.items),
        "materials": list(sheet.lines),
        "open": list(sheet.open),
        "id": given.id,
        "file": str(args.out),
    }
    still = f"，还有{len(sheet.open)}个问题没答" if sheet.open else ""
    counts = f"{len(sheet.items)}个事项、{len(sheet.lines)}样材料{still}"
    return Answer(data, f"一次性告知单 {sheet.bundle_name}（{counts}）→ {args.out}")
