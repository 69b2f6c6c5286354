"""What outlines are made of and held against: cases by the end of their id, entries of a stretch counted."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from counter.domain.journal.exchange.batch import BatchRange
from counter.domain.journal.exchange.scope import is_joint, is_withheld

_OWN = """
    SELECT seq, subject, kind FROM entries WHERE station = ?1 AND epoch = ?2 AND seq BETWEEN ?3 AND ?4
    UNION ALL
    SELECT seq, subject, kind FROM taken_entries WHERE station = ?1 AND epoch = ?2 AND seq BETWEEN ?3 AND ?4
"""
_LISTED = (
    "SELECT first, last, withheld FROM batches WHERE station = ? AND epoch = ? AND first <= ? AND last >= ?"
)
_TOLD = """
    SELECT substr(case_id, 25) FROM case_rows AS c WHERE substr(case_id, 25) IN (SELECT value FROM json_each(?)) AND (
        EXISTS (SELECT 1 FROM entries AS e WHERE e.subject = c.case_id)
        OR EXISTS (
            SELECT 1 FROM taken_entries AS t CROSS JOIN batches AS b
            WHERE t.subject = c.case_id AND b.station = t.station AND b.epoch = t.epoch
            AND b.first BETWEEN t.seq - 511 AND t.seq AND b.last >= t.seq AND b.via = 'hub'
        )
    )
"""
"""One walk over the ids for many marks: a second index of all cases would cost more than it saves."""
_TAKEN = """
    SELECT COUNT(*) FROM taken_entries
    WHERE station = ?1 AND epoch = ?2 AND seq BETWEEN ?3 AND ?4 AND length(subject) = 36
    AND (?5 = '' OR substr(subject, 25) = ?5)
"""


def own_cases(connection: Any, of: BatchRange) -> dict[str, int] | None:
    """Case → entries of it that travel; None where an entry of the stretch is not here."""
    found: dict[str, int] = {}
    seen: set[int] = set()
    for seq, subject, kind in connection.execute(_OWN, tuple(of)):
        if seq not in seen and is_joint(subject) and not is_withheld(kind):
            found[subject] = found.get(subject, 0) + 1
        seen.add(seq)
    left = set(range(of.first, of.last + 1)) - seen
    if left:  # of what came back ratings are links only
        left -= _withheld(connection, of)
    return None if left else found


def _withheld(connection: Any, of: BatchRange) -> set[int]:
    rows = connection.execute(_LISTED, (of.station, of.epoch, of.last, of.first))
    return {int(seq) for _, _, listed in rows for seq in json.loads(listed)}


def told_by_hub(connection: Any, marks: Collection[str]) -> frozenset[str]:
    """Those of the marks of which a case is here that the own stream or something the hub handed on tells of."""
    return frozenset(mark for (mark,) in connection.execute(_TOLD, (json.dumps(sorted(marks)),)))


def taken_of(connection: Any, of: BatchRange, mark: str) -> int:
    """Entries of cases with that mark in a stretch of a taken stream; "": of all cases."""
    return int(connection.execute(_TAKEN, (*of, mark)).fetchone()[0])
