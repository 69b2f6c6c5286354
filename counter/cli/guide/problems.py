"""``counter guide read`` and ``guide problem report|list|answer|letter``: the whole guide, and problems reported in
it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.guide_answers import bundle_of
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.guide.problems import Letter, Problem, ProblemAnswered, ProblemKind, Report
from counter.domain.reading.document import reading_of
from counter.domain.reading.lines import Reading, ReadLine
from counter.domain.reading.text_search import GuideSearch
from counter.domain.text.day_input import read_day
from counter.domain.visit.situation import WHOLE_BUNDLE
from counter.services.context.app import AppContext
from counter.services.guide.problems import (
    answer_problem,
    letter_pdf,
    list_problems,
    report_problem,
    write_problem_letter,
)

_STATES = {"pending": "【待部门核定】", "fill": "【由大厅填写】", "": ""}


def add_read(parser: Parser) -> None:
    """Description and arguments of ``read``."""
    parser.description = (
        "一件事的办事指南全文：情形、事项、材料、依据、不能办的情形。每行前面是它的代号，反映问题时用。"
    )
    parser.words.add_argument("number", metavar="序号", type=int, help="一件事的序号，例如 8")
    parser.options.add_argument("--find", metavar="词", default="", help="只看写着这个词的行")
    parser.common()
    parser.set_defaults(run=run_read)


def add_problem(parser: Parser) -> None:
    """Description and arguments of ``problem``."""
    parser.description = "办事指南与规定或实际不符的，记下来书面报主管局；答复以前仍按现行指南办。"
    parser.common()
    subcommands = parser.subcommands("way")
    _add_report(subcommands)
    every = subcommands.add_parser(
        "list", help="列出反映过的问题", description="列出反映过的问题、信和答复。"
    )
    every.options.add_argument("--open", action="store_true", help="只看等答复的")
    every.common()
    every.set_defaults(run=run_list)
    _add_answer(subcommands)
    letter = subcommands.add_parser(
        "letter",
        help="写信报主管局，存成 PDF",
        description="把还没写进信里的问题写成一封有编号的信；给了 --number 就再存一次那封信。",
    )
    add_out(letter, "存到哪里", metavar="文件.pdf")
    letter.options.add_argument("--number", metavar="编号", default="", help="以前那封信的编号")
    letter.options.add_argument("--clerk", metavar="工号", default="", help="谁写的")
    add_proof(letter)
    letter.common()
    letter.set_defaults(run=run_letter)


def _add_report(subcommands: argparse._SubParsersAction[Parser]) -> None:
    kinds = (
        "extra 多要了材料、basis 依据不对、time 时限不对、unclear 说不清、"
        "form 缺空表样表、situation 情形不对、other 其他说明"
    )
    one = subcommands.add_parser(
        "report",
        help="记下指南哪里不对",
        description="记下指南哪里不对。不写申请人的姓名、证件号、电话。",
    )
    one.words.add_argument("number", metavar="序号", type=int, help="一件事的序号，例如 8")
    one.options.add_argument(
        "--line", metavar="代号", default="", help="哪一行（guide read 列出），不写指整件事"
    )
    one.options.add_argument("--kind", metavar="种类", required=True, help=f"{kinds}；写代号或名称")
    one.options.add_argument("--reason", metavar="文字", required=True, help="哪里不对")
    one.options.add_argument("--law", metavar="文字", default="", help="依据的规定和条款")
    one.options.add_argument("--suggestion", metavar="文字", default="", help="建议怎么改")
    one.options.add_argument("--clerk", metavar="工号", default="", help="谁记的")
    add_proof(one)
    one.common()
    one.set_defaults(run=run_report)


def _add_answer(subcommands: argparse._SubParsersAction[Parser]) -> None:
    one = subcommands.add_parser(
        "answer", help="记下主管局的答复", description="记下主管局的答复：哪天、哪份文件、改什么。"
    )
    one.words.add_argument("problem", metavar="第几条", type=int, help="问题的编号，例如 1")
    one.options.add_argument("--on", metavar="日期", default="", help="答复的日期，不写是今天")
    one.options.add_argument("--document", metavar="文号", required=True, help="答复的文号或方式")
    one.options.add_argument("--change", metavar="文字", required=True, help="答复了什么、改哪里")
    one.options.add_argument("--clerk", metavar="工号", default="", help="谁记的")
    add_proof(one)
    one.common()
    one.set_defaults(run=run_answer)


def run_read(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Every line of a bundle."""
    with program.open_app(profile) as app:
        reading = _reading(app, args.number)
    lines = reading.lines
    if args.find:
        lines = tuple(reading.lines[found.place] for found in GuideSearch(reading).find(args.find))
    data: dict[str, object] = {
        "bundle": reading.bundle,
        "name": reading.name,
        "version": reading.version,
        "overlay": reading.overlay,
        "lines": [_line(line) for line in lines],
    }
    none = f"这份指南里没有“{args.find}”。" if args.find and not lines else ""
    return Answer(data, none or "\n".join(_line_words(line) for line in lines))


