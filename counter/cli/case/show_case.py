"""``counter case show|find``: show one case, find cases."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.case.list_cases import found_answer
from counter.cli.case.words import case_words, shown_data
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_reader, get_reader
from counter.cli.io.find_case import get_case
from counter.cli.io.program import Program
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput, RuleRefused
from counter.services.exchange.case_standing import case_standing
from counter.services.exchange.follow_forgetting import unconfirmed_forgetting

_INCOMPLETE = (
    "别的窗口看到过的记录还没有收到，收到以前不能决定；"
    "确实不会来了的，两个人登记遗失（counter case declare-lost）。"
)
_WITH_REASON = (
    "这里是值班主管室，看一件要写理由：请用 counter oversight look 编号 --reason 理由 --clerk 工号。"
)


def add_show(parser: Parser) -> None:
    """Description and arguments of ``show``."""
    parser.description = "查看一件：状态、事项、材料、文书、经过。"
    parser.words.add_argument("number", metavar="编号", help="办件编号，空格和大小写不限")
    add_reader(parser)
    parser.common()
    parser.set_defaults(run=run_show)


def add_find(parser: Parser) -> None:
    """Description and arguments of ``find``."""
    parser.description = "按编号或末几位、姓名的一部分、拼音首字母、证件号或手机末几位查找。"
    parser.words.add_argument("text", metavar="内容", help="要找的字、字母或号码")
    add_reader(parser)
    parser.common()
    parser.set_defaults(run=run_find)


def run_show(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Show one case, personal numbers masked."""
    with program.open_app(profile) as app:
        if app.hall.oversight:
            raise RuleRefused(_WITH_REASON, rule="room", field="oversight")
        get_reader(app, args)
        case = get_case(app, args.number)
        words, waiting = (
            case_words(case, {}, app, app.journal.station().code),
            unconfirmed_forgetting(app, case.id),
        )
        notes: tuple[str, ...] = (
            (f"待清除确认：窗口 {'、'.join(waiting)} 还没有回报清除。",) if waiting else ()
        )
        standing = case_standing(app, case)
        if standing.incomplete:
            notes = (*notes, _INCOMPLETE)
        notes += tuple(
            f"窗口 {one.owner} 也收了这位申请人的同一件事，编号 {grouped(one.number)}，两件都在办。"
            for one in standing.same
        )
        return Answer(shown_data(case, app), words, notes)


def run_find(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Find cases; no match is a valid result."""
    text = args.text.strip()
    if not any(c.isalnum() for c in text):
        raise BadInput("要查什么？请给编号、姓名、拼音首字母、证件号或手机末几位。", field="内容")
    with program.open_app(profile) as app:
        get_reader(app, args)
        return found_answer(app.journal.find_cases(text), "没有找到。", "多给几个字或数字")
