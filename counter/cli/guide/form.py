"""``counter guide form KEY --out FILE``: a blank form or sample of a material, as it came with the guide (发放空表)."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.guide.sheet import COMMAND
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.services.visit.give_form import form_of, give_form


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = "给要填表的人：指南带来的空白表格、样表。不用报姓名；给过的记入记录，算一份。"
    parser.words.add_argument("material", metavar="材料", help="事项号/材料序号，例如 food_small_catering/1")
    parser.options.add_argument("--sample", action="store_true", help="要样表，不要空白表格")
    add_out(parser, "存到哪里", metavar="文件")
    parser.options.add_argument("--clerk", metavar="工号", help="谁给的，不写记为命令行")
    add_proof(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the file and record that it was given."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk").code if args.clerk else COMMAND
        name = form_of(app.guide, args.material, sample=args.sample)
        with writing(args, program) as half:
            given = give_form(app, args.material, name, clerk=clerk, keep=half.write)
    event = given.event
    data: dict[str, object] = {
        "item": event.item,
        "material": event.material,
        "name": event.material_name,
        "form": event.file,
        "version": event.guide_version,
        "today": given.today,
        "file": str(args.out),
    }
    return Answer(data, f"{event.file}（{event.material_name}，今天第{given.today}份）→ {args.out}")
