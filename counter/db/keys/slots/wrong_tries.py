"""Wrong tries of a phrase or a stick's PIN on this machine: each makes the next wait longer; nothing is destroyed.

Counted in the user's state folder, across restarts. Whoever has the account can take the file away, and whoever copied
the card guesses elsewhere: against both only the cost of a guess and the length of the phrase help.
"""

from __future__ import annotations

import json
import math
import time
from contextlib import suppress
from pathlib import Path

from counter.db.file.files import write_durably
from counter.domain.errors import WorldTrouble

FREE = 3
"""Wrong tries without waiting."""
LONGEST = 300.0
"""Seconds of the longest wait."""
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_LONGEST_FILE = 1000


def wait_after(wrong: int) -> float:
    """Seconds to wait after so many wrong tries in a row."""
    return 0.0 if wrong < FREE else min(LONGEST, 2.0 ** min(wrong - FREE + 1, 20))


class WrongTries:
    """The count of one profile on this machine."""

    def __init__(self, profile_id: str) -> None:
        from platformdirs import user_state_path  # imported late: most profiles are opened without it

        self._file = user_state_path("counter-unlock", appauthor=False) / f"{profile_id}.json"

    def begin(self) -> None:
        """Count a try before it is made: a kill in between is a wrong one. Raises WorldTrouble where it has to wait."""
        wrong, left = self._state()
        if left > 0:
            raise WorldTrouble(
                f"已经连续输错 {wrong} 次，请等 {math.ceil(left)} 秒再试。忘记了的，用恢复密钥打开。",
                field="wait",
            )
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            text = json.dumps({"wrong": wrong + 1, "boot": _boot(), "at": _now()})
            write_durably(self._file, text.encode(), mode=0o600)

    def succeeded(self) -> None:
        """The try was right: the count begins anew."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _state(self) -> tuple[int, float]:
        """Wrong tries, and seconds still to wait: time passes only while the machine runs."""
        try:
            if not self._file.is_file():
                return 0, 0.0
            with self._file.open("rb") as file:
                kept = json.loads(file.read(_LONGEST_FILE))
            wrong, boot, at = int(kept["wrong"]), str(kept["boot"]), float(kept["at"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0.0
        now = _now()
        passed = now - at if boot == _boot() and now >= at else now
        return max(0, min(wrong, 1_000_000)), max(0.0, wait_after(wrong) - max(0.0, passed))


def _boot() -> str:
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _now() -> float:
    """Seconds since the machine started, sleep included where the system counts it."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
