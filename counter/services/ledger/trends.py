"""Figures over the last twelve reporting periods, each beside the same one a year before, by the same measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.figures.trend import Point
from counter.domain.ledger.measures import MEASURES
from counter.domain.ledger.period import Period, periods_until
from counter.domain.ledger.report import Figures, short_words, told, value_of
from counter.domain.ledger.template import ReportLine
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.context.ports import StaffRow
from counter.services.ledger.access import allowed
from counter.services.ledger.scope import report_days
from counter.services.ledger.up_to_date import current_ledger

PERIODS = 12
UNRECORDED = "没有记录"
"""Stands for a period before the ledger's first day: nothing is known of it, which is not nothing."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One line of the report over the periods, the oldest first."""

    line: ReportLine
    periods: tuple[Period, ...]
    points: tuple[Point, ...]


def trends(
    app: AppContext, person: StaffRow, span: LedgerSpan, lines: Sequence[ReportLine]
) -> tuple[Trend, ...]:
    """The lines over twelve periods up to the one in which the span ends, of the same organ, window and clerk.

    Raises RuleRefused as ``access.allowed``.
    """
    span, day = allowed(app, person, replace(span, state="")), report_days(app)
    today = civil_date(app.clock.read().at)
    every = periods_until(min(span.last, max(today, span.first)), day, 2 * PERIODS)
    counted = _counted(app, span, every, lines, today)
    periods = every[PERIODS:]
    found = []
    for line in lines:
        points = tuple(
            _point(line, period, counted.get(period), counted.get(ago), today)
            for ago, period in zip(every[:PERIODS], periods, strict=True)
        )
        found.append(Trend(line, periods, points))
    return tuple(found)


def _counted(
    app: AppContext,
    span: LedgerSpan,
    periods: Sequence[Period],
    lines: Sequence[ReportLine],
    today: date,
) -> Mapping[Period, Figures]:
    """What each period counts; none of those that ended before the ledger began."""
    stored = current_ledger(app)
    begins = stored.begins()
    there = [one for one in periods if begins is not None and one.last.isoformat() >= begins]
    if not there:
        return {}
    last = min(there[-1].last, max(today, there[-1].first))
    measures = [MEASURES[name] for name in dict.fromkeys(name for line in lines for name in line.figures)]
    ends = [*(one.last for one in there[:-1]), last]
    counted = stored.series(measures, ends, replace(span, first=there[0].first, last=last), app.calendar)
    stocks = [one for one in measures if not one.day]
    return {
        period: told(
            {
                **figures,
                **(
                    stored.figures(stocks, replace(span, first=period.first, last=end), app.calendar)
                    if stocks
                    else {}
                ),
            }
        )
        for period, end, figures in zip(there, ends, counted, strict=True)
    }


def _point(line: ReportLine, period: Period, now: Figures | None, ago: Figures | None, today: date) -> Point:
    label = f"{period.last.month}月"
    running = period.last > today
    if now is None:
        return Point(label, None, UNRECORDED, running=running)
    before = None if ago is None else value_of(line, ago)
    words = "" if ago is None or before is None else short_words(line, ago)
    return Point(label, value_of(line, now), short_words(line, now), before, words, running)
