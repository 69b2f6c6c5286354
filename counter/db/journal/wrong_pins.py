"""Consecutive wrong PINs per code tried: kept beside the journal, which gets one entry for a run, when it is over.

Unknown codes are counted like real ones, or the count would reveal which exist; the oldest of them are dropped.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import UTC
from typing import Any

from counter.domain.hall.pin_lock import WrongPins
from counter.domain.journal.entries import ClockReading, microseconds, moment

MOST = 500
"""Rows kept: typing random codes must not fill the disk."""

_GET = "SELECT key, wrong, at, boot, monotonic_ns FROM wrong_pins WHERE key = ?"
_PUT = "INSERT OR REPLACE INTO wrong_pins (key, wrong, at, boot, monotonic_ns) VALUES (?, ?, ?, ?, ?)"
_DROP_OLDEST = """
    DELETE FROM wrong_pins
    WHERE row <= (SELECT row FROM wrong_pins ORDER BY row DESC LIMIT 1 OFFSET ?)
    AND key NOT IN (SELECT value FROM json_each(?))
"""


def get(connection: Any, key: str) -> WrongPins | None:
    """The wrong PINs of one code."""
    row = connection.execute(_GET, (key,)).fetchone()
    return None if row is None else WrongPins(row[0], row[1], ClockReading(moment(row[2]), row[3], row[4]))


def put(connection: Any, tries: WrongPins, staying: Collection[str]) -> None:
    """Store them; of more than ``MOST`` codes the longest untried are dropped, but never those ``staying``."""
    last = tries.last
    at = microseconds(last.at.astimezone(UTC))
    connection.execute(_PUT, (tries.key, tries.wrong, at, last.boot, last.monotonic_ns))
    connection.execute(_DROP_OLDEST, (MOST, json.dumps(sorted(staying))))


def forget(connection: Any, key: str) -> None:
    """Delete those of one code."""
    connection.execute("DELETE FROM wrong_pins WHERE key = ?", (key,))
