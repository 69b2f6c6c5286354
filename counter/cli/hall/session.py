"""``counter session open|show|close``: enter the PIN once for several commands of one person."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, get_clerk, get_person, require_proof_source
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import CHINA
from counter.domain.errors import BadInput
from counter.domain.hall.duty_session import LONGEST, USUAL, Session, checked_minutes
from counter.services.context.app import AppContext
from counter.services.hall.duty_session import (
    close_session,
    open_for_everybody,
    open_session,
    session_in_force,
)


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = (
        "命令行会话：以某人的名义办理、查看个人信息的命令，要每次给口令（--pin-file），或者先开会话。\n"
        "会话到时间、别人在窗口上岗、换人开会话、换口令、重新启动电脑、时间待核，都会结束。"
    )
    parser.common()
    acts = parser.subcommands()
    opening = acts.add_parser(
        "open",
        help="核对口令，开会话",
        description="核对口令，开会话；原来开着的就此结束。会话开着时，用这个系统账户的人都能以他的名义办理：用完请关。",
    )
    opening.options.add_argument("--clerk", metavar="工号", help="谁的会话")
    add_own_pin(opening, "本人的口令")
    opening.options.add_argument(
        "--minutes",
        metavar="分钟",
        type=int,
        help=f"开多少分钟，1到{LONGEST}，不写是{USUAL}",
    )
    opening.options.add_argument(
        "--everybody", action="store_true", help="（演示大厅）不分是谁、不限时间，设置时就是这样"
    )
    opening.common()
    opening.set_defaults(run=run_open)
    for name, words, run in (
        ("show", "看现在开着谁的会话", run_show),
        ("close", "关掉会话", run_close),
    ):
        one = acts.add_parser(name, help=words, description=f"{words}。")
        one.common()
        one.set_defaults(run=run)


def run_open(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Open a session. Raises RuleRefused for a wrong PIN, and where no PIN can be entered."""
    if args.everybody and (args.clerk or args.pin_file is not None or args.minutes is not None):
        raise BadInput("--everybody 不分是谁、不限时间，不和别的选项一起用。", field="--everybody")
    with program.open_app(profile) as app:
        if args.everybody:
            session = open_for_everybody(app.journal, "cli")
        else:
            minutes = checked_minutes(USUAL if args.minutes is None else args.minutes)
            known = get_clerk(app, args.clerk or "", "--clerk")
            if args.pin_file is None:
                require_proof_source(known.code)
            who = get_person(app, known.code, args.pin_file, "--clerk")
            session = open_session(app.journal, who, minutes)
        return Answer({"session": _data(app, session)}, f"会话开好了：{_words(app, session)}")


def run_show(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Show whose session is open; none is a valid result."""
    with program.open_app(profile) as app:
        session = session_in_force(app.journal)
        if session is None:
            return Answer({"session": None}, "没有开着的会话。")
        return Answer({"session": _data(app, session)}, _words(app, session))


def run_close(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Close the open session."""
    with program.open_app(profile) as app:
        was = session_in_force(app.journal)
        close_session(app.journal)
        data = None if was is None else _data(app, was)
    return Answer({"closed": data}, "会话关了。" if data else "没有开着的会话。")


def _data(app: AppContext, session: Session) -> dict[str, object]:
    until = session.until
    return {
        "clerk": session.clerk or None,
        "name": None if session.everybody else get_clerk(app, session.clerk).name,
        "everybody": session.everybody,
        "minutes": session.minutes or None,
        "until": None if until is None else until.astimezone(CHINA).isoformat(timespec="seconds"),
    }


def _words(app: AppContext, session: Session) -> str:
    until = session.until
    if until is None:
        return "演示大厅的会话，不分是谁，不限时间。"
    who = get_clerk(app, session.clerk)
    end = f"{until.astimezone(CHINA):%m月%d日 %H:%M}"
    return f"{who.code} {who.name}，到 {end} 为止。用完请运行 counter session close。"
