"""``counter case open|show|find|…``: file an application, show one, find one; same services as the window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from counter.cli.case import acts as case_acts
from counter.cli.case import list_cases
from counter.cli.case.words import case_words, opened_data, shown_data
from counter.cli.io.answer import Answer
from counter.cli.io.authentication import add_proof, add_reader, get_acting, get_reader
from counter.cli.io.find_case import get_case
from counter.cli.io.json_file import read_json_file
from counter.cli.papers.case_papers import add_options, papers_folder, write_papers
from counter.domain.errors import BadInput

if TYPE_CHECKING:
    from counter.cli.io.arguments import Parser
    from counter.cli.io.program import Program


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the commands to the command line."""
    from counter.cli.io.arguments import Parser

    case = commands.add_parser("case", help="办件", description="办件：登记、查看、查找。")
    case.common()
    acts = case.add_subparsers(title="命令", dest="act", metavar="命令", required=True, parser_class=Parser)
    opening = acts.add_parser(
        "open",
        help="按来访文件登记一件，规则与窗口相同",
        description="按来访文件（JSON）登记并决定一件；文书存到来访文件旁边。不合规定的一律不登记。"
        "没有点名、others 也没有写的材料是没看过的：decision 是 auto 的只收件，是 correct 的拒绝并列出。",
    )
    opening.words.add_argument("file", metavar="文件.json", help="来访文件；写 - 从标准输入读")
    add_proof(opening, "文件里 clerk 的口令")
    add_options(opening)
    opening.common()
    opening.set_defaults(run=run_open)
    showing = acts.add_parser("show", help="查看一件", description="查看一件：状态、事项、材料、文书、经过。")
    showing.words.add_argument("number", metavar="编号", help="办件编号，空格和大小写不限")
    add_reader(showing)
    showing.common()
    showing.set_defaults(run=run_show)
    finding = acts.add_parser(
        "find", help="查找", description="按编号或末几位、姓名的一部分、拼音首字母、证件号或手机末几位查找。"
    )
    finding.words.add_argument("text", metavar="内容", help="要找的字、字母或号码")
    add_reader(finding)
    finding.common()
    finding.set_defaults(run=run_find)
    list_cases.add(acts)
    case_acts.add(acts)


def run_open(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """File the visit of a file. Nothing is stored when a rule refuses or the file is invalid."""
    from counter.cli.case.visit_file import complete, parse_visit
    from counter.services.visit.file_case import file_case

    folder = papers_folder(args)
    value = read_json_file(args.file)
    with program.open_app(profile) as app:
        file = parse_visit(value, app.guide)
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
        calendar = app.calendar
    return Answer(opened_data(case, files, calendar), case_words(case, files, calendar), notes)


def run_show(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Show one case, personal numbers masked."""
    with program.open_app(profile) as app:
        get_reader(app, args)
        case = get_case(app, args.number)
        return Answer(shown_data(case, app), case_words(case, {}, app.calendar))


def run_find(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Find cases; no match is a valid result."""
    text = args.text.strip()
    if not any(c.isalnum() for c in text):
        raise BadInput("要查什么？请给编号、姓名、拼音首字母、证件号或手机末几位。", field="内容")
    with program.open_app(profile) as app:
        get_reader(app, args)
        return list_cases.found_answer(app.journal.find_cases(text), "没有找到。", "多给几个字或数字")
