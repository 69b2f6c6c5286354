"""What is noted about work at a station: looks at a person's full data (L11), a clock confirmed (时间待核)."""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.journal import codec
from counter.domain.journal.entries import Draft
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.staff import require_supervisor

CLOCK = "clock"


def log_look(journal: Journal, *, case_id: str, clerk: str, place: str = "case") -> None:
    """Append ``person.viewed``. ``place``: where the full values were shown."""
    with journal.transaction() as tx:
        viewed = codec.write(codec.PersonViewed(place))
        tx.append(Draft("person.viewed", case_id, viewed, base=tx.last_id(case_id)), actor=clerk)
        tx.commit()


def confirm_clock(journal: Journal, *, code: str, pin: str) -> StaffRow:
    """A supervisor, by the own PIN, says that the clock is right although it went back: papers carry dates again.

    Raises RuleRefused for anyone but a supervisor, and where there is nothing to confirm.
    """
    supervisor = require_supervisor(journal, code=code, pin=pin)
    if not journal.untimely():
        raise RuleRefused("时钟没有问题，不用确认。", rule="clock")
    with journal.transaction() as tx:
        said = codec.write(codec.ClockConfirmed(supervisor.code))
        tx.append(Draft("clock.confirmed", CLOCK, said, base=tx.last_id(CLOCK)), actor=supervisor.code)
        tx.commit()
    return supervisor
