"""``counter remind list|done|undo|number|export|take-in``: telling applicants how their cases go."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.authentication import (
    add_own_pin,
    add_proof,
    add_reader,
    get_acting,
    get_clerk,
    get_reader,
    pin_of,
)
from counter.cli.io.find_case import get_case
from counter.cli.io.json_file import read_raw
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.case.acts.at_any_time import AgreeReminders
from counter.domain.case.reminder_events import Milestone, ReminderOutcome, ReminderWay
from counter.domain.case.reminders.gateway import gateway_from
from counter.domain.case.reminders.texts import ReminderTexts, texts_from
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.domain.text.day_input import read_whole_day
from counter.services.case.agree_reminders import agree_reminders
from counter.services.reminders.gateway_answers import MOST_BYTES, take_answers
from counter.services.reminders.gateway_file import hand_to_gateway
from counter.services.reminders.list_calls import CallRow, list_calls
from counter.services.reminders.record_call import BY_HAND, CallDone, record_call, take_back

T = TypeVar("T")

_OUTCOMES = {one.value.replace("_", "-"): one for one in ReminderOutcome if one in BY_HAND}
_WAYS = dict(zip(("phone", "sms", "wechat", "mail"), ReminderWay, strict=True))


def add(parser: Parser) -> None:
    """The commands of telling applicants."""
    parser.description = "告知申请人办理进度、快到期的材料：只告知同意提醒、留了电话的，工作日 8:00—20:00。"
    parser.common()
    acts = parser.subcommands()
    due = acts.add_parser("list", help="今天要打的电话，带要说的话")
    due.runs(run_list, "今天要告知的：超期的在前，今天打过没打通的在后。号码盖住中间几位。")
    add_reader(due)
    done = acts.add_parser("done", help="登记打电话的结果")
    done.runs(run_done, "登记结果。没有告知的用 not-made，写明原因；每一样只告知一次。")
    _case(done)
    outcomes = "、".join(f"{name}（{one.label}）" for name, one in _OUTCOMES.items())
    done.options.add_argument("--outcome", metavar="结果", required=True, help=outcomes)
    done.options.add_argument(
        "--way",
        metavar="方式",
        default="phone",
        help="、".join(f"{n}（{w}）" for n, w in _WAYS.items()),
    )
    done.options.add_argument(
        "--about",
        metavar="哪一样",
        action="append",
        default=[],
        help="不写是今天要告知的全部；" + "、".join(f"{m.value}（{m.label}）" for m in Milestone),
    )
    done.options.add_argument("--words", metavar="文字", default="", help="说了什么；没有告知的，为什么")
    done.options.add_argument("--day", metavar="日期", help="哪天告知的，不写是今天")
    undo = acts.add_parser("undo", help="收回今天在本窗口最后一次登记")
    undo.runs(run_undo, "登记错了：另记一条收回，原来的那条也留着。")
    _case(undo)
    number = acts.add_parser("number", help="更正提醒用的电话，或者登记不要提醒")
    number.runs(run_number, "问到新的号码，更正以后接着提醒；申请人同意提醒、后来才留电话的也用这个。")
    _case(number)
    number.options.add_argument("--number", metavar="电话", default="", help="打这个号码")
    number.options.add_argument("--no-more", action="store_true", help="申请人不要提醒了")
    _add_files(acts)


def _case(parser: Parser) -> None:
    parser.words.add_argument("case", metavar="办件编号", help="办件编号，可以不写空格")
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="办理人")
    add_proof(parser)


def _add_files(acts: argparse._SubParsersAction[Parser]) -> None:
    out = acts.add_parser("export", help="今天要告知的写成给短信平台的文件")
    out.runs(run_export, "写出去以前先逐条记下，所以不会发两遍；固定电话、发过没有送到的，还是打电话。")
    add_out(out, "写成 .csv 或者 .xlsx，里面有号码，用完删掉")
    take = acts.add_parser("take-in", help="收短信平台的回执文件")
    take.runs(run_take_in, "按编号登记送到、没有送到；收两遍没有关系，不认识的编号逐个列出。")
    take.words.add_argument("file", metavar="文件", type=path_argument, help="平台的回执，.csv 或者 .xlsx")
    for one in (out, take):
        one.options.add_argument("--by", metavar="工号", required=True, help="谁办的")
        add_own_pin(one, "本人的口令")


def run_list(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Today's calls."""
    with program.open_app(profile) as app:
        get_reader(app, args)
        found = list_calls(app, _texts(program))
    rows = [_data(row) for row in found.rows]
    if not found.open:
        words = f"现在不打电话（工作日 8:00—20:00）。有 {found.waiting} 件等着告知。"
    else:
        words = "\n".join(_words(row) for row in found.rows) or "今天没有要告知的。"
    more = ("还有更多，打完这些再列一次。",) if found.more else ()
    return Answer({"open": found.open, "waiting": found.waiting, "calls": rows}, words, more)


