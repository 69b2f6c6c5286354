"""``counter case hand-over``, and what ``case show`` tells of records of several windows that contradict each other."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_two_proofs, get_acting, pin_of
from counter.cli.io.find_case import get_case
from counter.cli.io.program import Program
from counter.domain.case.acts.ownership import HandingOver
from counter.domain.case.case import Case
from counter.domain.case.conflict import CaseClaim
from counter.domain.case.conflict_words import about_words, claim_words
from counter.domain.document.numbering import grouped
from counter.domain.hall.consent import Consent
from counter.services.case.hand_over import hand_over


def add_hand_over(parser: Parser) -> None:
    """Description and arguments of ``hand-over``."""
    parser.description = "移交：这件以后由另一个窗口主办；本窗口还可以收补交的材料、登记送达。两个人签名。"
    parser.words.add_argument("number", metavar="编号", help="办件编号")
    parser.options.add_argument("--to", metavar="窗口编码", required=True, help="移交给哪个窗口")
    parser.options.add_argument("--reason", metavar="理由", required=True, help="为什么移交")
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="办理的人")
    parser.options.add_argument("--by", metavar="工号", required=True, help="同意的值班负责人")
    add_two_proofs(parser, "--by", "值班负责人")
    parser.common()
    parser.set_defaults(run=run_hand_over)


def run_hand_over(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Hand one case over to another window."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.clerk_pin_file, "--clerk")
        case = get_case(app, args.number)
        consent = Consent(args.by, pin_of(args.by, args.pin_file))
        act = HandingOver(args.to.strip(), args.reason, consent)
        after = hand_over(app, case.id, act, clerk, case.base)
    words = f"{grouped(case.number)} 移交窗口 {after.owner} 主办。"
    return Answer({"number": case.number, "owner": after.owner}, words)


def conflicts_data(case: Case) -> list[dict[str, object]]:
    """What is contradictory in a case; ``n`` counts claims through all of them, as ``--stands`` names them."""
    counted = iter(range(1, 1 + sum(len(one.claims) for one in case.conflicts)))
    return [
        {
            "slot": one.slot.value,
            "about": one.key,
            "soft": one.soft,
            "claims": [{"n": next(counted), **_claim_data(claim)} for claim in one.claims],
        }
        for one in case.conflicts
    ]


def _claim_data(claim: CaseClaim) -> dict[str, object]:
    return {
        "entry": claim.entry,
        "station": claim.station,
        "actor": claim.actor,
        "at": claim.at.isoformat(),
        "kind": claim.kind,
        "text": claim.words,
        "papers": list(claim.papers),
    }


def conflict_words(case: Case) -> Iterable[str]:
    """What is contradictory in a case, as text: who said what, where and when."""
    n = 0
    for one in case.conflicts:
        yield f"  矛盾  {about_words(case, one)}{'（只作记录）' if one.soft else ''}"
        for claim in one.claims:
            n += 1
            yield f"        {n}. {claim_words(case, claim)}"
