"""A child process that does one act at a profile and is killed (SIGKILL) within its transaction or while it writes
a file; or two at once.

A fork of this interpreter: the parent has no profile open meanwhile, the child opens it by itself as any program does.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from counter.bootstrap.opening import open_app
from counter.db.file.unfinished_file import UnfinishedFile
from counter.db.journal.transaction import SqlTransaction
from counter.domain.errors import CounterError
from counter.services.context.app import AppContext
from tests.services.office import SetClock

Deed = Callable[[AppContext], object]
NEVER, FIRST_ENTRY, BEFORE_COMMIT, AFTER_COMMIT = "never", "first entry", "before commit", "after commit"
IN_FILE = "in the file"
KILLED, DONE, REFUSED = "killed", "done", "refused"
_REFUSED, _WRONG = 3, 9


def attempt(profile: Path, at: datetime, deed: Deed, die: str = NEVER, of: str = "") -> str:
    """What became of one child. ``of``: only a transaction with an entry of that kind is cut short, else the first."""
    return end_of(start(profile, at, deed, die, of=of))


def attempt_command(run: Callable[[], object], die: str, of: str) -> str:
    """What became of a command that opens the profile itself; cut short as ``attempt`` says."""
    child = os.fork()
    if not child:
        try:
            _arm(die, of)
            run()
            os._exit(0)
        except BaseException:  # noqa: BLE001  # as in ``start``
            traceback.print_exc()
            os._exit(_WRONG)
    return end_of(child)


def both(profile: Path, at: datetime, deed: Deed, die: str = NEVER, of: str = "") -> list[str]:
    """What became of two children that begin at one moment; the first dies as said."""
    gate = os.pipe()
    children = [start(profile, at, deed, how, gate, of) for how in (die, NEVER)]
    for end in gate:  # both are let go when nobody can write any more
        os.close(end)
    return [end_of(child) for child in children]


def start(
    profile: Path, at: datetime, deed: Deed, die: str, gate: tuple[int, int] | None = None, of: str = ""
) -> int:
    """The child's process number."""
    child = os.fork()
    if child:
        return child
    try:
        with open_app(profile, SetClock(at)) as app:
            if gate is not None:
                os.close(gate[1])
                os.read(gate[0], 1)
            _arm(die, of)
            deed(app)
        os._exit(0)
    except CounterError:
        os._exit(_REFUSED)
    except BaseException:  # noqa: BLE001  # the child must end here, never run the tests of its parent
        traceback.print_exc()
        os._exit(_WRONG)


def end_of(child: int) -> str:
    """Killed, done or refused; anything else fails the test."""
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return KILLED
    code = os.WEXITSTATUS(status)
    assert code in (0, _REFUSED), f"the child ended with {code}"
    return DONE if code == 0 else REFUSED


def _arm(die: str, of: str) -> None:
    append, commit = SqlTransaction.append, SqlTransaction.commit
    meant: list[SqlTransaction] = []

    def appended(self: SqlTransaction, *args: Any, **more: Any) -> Any:
        found = append(self, *args, **more)
        if of in ("", found.kind):
            meant.append(self)
            if die == FIRST_ENTRY:
                os.kill(os.getpid(), signal.SIGKILL)
        return found

    def committed(self: SqlTransaction) -> None:
        if die == BEFORE_COMMIT and self in meant:
            os.kill(os.getpid(), signal.SIGKILL)
        commit(self)
        if die == AFTER_COMMIT and self in meant:
            os.kill(os.getpid(), signal.SIGKILL)

    def half(self: UnfinishedFile, content: bytes) -> None:
        append_to_file(self, content[: len(content) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    append_to_file = UnfinishedFile.append
    if die == IN_FILE:
        UnfinishedFile.append = half  # type: ignore[method-assign]
    SqlTransaction.append = appended  # type: ignore[method-assign]
    SqlTransaction.commit = committed  # type: ignore[method-assign]
