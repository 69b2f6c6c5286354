"""``counter guide lint``: check the guide by the articles of the measures and the 24 indicators."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from counter.cli.authoring.lint_words import chosen, lint_data, lint_words
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.guide_answers import bundle_of
from counter.cli.io.json_file import parse_json, read_raw
from counter.cli.io.out_file import OutFile, add_out, writing
from counter.cli.io.program import Program
from counter.domain.authoring.lint.catalogue import CONFIRMED
from counter.domain.authoring.lint.indicator import COUNT
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.guide.library import guide_of
from counter.domain.guide.model import Guide
from counter.services.authoring.draft import load_draft
from counter.services.authoring.export_lint import export_guide_lint
from counter.services.authoring.lint import evidence_row, lint_guide
from counter.services.authoring.submit import settled_library
from counter.services.context.app import AppContext

MOST_EVIDENCE = 1_000_000


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "逐条检查办事指南：哪里要改、哪些事实还没有、各项指标到了多少。找到问题不算命令出错。"
    )
    parser.options.add_argument("--bundle", metavar="序号", type=int, help="只看这件事和它的事项")
    parser.options.add_argument("--item", metavar="编号", help="只看这个事项")
    parser.options.add_argument("--indicator", metavar="序号", type=int, help="只看这项指标（1到24）")
    parser.options.add_argument(
        "--evidence",
        metavar="文件",
        type=path_argument,
        help="需人工确认的证据（.toml 或 .json），写法见 docs/guide-lint.md",
    )
    parser.options.add_argument(
        "--draft", action="store_true", help="（指南编辑室）检查草稿，不写就是正在使用的指南"
    )
    add_out(parser, "把结果写成工作簿", metavar="文件.xlsx", required=False)
    parser.common()
    parser.set_defaults(run=run)


@dataclass(frozen=True, slots=True)
class _LintSetting:
    """What is linted, on which day and for which place. ``recorded``: evidence in the form of a file, or None."""

    guide: Guide
    now: datetime
    banner: str
    recorded: object | None = None


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Lint the guide in force, or the shipped one where no profile is set up."""
    out = _out(args.out)
    evidence = read_evidence(args.evidence, program) if args.evidence else None
    listed = program.read_toml(program.resources() / "guides" / "indicators.toml")
    with _lint_setting(profile, program, draft=args.draft) as setting:
        _known(args, setting.guide)
        report = lint_guide(setting.guide, listed, evidence or setting.recorded, civil_date(setting.now))
        view = chosen(report, bundle=args.bundle, item=args.item, indicator=args.indicator)
        if out is not None:
            content = export_guide_lint(report, view.flaws, setting.now, setting.banner)
            with writing(args, program) as half:
                half.write(content)
    data = lint_data(report, view)
    notes: tuple[str, ...] = ()
    if out is not None:
        data["file"] = str(out)
        notes = (f"结果已写到 {out}。",)
    return Answer(data, lint_words(report, view), notes)


def _known(args: argparse.Namespace, guide: Guide) -> None:
    if args.bundle is not None:
        bundle_of(guide, args.bundle)
    if args.item is not None and args.item not in guide.items:
        raise BadInput(
            f"没有编号为“{args.item[:40]}”的事项；counter guide list --json 列出全部。", field="--item"
        )
    if args.indicator is not None and not 1 <= args.indicator <= COUNT:
        raise BadInput(f"指标是1到{COUNT}。", field="--indicator")


def _out(out: OutFile | None) -> OutFile | None:
    if out is not None and out.suffix.lower() != ".xlsx":
        raise BadInput("文件名要以 .xlsx 结尾。", field="--out")
    return out


def read_evidence(name: str, program: Program) -> object:
    """The parsed evidence file. Raises BadInput for one that cannot be read."""
    if Path(name).suffix.lower() == ".toml":
        return program.read_toml(Path(name))
    raw, shown = read_raw(name, MOST_EVIDENCE, "证据文件")
    return parse_json(raw, shown, "证据文件")


@contextmanager
def _lint_setting(profile: Path, program: Program, *, draft: bool) -> Iterator[_LintSetting]:
    if program.is_set_up(profile):
        with program.open_app(profile) as app:
            guide = _draft(app) if draft else app.guide
            yield _LintSetting(guide, app.clock.read().at, app.hall.banner, _recorded(app))
        return
    if draft:
        raise BadInput("这里还没有设置过，没有草稿。", field="--draft")
    yield _LintSetting(program.guide_shelf().guide(None), datetime.now(UTC), "")


def _draft(app: AppContext) -> Guide:
    """The bureau's draft. Raises BadInput with its first fault where it is no usable guide yet."""
    return guide_of(settled_library(load_draft(app)))


def _recorded(app: AppContext) -> object | None:
    """The evidence recorded in this profile, in the form of an evidence file; None where there is none."""
    rows = [evidence_row(one) for one in app.versions.evidence if one.check in CONFIRMED]
    return {"evidence": rows} if rows else None
