"""``counter heads list|export``: heads of chains that are known here, for whoever checks another window's journal."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_time
from counter.domain.document.numbering import epoch_mark
from counter.domain.journal.stated_heads import StatedHead
from counter.services.keys.stated_heads import known_heads, stated_heads
from counter.services.papers.compare_evidence import heads_text


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = (
        "链首：每个窗口的日志走到了哪一条，由那个窗口签名。来往的文件都带着它，收到的一方留下；"
        "以后在那个窗口用 counter check --against 核对，日志被改写、截尾就会对不上。"
    )
    parser.common()
    acts = parser.subcommands()
    acts.add_parser("list", help="列出本机知道的链首").runs(run_list, "列出本机知道的链首。")
    export = acts.add_parser("export", help="导出本机知道的链首，拿到别的窗口去核对")
    export.runs(run_export, "导出本机知道的链首和证明它们的证书，拿到别的窗口去核对。")
    add_out(export, "存到哪里")


def run_list(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List them, the own one first."""
    with program.open_app(profile) as app:
        heads = (*stated_heads(app.journal)[:1], *known_heads(app.journal))
    lines = [_line(one) for one in heads]
    return Answer(
        {"heads": [_data(one) for one in heads]}, "\n".join(lines) or "还没有记录，也没有收到过链首。"
    )


def run_export(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the file."""
    with writing(args, program, public=True) as half, program.open_app(profile) as app:
        half.write(heads_text(app.journal).encode())
        stations = sorted({one.station for one in (*stated_heads(app.journal), *known_heads(app.journal))})
    words = f"已写到 {args.out}，里面有 {len(stations)} 个窗口的链首：{'、'.join(stations)}。"
    return Answer({"file": str(args.out), "stations": stations}, words)


def _line(head: StatedHead) -> str:
    at = civil_time(datetime.fromisoformat(head.at))
    day = f"　{head.day} 日结" if head.day else ""
    return f"{head.station}　{epoch_mark(head.epoch)} 期第 {head.seq:,} 条　{at:%Y-%m-%d %H:%M}{day}"


def _data(head: StatedHead) -> dict[str, object]:
    return {
        "station": head.station,
        "epoch": head.epoch,
        "seq": head.seq,
        "hash": head.hash,
        "at": head.at,
        "day": head.day,
    }
