"""A process that sets profiles up in children and kills each with SIGKILL at one of its own system calls.

Usage: python -m tests.journeys.setup_killer FOLDER POINTS TYPED ARGS… counts the calls of one whole set-up, then lets
one child after another die: half of them spread over all of it, half at its end, where it begins to count. After each
the same command is run again, and one line of JSON says what became of both. ``{}`` in ARGS is the folder of one try,
which begins as a copy of FOLDER/template where there is one; ``TYPED``: what stands on standard input. A call is what
reaches the disk: files opened, written, synced, renamed, removed, and every statement that the database is handed.
``wizard`` in place of ARGS: what the pages of a first start have done for them, from the first answer to the finish.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import argon2

from counter.bootstrap.first_start import FirstStart, is_first_start
from counter.bootstrap.program import program
from counter.cli.main import main as counter
from counter.services.profile.first_answers import (
    NO_ANSWERS,
    FirstAnswers,
    FirstPerson,
    ProfileKind,
    plan_of,
)

CALLS = frozenset(
    {"open", "write", "fsync", "close", "replace", "rename", "mkdir", "rmdir", "unlink", "execute", "flock"}
)
END = 60
"""Calls at the end of a set-up that half of the kills fall on."""


def die_at(number: int) -> Callable[[], int]:
    """Kill this process before its call of that number; 0: never. Answers how many calls there were so far."""
    seen = 0

    def watch(_frame: object, event: str, called: Any) -> None:
        nonlocal seen
        if event == "c_call" and called.__name__ in CALLS:
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    return lambda: seen


@dataclass(frozen=True, slots=True)
class Command:
    """One way of setting up."""

    words: list[str]
    typed: str

    def run(self, folder: Path, said: Path) -> int:
        """Its exit code; what it said lies in that file, so that a kill loses nothing it has said."""
        sys.stdin = io.StringIO(self.typed)
        with (
            said.open("w", encoding="utf-8") as out,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            return counter([word.replace("{}", str(folder)) for word in self.words], program())


class Wizard:
    """A hall's first window set up by the pages of a first start."""

    ANSWERS = FirstAnswers(
        jurisdiction="xingan",
        region="乌兰浩特市",
        region_code="152201",
        name="乌兰浩特市政务服务中心",
        number="01",
        others="02",
        people=(FirstPerson("S01", "苏日娜", "supervisor"), FirstPerson("W01", "阿木古郎", "clerk")),
    )
    PINS: ClassVar = {"S01": "5926", "W01": "9417"}

    def run(self, folder: Path, said: Path) -> int:
        """As ``Command.run``: 2 where the window of a clerk opens instead of the pages."""
        profile = folder / "p"
        if not is_first_start(profile):
            said.write_text("已经有资料", encoding="utf-8")
            return 2
        start = FirstStart(profile)
        assert start.read_draft() in (NO_ANSWERS, self.ANSWERS)
        start.keep_draft(self.ANSWERS)
        begun = start.begin(plan_of(self.ANSWERS, self.PINS, ProfileKind.WINDOW, {}))
        said.write_text(json.dumps({"recovery_key": begun.recovery_key}), encoding="utf-8")
        start.finish()
        return 0


SetUpRun = Command | Wizard


def child(work: Callable[[], object]) -> int:
    """Do it in a process of its own; how that ended (negative: by which signal)."""
    number = os.fork()
    if number == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001  # the child ends here, whatever happened
            traceback.print_exc()
            os._exit(70)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def begin(folder: Path) -> None:
    """The folder of one try."""
    template = folder.parent / "template"
    if template.is_dir():
        shutil.copytree(template, folder)
    else:
        folder.mkdir()


def killed(folder: Path, at: int, command: SetUpRun) -> dict[str, object]:
    """One set-up killed at that call, and what came after it."""
    begin(folder)

    def work() -> None:
        die_at(at)
        command.run(folder, folder / "first.said")

    ended = child(work)
    code = command.run(folder, folder / "second.said")
    return {"folder": str(folder), "killed": ended == -signal.SIGKILL, "code": code}


def calls_of(folder: Path, command: SetUpRun) -> int:
    """How many there are in a whole set-up, once everything is imported."""
    for name in ("first", "second"):
        begin(folder / name)
        calls = die_at(0)
        code = command.run(folder / name, folder / f"{name}.said")
        sys.setprofile(None)
        assert code == 0, (folder / f"{name}.said").read_text()
    return calls()


def main(folder: Path, points: int, command: SetUpRun) -> None:
    """Say one line of JSON for each point."""
    argon2.PasswordHasher = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)  # type: ignore[assignment,misc]
    calls, half = calls_of(folder, command), points // 2
    spread = {1 + calls * n // (points - half) for n in range(points - half)}
    for at in sorted(spread | {calls - END * n // half for n in range(half)}):
        print(json.dumps(killed(folder / str(at), at, command)), flush=True)


if __name__ == "__main__":
    by_pages = sys.argv[4] == "wizard"
    main(Path(sys.argv[1]), int(sys.argv[2]), Wizard() if by_pages else Command(sys.argv[4:], sys.argv[3]))
