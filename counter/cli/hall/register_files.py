"""``counter hall export|import|take``: the register as a workbook, and as the signed file for other windows."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.hall.register_signing import (
    add_signing,
    changes_data,
    day_given,
    get_keeper,
    guide_names,
    issue,
    today_of,
)
from counter.cli.io.answer import BAD_INPUT, Answer, plain
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.authentication import add_own_pin
from counter.cli.io.json_file import read_raw
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.register.change_words import change_words
from counter.services.exchange.take_in_batches import settle_held
from counter.services.hall.hall_register import hall_register
from counter.services.register.issue_register import register_or_setup
from counter.services.register.register_file import LONGEST, register_text, take_in_register
from counter.services.register.workbook import read_register, register_workbook
from counter.services.spreadsheet.given_file import MOST_BYTES


def add_files(acts: argparse._SubParsersAction[Parser]) -> None:
    """The commands of the group that read or write a file."""
    export = acts.add_parser(
        "export",
        help="导出工作簿，或带到别的窗口的文件",
        description="写成 .xlsx 工作簿（可以改了再导入）；--signed 写成带签名的文件，别的窗口用 counter hall take。",
    )
    add_out(export, "存到哪里")
    export.options.add_argument("--signed", action="store_true", help="带签名，给别的窗口")
    export.common()
    export.set_defaults(run=run_export)
    bring = acts.add_parser(
        "import", help="从工作簿导入", description="逐格检查，列出和现在的不同；有一处错就什么也不采用。"
    )
    bring.words.add_argument(
        "file", metavar="文件.xlsx", type=path_argument, help="counter hall export 导出后改的"
    )
    bring.options.add_argument("--dry-run", action="store_true", help="只检查、只列出不同，不采用")
    bring.options.add_argument(
        "--over",
        metavar="号",
        type=int,
        help="表是照旧的一号导出的，后来改过的也照这份表改回去：写现在是第几号",
    )
    add_signing(bring, required=False)
    bring.set_defaults(run=run_import)
    take = acts.add_parser(
        "take",
        help="采用别的窗口带来的登记册",
        description="采用带签名的登记册；旧的、别的大厅的、被改过的不采用。",
    )
    take.words.add_argument(
        "file", metavar="文件", type=path_argument, help="counter hall export --signed 写出的"
    )
    take.options.add_argument(
        "--over",
        metavar="号",
        type=int,
        default=0,
        help="两个窗口各自改过的：从这一号起用文件里的，本窗口改过的不再算（值班负责人）",
    )
    take.options.add_argument("--by", metavar="工号", required=True, help="采用的人")
    add_own_pin(take, "采用的人的口令")
    take.common()
    take.set_defaults(run=run_take)


def run_export(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the workbook or the signed file."""
    with program.open_app(profile) as app:
        today = today_of(app)
        register = register_or_setup(app.journal)
        content = (
            register_text(app.journal).encode() if args.signed else register_workbook(register.on(today))
        )
    with writing(args, program, public=args.signed) as half:
        half.write(content)
    then = "到别的窗口：counter hall take" if args.signed else "改好后：counter hall import"
    return Answer(
        {"file": str(args.out), "number": register.number},
        f"登记册第{register.number}号已写到 {args.out}。{then} {args.out}",
    )


def run_import(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Check a workbook and take it; with a fault nothing is taken, and each is told at its cell."""
    if not args.dry_run and not args.by:
        raise BadInput("采用要写 --by 工号；只想检查请加 --dry-run。", field="--by")
    raw, _ = read_raw(args.file, MOST_BYTES, "登记册工作簿")
    with program.open_app(profile) as app:
        today = today_of(app)
        day = day_given(args.since, today, "--from")
        state = register_or_setup(app.journal).on(day)
        read = read_register(raw, state, day, guide_names(app))
        told = [fault.words for fault in read.faults]
        if not read.usable:
            wrong = "登记册工作簿有错，什么也没有采用："
            data = {"error": wrong, "field": "file", "faults": told}
            return Answer(data, notes=(wrong, *map(plain, told)), code=BAD_INPUT)  # each on a line of its own
        if args.dry_run or not read.changes:
            words = [*told, *(change_words(c, state) for c in read.changes)] or [
                "和现在的登记册一样，没有改动。"
            ]
            return Answer(changes_data(read.changes, state), "\n".join(words))
        if read.older is not None and args.over != state.number:
            raise RuleRefused(
                f"这份表是照登记册第{read.older}号导出的，现在是第{state.number}号：后来改过的，照这份表会改回去、删去。"
                "请重新导出，把要改的填到新的表里；用 --dry-run 看有哪些不同，确实都要照这份表的，"
                f"加 --over {state.number}。",
                rule="register",
                field="over",
            )
        answer = issue(app, args, read.changes, state)
    return Answer(answer.data, "\n".join([*told, answer.words]))


def run_take(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Take in a signed register. Raises RuleRefused for one that may not be used here."""
    raw, _ = read_raw(args.file, LONGEST, "登记册")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    with program.open_app(profile) as app:
        by = get_keeper(app, args.by, args.pin_file)
        state = hall_register(app.journal).on(today_of(app))
        taken = take_in_register(app.journal, text, by=by, over=args.over)
        settle_held(app)
        number = taken.register.number
    notes = (taken.warning,) if taken.warning else ()
    if not taken.fresh:
        keys = "；采用了文件里新的窗口证书或作废" if taken.keys else ""
        data = {"number": number, "changes": [], "keys": taken.keys}
        return Answer(data, f"登记册第{number}号本窗口已经有了{keys}。", notes)
    words = [f"采用了登记册第{number}号：", *(f"  {change_words(c, state)}" for c in taken.changes)]
    data = {"number": number, **changes_data(taken.changes, state), "keys": taken.keys}
    return Answer(data, "\n".join(words), notes)
