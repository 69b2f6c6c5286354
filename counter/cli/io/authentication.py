"""Authentication of the person acting: by their own PIN, or by an open session (docs/decisions/0018)."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from pathlib import Path

from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.json_file import read_raw
from counter.cli.io.one_input import INPUT
from counter.cli.io.prompt import ask
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.rights import Capability
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.duty_session import session_in_force
from counter.services.hall.people import person_today
from counter.services.hall.rights import check_right
from counter.services.hall.staff import check_on_duty, check_pin, require_supervisor

_OTHERS = 0o077


def add_proof(parser: Parser, whose: str = "工号那个人的口令") -> None:
    """``--pin-file`` on a command that acts for a person, or shows personal data."""
    parser.options.add_argument(
        "--pin-file",
        metavar="文件",
        type=path_argument,
        help=f"{whose}，取文件第一行，写 - 从标准输入读；已经 counter session open 的不用写",
    )


def add_own_pin(parser: Parser, whose: str = "值班负责人的口令") -> None:
    """``--pin-file`` on a command that requires a PIN each time: a session does not suffice."""
    parser.options.add_argument(
        "--pin-file",
        metavar="文件",
        type=path_argument,
        help=f"{whose}，取文件第一行，写 - 从标准输入读；不写就询问",
    )


def add_two_proofs(parser: Parser, second: str, who: str) -> None:
    """``--pin-file`` and ``--clerk-pin-file`` where a second person (``who``, named by option ``second``) may agree."""
    parser.options.add_argument(
        "--pin-file",
        metavar="文件",
        type=path_argument,
        help=f"写了 {second} 的，是{who}的口令；没写的，是办理人的。取文件第一行，写 - 从标准输入读",
    )
    parser.options.add_argument(
        "--clerk-pin-file",
        metavar="文件",
        type=path_argument,
        help=f"写了 {second} 时办理人的口令；已经 counter session open 的不用写",
    )


def add_two_people(parser: Parser) -> None:
    """``--by`` and ``--agreed`` with their PINs, for changes of people, keys and register."""
    parser.options.add_argument("--by", metavar="工号", required=True, help="改的人（负责人或系统管理员）")
    add_own_pin(parser, "改的人的口令")
    add_agreed(parser)


def add_agreed(parser: Parser, *names: str) -> None:
    """``--agreed`` with the PIN, for acts of two people; ``names``: older ones of the same option."""
    parser.options.add_argument(
        *("--agreed", *names),
        dest="agreed",
        metavar="工号",
        default="",
        help="同意的第二个人，要两个人改的才写",
    )
    parser.options.add_argument(
        "--agreed-pin-file",
        metavar="文件",
        type=path_argument,
        help="第二个人的口令，取文件第一行；不写就询问",
    )


def add_recovery(parser: Parser) -> None:
    """``--recovery-key``: the second proof where nobody else at this machine can agree to a PIN."""
    parser.options.add_argument(
        "--recovery-key",
        action="store_true",
        help="这台电脑上没有第二个人能同意时，随后询问恢复密钥（本机的或大厅的）作第二个证明",
    )


def asked_recovery_key(args: argparse.Namespace) -> str:
    """The recovery key as typed; "" where it is not offered. It is never an argument."""
    return ask("恢复密钥：") if args.recovery_key else ""


def add_reader(parser: Parser) -> None:
    """``--clerk`` and ``--pin-file`` on a command that shows personal data."""
    parser.options.add_argument("--clerk", metavar="工号", help="谁看的；已经 counter session open 的不用写")
    add_proof(parser)


def get_clerk(app: AppContext, code: str, field: str = "clerk") -> StaffRow:
    """The staff member with that code, not authenticated. Raises BadInput for none, RuleRefused for people of an
    organ.
    """
    if not code.strip():
        raise BadInput("还缺工号：谁办的？请写 --clerk 工号；counter staff list 列出全部。", field=field)
    wanted = code.strip().upper()
    row = person_today(app.journal, wanted)
    if row is not None:
        check_on_duty(row)
    if row is None:
        raise BadInput(f"没有工号为“{code[:20]}”的值班人员；counter staff list 列出全部。", field=field)
    return row


def get_acting(app: AppContext, code: str, pin_file: str | None, field: str = "clerk") -> StaffRow:
    """The person acting, authenticated: by the PIN where one is given, else an open session of that person, else the
    PIN typed at a terminal.

    Raises as ``get_clerk``; RuleRefused for a wrong PIN, and where there is no proof.
    """
    known = get_clerk(app, code, field)
    if pin_file is None:
        session = session_in_force(app.journal)
        if session is not None and session.covers(known.code):
            return known
        require_proof_source(known.code)
    return get_person(app, known.code, pin_file, field)


def get_reader(app: AppContext, args: argparse.Namespace) -> StaffRow | None:
    """Who views personal data: authenticated as in ``get_acting``, or by any open session. None: a demo hall's own
    data.

    Raises RuleRefused where there is no proof.
    """
    if args.clerk or args.pin_file is not None:
        return get_acting(app, args.clerk or "", args.pin_file, "--clerk")
    session = session_in_force(app.journal)
    if session is None:
        raise RuleRefused(
            "这里有个人信息，要先证明是谁在看：加 --clerk 工号 --pin-file 文件（第一行是口令，写 - 从标准输入读），"
            "或者先运行 counter session open --clerk 工号。",
            rule="L11",
            field="--clerk",
        )
    return None if session.everybody else get_clerk(app, session.clerk)


def two_people(app: AppContext, args: argparse.Namespace) -> tuple[StaffRow, StaffRow | None]:
    """The person who changes something, and the second one where named, each by the own PIN.

    Raises RuleRefused for a wrong PIN, and for one who may not do it alone where no second person is named.
    """
    by = check_pin(app.journal, args.by, pin_of(args.by, args.pin_file))
    agreed = agreed_person(app, args)
    if agreed is None:
        check_right(app.journal, by, Capability.ADMINISTER)
    return by, agreed


def agreed_person(app: AppContext, args: argparse.Namespace) -> StaffRow | None:
    """The second person named with ``--agreed``, by the own PIN; None where nobody is. Raises RuleRefused for a wrong
    PIN.
    """
    if not args.agreed:
        return None
    return check_pin(app.journal, args.agreed, pin_of(args.agreed, args.agreed_pin_file, "第二个人"))


def require_proof_source(code: str) -> None:
    """Without a PIN or a session there must be a terminal. Raises RuleRefused naming both alternatives."""
    if not sys.stdin.isatty():
        raise RuleRefused(
            f"还没有证明是 {code} 本人：加 --pin-file 文件（第一行是口令，写 - 从标准输入读），"
            f"或者先运行 counter session open --clerk {code}。",
            rule="duty",
            field="--pin-file",
        )


def own_pin_file(args: argparse.Namespace, second: object) -> str | None:
    """Which file is whose: of the person acting, ``--clerk-pin-file``, and ``--pin-file`` where no ``second`` is
    named.

    Raises BadInput where both are given and no second person is named.
    """
    own: str | None = getattr(args, "clerk_pin_file", None)
    first: str | None = args.pin_file
    if second:
        return own
    if own is not None and first is not None:
        raise BadInput(
            "--pin-file 和 --clerk-pin-file 都写了，却没有写明第二个人是谁；办理人的口令只写一处。",
            field="--pin-file",
        )
    return own if first is None else first


def get_supervisor(app: AppContext, code: str, pin_file: str | None) -> str:
    """The code of a supervisor, authenticated by a PIN typed or in the first line of a file.

    Raises RuleRefused for anyone else, BadInput for a file that cannot be read.
    """
    return require_supervisor(app.journal, code=code, pin=pin_of(code, pin_file)).code


def get_person(app: AppContext, code: str, pin_file: str | None, field: str = "--by") -> StaffRow:
    """The person with that code, authenticated by their own PIN: for acts that nobody else may do in their name.

    Raises as ``get_clerk``, and RuleRefused for a wrong PIN.
    """
    known = get_clerk(app, code, field)
    return check_pin(app.journal, known.code, pin_of(known.code, pin_file, "工号"))


def get_editor(app: AppContext, code: str, pin_file: str | None) -> StaffRow:
    """The person with that code, who may write the guide here, authenticated by their own PIN.

    Raises as ``get_clerk`` for nobody, RuleRefused for others and for a wrong PIN.
    """
    known = person_today(app.journal, code.strip().upper()) or get_clerk(app, code, "--by")
    check_right(app.journal, known, Capability.EDIT_GUIDE, field="--by")
    return check_pin(app.journal, known.code, pin_of(known.code, pin_file, "工号"))


def pin_of(code: str, pin_file: str | None, whose: str = "值班负责人") -> str:
    """A person's PIN, not yet checked: typed without echo, or the first line of a file."""
    return pin_after(f"{whose} {code} 的口令：", pin_file)


