"""Finish what set-up writes at the first window of a hall: its certificate, and the first issue of the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.first_people import SETUP
from counter.domain.papers.verify.trusted_keys import HallCard
from counter.services.keys.transfer_hall_key import adopt_hall_key
from counter.services.keys.trusted import settled_keys
from counter.services.register.issue_register import open_register

if TYPE_CHECKING:
    from counter.domain.hall.register.records import RegisterRecord
    from counter.services.context.app import AppContext
    from counter.services.keys.files import HallSecret


def set_up_window(
    app: AppContext, secret: HallSecret | None = None, records: Sequence[RegisterRecord] = ()
) -> HallCard:
    """Certify the station with a new hall key, or with ``secret`` of another window; the card of that hall key.

    A hall that is no demo gets the first issue of its register, with ``records`` beside what the settings state; where
    ``secret`` is given, another window issues it.
    """
    journal = app.journal
    today = civil_date(app.clock.read().at)
    if secret is not None:
        trust = adopt_hall_key(journal, secret, today=today, actor=SETUP)
        return next(iter(trust.halls.values()))
    trust = settled_keys(journal, today)
    if app.hall.serves and not app.hall.demo:
        by = next(s for s in journal.staff() if s.role == "supervisor" and s.active)
        open_register(journal, by=by, records=records)
    return next(iter(trust.halls.values()))
