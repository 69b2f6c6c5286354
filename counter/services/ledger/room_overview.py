"""What the supervisor's board says beside its counts: today's intake, answers, corrections, what waits, organs' pace.

Every figure is a measure of the ledger or a count of results as things, so that the rows behind it are the same
question. Nothing is known that no entry brought here: whose records are old is said beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.results.certificate import CertificateState
from counter.domain.figures.pace import Pace, PaceCount, pace_finding, paces
from counter.domain.ledger.cells import LedgerLine, Shown
from counter.domain.ledger.measures import MEASURES
from counter.domain.ledger.template import By
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerReading, LedgerSpan
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.context.result_ports import ResultLine
from counter.services.ledger.scope import shown
from counter.services.ledger.up_to_date import current_ledger
from counter.services.oversight.access import require_room
from counter.services.oversight.hall_windows import LastAct, last_acts
from counter.services.oversight.in_room import enter
from counter.services.results.shelf import RED_AFTER

PACE_DAYS = 30
"""Days whose results an organ's average is of: enough to be one, few enough to be of now."""
WEEK = timedelta(days=7)
MOST = 500
"""Most rows of a list behind a number."""
MOST_READ = 100
"""Most corrected cases that are opened to find the paper that is missed most; of more none is said."""
_WAITING = (CertificateState.HERE.value, CertificateState.RETURNED.value)
_TODAY = ("cases_received", "items_received", "answered", "answered_in_a_day", "corrected", "corrected_again")
_PACE = (
    *("decided", "decided_days", "kept", "kept_days", "kept_limit"),
    *("lawful", "lawful_days", "lawful_limit"),
)
"""In the order of the fields of ``PaceCount``."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The measures of ``_TODAY`` on one day."""

    day: date
    cases: int
    items: int
    answered: int
    in_a_day: int
    corrected: int
    again: int


@dataclass(frozen=True, slots=True)
class Overview:
    """``last_week``: the same weekday a week before. ``missed``: the papers named most often in today's corrections and
    how often; () where none was named twice. ``waiting``, ``long``: results that wait to be collected, those over
    ``RED_AFTER`` days. ``intake``: today's cases by the window that took them in; ``worked``: who worked last at each.
    """

    at: datetime
    today: DayFigures
    last_week: DayFigures
    missed: tuple[tuple[str, int], ...]
    waiting: int
    long: int
    intake: Mapping[str, int]
    worked: Mapping[str, LastAct]
    paces: tuple[Pace, ...]
    pace_finding: str


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """The rows of the ledger behind a figure of the overview. ``total``: of all of them."""

    lines: tuple[LedgerLine, ...]
    total: int
    shown: Shown


def overview(app: AppContext) -> Overview:
    """The figures as of now: counts, nobody's name. Raises RuleRefused anywhere but in the supervisor's room."""
    require_room(app)
    stored, now = current_ledger(app), app.clock.read().at
    today = civil_date(now)
    found = paces(*(_pace_counts(app, stored, span) for span in _pace_spans(today)))
    ((intake,),) = (stored.tables([(By.STATION, [MEASURES["cases_received"]])], _on(today), app.calendar),)
    counts, long_ago = app.journal.results().counts(), (today - timedelta(days=RED_AFTER)).isoformat()
    return Overview(
        at=now,
        today=_day_figures(app, stored, today),
        last_week=_day_figures(app, stored, today - WEEK),
        missed=_missed(app, stored, today),
        waiting=_sum(counts),
        long=_sum(app.journal.results().counts(until=long_ago)),
        intake={station: numbers[0] for station, (_, numbers) in intake.items()},
        worked=last_acts(app),
        paces=found,
        pace_finding=pace_finding(found),
    )


def rows_behind(
    app: AppContext, person: StaffRow, measure: str, *, organ: str = "", station: str = ""
) -> RowsBehind:
    """The rows behind a figure: of today, or of an organ's pace. Raises RuleRefused as ``enter``."""
    enter(app, person)
    today = civil_date(app.clock.read().at)
    span = _pace_spans(today)[0] if measure in _PACE else _on(today)
    span = replace(span, organ=organ, station=station)
    stored, counted = current_ledger(app), MEASURES[measure]
    return RowsBehind(
        tuple(stored.lines(counted, span, app.calendar, MOST)),
        stored.count(counted, span, app.calendar),
        shown(app),
    )


def waiting_results(app: AppContext, person: StaffRow) -> tuple[ResultLine, ...]:
    """What waits to be collected, the longest first. Raises RuleRefused as ``enter``."""
    enter(app, person)
    return app.journal.results().listed(_WAITING, MOST)


def _on(day: date) -> LedgerSpan:
    return LedgerSpan(day, day)


def _pace_spans(today: date) -> tuple[LedgerSpan, LedgerSpan]:
    """The last days, and as many before them."""
    first = today - timedelta(days=PACE_DAYS - 1)
    before = first - timedelta(days=1)
    return LedgerSpan(first, today), LedgerSpan(first - timedelta(days=PACE_DAYS), before)


def _day_figures(app: AppContext, stored: LedgerReading, day: date) -> DayFigures:
    counts = stored.figures([MEASURES[name] for name in _TODAY], _on(day), app.calendar)
    return DayFigures(day, *(counts.get(name, 0) for name in _TODAY))


def _pace_counts(app: AppContext, stored: LedgerReading, span: LedgerSpan) -> Mapping[str, PaceCount]:
    (found,) = stored.tables([(By.ORGAN, [MEASURES[name] for name in _PACE])], span, app.calendar)
    return {organ: PaceCount(*numbers) for organ, (_, numbers) in found.items()}


def _missed(app: AppContext, stored: LedgerReading, today: date) -> tuple[tuple[str, int], ...]:
    """Papers named in today's correction notices, each case once: the most frequent, where it is named twice."""
    rows = stored.lines(MEASURES["corrected"], _on(today), app.calendar, MOST)
    cases = tuple(dict.fromkeys(line.row.case for line in rows))
    if len(cases) > MOST_READ:
        return ()
    named: Counter[str] = Counter()
    for one in cases:
        told = [round_ for item in read_case(app.journal, one).items for round_ in item.told]
        named.update({gap.name for round_ in told if civil_date(round_.at) == today for gap in round_.gaps})
    top = max(named.values(), default=0)
    return tuple(sorted((name, n) for name, n in named.items() if n == top)) if top > 1 else ()


def _sum(counts: Mapping[str, int]) -> int:
    return sum(counts.get(state, 0) for state in _WAITING)
