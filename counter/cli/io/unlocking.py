"""A locked profile on the command line: at a terminal it is asked for, in a script one sentence tells the way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from counter.cli.io.prompt import ask
from counter.domain.errors import BadInput
from counter.services.keys.slot_kinds import TITLES, KeysLocked, SlotKind

if TYPE_CHECKING:
    from counter.cli.io.program import CheckReport, Program
    from counter.domain.journal.check_progress import ReportProgress
    from counter.services.context.app import AppContext
    from counter.services.keys.slots import SlotKeeper, SlotState

_PROMPTS = {
    SlotKind.PHRASE: "开机口令词（拼音，词之间空格）：",
    SlotKind.STICK: "插好钥匙盘，输入它的口令：",
    SlotKind.TPM: "安全芯片的口令：",
    SlotKind.RECOVERY: "恢复密钥：",
    SlotKind.HALL_RECOVERY: "大厅恢复密钥：",
}


def unlocking(program: Program) -> Program:
    """The program whose ways into a profile ask at a terminal where it is locked."""

    def check(profile: Path, rebuild: bool, tell: ReportProgress | None = None, /) -> CheckReport:
        _unlock_first(program, profile)
        return program.check(profile, rebuild, tell)

    return replace(
        program,
        open_app=_asking(program, program.open_app),
        open_for_mending=_asking(program, program.open_for_mending),
        check=check,
    )


def _asking(
    program: Program, opening: Callable[[Path], AbstractContextManager[AppContext]]
) -> Callable[[Path], AbstractContextManager[AppContext]]:
    @contextmanager
    def open_it(profile: Path) -> Iterator[AppContext]:
        try:
            opened = opening(profile)
            app = opened.__enter__()
        except KeysLocked as locked:
            if not sys.stdin.isatty():
                raise
            ask_to_unlock(program.key_slots(profile), locked.kinds)
            opened = opening(profile)
            app = opened.__enter__()
        try:
            yield app
        except BaseException as error:
            if not opened.__exit__(type(error), error, error.__traceback__):
                raise
        else:
            opened.__exit__(None, None, None)

    return open_it


def _unlock_first(program: Program, profile: Path) -> None:
    if sys.stdin.isatty() and program.is_set_up(profile):
        keeper = program.key_slots(profile)
        locked = keeper.locked()
        if locked:
            ask_to_unlock(keeper, locked)


def ask_to_unlock(
    keeper: SlotKeeper, kinds: Sequence[SlotKind], wanted: SlotKind | None = None, stick: Path | None = None
) -> bool:
    """Ask for the secret of one slot and open it; whether other programs have the keys now too. Raises CounterError."""
    if wanted is None and not kinds:
        raise BadInput("这份资料没有要输入的打开方式。", field="keys")
    kind = wanted or (SlotKind.STICK if stick is not None and SlotKind.STICK in kinds else kinds[0])
    if wanted is None and len(kinds) > 1:
        others = "、".join(f"--with {other.value}（{TITLES[other]}）" for other in kinds if other is not kind)
        print(f"也可以用 counter keys unlock {others}。", file=sys.stderr)
    return keeper.unlock(kind, ask(_PROMPTS[kind]), stick)


def no_holder(state: SlotState) -> str:
    """Why the next program asks anew."""
    return state.cannot_hold or "这个系统没有替程序拿着密钥的进程，每次打开都要再输。"