def run_report(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Record a problem."""
    kind = _kind(args.kind)
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file)
        reading = _reading(app, args.number)
        line = reading.line(args.line or WHOLE_BUNDLE)
        if line is None:
            raise BadInput(
                f"第{args.number}件没有代号为“{args.line[:60]}”的行；counter guide read {args.number} 列出全部。",
                field="--line",
            )
        report = Report(args.number, line.id, line.where, kind, args.reason, args.law, args.suggestion)
        problem = report_problem(app, report, clerk=clerk.code)
    return Answer(_problem(problem), f"已记下第{problem.number}条：{problem.said.where}，{kind.label}。")


def run_list(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List the reported problems."""
    with program.open_app(profile) as app:
        known = list_problems(app.journal)
    shown = known.open if args.open else known.problems
    data: dict[str, object] = {
        "problems": [_problem(p) for p in shown],
        "letters": [_letter(x) for x in known.letters],
    }
    return Answer(data, "\n".join(_problem_words(p) for p in shown) or "没有反映过问题。")


def run_answer(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Record the bureau's answer."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file)
        on = read_day(args.on, civil_date(app.clock.read().at), "--on")
        answer = ProblemAnswered(args.problem, on.isoformat(), args.document, args.change)
        problem = answer_problem(app, answer, clerk=clerk.code)
    return Answer(_problem(problem), f"第{problem.number}条的答复已记下：{args.document}。")


def run_letter(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write a letter, or save an existing one again."""
    out = args.out
    with program.open_app(profile) as app, writing(args, program) as half:
        if args.number:
            letter = list_problems(app.journal).letter(args.number)
        else:
            letter = write_problem_letter(app, clerk=get_acting(app, args.clerk, args.pin_file).code)
        half.write(letter_pdf(app, letter.said.number))
    data = {**_letter(letter), "file": str(out)}
    return Answer(
        data, f"信 {letter.said.number}（{len(letter.said.problems)}条，致{letter.said.to}）→ {out}"
    )


def _reading(app: AppContext, number: int) -> Reading:
    bundle = bundle_of(app.guide, number)
    return reading_of(app.guide, bundle.number, app.hall.switches_for(app.guide), app.jurisdiction)


def _kind(text: str) -> ProblemKind:
    for kind in ProblemKind:
        if text.strip() in (kind.value, kind.label):
            return kind
    every = "、".join(f"{k.value} {k.label}" for k in ProblemKind)
    raise BadInput(f"没有“{text[:20]}”这一种。可以是：{every}。", field="--kind")


def _line(line: ReadLine) -> dict[str, object]:
    return {
        "id": line.id,
        "kind": line.kind.value,
        "label": line.label,
        "text": line.text,
        "more": list(line.more),
        "standing": line.standing.value,
        "where": line.where,
    }


def _line_words(line: ReadLine) -> str:
    first = " ".join(x for x in (line.label, line.text) if x) + _STATES[line.standing.value]
    return "\n".join((f"[{line.id}] {first}", *(f"    {more}" for more in line.more)))


def _problem(problem: Problem) -> dict[str, object]:
    said, answer = problem.said, problem.answer
    return {
        "number": said.number,
        "bundle": said.bundle,
        "name": said.bundle_name,
        "version": said.guide_version,
        "line": said.line,
        "where": said.where,
        "kind": said.kind.value,
        "reason": said.reason,
        "law": said.law,
        "suggestion": said.suggestion,
        "at": problem.at.isoformat(),
        "clerk": problem.clerk,
        "letter": problem.letter,
        "answer": None
        if answer is None
        else {"on": answer.on, "document": answer.document, "change": answer.change},
    }


def _problem_words(problem: Problem) -> str:
    said, answer = problem.said, problem.answer
    state = f"信 {problem.letter}" if problem.letter else "还没写信"
    if answer is not None:
        state = f"已答复（{answer.on}，{answer.document}）：{answer.change}"
    return (
        f"{said.number:>3}  {said.kind.label}  第{said.bundle}件 {said.where}\n     {said.reason}　[{state}]"
    )


def _letter(letter: Letter) -> dict[str, object]:
    reported = letter.said
    return {
        "letter": reported.number,
        "to": reported.to,
        "problems": list(reported.problems),
        "at": letter.at.isoformat(),
        "digest": reported.digest,
    }
