"""``counter close-day``: the window's 日结单 of a day, with what was counted by hand."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.cli.profile.counted import add_counts, closed_data, counts_in, counts_lines
from counter.domain.calendar.workdays import civil_date
from counter.domain.document.numbering import epoch_mark
from counter.domain.papers.verify.day_code import short_code
from counter.domain.text.day_input import read_day
from counter.services.day.close_day import ClosedDay, close_day, day_pdf


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "日结：记下当天给出的编号、办了多少、手点的原件和证照、日志的链首，存成一页 PDF。已经日结的，再存同样的一张；"
        "--anew 连同后来的另出一张。纸要离开这台电脑保管，以后用 counter check --against 核对。"
    )
    add_out(parser, "存到哪里", metavar="文件.pdf")
    parser.options.add_argument("--day", metavar="日期", default="", help="哪一天，不写是今天")
    parser.options.add_argument(
        "--anew", action="store_true", help="这天日结以后又办了，另出一张；写 --reason"
    )
    parser.options.add_argument("--reason", metavar="理由", default="", help="为什么另出一张，不写姓名")
    add_counts(parser)
    parser.options.add_argument("--clerk", metavar="工号", default="", help="谁日结")
    add_proof(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Close the day, or read its closing again."""
    with program.open_app(profile) as app, writing(args, program) as half:
        clerk = get_acting(app, args.clerk, args.pin_file)
        day = read_day(args.day, civil_date(app.clock.read().at), "--day")
        counts = counts_in(args.originals, args.certificates, confirmed=args.differs)
        closed = close_day(app, day, clerk=clerk, anew=args.anew, reason=args.reason, counts=counts)
        half.write(day_pdf(app, closed))
    words = _words(closed, str(args.out))
    if closed.later:
        words = (
            f"{words}\n日结以后又办了 {closed.later} 件，那一张里没有：要连同后来的，另出一张，"
            "加 --anew 和 --reason 理由。"
        )
    if closed.again and (args.originals or args.certificates):
        words = f"{words}\n这次写的点数没有记：那一张不会变。要记，另出一张，加 --anew 和 --reason 理由。"
    return Answer(closed_data(closed, str(args.out)), words)


def _words(closed: ClosedDay, file: str) -> str:
    said, head = closed.said, closed.head
    how = "已经日结过，再存同样的一张" if closed.again else "已日结"
    counted = Counter[str]()  # of one kind there is a series for each organ
    for one in said.series:
        counted[one.label] += one.count
    given = "；".join(f"{label} {count} 个" for label, count in counted.items()) or "没有给出编号"
    code = short_code(head.station, head.epoch, head.seq, bytes.fromhex(head.hash))
    return "\n".join(
        (
            f"{said.day.isoformat()} {how} → {file}",
            f"当日记录 {said.entries:,} 条；{given}。",
            *counts_lines(said.counts),
            f"日志到 {epoch_mark(head.epoch)} 期第 {head.seq:,} 条，短码 {code}",
        )
    )
