"""Which backups of a window stay: the last of each of seven days and of each of five weeks; none over 35 days.

35 days is what people who ask to be forgotten are promised (docs/decisions/0027).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAYS, WEEKS = 7, 5
TODAY = 3
"""Of the hourly ones of today."""
LONGEST = timedelta(days=35)
AHEAD = timedelta(days=1)
"""Dated further ahead than that, one was made while the clock was wrong."""
_BACK = LONGEST + timedelta(days=7)
"""How much earlier a later backup may be dated and still be believed: as long as backups live, and some days in which
none was thinned."""


def backups_until(day: date) -> date:
    """Until when backups made before the end of that day are kept at most, on disks that are plugged in."""
    return day + LONGEST


@dataclass(frozen=True, slots=True, order=True)
class Generation:
    """One backup: the place in the journal that it reaches, when it was made by the clock of then, and its salt (hex).

    ``proved``: this profile's keys open it; else anybody may have written what it says of itself.
    """

    epoch: int
    seq: int
    at: datetime
    salt: str
    proved: bool = True


def outlived(
    made: Collection[Generation], now: datetime, day_of: Callable[[datetime], date]
) -> frozenset[Generation]:
    """Those that are not kept any more. The furthest of all stays. ``day_of``: the civil day of a moment.

    What is older than 35 days goes only once backups were made on two days since: a clock that jumped ahead deletes
    nothing on its first day. Those dated in the future are thinned by themselves: one clock was wrong, then or now, and
    neither takes the places of the other. None of them lives until its date: a later backup says by when it was made
    at the latest (``_witness``), and stays as long as it is needed for that.

    What is not proved takes nobody's place and goes for its age alone.
    """
    proved = sorted(one for one in made if one.proved)
    if not proved:
        return frozenset()
    by_date = sorted(proved, key=lambda one: one.at, reverse=True)
    by_now = [one for one in by_date if one.at <= now + AHEAD]
    kept = _thinned(by_now, day_of) | _thinned([one for one in by_date if one.at > now + AHEAD], day_of)
    kept |= set([one for one in by_now if day_of(one.at) == day_of(now)][:TODAY])
    kept |= {one for one in made if not one.proved}
    witness = {one: _witness(one, proved, now) for one in made}
    kept |= {witness[one] for one in kept}
    old = {one for one in made if witness[one].at <= now - LONGEST}
    if len({day_of(one.at) for one in by_now if one not in old}) > 1:
        kept -= old
    return frozenset(made) - kept - {proved[-1]}


def _witness(one: Generation, proved: Sequence[Generation], now: datetime) -> Generation:
    """The backup before which this one was made: the first after it in the journal that is dated before it, else
    itself. ``proved``: in the order of the journal.

    Where this one is dated in the past, only one of its own epoch (a copy of the window goes on beside it), and dated
    earlier by no more than ``_BACK``: a clock that once fell back by years makes nothing old.
    """
    ahead = one.at > now + AHEAD
    return next(
        (
            later
            for later in proved
            if (later.epoch, later.seq) > (one.epoch, one.seq)
            and later.at < one.at
            and later.at <= now + AHEAD
            and (ahead or (later.epoch == one.epoch and later.at >= one.at - _BACK))
        ),
        one,
    )


def _thinned(newest_first: Sequence[Generation], day_of: Callable[[datetime], date]) -> set[Generation]:
    """The last of each day and of each week."""
    days = _newest_of(newest_first, day_of, DAYS)
    return {*days, *_newest_of(newest_first, lambda at: day_of(at).isocalendar()[:2], WEEKS)}


def _newest_of(
    newest_first: Sequence[Generation], part: Callable[[datetime], Hashable], most: int
) -> list[Generation]:
    found: dict[Hashable, Generation] = {}
    for one in newest_first:
        found.setdefault(part(one.at), one)
    return list(found.values())[:most]
