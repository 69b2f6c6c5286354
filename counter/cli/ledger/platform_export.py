"""``counter platform-export``: cases in the fields of the national platform's tables, with what they lack."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, get_person
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.text.day_input import read_day
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.platform_export import export_for_platform


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "按全国一体化平台的办件表（up_pro_accept 等五张）写成 Excel：一张表一页，最后一页写明没有的和不能导出的。"
        "没有31位实施编码的事项不导出。文件里有申请人的全名和号码，由值班负责人出；导出本身也有记录。"
    )
    add_out(parser, "存到哪里", metavar="文件.xlsx")
    options = parser.options
    options.add_argument("--since", metavar="日期", required=True, help="从哪天收件的起（含当日）")
    options.add_argument("--until", metavar="日期", default="", help="到哪天止（含当日），不写是今天")
    options.add_argument("--by", metavar="工号", required=True, help="谁导出")
    add_own_pin(parser, "导出人的口令")
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the workbook. Raises RuleRefused for who may not export names."""
    if args.out.suffix.lower() != ".xlsx":
        raise BadInput("文件名要以 .xlsx 结尾。", field="--out")
    with program.open_app(profile) as app, writing(args, program) as half:
        person = get_person(app, args.by, args.pin_file)
        today = civil_date(app.clock.read().at)
        span = LedgerSpan(read_day(args.since, today, "--since"), read_day(args.until, today, "--until"))
        if span.last < span.first:
            raise BadInput("--until 早于 --since。", field="--until")
        file, found = export_for_platform(app, person, span)
        half.write(file.content)
    kept = [one for one in found if one.kept_back]
    data: dict[str, object] = {
        "file": str(args.out),
        "items": len(found),
        "exported": len(found) - len(kept),
        "lacking": [{"number": one.number, "item": one.name, "lacks": list(one.lacks)} for one in found],
    }
    words = f"{len(found) - len(kept)} 项已写到 {args.out}"
    if kept:
        words += f"；{len(kept)} 项没有实施编码，没有导出，名单在最后一页"
    return Answer(data, words + "。")
