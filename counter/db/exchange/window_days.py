"""What other windows did, across their cases: numbers given out, how far their streams are here, what is finished."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from counter.db.exchange import batches
from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.journal.entries import microseconds, moment, read_taken
from counter.domain.journal.exchange.stream_heads import NumberGiven, StreamHere
from counter.domain.tasks.oversight.draw import DrawCandidate

_NUMBERS = """
    SELECT station, epoch, seq, at, taken FROM taken_entries INDEXED BY ix_taken_entries_numbers
    WHERE taken != '' AND at >= ? AND at < ?
"""
_STREAMS = "SELECT station, epoch, MAX(last) FROM batches GROUP BY station, epoch ORDER BY station, epoch"
_FINISHED = """
    SELECT case_id, number, owner, bundle, updated_at FROM case_rows
    WHERE is_open = 0 AND updated_at >= ? AND updated_at < ? ORDER BY row
"""


def numbers_given(connection: Any, since: date, until: date) -> Iterator[NumberGiven]:
    """Numbers that entries of other stations gave out on these civil days, both included; a text that cannot be read
    gives none: ``check`` names it.
    """
    reach = (microseconds(_begin(since)), microseconds(_begin(until + timedelta(days=1))))
    for station, epoch, seq, at, taken in connection.execute(_NUMBERS, reach):
        try:
            given = read_taken(taken)
        except ValueError:
            continue
        for series, number in given:
            yield NumberGiven(station, epoch, seq, moment(at), series, number)


def streams_here(connection: Any) -> tuple[StreamHere, ...]:
    """How far the streams of other stations are known here."""
    own = batches.own_station(connection)
    return tuple(StreamHere(*row) for row in connection.execute(_STREAMS) if row[0] != own)


def finished_cases(connection: Any, since: date, until: date) -> tuple[DrawCandidate, ...]:
    """Cases in which nothing is open and the last act was on one of these civil days, both included."""
    own = batches.own_station(connection)
    reach = tuple(
        day.astimezone(moment(0).tzinfo).isoformat()
        for day in (_begin(since), _begin(until + timedelta(days=1)))
    )
    return tuple(
        DrawCandidate(case, number, owner or own, bundle, civil_date(datetime.fromisoformat(updated_at)))
        for case, number, owner, bundle, updated_at in connection.execute(_FINISHED, reach)
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
