"""The hall's windows as the room lists them, and who worked there last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.kept_numbers import is_kept
from counter.services.context.app import AppContext
from counter.services.hall.hall_register import hall_register
from counter.services.hall.people import people_of


@dataclass(frozen=True, slots=True)
class LastAct:
    """Who wrote the newest record of a window that came here, and on which day. ``name``: as the hall's register has
    it, else the code.
    """

    name: str
    day: date


def registered_windows(app: AppContext) -> tuple[str, ...]:
    """The registered windows where people are served."""
    listed = hall_register(app.journal).on(_today(app)).windows
    return tuple(one.station for one in listed if not is_kept(one.station))


def last_acts(app: AppContext) -> Mapping[str, LastAct]:
    """Station code → who worked there last, of the stations that anything came of."""
    people = {row.code: row.name for row in people_of(app.journal).on(_today(app))}
    return {
        station: LastAct(people.get(code) or code, civil_date(datetime.fromtimestamp(at / 1_000_000, UTC)))
        for station, (code, at) in app.journal.board().worked_last().items()
    }


def _today(app: AppContext) -> date:
    return civil_date(app.clock.read().at)
