"""``counter clock confirm``: a supervisor confirms the clock after it went back (时间待核)."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, pin_of
from counter.cli.io.program import Program
from counter.services.hall.station_log import confirm_clock


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = "时钟。"
    parser.common()
    acts = parser.subcommands()
    confirm = acts.add_parser(
        "confirm",
        help="值班负责人确认现在的时间是对的",
        description="时钟比上一条记录早时，文书会标“时间待核”，不印期限。校准系统时间后，由值班负责人确认。",
    )
    confirm.options.add_argument("--by", metavar="工号", required=True, help="确认的值班负责人")
    add_own_pin(confirm)
    confirm.common()
    confirm.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Confirm the clock. Raises RuleRefused for anyone but a supervisor, or where nothing is in doubt."""
    with program.open_app(profile) as app:
        by = confirm_clock(app.journal, code=args.by, pin=pin_of(args.by, args.pin_file))
    return Answer({"confirmed_by": by.code}, f"{by.name}已确认时间，之后的文书照常写期限。")
