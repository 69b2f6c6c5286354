"""``counter rating export`` and ``counter rectify export``: files that leave the office (差评处理室)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import get_supervisor
from counter.cli.io.out_file import OutFile, add_out, writing
from counter.cli.io.program import Program
from counter.cli.ratings.at_office import add_by, opened_office, reason_list
from counter.cli.ratings.figures import add_selection, wanted_ratings
from counter.domain.errors import BadInput
from counter.domain.ratings.platform_codes import Platform, get_platform, platforms_from
from counter.services.ratings.office.export_ledger import export_rectifications
from counter.services.ratings.office.export_ratings import FORMS, Exported, export_figures, export_to_platform
from counter.services.ratings.office.figures import Rights


def add_export(parser: Parser) -> None:
    """Description and arguments of ``rating export``."""
    parser.runs(run_export, "差评处理室：按平台代码导出实名评价，或把统计导成 Excel。")
    which = parser.options.add_mutually_exclusive_group(required=True)
    which.add_argument("--platform", metavar="平台", help="报给哪个平台；没有默认值，写错名字会列出全部")
    which.add_argument("--figures", action="store_true", help="导出统计（只有件数）")
    add_selection(parser)
    add_out(parser, "存到哪里：.xlsx，平台的也可以是 .json")
    add_by(parser)


def add_ledger(parser: Parser) -> None:
    """Description and arguments of ``rectify export``."""
    parser.runs(run_ledger, "差评处理室：把整改台账导成 Excel，超期的加粗。")
    add_out(parser, "存到哪里（.xlsx）")
    add_by(parser)


def run_export(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Named ratings for a platform, or figures."""
    out, wanted, reasons = args.out, wanted_ratings(args), reason_list(program)
    form = _form(out, ("xlsx",) if args.figures else FORMS)
    platform = None if args.figures else _platform(program, args.platform)
    with opened_office(program, profile) as app:
        by = get_supervisor(app, args.by, args.pin_file)
        if platform is None:
            done = _leave(
                args, program, lambda: export_figures(app, wanted, Rights(drill=True), reasons, by=by)
            )
            return Answer({"file": str(out)}, f"统计已写到 {out}（只有件数）。")
        done = _leave(
            args, program, lambda: export_to_platform(app, wanted, platform, reasons, form=form, by=by)
        )
    pending = [field for field, _ in platform.pending]
    words = f"实名评价 {done.count} 行已写到 {out}，含个人信息，请妥善保管。"
    notes = (f"按“{platform.title}”的代码；留空或待部门核定的栏：{'、'.join(pending)}。",)
    return Answer(
        {"file": str(out), "platform": platform.name, "count": done.count, "pending": pending}, words, notes
    )


def run_ledger(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The ledger of rectifications."""
    out, reasons = args.out, reason_list(program)
    _form(out, ("xlsx",))
    with opened_office(program, profile) as app:
        by = get_supervisor(app, args.by, args.pin_file)
        done = _leave(args, program, lambda: export_rectifications(app, reasons, by=by))
    return Answer({"file": str(out), "count": done.count}, f"整改台账 {done.count} 件已写到 {out}。")


def _leave(args: argparse.Namespace, program: Program, make: Callable[[], Exported]) -> Exported:
    """Write an export completely or not at all, for this account only; the path is checked before it is made."""
    with writing(args, program) as half:
        done = make()
        half.write(done.content)
    return done


def _form(out: OutFile, forms: tuple[str, ...]) -> str:
    form = out.suffix.lower().removeprefix(".")
    if form not in forms:
        raise BadInput(f"文件名要以 {' 或 '.join('.' + f for f in forms)} 结尾。", field="--out")
    return form


def _platform(program: Program, name: str) -> Platform:
    return get_platform(
        platforms_from(program.read_toml(program.resources() / "ratings" / "platforms.toml")), name
    )
