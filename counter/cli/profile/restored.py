"""``counter restored``: what a restored window has lost, shown again, and confirmed by two people."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_agreed, add_own_pin, two_people
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_time
from counter.domain.hall.backup.events import SUBJECT, ProfileRestored
from counter.domain.hall.backup.loss_words import loss_lines
from counter.services.backup.confirm_restoring import confirm_restoring
from counter.services.hall.restorings import restorings, unconfirmed_restoring


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "用备份恢复以后：再看一遍缺的清单；写 --by（和 --agreed）的，由两个人各自输入口令，确认看过、会补录。"
        "不确认也能办件，灯一直亮着。"
    )
    parser.options.add_argument("--by", metavar="工号", default="", help="确认的人（负责人或系统管理员）")
    add_own_pin(parser)
    add_agreed(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Show the last restoring; confirm it where somebody is named."""
    with program.open_app(profile) as app:
        station = app.journal.station().code
        if args.by:
            by, agreed = two_people(app, args)
            confirm_restoring(app.journal, by, agreed)
        last = next(reversed(restorings(app.journal.entries(SUBJECT))), None)
        waits = unconfirmed_restoring(app.journal) is not None
    if last is None:
        return Answer({"restored": False}, "这个窗口没有用备份恢复过。")
    lines = loss_lines(station, last.entries, last.series)
    data = {"restored": True, "made_at": last.made_at, "missing": list(lines), "confirmed": not waits}
    return Answer(data, "\n".join([_head(last, waits), *(f"  · {line}" for line in lines)]))


def _head(last: ProfileRestored, waits: bool) -> str:
    state = "还没有两个人确认" if waits else "已确认"
    return f"用 {civil_time(datetime.fromisoformat(last.made_at)):%Y-%m-%d %H:%M} 的备份恢复过（{state}）。缺的："
