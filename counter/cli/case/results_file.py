"""``counter case results``: an organ's list of the day (当天结果清单) as Excel: template, preview, taking in."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import DONE, Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.json_file import read_raw
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.errors import BadInput
from counter.services.results.day_list import (
    MOST_BYTES,
    CheckedRow,
    RowState,
    check_list,
    take_list,
    template,
)


def add(parser: Parser) -> None:
    """Options of the command."""
    parser.description = (
        "机关当天的结果清单：--template 写出空白清单；--dry-run 只核对，什么都不写；"
        "不加就登记。一件办件的几行要么都登记，要么都不登记；登记过的文件再来一次，什么都不变。"
    )
    parser.words.add_argument("file", metavar="清单.xlsx", nargs="?", help="填好的清单")
    parser.options.add_argument("--template", action="store_true", help="写出空白清单，用 --out 写明写到哪里")
    parser.options.add_argument("--dry-run", action="store_true", help="只核对，什么都不写")
    parser.options.add_argument("--clerk", metavar="工号", help="谁登记")
    add_out(parser, "空白清单写到哪里（.xlsx）", required=False)
    add_proof(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the template, check the list, or take it in. Raises as ``services.results.day_list``."""
    if args.template:
        if args.out is None or args.out.suffix.lower() != ".xlsx":
            raise BadInput("请用 --out 写明空白清单写到哪里，文件名以 .xlsx 结尾。", field="--out")
        with writing(args, program, public=True) as half:
            half.write(template())
        return Answer({"file": str(args.out)}, f"空白的结果清单已写到 {args.out}。")
    if args.out is not None:
        raise BadInput("--out 只和 --template 一起用：写明空白清单写到哪里。", field="--out")
    if not args.file:
        raise BadInput("请写填好的清单，或者用 --template 写出空白清单。", field="file")
    if not args.clerk:
        raise BadInput("请用 --clerk 写明谁登记。", field="--clerk")
    content, _ = read_raw(args.file, MOST_BYTES, "结果清单")
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        rows = (check_list if args.dry_run else take_list)(app, content, clerk)
    wrong = sum(one.state is RowState.WRONG for one in rows)
    lines = "\n".join(_words(one, dry=args.dry_run) for one in rows)
    taken = sum(one.state is RowState.TAKEN for one in rows)
    done = f"可以登记{taken}行" if args.dry_run else f"登记了{taken}行"
    words = f"{lines}\n{done}，要改的{wrong}行。" if rows else "清单里一行都没有。"
    code = BadInput.exit_code if wrong else DONE
    return Answer({"rows": [_data(one) for one in rows]}, words, code=code)


def _words(one: CheckedRow, *, dry: bool) -> str:
    if one.state is RowState.WRONG:
        return f"{one.where}：{one.words}"
    state = "可以登记" if dry and one.state is RowState.TAKEN else one.state.value
    return f"第{one.row}行 {one.item}：{state}"


def _data(one: CheckedRow) -> dict[str, object]:
    return {
        "row": one.row,
        "number": one.number,
        "item": one.item,
        "state": one.state.name.lower(),
        "where": one.where,
        "words": one.words,
    }
