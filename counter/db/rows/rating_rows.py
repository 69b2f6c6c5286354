"""The office's ratings as its pages count and list them; can be recomputed from the entries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from counter.services.context.ports import RatingFilter, RatingRow

COLUMNS = (
    "rating, mode, channel, hall, station, window, clerk, case_id, bundle, bundle_name, stage, day, grade, reasons, "
    "standing, loop, due, owner, finding, again, answered"
)
"""In the order of ``RatingRow``."""

_REASONS = COLUMNS.split(", ").index("reasons")
_PUT = f"INSERT OR REPLACE INTO rating_rows ({COLUMNS}) VALUES ({', '.join('?' * (COLUMNS.count(',') + 1))})"
_DROP_REASONS = "DELETE FROM rating_reasons WHERE rating = ?"
_PUT_REASON = "INSERT INTO rating_reasons (rating, reason) VALUES (?, ?)"
LIST = f"SELECT {COLUMNS} FROM rating_rows AS r WHERE {{where}} ORDER BY day DESC, rating LIMIT ?"
COUNTS = "SELECT {by}, COUNT(*) FROM {tables} WHERE {where} GROUP BY {by} ORDER BY {by}"
_WITH_REASONS = "rating_rows AS r JOIN rating_reasons AS w ON w.rating = r.rating"

GROUPS = {
    "mode": "r.mode",
    "channel": "r.channel",
    "hall": "r.hall",
    "station": "r.station",
    "window": "r.window",
    "clerk": "r.clerk",
    "bundle": "r.bundle",
    "bundle_name": "r.bundle_name",
    "stage": "r.stage",
    "day": "r.day",
    "month": "substr(r.day, 1, 7)",
    "grade": "r.grade",
    "reason": "w.reason",
    "standing": "r.standing",
    "loop": "r.loop",
    "due": "r.due",
    "owner": "r.owner",
    "finding": "r.finding",
    "again": "r.again",
    "answered": "r.answered",
}
"""Columns that ratings may be grouped by; only these become part of a statement."""

Counts = tuple[tuple[tuple[str, ...], int], ...]


def read_rating(row: tuple[Any, ...]) -> RatingRow:
    """A rating from the columns of ``COLUMNS``."""
    values = [*row]
    values[_REASONS] = _reasons(row[_REASONS])
    return RatingRow(*values)


def put_rating(connection: Any, row: RatingRow) -> None:
    """Write the row of a rating and its reasons."""
    connection.execute(
        _PUT,
        (
            row.rating,
            row.mode,
            row.channel,
            row.hall,
            row.station,
            row.window,
            row.clerk,
            row.case,
            row.bundle,
            row.bundle_name,
            row.stage,
            row.day,
            row.grade,
            json.dumps(row.reasons, ensure_ascii=False),
            row.standing,
            row.loop,
            row.due,
            row.owner,
            row.finding,
            row.again,
            row.answered,
        ),
    )
    connection.execute(_DROP_REASONS, (row.rating,))
    connection.executemany(_PUT_REASON, [(row.rating, reason) for reason in dict.fromkeys(row.reasons)])


def ratings(connection: Any, wanted: RatingFilter, limit: int) -> tuple[RatingRow, ...]:
    """Ratings that match the filter, newest day first."""
    where, bound = condition_of(wanted)
    found = connection.execute(LIST.format(where=where), (*bound, limit))
    return tuple(map(read_rating, found))


def counts(connection: Any, by: Sequence[str], wanted: RatingFilter) -> Counts:
    """Number of ratings per group, in the order of the groups. Raises ValueError for an unknown column.

    By ``reason`` a rating counts once for each of its reasons, and not where it gives none.
    """
    strange = [name for name in by if name not in GROUPS]
    if strange or not by:
        raise ValueError(f"ratings are not counted by {strange or 'nothing'}")
    where, bound = condition_of(wanted)
    columns = ", ".join(GROUPS[name] for name in by)
    tables = _WITH_REASONS if "reason" in by else "rating_rows AS r"
    found = connection.execute(COUNTS.format(by=columns, tables=tables, where=where), bound)
    return tuple((tuple("" if part is None else str(part) for part in row[:-1]), row[-1]) for row in found)


def _reasons(stored: str) -> tuple[str, ...]:
    """Reasons of a row; damaged text must still make a row, so that ``check`` can name it."""
    try:
        return tuple(json.loads(stored))
    except (ValueError, TypeError):
        return ()


def condition_of(wanted: RatingFilter) -> tuple[str, tuple[Any, ...]]:
    """The filter as SQL conditions and their values."""
    parts: list[tuple[str, Any]] = [
        ("r.day >= ?", wanted.since),
        ("r.day <= ?", wanted.until),
        ("r.hall = ?", wanted.hall or None),
        ("r.bundle = ?", wanted.bundle),
        ("r.clerk = ?", wanted.clerk or None),
        ("r.grade = ?", wanted.grade or None),
        ("r.mode = ?", wanted.mode or None),
        ("r.standing = ?", wanted.standing or None),
    ]
    filters = [(condition, value) for condition, value in parts if value is not None]
    conditions = [condition for condition, _ in filters]
    bound = [value for _, value in filters]
    if wanted.loop:
        conditions.append(f"r.loop IN ({', '.join('?' * len(wanted.loop))})")
        bound += wanted.loop
        if "none" not in wanted.loop:
            conditions.append("r.loop != 'none'")  # stated explicitly, so that SQLite uses the partial index
    return " AND ".join(conditions) or "1", tuple(bound)