def run_done(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Record what came of a call."""
    outcome = _among(_OUTCOMES, args.outcome, "--outcome")
    done = CallDone(
        outcome,
        _among(_WAYS, args.way, "--way"),
        tuple(_among({m.value: m for m in Milestone}, one, "--about") for one in args.about),
        args.words,
        None if args.day is None else _day(args.day),
    )
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file)
        case = record_call(app, get_case(app, args.case).id, done, clerk)
    return Answer(
        {"number": case.number, "outcome": outcome.value},
        f"已登记：{grouped(case.number)} {outcome.label}。",
    )


def run_undo(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Take the last record back."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file)
        case = take_back(app, get_case(app, args.case).id, clerk)
    return Answer({"number": case.number}, f"已收回：{grouped(case.number)} 最后一次告知的登记。")


def run_number(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Another number, or no reminders any more."""
    if args.no_more == bool(args.number):
        raise BadInput("--number 和 --no-more 写一样。", field="--number")
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file)
        asked = AgreeReminders(not args.no_more, args.number)
        case = agree_reminders(app, get_case(app, args.case).id, asked, clerk)
    words = "以后不再提醒" if args.no_more else "以后打新的号码"
    return Answer({"number": case.number, "agreed": not args.no_more}, f"{grouped(case.number)} {words}。")


def run_export(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The file for the gateway."""
    suffix = args.out.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise BadInput("文件名要以 .csv 或 .xlsx 结尾。", field="--out")
    form = gateway_from(program.read_toml(_folder(program) / "gateway.toml"))
    with program.open_app(profile) as app:
        get_clerk(app, args.by, "--by")
        pin = pin_of(args.by, args.pin_file, "工号")
        with writing(args, program) as half:
            made = hand_to_gateway(
                app,
                _texts(program),
                form,
                code=args.by,
                pin=pin,
                as_workbook=suffix == ".xlsx",
                keep=half.write,
            )
    data = {"file": str(args.out), "batch": made.batch, "count": made.count, "by_phone": made.by_phone}
    words = f"短信 {made.count} 条已写到 {args.out}，批号 {made.batch}；另有 {made.by_phone} 件要打电话。"
    return Answer(data, words)


def run_take_in(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The gateway's answers."""
    content, _ = read_raw(args.file, MOST_BYTES, "回执文件")
    form = gateway_from(program.read_toml(_folder(program) / "gateway.toml"))
    with program.open_app(profile) as app:
        get_clerk(app, args.by, "--by")
        pin = pin_of(args.by, args.pin_file, "工号")
        taken = take_answers(app, form, content, code=args.by, pin=pin)
    data = {
        "delivered": taken.delivered,
        "failed": taken.failed,
        "known": taken.known,
        "unknown": list(taken.unknown),
        "unclear": list(taken.unclear),
    }
    notes = [f"不是本窗口发的编号：{'、'.join(taken.unknown)}"] if taken.unknown else []
    notes += [f"结果看不懂的编号：{'、'.join(taken.unclear)}"] if taken.unclear else []
    words = f"送到 {taken.delivered} 条，没有送到 {taken.failed} 条，以前收过 {taken.known} 条。"
    return Answer(data, words, tuple(notes))


def _texts(program: Program) -> ReminderTexts:
    return texts_from(program.read_toml(_folder(program) / "texts.toml"))


def _folder(program: Program) -> Path:
    return program.resources() / "reminders"


def _data(row: CallRow) -> dict[str, object]:
    return {
        "number": row.number,
        "who": row.who,
        "phone": row.masked,
        "about": [one.milestone.value for one in row.reminders],
        "day": row.day.isoformat(),
        "overdue": row.overdue,
        "promised": row.promised,
        "wrong_number": row.wrong,
        "tried": row.tried,
        "sentence": row.sentence,
    }


def _words(row: CallRow) -> str:
    marks = [
        word
        for word, on in (("已超期", row.overdue), ("文书上写明", row.promised), ("号码不对", row.wrong))
        if on
    ]
    mark = f"【{'、'.join(marks)}】" if marks else ""
    tried = f"\n    今天：{row.tried}" if row.tried else ""
    phone = row.masked or "没有号码"
    return f"{grouped(row.number)}  {row.who}  {phone}  {row.about}{mark}\n    {row.sentence}{tried}"


def _among(table: Mapping[str, T], word: str, option: str) -> T:
    found = table.get(word.strip().lower())
    if found is None:
        raise BadInput(f"{option} 不认识“{word[:20]}”，可以用：{'、'.join(table)}。", field=option)
    return found


def _day(text: str) -> date:
    return read_whole_day(text, "--day")
