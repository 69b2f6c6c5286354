"""``counter retention template|import|show``: the hall's approved retention schedule (保管期限表)."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_two_proofs, get_acting, pin_of
from counter.cli.io.json_file import read_raw
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.case.archive_events import RetentionApproved
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.text.day_input import read_whole_day
from counter.services.case.archive_case import schedule_in_force
from counter.services.case.retention_schedule import (
    MOST_BYTES,
    Approval,
    read_schedule,
    schedule_rows,
    schedule_template,
    take_schedule,
)
from counter.services.context.app import AppContext

_ABOUT = """归档范围和保管期限表由各单位制定，报档案主管部门批准（档案法实施条例第19条）；程序不带期限。
  counter retention template --out 保管期限表.xlsx     空白的表
  counter retention import 保管期限表.xlsx …           照批准的表填好以后用上，两位值班负责人签名
  counter retention show                              现在用的表"""


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = _ABOUT
    parser.common()
    acts = parser.subcommands()
    empty = acts.add_parser("template", help="写出空白的保管期限表", description="写出空白的保管期限表。")
    add_out(empty, "存到哪里（.xlsx）")
    empty.common()
    empty.set_defaults(run=run_template)
    one = acts.add_parser(
        "import", help="用上经批准的保管期限表", description="用上经批准的表；以前归档的，期限不变。"
    )
    one.words.add_argument("file", metavar="文件.xlsx", help="填好的保管期限表")
    one.options.add_argument("--title", metavar="名称", required=True, help="表的名称")
    one.options.add_argument("--approved-by", metavar="机关", required=True, help="批准的档案主管部门")
    one.options.add_argument("--document", metavar="文号", required=True, help="批准的文号")
    one.options.add_argument("--day", metavar="日期", required=True, help="批准的日期，例如 2026-11-20")
    one.options.add_argument("--clerk", metavar="工号", required=True, help="值班负责人")
    one.options.add_argument("--by", metavar="工号", required=True, help="同意的另一位值班负责人")
    add_two_proofs(one, "--by", "值班负责人")
    one.common()
    one.set_defaults(run=run_import)
    shown = acts.add_parser("show", help="现在用的保管期限表", description="现在用的保管期限表。")
    shown.common()
    shown.set_defaults(run=run_show)


def run_template(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the empty workbook."""
    with writing(args, program, public=True) as half:
        half.write(schedule_template())
    return Answer({"file": str(args.out)}, f"空白的保管期限表已写到 {args.out}。")


def run_import(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Take a schedule into force; with a fault nothing is taken, and every fault is told at its cell."""
    raw, shown = read_raw(args.file, MOST_BYTES, "保管期限表")
    day = read_whole_day(args.day, "--day")
    with program.open_app(profile) as app:
        rows, faults = read_schedule(raw, app.guide)
        if faults:
            words = [fault.words for fault in faults] + ["什么都没有用上；改好以后再导入。"]
            data = {"file": shown, "faults": [fault.words for fault in faults]}
            return Answer(data, "\n".join(words), code=BadInput.exit_code)
        clerk = get_acting(app, args.clerk, args.clerk_pin_file, "--clerk")
        approval = Approval(args.title, args.approved_by, args.document, day)
        consent = Consent(args.by, pin_of(args.by, args.pin_file))
        taken = take_schedule(app, rows, approval, clerk, consent)
        return _answer(app, taken)


def run_show(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Show the schedule in force."""
    with program.open_app(profile) as app:
        schedule = schedule_in_force(app.journal)
        if schedule is None:
            return Answer({"schedule": None}, "大厅还没有用上经批准的保管期限表，办件不能归档。")
        return _answer(app, schedule)


def _answer(app: AppContext, schedule: RetentionApproved) -> Answer:
    rows = schedule_rows(schedule.rows, app.guide)
    head = f"{schedule.title}（{schedule.approved_by} {schedule.document}，{schedule.day.isoformat()}批准）"
    data = {
        "title": schedule.title,
        "approved_by": schedule.approved_by,
        "document": schedule.document,
        "day": schedule.day.isoformat(),
        "rows": [{"bundle": row.bundle, "years": row.years, "clause": row.clause} for row in schedule.rows],
    }
    return Answer(data, "\n".join([head, *("  ".join(filter(None, row)) for row in rows)]))
