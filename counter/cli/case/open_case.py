"""``counter case open``: file an application, by the same service as the window."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.case.visit_file import complete, parse_visit
from counter.cli.case.words import case_words, opened_data
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.find_case import get_case
from counter.cli.io.json_file import read_json_file
from counter.cli.io.program import Program
from counter.cli.papers.case_papers import add_options, papers_folder, write_papers
from counter.services.hall.clock_doubt import clock_doubt
from counter.services.visit.file_case import file_case


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "按来访文件（JSON）登记并决定一件；文书存到来访文件旁边。不合规定的一律不登记。"
        "没有点名、others 也没有写的材料是没看过的：decision 是 auto 的只收件，是 correct 的拒绝并列出。"
    )
    parser.words.add_argument("file", metavar="文件.json", help="来访文件；写 - 从标准输入读")
    parser.options.add_argument(
        "--clerk", metavar="工号", default="", help="谁办的；文件里写了 clerk 的不用写"
    )
    add_proof(parser, "办理人的口令")
    add_options(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """File the visit of a file. Nothing is stored when a rule refuses or the file is invalid."""
    folder = papers_folder(args)
    value = read_json_file(args.file)
    with program.open_app(profile) as app:
        file = parse_visit(value, app.guide, args.clerk)
        doubt = clock_doubt(app.journal)
        setting, clerk = app.setting(), get_acting(app, file.clerk, args.pin_file)
        filed = file_case(
            app.journal,
            app.projector,
            setting,
            complete(setting, file),
            clerk=clerk,
            decision=file.decision,
            via="cli",
        )
        files, notes = write_papers(app, filed.case, filed.case.papers, folder, clerk.code, program)
        case = get_case(app, filed.case.id) if files else filed.case
        notes = (doubt, *notes) if doubt else notes
        return Answer(opened_data(case, files, app), case_words(case, files, app), notes)
