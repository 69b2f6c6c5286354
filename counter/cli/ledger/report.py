"""``counter report``: the monthly report: shown, as workbook or paper, handed in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.ledger.period import month_of, read_month
from counter.domain.ledger.report import value_of, value_words
from counter.domain.ledger.report_sheet import span_words
from counter.domain.ledger.template import Template
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.ledger.export import export_report, report_pdf
from counter.services.ledger.report import (
    HandedInBefore,
    HandIn,
    MonthlyReport,
    hand_in,
    monthly_report,
)
from counter.services.ledger.scope import report_days
from counter.services.ledger.template_file import template_in

_WORKBOOK, _PAPER = ".xlsx", ".pdf"


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "月报：一期从上一次报送日的次日到这一次的报送日。--hand-in 报送，报送后数字不再变；"
        "再报一份要写 --reason。报送了、文件没有存成的，同样的命令再运行一次；"
        "已经报送的，不写 --hand-in 存的也是那一版。由值班负责人出。"
    )
    options = parser.options
    options.add_argument("--month", metavar="月份", default="", help="哪个月报送的，例如 2026-11；不写是本期")
    options.add_argument("--hand-in", action="store_true", help="报送：数字从此不变，报送日当天起才行")
    options.add_argument("--reason", metavar="原因", default="", help="已经报送过的，再报一份的原因")
    options.add_argument(
        "--text",
        metavar="段=文字",
        action="append",
        default=[],
        help="报送时写的一段，例如 problems=…；可以写几次",
    )
    add_out(parser, "存到哪里：.xlsx 是表格（能查到每个数后面的行），.pdf 是签字用的", required=False)
    options.add_argument("--clerk", metavar="工号", default="", help="审核人：值班负责人")
    add_proof(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Show, hand in, write. Raises RuleRefused for who may not."""
    if args.out is not None and args.out.suffix.lower() not in (_WORKBOOK, _PAPER):
        raise BadInput("文件名要以 .xlsx 或者 .pdf 结尾。", field="--out")
    if (args.reason or args.text) and not args.hand_in:
        raise BadInput("--reason、--text 是报送时写的：加 --hand-in。", field="--hand-in")
    template = template_in(program.resources(), program.read_toml)
    with program.open_app(profile) as app:
        person = get_acting(app, args.clerk, args.pin_file)
        if args.out is None:
            return _answer(_found(app, person, args, template), template, "")
        with writing(args, program) as half:
            found, again = _found_or_again(app, person, args, template)
            if args.out.suffix.lower() == _PAPER:
                half.write(report_pdf(app, person, found, template))
            else:
                half.write(export_report(app, person, found, template).content)
    return _answer(found, template, str(args.out), again=again)


def _found_or_again(
    app: AppContext, person: StaffRow, args: argparse.Namespace, template: Template
) -> tuple[MonthlyReport, bool]:
    """The report for a file, and whether it was handed in before: a command that was cut short between entry and file
    is run again, and writes the version that stands.
    """
    try:
        return _found(app, person, args, template), False
    except HandedInBefore:
        return monthly_report(app, person, *_month(app, args), template), True


def _found(app: AppContext, person: StaffRow, args: argparse.Namespace, template: Template) -> MonthlyReport:
    year, month = _month(app, args)
    if not args.hand_in:
        return monthly_report(app, person, year, month, template)
    return hand_in(app, person, year, month, template, HandIn(_texts(args.text), args.reason))


def _month(app: AppContext, args: argparse.Namespace) -> tuple[int, int]:
    if args.month:
        return read_month(args.month)
    return month_of(civil_date(app.clock.read().at), report_days(app))


def _texts(said: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in said:
        name, sign, words = one.partition("=")
        if not sign:
            raise BadInput(f"--text 要写成 段=文字，例如 problems=…，不是“{one[:20]}”。", field="--text")
        found[name.strip()] = words
    return found


def _answer(found: MonthlyReport, template: Template, file: str, *, again: bool = False) -> Answer:
    report, frozen = found.report, found.frozen
    data: dict[str, object] = {
        "month": found.month,
        "since": report.period.first.isoformat(),
        "until": report.period.last.isoformat(),
        "counted_to": report.counted_to.isoformat(),
        "scope": found.scope.words,
        "figures": dict(report.figures),
        "before": dict(report.before),
        "lines": [
            {
                "title": line.title,
                "value": value_of(line, report.figures),
                "words": value_words(line, report.figures),
            }
            for line in template.report.lines
        ],
        "tables": {
            title: [{"key": row.key, "name": row.name, "figures": list(row.figures)} for row in rows]
            for title, rows in report.tables.items()
        },
        "versions": [
            {"version": one.said.version, "at": one.at.isoformat(), "by": one.by, "digest": one.said.digest}
            for one in found.handed_in
        ],
        "moved": [{"title": one.title, "then": one.then, "now": one.now} for one in found.moved],
    }
    if file:
        data["file"] = file
    state = "还没有报送" if frozen is None else f"已报送第{frozen.said.version}版（{frozen.by}），数字不再变"
    words = [f"{found.month} 月报：{span_words(report)}；{found.scope.words}；{state}"]
    words += [f"{line.title}：{value_words(line, report.figures)}" for line in template.report.lines]
    words += [f"报送以后变了：{one.title} {one.then} → {one.now}" for one in found.moved]
    if again and frozen is not None:
        data["handed_in_before"] = True
        words.append(f"第{frozen.said.version}版早已报送，没有变，没有再报；存的就是那一版。")
    words += [f"→ {file}"] if file else []
    return Answer(data, "\n".join(words))
