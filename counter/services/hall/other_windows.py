"""The hall's other windows: to which cases can go, and which are closed for good (撤窗)."""

from __future__ import annotations

from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.handing_over import WindowFacts
from counter.domain.hall.kept_numbers import is_kept
from counter.domain.hall.register.records import RegisteredWindow
from counter.domain.hall.register.register import in_term
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal
from counter.services.hall.hall_register import hall_register


def closed_windows(journal: Journal, today: date) -> dict[str, date]:
    """Code → last day of every window that is closed: its term in the register ended, or it gave its cases away when it
    closed and the register has not opened it anew since.
    """
    listed = {w.station: w for w in hall_register(journal).on(today).of(RegisteredWindow)}
    found = {w.station: w.until for w in listed.values() if w.until is not None and w.until < today}
    for station, at in journal.exchange().closed_stations().items():
        day, window = civil_date(at), listed.get(station)
        reopened = window is not None and window.since is not None and window.since > day
        if not reopened and station not in found:
            found[station] = day
    return found


def window_facts(app: AppContext) -> WindowFacts:
    """What offers and forms ask of the other windows today."""
    today, own = civil_date(app.clock.read().at), app.journal.station().code
    closed = closed_windows(app.journal, today)
    windows = (
        w
        for w in hall_register(app.journal).on(today).of(RegisteredWindow)
        if in_term(w.since, w.until, today)
        and w.station != own
        and w.station not in closed
        and not is_kept(w.station)  # nobody decides there
    )
    return WindowFacts({w.station: _named(w) for w in windows}, closed)


def _named(window: RegisteredWindow) -> str:
    number = f"{window.number}号窗口" if window.number.isdigit() else window.number
    return f"{number} {window.place}".strip() + f"（{window.station}）"
