"""``counter guide export|template|check``: write the guide as a workbook, and check an edited one."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import BAD_INPUT, Answer, plain
from counter.cli.io.arguments import Parser
from counter.cli.io.json_file import read_raw
from counter.cli.io.out_file import OutFile, add_out, writing
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.guide.entries import Library
from counter.domain.guide.library import library_of
from counter.domain.guide.library import part_of as part_of_library
from counter.domain.guide.rows.faults import GuideFault
from counter.services.authoring.draft import load_draft
from counter.services.authoring.files.read_and_check import check_guide
from counter.services.authoring.files.workbook import template
from counter.services.authoring.files.write import ENDINGS, library_file
from counter.services.guide.check_library import CheckedGuide
from counter.services.guide.versions import get_version, guide_versions, library_of_version
from counter.services.spreadsheet.given_file import MOST_BYTES

_SHOWN = 100
"""Faults on a screen; ``--json`` gives them all."""


def add_export(parser: Parser) -> None:
    """Description and arguments of ``export``."""
    parser.description = "导出整套指南，或用 --bundle 只导几件事和它们用到的。改好后用 guide check 检查。"
    add_out(parser, "存到哪里：.xlsx、.json 或 .yaml")
    parser.options.add_argument(
        "--bundle", metavar="序号", type=int, nargs="+", action="extend", help="只导这几件事"
    )
    parser.options.add_argument(
        "--version", metavar="版号", type=int, help="导出第几版；不写就是正在使用的，0 是随程序带的"
    )
    parser.options.add_argument("--draft", action="store_true", help="（指南编辑室）导出草稿")
    parser.common()
    parser.set_defaults(run=run_export)


def add_template(parser: Parser) -> None:
    """Description and arguments of ``template``."""
    parser.description = "空白的指南工作簿：每一栏有说明，固定的词有下拉。"
    add_out(parser, "存到哪里", metavar="文件.xlsx")
    parser.common()
    parser.set_defaults(run=run_template)


def add_check(parser: Parser) -> None:
    """Description and arguments of ``check``."""
    parser.description = "检查外来的指南文件：逐格指出错处和改法。不改这个文件，也不改正在使用的指南。"
    parser.words.add_argument("file", metavar="文件", help="要检查的 .xlsx、.json 或 .yaml")
    add_out(parser, "没有错的，另存成规范的 .json（或 .yaml、.xlsx）", required=False)
    parser.common()
    parser.set_defaults(run=run_check)


def run_export(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the guide without a demo hall's overlay."""
    out = _named(args.out, *ENDINGS)
    library = _library(args, profile, program)
    if args.bundle:
        missing = [number for number in args.bundle if str(number) not in library["bundles"]]
        if missing:
            raise BadInput(f"没有第{missing[0]}件事；counter guide list 列出全部。", field="--bundle")
        library = part_of_library(library, dict.fromkeys(args.bundle))
    with writing(args, program) as half:
        half.write(library_file(library, out.suffix))
    counts = {key: len(library[key]) for key in ("bundles", "items", "papers", "questions")}
    data = {"file": str(out), **counts}
    return Answer(
        data,
        f"指南已写到 {out}：{counts['bundles']}件事，{counts['items']}个事项，{counts['papers']}份实物材料。",
    )


def _library(args: argparse.Namespace, profile: Path, program: Program) -> Library:
    """The requested version: in force, of a number, or the draft; without a profile, the shipped one."""
    if args.draft and args.version is not None:
        raise BadInput("--draft 和 --version 不能同时用。", field="--draft")
    if not program.is_set_up(profile):
        if args.draft or args.version:
            raise BadInput("这里还没有设置过，只有随程序带的指南。", field="--version")
        return library_of(program.guide_shelf().guide(None))
    with program.open_app(profile) as app:
        if args.draft:
            return load_draft(app).library
        versions = guide_versions(app.journal)
        if args.version is None:
            known = versions.in_force(civil_date(app.clock.read().at))
        else:
            known = get_version(versions, args.version) if args.version else None
        if known is None:  # the guide itself, without a demo hall's overlay
            return library_of(app.shipped.guide(None))
        return library_of_version(app, known)


def run_template(args: argparse.Namespace, _profile: Path, program: Program) -> Answer:
    """Write the empty workbook."""
    out = _named(args.out, ".xlsx")
    with writing(args, program) as half:
        half.write(template())
    return Answer({"file": str(out)}, f"空白的指南工作簿已写到 {out}，“说明”表写着怎么填。")


def run_check(args: argparse.Namespace, _profile: Path, program: Program) -> Answer:
    """Report every fault; without faults, write the library if asked."""
    out = _named(args.out, *ENDINGS) if args.out else None
    content, shown = read_raw(args.file, MOST_BYTES, "指南文件")
    checked = check_guide(content)
    data = {"file": shown, **checked_data(checked)}
    if checked.library is None:
        return Answer(data, checked_words(checked, "请改好后再检查，什么都没有写。"), code=BAD_INPUT)
    data |= checked.counts
    result = f"没有错{_held(checked)}。"
    if out is not None:
        with writing(args, program) as half:
            half.write(library_file(checked.library, out.suffix))
        data["out"] = str(out)
        result = f"没有错{_held(checked)}。已另存为 {out}；正在使用的指南没有变。"
    return Answer(data, checked_words(checked, result))


def _held(checked: CheckedGuide) -> str:
    """Content of a file without faults; an empty file is an error."""
    counts = checked.counts
    if not counts["bundles"]:
        return "，但里面一件事也没有，是空白的模板，或者内容没有存进去"
    names = (("bundles", "件事"), ("items", "个事项"), ("papers", "样实物材料"), ("questions", "道情形题"))
    return "：" + "，".join(f"{counts[part]:,}{name}" for part, name in names)


def checked_data(checked: CheckedGuide) -> dict[str, object]:
    """Every fault, as plain values."""
    return {
        "clean": checked.clean,
        "faults": [_fault_data(fault) for fault in checked.faults if fault.grave],
        "remarks": [_fault_data(fault) for fault in checked.faults if not fault.grave],
        "untold": checked.untold,
    }


def _named(out: OutFile, *endings: str) -> OutFile:
    if out.suffix not in endings:
        raise BadInput(f"文件名要以 {' 或 '.join(endings)} 结尾。", field="--out")
    return out


def _fault_data(fault: GuideFault) -> dict[str, object]:
    values: dict[str, object] = {"sort": fault.sort, "place": fault.place, "sentence": fault.sentence}
    if fault.sheet:
        values |= {"sheet": fault.sheet, "row": fault.row, "column": fault.letter, "head": fault.head}
    return values


def checked_words(checked: CheckedGuide, last: str) -> str:
    """Every fault as text, with one sentence at the end."""
    grave = sum(fault.grave for fault in checked.faults)
    mended = len(checked.faults) - grave
    lines = [
        plain(f"{'错误' if fault.grave else '提示'}  {fault.words}") for fault in checked.faults[:_SHOWN]
    ]
    rest = len(checked.faults) - len(lines) + checked.untold
    if rest:
        lines.append(f"还有{rest}条没有列出，加 --json 可看全部。")
    if grave:
        lines.append(f"错误{grave}处，提示{mended}处。")
    return "\n".join([*lines, last])
