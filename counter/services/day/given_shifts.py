"""Who handed the window over today and has not signed on since: the window is somebody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.hall.day_events import ShiftHandedOver
from counter.domain.hall.station_events import SignedOn
from counter.domain.journal.kinds import kind_of
from counter.services.hall.pins import subject_of

if TYPE_CHECKING:
    from counter.services.context.app import AppContext


def given_shifts(app: AppContext) -> dict[str, str]:
    """Code of each giver → to whom and when, as a Chinese clause."""
    now = app.clock.read().at
    kind, signed_on = kind_of(ShiftHandedOver), kind_of(SignedOn)
    found = app.journal.entries_between((kind.name,), now - timedelta(days=1), now + timedelta(days=1))
    given: dict[str, str] = {}
    for entry in sorted(found, key=lambda one: (one.epoch, one.seq)):
        said = kind.read(entry)
        if said is None or said.day != civil_date(now):
            continue
        given.pop(said.taker, None)
        later = app.journal.entries(subject_of(said.giver))
        if any(signed_on.knows(one) and (one.epoch, one.seq) > (entry.epoch, entry.seq) for one in later):
            continue
        given[said.giver] = (
            f"{said.giver} {civil_time(entry.at):%H:%M}已交班给{said.taker}，由{said.taker}上岗接着办"
        )
    return given
