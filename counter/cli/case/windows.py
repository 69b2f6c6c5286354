"""``counter case settle|hand-over``: records of several windows that contradict each other; another window's turn."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, add_two_proofs, get_acting, get_person, pin_of
from counter.cli.io.find_case import get_case
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import CHINA
from counter.domain.case.acts.ownership import HandingOver, Settling
from counter.domain.case.case import Case
from counter.domain.case.conflict import CaseClaim, Conflict
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.services.case.hand_over import hand_over
from counter.services.case.settle_conflict import settle_conflict


def add_settle(parser: Parser) -> None:
    """Description and arguments of ``settle``."""
    parser.description = (
        "处理矛盾：两个窗口互不知情，对同一事项各有记录。值班负责人定以哪一份为准。\n"
        "不写 --stands 时列出有矛盾的记录，什么都不改；另一份的文书要书面收回的，用 --take-back 写文书编号。"
    )
    parser.words.add_argument("number", metavar="编号", help="办件编号")
    parser.options.add_argument("--stands", metavar="序号", type=int, help="以列出的第几份记录为准")
    parser.options.add_argument(
        "--take-back", metavar="文书编号", action="append", default=[], help="书面收回的文书，可以写几次"
    )
    parser.options.add_argument("--reason", metavar="理由", default="", help="为什么")
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="处理的值班负责人")
    add_own_pin(parser, "值班负责人的口令")
    parser.common()
    parser.set_defaults(run=run_settle)


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


def run_settle(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List what is contradictory in a case, or settle one of it."""
    with program.open_app(profile) as app:
        clerk = get_person(app, args.clerk, args.pin_file, "--clerk")
        case = get_case(app, args.number)
        claims = [(one, claim) for one in case.conflicts for claim in one.claims]
        if args.stands is None:
            return Answer({"number": case.number, "conflicts": conflicts_data(case)}, _listed(case))
        if not 1 <= args.stands <= len(claims):
            raise BadInput(f"没有第{args.stands}份有矛盾的记录。", field="--stands")
        stands = claims[args.stands - 1][1]
        papers = tuple(_paper(case, number) for number in args.take_back)
        settling = Settling(stands.entry, args.reason, papers)
        after = settle_conflict(app, case.id, settling, clerk, case.base)
    words = f"{grouped(case.number)} 以窗口 {stands.station} 的记录为准：{stands.words}。"
    left = "还有别的矛盾没有处理。" if after.conflicts else ""
    return Answer({"number": case.number, "conflicts": conflicts_data(after)}, words + left)


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
        yield f"  矛盾  {_about(case, one)}{'（只作记录）' if one.soft else ''}"
        for claim in one.claims:
            n += 1
            at = f"{claim.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
            papers = "、".join(p.number or f"《{p.title}》" for p in case.papers if p.id in claim.papers)
            issued = f"，文书 {papers}" if papers else ""
            yield f"        {n}. 窗口 {claim.station} {claim.actor} {at}：{claim.words}{issued}"


def _about(case: Case, one: Conflict) -> str:
    item, paper, line = case.item(one.key), case.paper(one.key), case.checklist.line(one.key)
    if item is not None:
        return item.asked.name
    if paper is not None:
        return f"《{paper.title}》{paper.number}"
    return line.name if line is not None else "整件办件"


def _listed(case: Case) -> str:
    found = tuple(conflict_words(case))
    return "\n".join((grouped(case.number), *(found or ("没有矛盾的记录。",))))


def _paper(case: Case, number: str) -> str:
    wanted = "".join(number.split()).upper()
    for paper in case.papers:
        if wanted and wanted in ("".join(paper.number.split()).upper(), paper.id.upper()):
            return paper.id
    raise BadInput(f"这件办件没有编号为“{number[:40]}”的文书。", field="--take-back")
