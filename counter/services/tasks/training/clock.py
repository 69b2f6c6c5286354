"""Put the clock of a training profile forward; papers, deadlines and 待办 follow."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from counter.domain.errors import RuleRefused
from counter.domain.journal.entries import NewEntry
from counter.domain.tasks.training.clock import ahead_in, moved_to, movement
from counter.domain.tasks.training.events import CLOCK
from counter.services.context.ports import Clock, Journal

if TYPE_CHECKING:
    from datetime import datetime

    from counter.services.context.app import AppContext


@runtime_checkable
class MovableClock(Clock, Protocol):
    """A clock that can be ahead of the machine's."""

    def put_ahead(self, ahead: timedelta) -> None:
        """From now on, read that much later than the machine's clock."""
        ...


def clock_ahead(journal: Journal) -> timedelta:
    """How far the clock of this profile is ahead of the machine's."""
    return ahead_in(journal.entries(CLOCK))


def move_clock(app: AppContext, days: int, *, working: bool, by: str) -> datetime:
    """Put the clock forward by days or working days; returns the new time (UTC).

    The entry is written before the clock moves: after a power cut the clock stands where the entry says. Raises
    RuleRefused outside a training profile and for going back, BadInput for too many days.
    """
    require_training(app)
    clock = app.clock
    if not isinstance(clock, MovableClock):
        raise TypeError("a training profile is opened with a clock that can be moved")
    with app.journal.transaction() as tx:
        now = clock.read().at
        to = moved_to(now, days, working=working, calendar=app.calendar)
        event = movement(ahead_in(tx.entries(CLOCK)), now, to)
        tx.append(NewEntry(CLOCK, event, tx.last_id(CLOCK)), actor=by)
        tx.commit()
    clock.put_ahead(timedelta(seconds=event.ahead))
    return clock.read().at


def require_training(app: AppContext) -> None:
    """Raises RuleRefused outside a training profile (L14)."""
    if not app.hall.training:
        raise RuleRefused(
            "这里是正式（或演示）的窗口，不是培训资料；培训的课和时钟只在培训资料里用"
            "（counter training make 做一份）。",
            rule="L14",
            field="data",
        )
