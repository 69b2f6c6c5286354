"""A supervisor says that the clock is right although it went back against the last entry (DESIGN §4, 时间待核)."""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.journal import codec
from counter.domain.journal.entries import Draft
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.staff import require_supervisor

SUBJECT = "clock"


def confirm_clock(journal: Journal, *, code: str, pin: str) -> StaffRow:
    """Confirm the present time with a supervisor's own PIN; papers from now on carry dates again.

    Raises RuleRefused for anyone but a supervisor, and where there is nothing to confirm.
    """
    supervisor = require_supervisor(journal, code=code, pin=pin)
    if not journal.untimely():
        raise RuleRefused("时钟没有问题，不用确认。", rule="clock")
    with journal.transaction() as tx:
        said = codec.write(codec.ClockConfirmed(supervisor.code))
        tx.append(Draft("clock.confirmed", SUBJECT, said, base=tx.last_id(SUBJECT)), actor=supervisor.code)
        tx.commit()
    return supervisor
