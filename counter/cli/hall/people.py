"""``counter staff remove|leave|absent|reset-pin|pin|card``: who leaves, who is away, and PINs of this machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import (
    add_agreed,
    add_own_pin,
    add_recovery,
    add_two_people,
    agreed_person,
    asked_recovery_key,
    pin_of,
    two_people,
)
from counter.cli.io.dates_in_words import read_day
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.cli.io.prompt import ask_new_pin
from counter.domain.text.day_words import day_text
from counter.domain.text.spoken_code import in_groups
from counter.services.context.app import AppContext
from counter.services.hall.hall_register import hall_register
from counter.services.hall.people import today_of
from counter.services.hall.pin_backing import PinBacker
from counter.services.hall.pins import give_code
from counter.services.hall.staff import check_pin, retire_here, set_own_pin
from counter.services.papers.desk_card import PAGES, desk_card, print_desk_card
from counter.services.register.change_staff import Absence, retire, set_absence, strike_off


def add_changes(acts: argparse._SubParsersAction[Parser]) -> None:
    """Add the commands beside ``staff add`` and ``staff list``."""
    remove = _act(acts, "remove", "停用一人，从今天起", run_remove)
    add_two_people(remove)
    leave = _act(acts, "leave", "登记一人离岗，写明最后一天", run_leave)
    leave.words.add_argument("last_day", metavar="最后一天", help="例如 2026-12-31；那天还可以办理")
    add_two_people(leave)
    absent = _act(acts, "absent", "登记一人不在岗和代班的人，或回岗（--back）", run_absent)
    absent.options.add_argument("--since", metavar="日期", default="", help="第一天，不写就是今天")
    absent.options.add_argument("--until", metavar="日期", default="", help="最后一天；还不知道的不写")
    absent.options.add_argument("--deputy", metavar="工号", default="", help="代班的人，同一岗位、同一部门")
    absent.options.add_argument("--back", action="store_true", help="已经回岗")
    add_two_people(absent)
    reset = _act(acts, "reset-pin", "给一人一次性口令，当天有效，只显示这一次", run_reset)
    reset.options.add_argument("--by", metavar="工号", required=True, help="给的值班负责人")
    add_own_pin(reset)
    add_agreed(reset)
    add_recovery(reset)
    card = _act(acts, "card", "岗位牌：写成 PDF（--out），或送去打印（--print）", run_card)
    way = card.options.add_mutually_exclusive_group(required=True)
    add_out(card, "写成的 PDF 文件", among=way)
    way.add_argument("--print", dest="printer", nargs="?", const="", metavar="打印机", help="不写就是默认的")
    card.options.add_argument("--page", choices=PAGES, default="A6", help="A6，或 A4（印有裁切线）")
    own = _act(acts, "pin", "改自己的口令；第一次上岗或忘了的，用一次性口令", run_pin)
    add_own_pin(own, "本人现在的口令或一次性口令")


def run_remove(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Take somebody off the list from today on; in a hall with a register for all windows."""
    with program.open_app(profile) as app:
        by, agreed = two_people(app, args)
        if hall_register(app.journal).number:
            strike_off(app.journal, args.code, by=by, agreed=agreed)
        else:
            retire_here(app.journal, args.code, by=by, agreed=agreed)
        return _told(app, args.code, "从今天起不在名单里了")


def run_leave(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Let somebody leave after a day."""
    last = read_day(args.last_day)
    with program.open_app(profile) as app:
        by, agreed = two_people(app, args)
        retire(app.journal, args.code, last, by=by, agreed=agreed)
        return _told(app, args.code, f"办到{day_text(last)}为止")


def run_absent(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """State an absence with a deputy, or the return."""
    with program.open_app(profile) as app:
        by, agreed = two_people(app, args)
        absence = None
        if not args.back:
            since = read_day(args.since) if args.since else today_of(app.journal)
            absence = Absence(since, read_day(args.until) if args.until else None, args.deputy)
        set_absence(app.journal, args.code, absence, by=by, agreed=agreed)
        return _told(app, args.code, "已登记回岗" if args.back else "已登记不在岗")


def run_reset(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Give a one-time code, shown once."""
    with program.open_app(profile) as app:
        by = check_pin(app.journal, args.by, pin_of(args.by, args.pin_file))
        backer = PinBacker(agreed_person(app, args), lambda: asked_recovery_key(args))
        once = give_code(app.journal, args.code, by=by, backer=backer)
    code = args.code.strip().upper()
    return Answer(
        {"code": code, "once": once},
        f"{code} 的一次性口令：{in_groups(once)}\n只显示这一次，今天有效，只能用一次。请当面告诉本人，"
        "由本人在上岗页或用 counter staff pin 设自己的口令。",
    )


def run_card(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write or print the desk card of a person."""
    code = args.code.strip().upper()
    if args.out is None:
        with program.open_app(profile) as app:
            to = print_desk_card(app, code, program.desk_card, printer=args.printer, page=args.page)
        return Answer({"code": code, "printer": to}, f"{code} 的岗位牌已送到 {to}。")
    with program.open_app(profile) as app, writing(args, program) as half:
        half.write(program.desk_card(desk_card(app, code, args.page)))
    return Answer({"code": code, "file": str(args.out)}, f"{code} 的岗位牌写到 {args.out}。")


def run_pin(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Set the own PIN."""
    with program.open_app(profile) as app:
        old = pin_of(args.code, args.pin_file, "工号")
        row = set_own_pin(
            app.journal, code=args.code, pin=old, ask_new_pin=lambda: ask_new_pin(f"{args.code} 新")
        )
    return Answer({"code": row.code}, f"{row.code} {row.name}的口令已经改了。")


def _told(app: AppContext, code: str, words: str) -> Answer:
    wanted, number = code.strip().upper(), hall_register(app.journal).number
    carry = f"（登记册第{number}号；别的窗口要拷一份登记册过去）" if number else ""
    return Answer({"code": wanted, "register": number}, f"{wanted} {words}{carry}。")


def _act(acts: argparse._SubParsersAction[Parser], name: str, words: str, run: object) -> Parser:
    parser = acts.add_parser(name, help=words, description=f"{words}。")
    parser.words.add_argument("code", metavar="工号", help="哪一位")
    parser.common()
    parser.set_defaults(run=run)
    return parser
