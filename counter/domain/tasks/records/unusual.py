"""What is unusual, each rule with its reason in words: looks without an act, looks far beyond one's own habit (L11).

A reason says what stands out, never that somebody did wrong: the supervisor asks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median

from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.entries import Entry
from counter.domain.tasks.records.record import Surroundings

ACT_WITHIN = timedelta(minutes=30)
"""A look belongs to an act on the same case by the same person this long before or after it."""
TIMES_MEDIAN = 3
LEAST_DAYS = 5
"""Earlier days with looks that a person's median needs; with fewer there is no habit yet."""
HABIT = timedelta(days=90)
"""How far back the habit is counted."""


def without_act(entry: Entry, around: Surroundings) -> tuple[str, ...]:
    """The person looked and did nothing on the case around that time."""
    if entry.id in around.with_act:
        return ()
    return (f"前后{ACT_WITHIN // timedelta(minutes=1)}分钟没有办这一件",)


def outside_hours(entry: Entry, around: Surroundings) -> tuple[str, ...]:
    """Outside office hours, as far as the hall has said them; never judged by a clock in doubt."""
    if entry.untimely:
        return ()
    why = around.hours.outside(entry.at, around.calendar)
    return (why,) if why else ()


def beyond_habit(looks: Iterable[Entry]) -> dict[str, str]:
    """Looks beyond three times the median of that person's earlier days with looks: id of the entry → why.

    ``looks``: every ``person.viewed`` of the time asked for and of ``HABIT`` before it, in any order.
    """
    by_person: defaultdict[str, defaultdict[date, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for look in looks:
        by_person[look.actor][civil_date(look.at)].append(look)
    found: dict[str, str] = {}
    for days in by_person.values():
        in_turn = sorted(days)
        for place, day in enumerate(in_turn):
            earlier = in_turn[bisect_left(in_turn, day - HABIT) : place]
            if len(earlier) < LEAST_DAYS or len(days[day]) <= TIMES_MEDIAN:
                continue
            usual = median(len(days[other]) for other in earlier)
            for number, look in enumerate(sorted(days[day], key=lambda one: (one.at, one.epoch, one.seq)), 1):
                if number > TIMES_MEDIAN * usual:
                    found[look.id] = f"当天第{number}次查看，本人平常一天{usual:g}次"
    return found


def often(entry: Entry, around: Surroundings) -> tuple[str, ...]:
    """Far more looks that day than this person usually takes."""
    why = around.often.get(entry.id, "")
    return (why,) if why else ()
