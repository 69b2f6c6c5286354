"""``counter oversight samples|announce|draw|add|points|judge|close``: 案卷评查 from the announced sample to its end."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.find_case import get_case
from counter.cli.io.program import Program
from counter.cli.oversight.days import read_day
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.oversight.finding_events import FindingEnd, FindingWeight
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.domain.tasks.oversight.draw import DrawRule
from counter.domain.tasks.oversight.events import AddedWhy
from counter.domain.tasks.oversight.points import PointVerdict, ReviewPoint
from counter.domain.tasks.oversight.samples import Sample
from counter.services.oversight.access import require_room
from counter.services.oversight.findings import (
    Judgement,
    close_finding,
    figures_of,
    finding_of,
    judge_case,
    points_of,
)
from counter.services.oversight.samples import (
    add_to_sample,
    announce_sample,
    draw_sample,
    get_sample,
    list_samples,
    prove_draw,
)

_WEIGHTS = "、".join(FindingWeight)


def add_reviews(acts: Any) -> None:
    """The commands of 案卷评查."""
    samples = acts.add_parser("samples", help="案卷评查：各次抽样；写上名称看一次的")
    samples.runs(run_samples, "各次抽样，或者一次抽样的案卷、各窗口的统计，和重抽一遍是不是相同。")
    samples.words.add_argument("sample", metavar="名称", nargs="?", help="哪次抽样")
    announce = acts.add_parser("announce", help="公布一次抽样的规则和种子，然后才能抽")
    announce.runs(run_announce, "先公布规则，种子由程序抽定，都记录在案；过了截止日期再抽。")
    announce.words.add_argument("sample", metavar="名称", help="这次评查叫什么")
    announce.options.add_argument("--since", metavar="日期", required=True, help="办结日期从哪天起（含当日）")
    announce.options.add_argument("--until", metavar="日期", required=True, help="办结日期到哪天止（含当日）")
    announce.options.add_argument("--percent", metavar="比例", type=int, default=2, help="每个窗口抽百分之几")
    announce.options.add_argument("--least", metavar="件数", type=int, default=1, help="每个窗口至少抽几件")
    announce.options.add_argument(
        "--window", metavar="窗口编码", action="append", default=[], help="只抽这个窗口"
    )
    announce.options.add_argument(
        "--bundle", metavar="序号", type=int, action="append", default=[], help="只抽这件事"
    )
    announce.options.add_argument("--again", metavar="理由", default="", help="同一段时间再公布的，为什么")
    _acting(announce)
    drawing = acts.add_parser("draw", help="照公布的规则和种子抽；以后又来的，再抽一次补上")
    drawing.runs(run_draw, "抽样。同样的规则、种子和案卷，谁来抽都一样。")
    drawing.words.add_argument("sample", metavar="名称", help="哪次抽样")
    _acting(drawing)
    _add_cases(acts)
    _add_judging(acts)


def _add_cases(acts: Any) -> None:
    adding = acts.add_parser("add", help="把超期、两次补正、记录有矛盾、被投诉的一件加进抽样")
    adding.runs(run_add, "手工加一件，要有理由；抽中的不能去掉。")
    adding.words.add_argument("sample", metavar="名称", help="哪次抽样")
    adding.words.add_argument("number", metavar="编号", help="办件编号")
    adding.options.add_argument("--why", metavar="理由", required=True, help="、".join(AddedWhy))
    adding.options.add_argument(
        "--words", metavar="说明", required=True, help="哪个事项、哪一天；不要写申请人"
    )
    _acting(adding)
    points = acts.add_parser("points", help="一件的评查表：程序查过的，要人核对的")
    points.runs(run_points, "照这件办件收件时的指南和记录列出的评查表。")
    points.words.add_argument("number", metavar="编号", help="办件编号")


def _add_judging(acts: Any) -> None:
    judge = acts.add_parser("judge", help="评查一件：逐项的结论，不符合的成为发现")
    judge.runs(
        run_judge, "评查一件。程序查出不符合的都成为发现，除非用 --explain 说明；要人核对的每项都要有结论。"
    )
    judge.words.add_argument("sample", metavar="名称", help="哪次抽样")
    judge.words.add_argument("number", metavar="编号", help="办件编号")
    finding = f"不符合的一项，性质：{_WEIGHTS}；可以写几次"
    judge.options.add_argument("--finding", metavar="项=性质:内容", action="append", default=[], help=finding)
    judge.options.add_argument(
        "--explain", metavar="项=理由", action="append", default=[], help="程序查出的，不作为问题"
    )
    judge.options.add_argument(
        "--fine", metavar="项", action="append", default=[], help="核对过，符合；可以写几次"
    )
    judge.options.add_argument("--rest-fine", action="store_true", help="要人核对的其余各项都核对过，符合")
    judge.options.add_argument(
        "--until", metavar="日期", required=True, help="主办窗口哪天以前答复（含当日）"
    )
    _acting(judge)
    close = acts.add_parser("close", help="了结一个发现：不能是提出的人")
    close.runs(run_close, "核查以后了结一个评查发现，另一个人办。")
    close.words.add_argument("number", metavar="编号", help="办件编号")
    close.words.add_argument("finding", metavar="发现", help="发现的编号，末尾几位就行")
    close.options.add_argument("--end", metavar="结果", required=True, help="、".join(FindingEnd))
    close.options.add_argument("--words", metavar="说明", required=True, help="核查了什么")
    _acting(close)


def _acting(parser: Parser) -> None:
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="谁办：值班负责人")
    add_proof(parser)


def run_samples(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List samples, or show one."""
    with program.open_app(profile) as app:
        require_room(app)
        if args.sample is None:
            every = list_samples(app.journal)
            words = "\n".join(map(_sample_words, every)) or "还没有公布过抽样。"
            return Answer({"samples": [_sample_data(one) for one in every]}, words)
        sample = get_sample(app.journal, args.sample)
        proof = "还没有抽。" if sample.drawn_at is None else prove_draw(app, sample)
        figures = figures_of(app, sample)
        found = {
            one.case.case: get_case(app, one.case.number).findings
            for one in sample.cases
            if one.reviewed is not None
        }
    data = {
        **_sample_data(sample),
        "proof": proof,
        "cases": [
            {
                "number": one.case.number,
                "window": one.case.window,
                "why": one.why,
                "reviewed": one.reviewed is not None,
                "findings": [
                    {"id": f.id, "title": f.title, "step": f.step, "until": f.until.isoformat()}
                    for f in found.get(one.case.case, ())
                ],
            }
            for one in sample.cases
        ],
        "figures": [
            {
                "window": one.window,
                "sampled": one.sampled,
                "reviewed": one.reviewed,
                "clean": one.clean,
                "findings": one.findings,
                "unlawful": one.unlawful,
                "open": one.open,
            }
            for one in figures
        ],
    }
    lines = [_sample_words(sample), f"  种子 {sample.seed}　{proof}"]
    for one in sample.cases:
        state = "未评查" if one.reviewed is None else f"已评查（{one.reviewed_by}）"
        lines.append(f"  {grouped(one.case.number)}  窗口 {one.case.window}  {one.why or '抽中'}  {state}")
        lines += [f"      {f.id[-8:]}  {f.step}  {f.found}" for f in found.get(one.case.case, ())]
    return Answer(data, "\n".join(lines))


