"""``counter guide list|show|sheet|lint``: the bundles, and the checklist of one under given answers, with reasons."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from counter.cli.authoring import diff, lint, workbook
from counter.cli.guide import form, problems, sheet, versions
from counter.cli.guide.words import asked_data, checklist_data, checklist_words
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import path_argument
from counter.cli.io.guide_answers import add_one_by_one, bundle_of, given_answers

if TYPE_CHECKING:
    from counter.cli.io.arguments import Parser
    from counter.cli.io.program import Program
    from counter.domain.guide.model import Guide


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the commands to the command line."""
    from counter.cli.io.arguments import Parser

    guide = commands.add_parser("guide", help="办事指南", description="办事指南：一件事、事项、材料。")
    guide.common()
    acts = guide.add_subparsers(title="命令", dest="act", metavar="命令", required=True, parser_class=Parser)
    every = acts.add_parser("list", help="列出全部“一件事”", description="列出全部“一件事”。")
    every.common()
    every.set_defaults(run=run_list)
    one = acts.add_parser(
        "show",
        help="某件事要办的事项、要交的材料和理由",
        description="按情形回答算出要办的事项、要交的材料，每一行写明理由。没有回答的题按默认值。",
    )
    one.words.add_argument("number", metavar="序号", type=int, help="一件事的序号，例如 8")
    one.options.add_argument(
        "--answers",
        metavar="文件.json",
        type=path_argument,
        help='情形回答，例如 {"q_entity": "个体工商户"}；也可以直接给来访文件',
    )
    add_one_by_one(one)
    one.common()
    one.set_defaults(run=run_show)
    sheet.add(acts)
    form.add(acts)
    workbook.add(acts)
    problems.add(acts)
    lint.add(acts)
    diff.add(acts)
    versions.add(acts)


def run_list(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List all bundles."""
    with _guide(profile, program) as (guide, _):
        bundles = sorted(guide.bundles.values(), key=lambda b: b.number)
        data = {
            "version": guide.version,
            "overlay": guide.overlay,
            "bundles": [
                {
                    "number": b.number,
                    "name": b.name,
                    "items": [i.item for i in b.items],
                    "evidence": b.evidence.value,
                }
                for b in bundles
            ],
        }
    return Answer(data, "\n".join(f"{b.number:>3}  {b.name}" for b in bundles))


def run_show(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Resolve one bundle under the answers of a file."""
    from counter.domain.visit.answer_input import check_answers
    from counter.domain.visit.checklist_builder import resolve
    from counter.domain.visit.situation import asked

    with _guide(profile, program) as (guide, switches):
        bundle = bundle_of(guide, args.number)
        answers = check_answers(guide, bundle, given_answers(args))
        questions = asked(guide, bundle, answers, switches)
        checklist = resolve(guide, bundle, answers, switches)
    data = {
        "bundle": bundle.number,
        "name": bundle.name,
        "version": guide.version,
        "overlay": guide.overlay,
        "questions": [asked_data(q) for q in questions],
        **checklist_data(checklist),
    }
    return Answer(data, checklist_words(checklist, questions))


@contextmanager
def _guide(profile: Path, program: Program) -> Iterator[tuple[Guide, Mapping[str, bool]]]:
    """The guide in force with the hall's switches; without a profile, the shipped guide."""
    if program.is_set_up(profile):
        with program.open_app(profile) as app:
            yield app.guide, app.hall.switches_for(app.guide)
        return
    guide = program.guide_shelf().guide(None)
    yield guide, {switch.id: switch.default for switch in guide.switches.values()}
