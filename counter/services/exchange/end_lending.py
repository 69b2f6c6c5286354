"""Keys of other windows' cases that were lent to this one go again when their days are over."""

from __future__ import annotations

from datetime import date, timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.key_events import KeyShared
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.exchange.ownership import owner_of
from counter.domain.journal.kinds import kind_of
from counter.services.context.app import AppContext
from counter.services.exchange.grant_keys import LENT_DAYS
from counter.services.exchange.project_cases import project_cases
from counter.services.exchange.take_wraps import LENT
from counter.services.keys.ring_cards import held_rings


def end_lending(app: AppContext) -> tuple[str, ...]:
    """Take away the keys whose days are over; the cases that cannot be read here any more. For every exchange.

    A holder of the hall ring reads them anyway.
    """
    if held_rings(app.journal):
        return ()
    today, own = civil_date(app.clock.read().at), app.journal.station().code
    ended = []
    for case, since in app.journal.shared_keys().marks(LENT).items():
        mine = owner_of(app.journal.entries(case), claimant=own) == own
        if not mine and today <= _until(app, case, since):
            continue
        with app.journal.transaction() as tx:
            keys = tx.shared_keys()
            if not mine:
                for maker in keys.makers(case):
                    keys.drop_key(case, maker)
                project_cases(app, tx, (case,))
                ended.append(case)
            keys.drop_mark(f"{LENT}{case}")
            tx.commit()
    return tuple(ended)


def _until(app: AppContext, case: str, since: str) -> date:
    """As the newest grant to this station says; before its entry is here, as long as any grant is."""
    station, found = app.journal.station().code, []
    for entry in app.journal.entries(case):
        try:
            shared = kind_of(KeyShared).read(entry)
            if shared is not None and shared.station == station:
                found.append(date.fromisoformat(shared.until))
        except (Unreadable, ValueError):
            continue
    return max(found, default=date.fromisoformat(since) + timedelta(days=LENT_DAYS - 1))
