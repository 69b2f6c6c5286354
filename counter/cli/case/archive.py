"""``counter case archive|unarchive|forget``: into the archive, out of it, and the end of its personal data."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.archive.profile import archive_profile
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, add_two_proofs, get_acting, get_person, pin_of
from counter.cli.io.find_case import get_case
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.key_events import ForgettingReason
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.backup.generations import backups_until
from counter.domain.hall.consent import Consent
from counter.domain.text.day_input import read_whole_day
from counter.domain.text.day_words import day_text
from counter.services.case.archive_case import Archived, archivable, archive_case, unarchive_case
from counter.services.case.forget_cases import ask_forgetting, forget_cases, forgettable
from counter.services.context.app import AppContext


def add_archive(parser: Parser) -> None:
    """Description and arguments of ``archive``."""
    parser.description = (
        "归档：没有要做的了的办件，照大厅用上的保管期限表归档；归档以后不能再办理。\n"
        "办完以后要等几天（archive.toml 的 wait_days，待部门核定）；没到日子的、还缺的不归，说明哪天起、缺什么。\n"
        "写编号归档这几件，写 --all 归档全部可以归档的；--file-number 只用于一件。"
    )
    parser.words.add_argument("numbers", metavar="编号", nargs="*", help="办件编号，可以写几个")
    parser.options.add_argument("--all", action="store_true", help="全部可以归档的")
    parser.options.add_argument("--before", metavar="日期", help="和 --all 一起：只归这一天以前办完的")
    parser.options.add_argument("--file-number", metavar="档号", default="", help="档案室给的档号")
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="谁归档")
    add_own_pin(parser, "归档的人的口令")
    parser.common()
    parser.set_defaults(run=run_archive)


def add_unarchive(parser: Parser) -> None:
    """Description and arguments of ``unarchive``."""
    parser.description = "取消归档：这一件还有要办的。两个人签名。"
    parser.words.add_argument("number", metavar="编号", help="办件编号")
    parser.options.add_argument("--reason", metavar="理由", required=True, help="为什么取消")
    _two(parser)


def add_forget(parser: Parser) -> None:
    """Description and arguments of ``forget``."""
    parser.description = (
        "清除个人信息：已归档、保管期限满了的办件，依据批准的销毁清册，两位值班负责人签名。清除以后不能恢复。\n"
        "不写编号时列出可以清除的，什么都不清除。"
    )
    parser.words.add_argument("numbers", metavar="编号", nargs="*", help="办件编号，可以写几个")
    parser.options.add_argument("--document", metavar="文号", default="", help="销毁批准文号")
    parser.options.add_argument(
        "--ask",
        metavar="理由",
        choices=[one.value for one in ForgettingReason],
        help="别的窗口主办的，请它清除：" + "、".join(ForgettingReason),
    )
    _two(parser, required=False)


def _two(parser: Parser, *, required: bool = True) -> None:
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="办理的人")
    parser.options.add_argument(
        "--by", metavar="工号", required=required, default="", help="同意的值班负责人"
    )
    add_two_proofs(parser, "--by", "值班负责人")
    parser.common()
    parser.set_defaults(run=run_unarchive if required else run_forget)


def run_archive(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Archive the named cases, or all that may be. Each is one transaction; of several the refused ones are told with
    their numbers, and the others go on.
    """
    before = None if args.before is None else read_whole_day(args.before, "--before")
    if before is not None and not args.all:
        raise BadInput("--before 要和 --all 一起用。", field="--before")
    if bool(args.numbers) == args.all:
        raise BadInput("写出要归档的编号，或者写 --all。", field="编号")
    if args.file_number and len(args.numbers) != 1:
        raise BadInput("--file-number 只用于一件。", field="--file-number")
    with program.open_app(profile) as app:
        clerk = get_person(app, args.clerk, args.pin_file, "--clerk")
        days = archive_profile(program).wait_days
        named = (get_case(app, number) for number in args.numbers)
        found = archivable(app, before, wait_days=days) if args.all else named
        done: list[Archived] = []
        refused: list[tuple[Case, RuleRefused]] = []
        for case in (cases := tuple(found)):
            try:
                done.append(archive_case(app, case.id, clerk, args.file_number, wait_days=days))
            except RuleRefused as error:
                refused.append((case, error))
    if len(cases) == 1 and refused:
        raise refused[0][1]
    rows = [f"{grouped(one.number)}  归档，保管期限{one.period.words}" for one in done]
    rows += [f"{grouped(case.number)}  没有归档：{error.sentence}" for case, error in refused]
    rows.append(f"归档了{len(done)}件。")
    data = {
        "archived": [_data(one) for one in done],
        "refused": [{"number": case.number, "error": error.sentence} for case, error in refused],
    }
    return Answer(data, "\n".join(rows), code=RuleRefused.exit_code if refused else 0)


def run_unarchive(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Take one case out of the archive."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.clerk_pin_file, "--clerk")
        case = get_case(app, args.number)
        unarchive_case(app, case.id, clerk, Consent(args.by, pin_of(args.by, args.pin_file)), args.reason)
    return Answer({"number": case.number}, f"{grouped(case.number)} 取消归档，可以接着办。")


def run_forget(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List what may be forgotten, or destroy the personal data of the named cases."""
    with program.open_app(profile) as app:
        if not args.numbers:
            get_acting(app, args.clerk, args.pin_file, "--clerk")
            return _listed(app)
        if args.ask:
            return _asked(app, args)
        if not args.by:
            raise BadInput("清除要两个人签名：--by 写另一位值班负责人的工号。", field="--by")
        cases = [get_case(app, number) for number in args.numbers]
        clerk = get_acting(app, args.clerk, args.clerk_pin_file, "--clerk")
        consent = Consent(args.by, pin_of(args.by, args.pin_file))
        done = forget_cases(app, [case.id for case in cases], clerk, consent, args.document)
        until = backups_until(civil_date(app.clock.read().at))
    words = "\n".join(grouped(number) for number in done)
    return Answer(
        {"forgotten": list(done), "backups_until": until.isoformat()},
        f"{words}\n清除了{len(done)}件的个人信息，不能恢复；记录本身还在，日志仍可核对。",
        (
            f"以前做的备份里还有这些人的信息，最晚留到{day_text(until)}，照常备份就按期删除；"
            "没有插在这台电脑上的备份盘程序删不到，请到期插一次，或自己删掉。",
        ),
    )


def _asked(app: AppContext, args: argparse.Namespace) -> Answer:
    """Ask the owners of the named cases; each is one transaction."""
    clerk = get_acting(app, args.clerk, args.clerk_pin_file or args.pin_file, "--clerk")
    cases = [ask_forgetting(app, get_case(app, number).id, clerk, args.ask) for number in args.numbers]
    rows = [
        f"{grouped(case.number)} 已请窗口 {case.owner} 清除；上报（或U盘）以后那边会看到。" for case in cases
    ]
    return Answer({"asked": [case.number for case in cases]}, "\n".join(rows))


def _listed(app: AppContext) -> Answer:
    found = tuple(forgettable(app))
    rows = [f"{grouped(case.number)}  {case.opened.bundle_name}" for case in found]
    rows.append(f"{len(found)}件可以清除；什么都没有清除。")
    return Answer({"forgettable": [case.number for case in found]}, "\n".join(rows))


def _data(done: Archived) -> dict[str, object]:
    until = done.period.until
    return {
        "number": done.number,
        "years": done.period.years,
        "until": None if until is None else until.isoformat(),
    }
