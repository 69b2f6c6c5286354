"""The window's own process for the exchange: a round each minute and soon after an act, until its input closes.

``python -m counter.bootstrap.exchange_process PROFILE``, started by ``ui.exchange.reporting_runner``: neither psycopg
nor waiting for the network is ever in the window's process. A line of its input: ``now``, somebody asks for a round;
lines of its output: JSON, a step or the end of a round.
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, TYPE_CHECKING

from counter.bootstrap.bug_log import note_bug
from counter.bootstrap.exchange import exchange_now
from counter.bootstrap.opening import follow_settings, open_app
from counter.bootstrap.process import disable_core_dumps
from counter.domain.errors import CounterError
from counter.services.exchange.ask_key import waits_for_keys
from counter.services.exchange.reporting import AFTER_ACT, seconds_until_next
from counter.services.exchange.round import RoundDone, RoundStep

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

_LOW = 10
"""Niceness: everything at the window goes first."""
_LINES = 0.5
"""Seconds between two lines of progress."""
_LOOK = 5.0
"""Seconds between two looks whether something was written; ``AFTER_ACT`` is not shorter."""


def serve(profile: Path, wishes: SimpleQueue[str], answers: IO[str]) -> None:
    """Exchange until the process ends. Raises CounterError where the profile cannot be opened, or not any more."""
    failures = 0
    with open_app(profile) as app:
        while True:
            app = follow_settings(app)
            done = exchange_now(profile, app, _Teller(answers))
            failures = failures + 1 if done.sentence else 0
            _say(answers, ended=True, sentence=done.sentence, **_counts(done))
            wait = seconds_until_next(failures, refused=done.refused, chance=random.random())  # no secret
            if not failures and waits_for_keys(app):
                wait = min(wait, AFTER_ACT)
            _sleep(app, wishes, wait, acts=not failures)


def _sleep(app: AppContext, wishes: SimpleQueue[str], seconds: float, *, acts: bool) -> None:
    """Until the next round is due, somebody wishes it, or (``acts``) something was written."""
    ended = time.monotonic()
    while (left := ended + seconds - time.monotonic()) > 0:
        try:
            if wishes.get(timeout=min(left, _LOOK)) == "now":
                return
        except Empty:
            if acts and time.monotonic() - ended >= AFTER_ACT and app.journal.exchange().waiting().count:
                return


class _Teller:
    def __init__(self, answers: IO[str]) -> None:
        self._answers = answers
        self._said = 0.0

    def __call__(self, step: RoundStep, done: int, of: int) -> None:
        """A line, not more often than people can read."""
        if time.monotonic() - self._said >= _LINES:
            self._said = time.monotonic()
            _say(self._answers, step=step.value, done=done, of=of)


def _counts(done: RoundDone) -> dict[str, object]:
    pulled = done.pulled
    return {
        "sent": done.sent,
        "new": pulled.new,
        "held": pulled.held,
        "refused": pulled.refused,
        "opened": len(done.keys.opened),
    }


def _say(answers: IO[str], **values: object) -> None:
    answers.write(json.dumps(values, ensure_ascii=False) + "\n")
    answers.flush()


def _listen(requests: IO[str], wishes: SimpleQueue[str]) -> None:
    """Pass wishes on; at the end of the input, which is the window's end, end at once: a round may be cut anywhere."""
    for line in requests:
        wishes.put(line.strip())
    os._exit(0)


def _main(profile: Path) -> int:
    disable_core_dumps()
    if hasattr(os, "nice"):
        os.nice(_LOW)
    wishes: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin, wishes), daemon=True).start()
    try:
        serve(profile, wishes, sys.stdout)
    except CounterError as trouble:
        _say(sys.stdout, ended=True, sentence=trouble.sentence)
        return trouble.exit_code
    except Exception as fault:  # noqa: BLE001  # told by its place; the window starts this process again
        note_bug(profile, fault)
        _say(sys.stdout, ended=True, sentence="上报程序出了错，过一会儿自动再试；办件不受影响。")
        return 3
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(_main(Path(sys.argv[1])))
