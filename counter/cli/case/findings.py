"""``counter case answer-finding``: the owner's answer to a finding of a review; what ``case show`` tells of them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.find_case import get_case
from counter.cli.io.program import Program
from counter.domain.case.case import Case
from counter.domain.case.oversight.finding_events import FindingStance
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.services.oversight.answer_finding import FindingAnswer, answer_finding
from counter.services.oversight.findings import finding_of

_PUT_RIGHT = "已整改"


def add_answer(parser: Parser) -> None:
    """Description and arguments of ``answer-finding``."""
    parser.description = "答复值班主管室案卷评查的发现；认可的，改好以后再登记一次已整改。"
    parser.words.add_argument("number", metavar="编号", help="办件编号")
    parser.words.add_argument("finding", metavar="发现", help="发现的编号，末尾几位就行；case show 里有")
    choices = "、".join((*FindingStance, _PUT_RIGHT))
    parser.options.add_argument("--stance", metavar="答复", required=True, help=choices)
    parser.options.add_argument("--words", metavar="说明", required=True, help="怎么回事，怎么整改的")
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="答复的人")
    add_proof(parser)
    parser.common()
    parser.set_defaults(run=run_answer)


def run_answer(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Answer one finding."""
    said = args.stance.strip()
    stance = next((one for one in FindingStance if one.value == said), None)
    if stance is None and said != _PUT_RIGHT:
        known = "、".join((*FindingStance, _PUT_RIGHT))
        raise BadInput(f"没有“{said[:20]}”这个答复，可以写：{known}。", field="--stance")
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        case = get_case(app, args.number)
        finding = finding_of(case, args.finding)
        after = answer_finding(app, case.id, FindingAnswer(finding.id, stance, args.words), clerk)
    step = finding_of(after, finding.id).step
    return Answer({"finding": finding.id, "step": step}, f"{grouped(case.number)} 的评查发现：{step}。")


def findings_data(case: Case) -> list[dict[str, object]]:
    """The findings of a case."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "weight": one.weight,
            "until": one.until.isoformat(),
            "step": one.step,
            "words": one.said[0].words,
            "end": one.end,
        }
        for one in case.findings
    ]


def finding_words(case: Case) -> Iterable[str]:
    """The findings of a case and an order to hand it over, as text."""
    for one in case.findings:
        until = f"{one.weight}，{one.until.isoformat()} 前答复"
        yield f"  评查  {one.step}  {one.found}（{until}）"
        yield f"        {one.id}"
    if case.to_reassign is not None:
        yield f"  改派  值班主管室要求移交窗口 {case.to_reassign.to}：{case.to_reassign.reason or '（资料待授权）'}"
