"""Runs a command line: parses it, calls the command, and reports errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.cli.io.arguments import Parser
    from counter.cli.io.program import Program


def main(argv: Sequence[str], program: Program) -> int:
    """Run one command line and return its exit code. Nothing but ``--data DIR`` opens the window."""
    try:
        window = _window_only(argv)
        if window is not None:
            return _open_window(window if window.name else program.default_profile(), program)
        code = _command(argv, program)
        sys.stdout.flush()  # a closed pipe is noticed here, and not at interpreter exit
        return code
    except BrokenPipeError:  # the pipe is closed: nothing to report, and no error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001  # the last handler: every error ends as one sentence
        return _report(error, argv, program)


def _window_only(argv: Sequence[str]) -> Path | None:
    """The folder (empty: the default) when only the window is wanted; determined without argparse."""
    if not argv:
        return Path()
    if len(argv) == 2 and argv[0] == "--data" and argv[1].strip() and not argv[1].startswith("-"):
        return Path(argv[1])
    return None


def _open_window(profile: Path, program: Program) -> int:
    from counter.cli.io.profile_folder import check_folder_name

    check_folder_name(profile)
    return program.open_window(profile)


def _command(argv: Sequence[str], program: Program) -> int:
    from counter.cli.io.answer import Speech, speak_utf8
    from counter.cli.io.authentication import check_one_input
    from counter.cli.io.out_file import check_out_paths
    from counter.cli.io.profile_folder import check_folder

    speak_utf8()
    args = build_parser().parse_args(list(argv))
    profile = Path(args.data) if args.data else program.default_profile()
    if args.command is None:
        return _open_window(profile, program)
    check_folder(profile)
    check_one_input(args)
    check_out_paths(args, program)
    with _without_collector():
        return Speech(json=args.json).answer(args.run(args, profile, program))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Disable the cycle collector for one command: over a library of thousands of items it takes as long as the work
    itself, and its cycles are not worth freeing.
    """
    import gc

    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _report(error: Exception, argv: Sequence[str], program: Program) -> int:
    """Report an error: one the user can act on, or our own bug, which is logged without personal data."""
    from counter.cli.io.answer import BUG, Speech, speak_utf8
    from counter.domain.errors import CounterError

    speak_utf8()
    speech = Speech(json="--json" in argv)
    if isinstance(error, CounterError):
        return speech.complaint(error)
    log = program.note_bug(_data_of(argv), error)
    where = f"错误已记入 {log}（不含个人信息），请交给管理员。" if log else "错误没能记入日志，请告诉管理员。"
    return speech.bug(f"程序出错了，对不起。{where}", BUG)


def _data_of(argv: Sequence[str]) -> Path | None:
    """The profile folder on the command line, even where the rest of it is invalid."""
    for word, following in zip(argv, [*argv[1:], ""], strict=True):
        if word == "--data" and following:
            return Path(following)
        if word.startswith("--data="):
            return Path(word.removeprefix("--data="))
    return None


def build_parser() -> Parser:
    """The parser of the whole command line."""
    from counter.cli import tour
    from counter.cli.case import commands as case
    from counter.cli.guide import commands as guide
    from counter.cli.hall import calendar, clock, number, session, staff
    from counter.cli.io.arguments import Parser
    from counter.cli.keys import commands as keys
    from counter.cli.keys import recover
    from counter.cli.papers import paper, verify
    from counter.cli.profile import check, doctor, setup
    from counter.cli.ratings import commands as rating
    from counter.cli.ratings import rectify
    from counter.cli.tasks import records

    parser = Parser(
        prog="counter",
        description="综合窗口受理工作台。不带命令时打开窗口。",
        epilog="以某人的名义办理、查看个人信息：先 counter session open 核对口令，或者每次加 --pin-file 文件\n"
        "退出码：0 办成 · 1 按规定不能办 · 2 输入或写法有误 · 3 程序自身出错",
    )
    parser.common(root=True)
    commands = parser.add_subparsers(title="命令", dest="command", metavar="命令", parser_class=Parser)
    for command in (
        setup,
        guide,
        case,
        paper,
        check,
        doctor,
        staff,
        session,
        clock,
        number,
        calendar,
        recover,
        keys,
        rating,
        rectify,
        records,
        verify,
        tour,
    ):
        command.add(commands)
    return parser
