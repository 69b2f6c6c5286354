"""Of which windows the ledger knows, and how old that knowledge is: said on page, sheet and file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.hall.register.records import RegisteredWindow
from counter.domain.hall.window_name import window_name
from counter.domain.journal.kinds import kind_of
from counter.domain.ledger.cells import Shown
from counter.domain.ledger.events import REPORTS, ReportHandedIn
from counter.domain.ledger.period import Period, ReportDays, read_month
from counter.domain.text.day_words import near_day_text
from counter.services.context.app import AppContext
from counter.services.hall.hall_register import hall_register
from counter.services.hall.people import people_of

HERE_ALONE = "本窗口"


@dataclass(frozen=True, slots=True)
class Scope:
    """``windows``: cases of other windows are here too; ``words``: said wherever figures stand."""

    windows: bool
    words: str


def scope_of(app: AppContext) -> Scope:
    """This window alone, or every window that something came of, with the oldest of the newest records."""
    own, now = app.journal.station().code, app.clock.read().at
    heard = {station: at for station, at in app.journal.board().heard_of().items() if station != own}
    if not heard:
        return Scope(False, f"{HERE_ALONE}的办件")
    names = window_names(app)
    oldest = min(heard, key=lambda station: heard[station])
    at = datetime.fromtimestamp(heard[oldest] / 1_000_000, UTC)
    count = len(heard) + (0 if app.hall.oversight else 1)
    who = names.get(oldest) or oldest
    return Scope(True, f"{count}个窗口的办件；最早的是{who}，收到{_clock(at, now)}为止的")


def shown(app: AppContext, *, full: bool = False) -> Shown:
    """How rows are shown here today."""
    today = civil_date(app.clock.read().at)
    people = {row.code: row.name for row in people_of(app.journal).on(today)}
    return Shown(app.calendar, today, full, people, window_names(app))


def window_names(app: AppContext) -> Mapping[str, str]:
    """Code → name of the windows that the hall's register has ever had, and of this one."""
    today = civil_date(app.clock.read().at)
    listed = hall_register(app.journal).on(today).of(RegisteredWindow)
    station = app.journal.station()
    own = {} if app.hall.oversight else {station.code: window_name(station.window)}
    return {**own, **{w.station: window_name(w.number) for w in listed}}


def report_days(app: AppContext) -> ReportDays:
    """Until when the hall's reports count: its own day, else the region's; what was handed in keeps its days."""
    hall = hall_register(app.journal).on(civil_date(app.clock.read().at)).hall
    kind = kind_of(ReportHandedIn)
    events = [kind.both(entry)[0] for entry in app.journal.entries(REPORTS) if kind.knows(entry)]
    periods = {read_month(one.month): Period(one.first, one.last) for one in events}
    return ReportDays((hall.report_day if hall is not None else 0) or app.jurisdiction.report_day, periods)


def _clock(at: datetime, now: datetime) -> str:
    local = civil_time(at)
    if civil_date(at) == civil_date(now):
        return f"今天 {local:%H:%M}"
    return near_day_text(local.date(), civil_date(now)) + f" {local:%H:%M}"
