"""A session on the command line: how long a PIN given once authenticates that person (A6). Pure.

The last entry of the subject decides. A session ends by its time, by ``session.closed``, by a new
``session.opened``, with the boot of the machine, with the epoch of the station, and where the clock is in doubt. A
demo hall's session covers all its invented people and has no end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from counter.domain.errors import BadInput
from counter.domain.journal import codec
from counter.domain.journal.entries import ClockReading, Entry
from counter.domain.journal.kinds import Slot, event, kind_of

SUBJECT = "session"
USUAL, LONGEST = 60, 720
"""Minutes: a lunch break ends it; no session outlives a working day."""
EVERYBODY = ""
"""Clerk code of a session for everybody, in a demo hall."""


class End(StrEnum):
    """Why a session was closed before its time."""

    BY_COMMAND = "command"
    SIGNED_ON = "signed_on"
    """Somebody else signed on at the window."""
    NEW_PIN = "new_pin"
    """The person got another PIN, role or name."""
    LOCKED = "locked"
    """The window was locked: nobody is there."""


@event("session.opened", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class SessionOpened:
    """``session.opened``: whose PIN was given, and for how many minutes it is valid. Empty and 0: a demo hall's own."""

    clerk: str
    minutes: int


@event("session.closed", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class SessionClosed:
    """``session.closed``: ended before its time."""

    clerk: str
    why: End


@dataclass(frozen=True, slots=True)
class Session:
    """The last session opened and not closed since. ``began``: clock reading at its start; ``epoch``: of the station
    then."""

    clerk: str
    minutes: int
    began: ClockReading
    epoch: int

    @property
    def everybody(self) -> bool:
        """Whether it covers all invented people of a demo hall."""
        return self.clerk == EVERYBODY

    @property
    def until(self) -> datetime | None:
        """When it ends (UTC); None: no end."""
        return None if self.everybody else self.began.at + timedelta(minutes=self.minutes)

    def covers(self, code: str) -> bool:
        """Whether it covers the person of that code."""
        return self.everybody or self.clerk == code


def checked_minutes(minutes: int) -> int:
    """The minutes asked for. Raises BadInput below 1 or above ``LONGEST``."""
    if not 1 <= minutes <= LONGEST:
        raise BadInput(f"会话最短1分钟，最长{LONGEST}分钟（{LONGEST // 60}小时）。", field="--minutes")
    return minutes


def last_session(entries: Sequence[Entry]) -> Session | None:
    """The last session by the subject's entries, however old; None where none was opened or it was closed.

    An unreadable entry (of a newer program, or damaged) opens nothing.
    """
    last = entries[-1] if entries else None
    try:
        opened = None if last is None else kind_of(SessionOpened).read(last)
    except (codec.Unreadable, ValueError):
        return None
    if last is None or opened is None:
        return None
    return Session(
        opened.clerk, opened.minutes, ClockReading(last.at, last.boot, last.monotonic_ns), last.epoch
    )


def is_valid(session: Session, now: ClockReading, epoch: int, *, doubtful: bool, demo: bool) -> bool:
    """Whether the session is valid. ``doubtful``: the clock is earlier than the journal (时间待核).

    Wall clock and monotonic clock both have to be within its time: setting the clock back or suspending the machine
    does not prolong it.
    """
    if session.everybody:
        return demo
    if doubtful or session.epoch != epoch or session.began.boot != now.boot:
        return False
    length = timedelta(minutes=session.minutes)
    by_wall = now.at - session.began.at
    by_machine = timedelta(microseconds=(now.monotonic_ns - session.began.monotonic_ns) // 1000)
    return all(timedelta(0) <= passed < length for passed in (by_wall, by_machine))
