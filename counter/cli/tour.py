"""``counter tour``: drive the real window through whole visits and save papers and screenshots."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import BUG, Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.out_file import add_replace, out_folder
from counter.cli.io.program import Program
from counter.domain.errors import BadInput
from counter.domain.file_errors import error_reason


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "在用完即弃的演示大厅里，用按键操作真实的窗口，走完几次来访；文书（PDF）和截图（PNG）留在指定文件夹。"
    )
    parser.options.add_argument(
        "--out",
        metavar="文件夹",
        type=out_folder,
        required=True,
        help="文书和截图放在哪里：新的或空的文件夹",
    )
    add_replace(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, _profile: Path, program: Program) -> Answer:
    """Run the tour; exit code 3 where an expected result was not seen."""
    out = args.out.path.absolute()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise BadInput(f"建不了文件夹 {out}：{error_reason(wrong)}。", field="--out") from wrong
    try:
        files = program.run_tour(out)
    except AssertionError as missing:
        sentence = f"演示没有走完：{missing}"
        return Answer({"error": sentence, "out": str(out)}, notes=(sentence,), code=BUG)
    names = [path.name for path in files]
    papers = [n for n in names if n.endswith(".pdf")]
    words = f"走完了：文书 {len(papers)} 份，截图 {len(names) - len(papers)} 张，都在 {out}"
    return Answer({"out": str(out), "files": names}, words)
