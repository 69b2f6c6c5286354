"""Which backups of a window stay: the last of each of seven days and of each of five weeks; none over 35 days.

35 days is what people who ask to be forgotten are promised (docs/decisions/0027).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from datetime import date, datetime, timedelta

DAYS, WEEKS = 7, 5
TODAY = 3
"""Of the hourly ones of today."""
LONGEST = timedelta(days=35)
AHEAD = timedelta(days=1)
"""Dated further ahead than that, one was made while the clock was wrong."""


def backups_until(day: date) -> date:
    """Until when backups made before the end of that day are kept at most, on disks that are plugged in."""
    return day + LONGEST


def outlived(
    made: Collection[datetime], now: datetime, day_of: Callable[[datetime], date]
) -> frozenset[datetime]:
    """Those that are not kept any more. The newest of all stays. ``day_of``: the civil day of a moment.

    What is older than 35 days goes only once backups were made on two days since: a clock that jumped ahead deletes
    nothing on its first day. Those dated in the future are thinned by themselves: one clock was wrong, then or now, and
    neither takes the places of the other.
    """
    ahead = sorted((at for at in made if at > now + AHEAD), reverse=True)
    newest_first = sorted((at for at in made if at <= now + AHEAD), reverse=True)
    kept = set(_newest_of(newest_first, day_of, DAYS))
    kept |= set(_newest_of(newest_first, lambda at: day_of(at).isocalendar()[:2], WEEKS))
    kept |= set([at for at in newest_first if day_of(at) == day_of(now)][:TODAY])
    young = [at for at in newest_first if at > now - LONGEST]
    if len({day_of(at) for at in young}) > 1:
        kept &= set(young)
    kept |= set(newest_first[:1])
    kept |= set(_newest_of(ahead, day_of, DAYS))
    kept |= set(_newest_of(ahead, lambda at: day_of(at).isocalendar()[:2], WEEKS))
    return frozenset(made) - kept


def _newest_of(
    newest_first: Collection[datetime], part: Callable[[datetime], Hashable], most: int
) -> list[datetime]:
    found: dict[Hashable, datetime] = {}
    for at in newest_first:
        found.setdefault(part(at), at)
    return list(found.values())[:most]
