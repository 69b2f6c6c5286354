"""Log events of a station: full personal data were shown (L11), the clock was confirmed (时间待核)."""

from __future__ import annotations

from counter.domain.case.person_events import PersonViewed
from counter.domain.errors import RuleRefused
from counter.domain.hall.station_events import ClockConfirmed
from counter.domain.journal.entries import NewEntry
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.clock_doubt import clock_doubt
from counter.services.hall.staff import require_supervisor

CLOCK = "clock"


def log_view(journal: Journal, *, case_id: str, clerk: str, place: str = "case", reason: str = "") -> None:
    """Append ``person.viewed``. ``place``: where the full values were shown; ``reason``: of ``LookReason``, or none."""
    with journal.transaction() as tx:
        tx.append(NewEntry(case_id, PersonViewed(place, reason), tx.last_id(case_id)), actor=clerk)
        tx.commit()


def confirm_clock(journal: Journal, *, code: str, pin: str) -> StaffRow:
    """A supervisor confirms by PIN that the clock is right although something speaks against it (``clock_doubt``):
    papers carry dates again.

    Raises RuleRefused for anyone but a supervisor, and where there is nothing to confirm.
    """
    supervisor = require_supervisor(journal, code=code, pin=pin)
    if not clock_doubt(journal):
        raise RuleRefused("时钟没有问题，不用确认。", rule="clock")
    with journal.transaction() as tx:
        event = ClockConfirmed(supervisor.code)
        tx.append(NewEntry(CLOCK, event, tx.last_id(CLOCK)), actor=supervisor.code)
        tx.commit()
    return supervisor