def pin_after(prompt: str, pin_file: str | None) -> str:
    """As ``pin_of``, where a person reads something in the prompt before typing."""
    if pin_file is None or (pin_file == INPUT and sys.stdin.isatty()):
        return ask(prompt)
    return pin_in(pin_file)


def pin_in(file: str) -> str:
    """The first line of a file, or of standard input (``-``). Raises BadInput for one that cannot be read.

    A file readable by other accounts is reported on standard error; the PIN itself is never repeated.
    """
    if file == INPUT:
        return _first_line(sys.stdin.buffer.readline(200), "标准输入")
    if file.strip().isdigit() and not Path(file).exists():
        raise BadInput(
            "--pin-file 后面要写存着口令的文件，不是口令本身：写在命令里的口令别的程序看得到，请换一个。",
            field="--pin-file",
        )
    raw, shown = read_raw(file, 4_000, "口令文件")
    _warn_if_readable(file)
    return _first_line(raw, shown)


def _first_line(raw: bytes, shown: str) -> str:
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{shown} 不是文字文件。", field="--pin-file") from wrong
    pin = lines[0].strip() if lines else ""
    if not pin:  # no wrong PIN was typed: it costs no attempt
        raise BadInput(f"{shown} 第一行是空的，没有口令。", field="--pin-file")
    return pin


def _warn_if_readable(file: str) -> None:
    """A PIN that others can read proves nothing: reported once, and the command continues."""
    if os.name != "posix":
        return
    try:
        state = Path(file).stat()
    except OSError:
        return
    if stat.S_ISREG(state.st_mode) and state.st_mode & _OTHERS:
        print(
            f"口令文件“{file[:300]}”别的账户也能读写：请运行 chmod 600，并考虑换口令。",
            file=sys.stderr,
            flush=True,
        )
