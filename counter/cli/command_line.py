"""A typed command line: parsed, run, answered; errors reported."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from counter.cli.commands import COMMANDS
from counter.cli.io.answer import BUG, Speech, speak_utf8
from counter.cli.io.arguments import Parser
from counter.cli.io.loader import add_commands
from counter.cli.io.one_input import check_one_input
from counter.cli.io.out_file import check_out_paths
from counter.cli.io.profile_folder import check_folder, check_folder_name
from counter.cli.io.program import Program
from counter.cli.io.unlocking import unlocking
from counter.domain.errors import BadInput, CounterError


def run(argv: Sequence[str], program: Program) -> int:
    """Parse, check what all commands share, run and answer; returns the exit code.

    Raises what the command raises, and SystemExit after ``--help``.
    """
    speak_utf8()
    args = build_parser().parse_args(list(argv))
    profile = Path(args.data) if args.data else program.default_profile()
    if args.command is None:
        check_folder_name(profile)
        return program.open_window(profile)
    check_folder(profile)
    check_one_input(args)
    check_out_paths(args, program)
    with _without_collector():
        return Speech(json=args.json).answer(args.run(args, profile, unlocking(program)))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Disable the cycle collector for one command: over a library of thousands of items it takes as long as the work
    itself, and its cycles are not worth freeing.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def report(error: Exception, argv: Sequence[str], program: Program) -> int:
    """Report an error: one the user can act on, or our own bug, which is logged without personal data."""
    speak_utf8()
    speech = Speech(json="--json" in argv)
    if isinstance(error, UnicodeEncodeError) and (wrong := next(filter(_is_no_text, argv), None)):
        error = BadInput(f"“{wrong[:40]}”里有读不成文字的字符，请重新输入。")
    if isinstance(error, CounterError):
        return speech.complaint(error)
    log = program.note_bug(_data_of(argv), error)
    where = (
        f"错误已记入 {log}（不含个人信息），请交给系统管理员。"
        if log
        else "错误没能记入日志，请告诉系统管理员。"
    )
    return speech.bug(f"程序出错了，对不起。{where}", BUG)


def _is_no_text(word: str) -> bool:
    """Whether a word came with bytes that are no UTF-8. A file may be called so, nothing else."""
    return any("\ud800" <= char <= "\udfff" for char in word)


def _data_of(argv: Sequence[str]) -> Path | None:
    """The profile folder on the command line, even where the rest of it is invalid."""
    for word, following in zip(argv, [*argv[1:], ""], strict=True):
        if word == "--data" and following:
            return Path(following)
        if word.startswith("--data="):
            return Path(word.removeprefix("--data="))
    return None


def build_parser() -> Parser:
    """The parser of the whole command line; each command builds its own part when it is typed."""
    parser = Parser(
        prog="counter",
        description="综合窗口受理工作台。不带命令时打开窗口。",
        epilog="以某人的名义办理、查看个人信息：先 counter session open 核对口令，或者每次加 --pin-file 文件\n"
        "退出码：0 办成 · 1 按规定不能办 · 2 输入或写法有误 · 3 程序自身出错",
    )
    parser.common(root=True)
    add_commands(parser, COMMANDS, dest="command", required=False)
    return parser
