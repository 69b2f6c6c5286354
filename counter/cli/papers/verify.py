"""``counter verify FILE-or-CODE``: is this paper genuine, forged, changed, of an unknown or of a revoked key?

Exit codes: 0 genuine and not revoked or superseded · 1 otherwise · 2 unreadable. In a demo hall a demo paper gives 0,
because everything there is practice; a real hall gives 1 for it (L14).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import BAD_INPUT, DONE, REFUSED, Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.program import Program
from counter.domain.papers.parts.qr_essentials import Essentials
from counter.domain.papers.verify.proof import Known, Proof, ProofReport, compared_lines, difference_words
from counter.services.papers.verify_input import verify_given


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "验真：文书的 PDF、扫描件或照片、写着二维码内容的文本文件，或二维码的内容本身。"
        "窗口生成的 PDF 逐字节比对。退出码：0 是真的 · 1 不是、被改动或已作废 · 2 读不出。"
    )
    parser.words.add_argument("given", metavar="文件或二维码内容", help="文件的位置，或者扫出来的那一串字符")
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Verify one paper."""
    with program.open_app(profile) as app:
        report = verify_given(app, args.given)
        demo = app.journal.station().demo
    return Answer(_data(report), _words(report), code=_code(report, demo))


def _code(report: ProofReport, demo: bool) -> int:
    if report.proof is Proof.UNREADABLE:
        return BAD_INPUT
    if report.proof is Proof.DEMO and demo:
        return DONE if report.record.state in (Known.ISSUED, Known.NO_RECORD) else REFUSED
    return DONE if report.holds else REFUSED


def _data(report: ProofReport) -> dict[str, object]:
    difference = report.difference
    return {
        "verdict": report.proof.value,
        "sentence": report.sentence,
        "advice": list(report.advice),
        "demo": report.demo,
        "signer": report.signer,
        "essentials": None if report.essentials is None else _essentials(report.essentials),
        "text": report.text.value,
        "difference": None
        if difference is None
        else {"page": difference.page, "signed": difference.signed, "found": difference.found},
        "known_here": {
            "state": report.record.state.value,
            "copies": report.record.copies,
            "chain": report.record.chain.value,
        },
    }


def _essentials(essentials: Essentials) -> dict[str, object]:
    return {
        "case_number": essentials.case_number,
        "kind": essentials.kind,
        "number": essentials.number,
        "issued": essentials.issued.isoformat(),
        "items": essentials.items,
        "materials": essentials.materials,
        "deadline": None if essentials.deadline is None else essentials.deadline.isoformat(),
        "copy": essentials.copy,
        "case_id": essentials.case_id,
    }


def _words(report: ProofReport) -> str:
    lines = [report.sentence]
    if report.difference is not None:
        lines.append(difference_words(report.difference))
    if report.essentials is not None:
        lines.append("")
        lines += [f"    {name}：{value}" for name, value in compared_lines(report.essentials)]
        lines.append("")
    if report.signer:
        lines.append(f"签发：{report.signer}")
    return "\n".join([*lines, *report.advice])
