"""``counter check``: check journal, numbers and read models of a profile."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from counter.cli.io.answer import DONE, REFUSED, Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.program import CheckReport, Program
from counter.cli.profile.check_progress import Progress


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = "核对全部记录：链条、编号、文书、检索数据。发现问题时退出码为1。"
    parser.options.add_argument("--rebuild", action="store_true", help="先按记录重建检索数据，再核对")
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Check, after rebuilding where asked."""
    with Progress(sys.stderr) as tell:
        report = program.check(profile, args.rebuild, tell)
    data: dict[str, object] = {
        "clean": not report.faults,
        "rebuilt": report.rebuilt,
        "entries": report.entries,
        "cases": report.cases,
        "papers": report.papers,
        "faults": [{"kind": f.kind, "sentence": f.sentence, "place": f.place} for f in report.faults],
        "notes": list(report.notes),
    }
    return Answer(data, _words(report), code=REFUSED if report.faults else DONE)


def _words(report: CheckReport) -> str:
    counted = f"记录 {report.entries} 条，办件 {report.cases} 件，文书 {report.papers} 份"
    rebuilt = "检索数据已重建。" if report.rebuilt else ""
    notes = [f"  · {note}" for note in report.notes]
    if not report.faults:
        return "\n".join([f"{rebuilt}核对无误：{counted}。", *notes])
    lines = [f"  · {f.sentence}{f'（{f.place}）' if f.place else ''}" for f in report.faults]
    return "\n".join([f"{rebuilt}发现 {len(report.faults)} 处问题（{counted}）：", *lines, *notes])
