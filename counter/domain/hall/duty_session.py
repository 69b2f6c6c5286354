"""A session on the command line: for how long somebody's PIN, given once, stands for that person (A6). Pure.

A session is told by its entries alone: the last one of the subject counts. It ends by its time, by ``session.closed``,
by a later ``session.opened``, with the boot of the machine, with the epoch of the station, and where the clock is in
doubt: time that cannot be told is over. A demo hall's session stands for all its invented people and has no end.
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
"""Minutes: a lunch break ends it; nobody's session outlives a working day."""
EVERYBODY = ""
"""The clerk of a session that stands for everybody; only a demo hall has one."""


class End(StrEnum):
    """Why a session was closed before its time."""

    BY_COMMAND = "command"
    SIGNED_ON = "signed_on"
    """Somebody else sat down at the window."""
    NEW_PIN = "new_pin"
    """The person got another PIN, role or name: what was proved before counts no longer."""


@event("session.opened", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class SessionOpened:
    """``session.opened``: whose PIN was given, and for how many minutes it stands. Empty and 0: a demo hall's own."""

    clerk: str
    minutes: int


@event("session.closed", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class SessionClosed:
    """``session.closed``: over before its time."""

    clerk: str
    why: End


@dataclass(frozen=True, slots=True)
class Session:
    """What was opened last and not closed since. ``began``: what the clock said; ``epoch``: the station's then."""

    clerk: str
    minutes: int
    began: ClockReading
    epoch: int

    @property
    def everybody(self) -> bool:
        """Whether it stands for all invented people of a demo hall."""
        return self.clerk == EVERYBODY

    @property
    def until(self) -> datetime | None:
        """When it ends (UTC); None: by no time."""
        return None if self.everybody else self.began.at + timedelta(minutes=self.minutes)

    def covers(self, code: str) -> bool:
        """Whether it stands for the person of that code."""
        return self.everybody or self.clerk == code


def checked_minutes(minutes: int) -> int:
    """The minutes somebody asked for. Raises BadInput for none, or for more than ``LONGEST``."""
    if not 1 <= minutes <= LONGEST:
        raise BadInput(f"会话最短1分钟，最长{LONGEST}分钟（{LONGEST // 60}小时）。", field="--minutes")
    return minutes


def last_session(entries: Sequence[Entry]) -> Session | None:
    """The session that the subject's entries lead to, however old; None where none was opened or it was closed.

    An entry that cannot be read (of a newer program, or damaged) opens nothing.
    """
    last = entries[-1] if entries else None
    try:
        said = None if last is None else kind_of(SessionOpened).read(last)
    except (codec.Unreadable, ValueError):
        return None
    if last is None or said is None:
        return None
    return Session(said.clerk, said.minutes, ClockReading(last.at, last.boot, last.monotonic_ns), last.epoch)


def stands(session: Session, now: ClockReading, epoch: int, *, doubtful: bool, demo: bool) -> bool:
    """Whether it still counts. ``doubtful``: the clock is earlier than the journal (时间待核).

    Both clocks have to be within its time: setting the wall clock back, or putting the machine to sleep, lengthens
    nothing.
    """
    if session.everybody:
        return demo
    if doubtful or session.epoch != epoch or session.began.boot != now.boot:
        return False
    length = timedelta(minutes=session.minutes)
    by_wall = now.at - session.began.at
    by_machine = timedelta(microseconds=(now.monotonic_ns - session.began.monotonic_ns) // 1000)
    return all(timedelta(0) <= passed < length for passed in (by_wall, by_machine))