def run_announce(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Announce a sample."""
    since, until = read_day(args.since, "--since"), read_day(args.until, "--until")
    rule = DrawRule(since, until, args.percent, args.least, tuple(args.window), tuple(args.bundle))
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        sample = announce_sample(app, args.sample, rule, clerk, args.again)
    return Answer(_sample_data(sample), f"已公布：{_sample_words(sample)}\n  种子 {sample.seed}")


def run_draw(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Draw a sample."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        sample = draw_sample(app, args.sample, clerk)
    shares = "\n".join(f"  窗口 {one.window}：{one.candidates} 件抽 {one.drawn} 件" for one in sample.shares)
    return Answer(_sample_data(sample), f"{_sample_words(sample)}\n{shares}")


def run_add(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Add a case by hand."""
    why = _one_of(AddedWhy, args.why, "--why")
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        sample = add_to_sample(app, args.sample, args.number, why, args.words, clerk)
    return Answer(_sample_data(sample), _sample_words(sample))


def run_points(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The checklist of a case."""
    with program.open_app(profile) as app:
        require_room(app)
        case, points = points_of(app, get_case(app, args.number).id)
    data = {
        "number": case.number,
        "guide_version": case.opened.guide_version,
        "points": [
            {
                "id": one.id,
                "group": one.group,
                "title": one.title,
                "basis": one.basis,
                "verdict": one.verdict,
                "words": one.words,
            }
            for one in points
        ],
    }
    head = f"{grouped(case.number)} {case.opened.bundle_name}（指南 {case.opened.guide_version}）"
    return Answer(data, "\n".join((head, *map(_point_words, points))))


def run_judge(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Judge a case."""
    until = read_day(args.until, "--until")
    given = [*map(_finding, args.finding), *map(_explained, args.explain)]
    given += [Judgement(one.strip(), fine=True) for one in args.fine]
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        case = get_case(app, args.number)
        if args.rest_fine:
            named = {one.point for one in given}
            points = points_of(app, case.id)[1]
            asked = [one.id for one in points if one.verdict is PointVerdict.ASK and one.id not in named]
            given += [Judgement(one, fine=True) for one in asked]
        made = judge_case(app, args.sample, case.id, given, until, clerk)
    words = f"{grouped(case.number)} 已评查，发现 {len(made.findings)} 项，主办窗口 {case.owner}。"
    return Answer({"number": case.number, "findings": list(made.findings)}, words)


def run_close(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Close a finding."""
    end = _one_of(FindingEnd, args.end, "--end")
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        case = get_case(app, args.number)
        done = close_finding(app, case.id, finding_of(case, args.finding).id, end, args.words, clerk)
    return Answer({"finding": done.id, "end": end}, f"{grouped(case.number)} 的发现已了结：{end}。")


def _finding(text: str) -> Judgement:
    point, equals, rest = text.partition("=")
    weight, colon, words = rest.replace("：", ":").partition(":")
    if not equals or not colon:
        raise BadInput(
            f"“{text[:40]}”要写成 项=性质:内容，例如 ask.file=规范性问题:没有编页号。", field="--finding"
        )
    return Judgement(point.strip(), False, words, _one_of(FindingWeight, weight, "--finding"))


def _explained(text: str) -> Judgement:
    point, equals, words = text.partition("=")
    if not equals:
        raise BadInput(f"“{text[:40]}”要写成 项=理由。", field="--explain")
    return Judgement(point.strip(), True, words)


def _one_of(kind: Any, text: str, field: str) -> Any:
    found = next((one for one in kind if text.strip() == one.value), None)
    if found is None:
        raise BadInput(f"没有“{text.strip()[:20]}”，可以写：{'、'.join(kind)}。", field=field)
    return found


def _sample_data(one: Sample) -> dict[str, object]:
    day: date | None = None if one.drawn_at is None else civil_date(one.drawn_at)
    return {
        "id": one.id,
        "title": one.title,
        "rule": one.rule.words,
        "seed": one.seed,
        "earlier": one.earlier,
        "drawn": day and day.isoformat(),
        "count": len(one.cases),
        "left": one.left,
    }


def _sample_words(one: Sample) -> str:
    drawn = "还没有抽" if one.drawn_at is None else f"{len(one.cases)} 件，还有 {one.left} 件没评查"
    again = f"　同一段时间公布过 {one.earlier} 次：{one.again}" if one.earlier else ""
    return f"{one.title}　{one.rule.words}　{drawn}{again}"


def _point_words(one: ReviewPoint) -> str:
    words = f"　{one.words}" if one.words else ""
    return f"  [{one.verdict}] {one.group}　{one.title}（{one.basis}）{words}\n      {one.id}"
