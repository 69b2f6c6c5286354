"""``counter check``: check journal, numbers and read models of a profile."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from counter.cli.io.answer import BAD_INPUT, DONE, REFUSED, Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.program import CheckReport, Program
from counter.cli.profile.check_progress import Progress
from counter.domain.errors import WorldTrouble
from counter.domain.papers.verify.evidence import EvidenceFinding, EvidenceStanding
from counter.services.papers.compare_evidence import Given, compare_evidence, given_evidence

ALONE = (
    "以上只说明资料前后一致。拿着本机密钥的人可以把它整本重写、重新签名，单凭本机看不出来；"
    "用 --against 对照以前的日结单或文书，能证明到那时为止没有被换过。"
)
"""What a check without evidence does not prove."""


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "核对全部记录：链条、编号、文书、列表和查找索引。发现问题时退出码为1。"
        "单凭这份资料，证明不了它没有被拿着本机密钥的人整本重写过；要证明，用 --against 给出以前离开这台电脑的凭据："
        "日结单的短码、日结单或文书的二维码、它们的 PDF 或照片、备份里的链首文件、别的窗口导出的链首。"
        "对上了，说明一致到哪一条；对不上，退出码为1；凭据不能用，退出码为2。"
    )
    parser.options.add_argument("--rebuild", action="store_true", help="先按记录重建列表和查找索引，再核对")
    parser.options.add_argument(
        "--against",
        metavar="文件或码",
        type=path_argument,
        action="append",
        default=[],
        help="与以前的凭据对照，可写多次",
    )
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Check, after rebuilding where asked; then compare with the evidence given."""
    given = [given_evidence(one) for one in args.against]
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
    if not given:
        words = _words(report, ALONE)
        return Answer({**data, "limits": ALONE}, words, code=REFUSED if report.faults else DONE)
    findings, why_not = _compared(profile, program, given)
    data["limits"] = limits = why_not or ("" if any(one.agrees for one in findings) else ALONE)
    data["against"] = [
        {
            "standing": one.standing.value,
            "source": one.source,
            "epoch": one.epoch,
            "seq": one.seq,
            "sentence": one.sentence,
            "advice": one.advice,
        }
        for one in findings
    ]
    lines = ["对照凭据：", *(_line(one) for one in findings)] if findings else []
    return Answer(data, "\n".join([_words(report, limits), *lines]), code=_code(report, findings))


def _compared(profile: Path, program: Program, given: list[Given]) -> tuple[tuple[EvidenceFinding, ...], str]:
    """What the evidence proves; or why nothing could be compared: the data are damaged."""
    try:
        with program.open_app(profile) as app:
            return compare_evidence(app, given), ""
    except WorldTrouble as trouble:
        return (), f"资料打不开，没有对照凭据：{trouble.sentence}"


def _code(report: CheckReport, findings: tuple[EvidenceFinding, ...]) -> int:
    if report.faults or any(
        one.standing not in (EvidenceStanding.AGREES, EvidenceStanding.UNUSABLE) for one in findings
    ):
        return REFUSED
    return DONE if findings and all(one.agrees for one in findings) else BAD_INPUT


def _line(found: EvidenceFinding) -> str:
    return f"  · {found.sentence}{found.advice}"


def _words(report: CheckReport, limits: str) -> str:
    counted = f"记录 {report.entries} 条，办件 {report.cases} 件，文书 {report.papers} 份"
    rebuilt = "列表和查找索引已重建。" if report.rebuilt else ""
    notes = [f"  · {note}" for note in report.notes]
    notes += [f"  · {limits}"] if limits else []
    if not report.faults:
        return "\n".join([f"{rebuilt}核对无误：{counted}，与本机的签名和见证一致。", *notes])
    lines = [f"  · {f.sentence}{f'（{f.place}）' if f.place else ''}" for f in report.faults]
    return "\n".join([f"{rebuilt}发现 {len(report.faults)} 处问题（{counted}）：", *lines, *notes])
