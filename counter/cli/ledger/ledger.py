"""``counter ledger``: the rows of the hall's ledger, listed or as a workbook; the weekly sheet."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.ledger.cells import CELLS, SERIAL
from counter.domain.ledger.period import Period, month_of, read_month, report_period
from counter.domain.ledger.report import value_words
from counter.domain.ledger.template import Template
from counter.domain.text.day_input import read_day
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.export import export_ledger, export_weekly
from counter.services.ledger.read import LedgerView, read_ledger
from counter.services.ledger.scope import report_days
from counter.services.ledger.template_file import template_in

MOST_SHOWN = 100
"""Most rows printed; a file holds all of them."""
STATES = ("open", "ended", "late")


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "台账：一个事项一行。不写期间，是本期（从上一次报送日的次日到这一次的报送日）。"
        "值班负责人看全部，窗口人员只看自己办的；姓名和证照编号是掩着的。"
    )
    options = parser.options
    options.add_argument("--month", metavar="月份", default="", help="哪个月的报送期，例如 2026-11")
    options.add_argument("--since", metavar="日期", default="", help="从哪天起（含当日），和 --until 一起写")
    options.add_argument("--until", metavar="日期", default="", help="到哪天止（含当日）")
    options.add_argument("--organ", metavar="部门", default="", help="只看这个部门的事项")
    options.add_argument("--bundle", metavar="序号", type=int, help="只看这一件事")
    options.add_argument("--of", metavar="工号", default="", help="只看这个人办的")
    options.add_argument(
        "--window", metavar="窗口编码", default="", help="只看这个窗口的：列出它主办的；收件的数算它收的"
    )
    options.add_argument("--state", choices=STATES, default="", help="open 在办、ended 有结果的、late 超期的")
    options.add_argument(
        "--figure", metavar="数", default="", help="只看月报里这个数后面的行，例如 corrected_again"
    )
    options.add_argument(
        "--weekly", action="store_true", help="周调度表：到 --until 那天还没有结果的，快到期的在前"
    )
    options.add_argument("--full", action="store_true", help="姓名、证照编号写全（值班负责人）；记录在案")
    add_out(parser, "写成 Excel（.xlsx），全部行都在里面；导出本身也有记录", required=False)
    options.add_argument("--clerk", metavar="工号", default="", help="谁看")
    add_proof(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Print or export the rows. Raises RuleRefused for who may not see them."""
    if args.out is not None and args.out.suffix.lower() != ".xlsx":
        raise BadInput("文件名要以 .xlsx 结尾。", field="--out")
    template = template_in(program.resources(), program.read_toml)
    with program.open_app(profile) as app:
        person = get_acting(app, args.clerk, args.pin_file)
        span = _span(app, args)
        if args.out is None:
            if args.weekly or args.full:
                raise BadInput("周调度表、全名的台账只写成文件：加 --out 文件.xlsx。", field="--out")
            return _listed(read_ledger(app, person, span, template, args.figure), template)
        with writing(args, program) as half:
            if args.weekly:
                made = export_weekly(app, person, span.last, template)
            else:
                made = export_ledger(app, person, span, template, behind=args.figure, full=args.full)
            half.write(made.content)
    data = {
        "file": str(args.out),
        "count": made.count,
        "since": span.first.isoformat(),
        "until": span.last.isoformat(),
    }
    return Answer(data, f"{made.count} 行已写到 {args.out}。")


def _listed(view: LedgerView, template: Template) -> Answer:
    lines = view.lines[:MOST_SHOWN]
    columns = [column for column in template.ledger.columns if column.field != SERIAL]
    rows = [{column.field: CELLS[column.field](line, view.shown) for column in columns} for line in lines]
    data = {
        "since": view.span.first.isoformat(),
        "until": view.span.last.isoformat(),
        "scope": view.scope.words,
        "total": view.total,
        "figures": dict(view.figures),
        "rows": [{name: _plain(value) for name, value in row.items()} for row in rows],
    }
    words = [
        f"{view.span.first.isoformat()} 至 {view.span.last.isoformat()}；{view.scope.words}；{view.total}行"
    ]
    words += [f"{line.title}：{value_words(line, view.figures)}" for line in template.report.lines]
    words += [
        "  ".join(
            str(row[name]) for name in ("number", "item", "state", "received_on", "ended_on") if row.get(name)
        )
        for row in rows
    ]
    notes = (f"只列出前{MOST_SHOWN}行；全部用 --out 写成 Excel。",) if view.total > len(lines) else ()
    return Answer(data, "\n".join(words), notes)


def _plain(value: str | int | date | None) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def _span(app: AppContext, args: argparse.Namespace) -> LedgerSpan:
    period = _period(app, args)
    return LedgerSpan(
        period.first,
        period.last,
        args.organ.strip(),
        args.bundle,
        args.window.strip(),
        args.of.strip().upper(),
        args.state,
    )


def _period(app: AppContext, args: argparse.Namespace) -> Period:
    day = report_days(app)
    today = civil_date(app.clock.read().at)
    if args.month and (args.since or args.until):
        raise BadInput("--month 和 --since、--until 只写一样。", field="--month")
    if args.month:
        return report_period(*read_month(args.month), day)
    current = report_period(*month_of(today, day), day)
    until = _day(args.until, "--until", today) or (today if args.since else current.last)
    return Period(_day(args.since, "--since", today) or min(current.first, until), until)


def _day(text: str, field: str, today: date) -> date | None:
    return read_day(text, today, field) if text else None
