"""``counter records``: who looked at whom, wrong PINs, voids, further notices, missed days, changes of the hall."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, get_supervisor
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.errors import BadInput
from counter.domain.tasks.records.record import AuditRecord, RecordKind
from counter.domain.text.day_input import read_day
from counter.services.context.app import AppContext
from counter.services.tasks.export_records import export_records
from counter.services.tasks.records import RecordFilter, find_records

DAYS = 30
"""How far back without ``--since``."""
MOST_SHOWN = 200
"""Most records printed; a file holds all of them."""


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = "值班负责人看“记录”，不寻常的排在前面。每次都要本人的口令；里面没有申请人的姓名。"
    options = parser.options
    options.add_argument("--since", metavar="日期", help=f"从哪天起（含当日），不写是{DAYS}天以来")
    options.add_argument("--until", metavar="日期", help="到哪天止（含当日），不写是今天")
    options.add_argument("--clerk", metavar="工号", default="", help="只看这个人做的")
    options.add_argument(
        "--kind",
        metavar="类别",
        action="append",
        default=[],
        help="只看这一类，可以写几次；写错会列出全部类别",
    )
    options.add_argument("--case", metavar="编号", default="", help="只看这一件办件的")
    options.add_argument("--unusual", action="store_true", help="只看不寻常的")
    add_out(parser, "写成 Excel（.xlsx），全部记录都在里面；导出本身也有记录", required=False)
    options.add_argument("--by", metavar="工号", required=True, help="谁在看：值班负责人")
    add_own_pin(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Print or export the records. Raises RuleRefused for anybody but a supervisor with the own PIN."""
    if args.out is not None and args.out.suffix.lower() != ".xlsx":
        raise BadInput("文件名要以 .xlsx 结尾。", field="--out")
    with program.open_app(profile) as app:
        wanted = _wanted(args, app)
        if args.out is None:
            return _listed(app, wanted, get_supervisor(app, args.by, args.pin_file))
        with writing(args, program) as half:
            done = export_records(app, wanted, by=get_supervisor(app, args.by, args.pin_file))
            half.write(done.content)
    return Answer({"file": str(args.out), "count": done.count}, f"记录 {done.count} 条已写到 {args.out}。")


def _listed(app: AppContext, wanted: RecordFilter, by: str) -> Answer:
    found = find_records(app, wanted, by=by, limit=MOST_SHOWN)
    data = {
        "since": wanted.since.isoformat(),
        "until": wanted.until.isoformat(),
        "total": found.total,
        "unusual": found.unusual,
        "records": [_data(one) for one in found.records],
    }
    notes = [] if found.hours_said else ["大厅没有写明办公时间，只按是不是工作日来看。"]
    if found.total > len(found.records):
        notes.append(f"只列出前{len(found.records)}条；全部用 --out 写成 Excel，或者缩小范围。")
    days = f"{wanted.since.isoformat()} 至 {wanted.until.isoformat()}"
    head = f"{days}：本窗口记的{found.total}条，不寻常的{found.unusual}条"
    return Answer(data, "\n".join((head, *map(_words, found.records))), tuple(notes))


def _data(record: AuditRecord) -> dict[str, object]:
    return {
        "at": record.at.isoformat(),
        "who": record.who,
        "station": record.station,
        "kind": record.kind.value,
        "about": record.about,
        "sentence": record.sentence,
        "unusual": list(record.unusual),
        "entry": record.entry,
    }


def _words(record: AuditRecord) -> str:
    about = f"  {record.about}" if record.about else ""
    unusual = f"  【{'；'.join(record.unusual)}】" if record.unusual else ""
    at = f"（{record.station}）" if record.station else ""
    head = f"{civil_time(record.at):%Y-%m-%d %H:%M}  {record.who or '—'}{at}  {record.kind}"
    return f"{head}{about}  {record.sentence}{unusual}"


def _wanted(args: argparse.Namespace, app: AppContext) -> RecordFilter:
    today = civil_date(app.clock.read().at)
    until = _day(args.until, "--until", today) or today
    since = _day(args.since, "--since", today) or max(date.min + timedelta(days=DAYS), until) - timedelta(
        days=DAYS
    )
    return RecordFilter(
        since, until, args.clerk, tuple(map(_kind, args.kind)), args.case, unusual=args.unusual
    )


def _kind(words: str) -> RecordKind:
    try:
        return RecordKind(words.strip())
    except ValueError:
        every = "、".join(RecordKind)
        raise BadInput(f"没有“{words[:20]}”这一类，可以用：{every}。", field="--kind") from None


def _day(text: str | None, field: str, today: date) -> date | None:
    return None if text is None else read_day(text, today, field)
