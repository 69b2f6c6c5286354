"""``counter doctor``: is this machine fit for the window? One line per check, with the remedy."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import DONE, REFUSED, Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.program import Program
from counter.services.context.probe import Probe

_MARKS = {"good": "✓ 好", "warn": "! 注意", "bad": "✗ 不行", "absent": "· 没有"}


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "检查这台电脑：资料、密钥、加密、磁盘、内存、时钟、字体、打印机、显示、版本、指南、日历。"
        "有“不行”的退出码为1。"
    )
    parser.common()
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Run all checks; one that fails is a line, not the end."""
    probes = tuple(program.probes(profile))
    bad = sum(p.health == "bad" for p in probes)
    data = {
        "fit": not bad,
        "profile": str(profile),
        "probes": [
            {"id": p.id, "label": p.label, "health": p.health.value, "words": p.words, "mend": p.mend}
            for p in probes
        ],
    }
    end = f"有 {bad} 处不行，请先处理。" if bad else "可以用。"
    return Answer(data, "\n".join([*(_words(p) for p in probes), end]), code=REFUSED if bad else DONE)


def _words(probe: Probe) -> str:
    mend = f"\n        → {probe.mend}" if probe.mend else ""
    return f"{_MARKS[probe.health.value]}  {probe.label}：{probe.words}{mend}"
