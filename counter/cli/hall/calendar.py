"""``counter calendar import|due|list``: the State Council's working-day calendar, and periods computed by it (L7)."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, pin_of
from counter.cli.io.dates_in_words import (
    due_data,
    due_words,
    import_data,
    import_words,
    list_data,
    list_words,
    read_count,
    read_day,
    read_unit,
)
from counter.cli.io.json_file import parse_json, read_raw
from counter.cli.io.program import Program
from counter.domain.calendar.arrangement_file import MOST_BYTES, arrangement_from
from counter.domain.calendar.workdays import Calendar, add_days
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.services.hall.import_calendar import import_calendar
from counter.services.parcels.send_files import send_calendar

_FORM = """导入国务院办公厅公布的一年放假调休安排。文件是 JSON，两种写法都认得：

  {"year": 2027, "status": "official", "source": "国务院办公厅关于2027年部分节假日安排的通知（文号或网址）",
   "off": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}, …], "worked": ["2027-02-14", …]}

  {"year": 2027, "papers": ["通知网址"], "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}, …]}

off 是放假的起止日期，worked 是调休上班的周末；后一种是 holiday-cn 项目的写法。必须写明依据哪份文件。
一年第一次导入直接生效；换掉已公布的安排要值班负责人同意。已告知申请人的日期不会自动改。"""


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = "工作日日历和期限推算。"
    parser.common()
    acts = parser.subcommands()
    _add_import(acts)
    due = acts.add_parser(
        "due",
        help="从某天起若干日到哪一天届满",
        description="当日不算，从次日数起（民法典201条）；自然日届满在休息日的，顺延到下一个工作日（203条）。\n"
        "例如：counter calendar due 2026-12-25 10 working",
    )
    due.words.add_argument("day", metavar="日期", help="2026-12-25、20261225 或 2026年12月25日")
    due.words.add_argument("count", metavar="天数", help="0 到 3650")
    due.words.add_argument("unit", metavar="单位", help="working（工作日）或 natural（自然日）")
    due.common()
    due.set_defaults(run=run_due)
    every = acts.add_parser("list", help="列出各年的放假安排", description="列出各年的放假安排和依据。")
    every.common()
    every.set_defaults(run=run_list)


def _add_import(acts: argparse._SubParsersAction[Parser]) -> None:
    one = acts.add_parser("import", help="导入一年的放假安排", description=_FORM)
    one.words.add_argument("file", metavar="文件.json", help="放假安排；- 表示从标准输入读")
    one.options.add_argument(
        "--source", metavar="文件名称", default="", help="依据的通知：名称和文号，或网址"
    )
    one.options.add_argument(
        "--replace", action="store_true", help="换掉已公布的安排；要 --by，并询问值班负责人的口令"
    )
    one.options.add_argument("--by", metavar="工号", help="同意更换的值班负责人")
    add_own_pin(one)
    one.common()
    one.set_defaults(run=run_import)


def run_import(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Import one year. Raises BadInput for an incomplete file, RuleRefused where a supervisor's consent is missing."""
    if args.replace != bool(args.by):
        raise BadInput("更换已公布的安排要同时写 --replace 和 --by 值班负责人工号。", field="--by")
    raw, shown = read_raw(args.file, MOST_BYTES, "放假日历")
    found = arrangement_from(parse_json(raw, shown, "放假日历"), args.source)
    with program.open_app(profile) as app:
        consent = Consent(args.by, pin_of(args.by, args.pin_file)) if args.replace else None
        done = import_calendar(
            app.journal,
            app.calendar,
            found,
            sha256=hashlib.sha256(raw).hexdigest(),
            consent=consent,
        )
        if done.new:
            send_calendar(app, done.year, raw, args.source)
    return Answer(import_data(done), import_words(done))


def run_due(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Compute the end of one period. Raises BadInput for an invalid date, number or unit."""
    day, count, unit = read_day(args.day), read_count(args.count), read_unit(args.unit)
    calendar = _calendar(profile, program)
    reckoned = add_days(calendar, day, count, unit)
    return Answer(
        due_data(calendar, day, count, unit, reckoned), due_words(calendar, day, count, unit, reckoned)
    )


def run_list(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List the known years."""
    calendar = _calendar(profile, program)
    return Answer(list_data(calendar), list_words(calendar))


def _calendar(profile: Path, program: Program) -> Calendar:
    """The calendar in force at the station; without a profile, the shipped one."""
    if program.is_set_up(profile):
        with program.open_app(profile) as app:
            return app.calendar
    return program.shipped_calendar()
