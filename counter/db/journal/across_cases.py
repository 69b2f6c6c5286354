"""Entries across all cases, by time and kind (``ix_entries_at_kind``); what is sealed stays closed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from counter.db.journal.stream import COLUMNS, closed_entry
from counter.db.rows.rows import OWN
from counter.domain.journal.entries import Entry, microseconds
from counter.domain.journal.exchange.scope import is_joint

OPEN_COLUMNS = ", ".join(
    {"sealed": "NULL", "prev": "x''", "hash": "x''"}.get(name, name) for name in COLUMNS.split(", ")
)
"""What a list shows: the bytes of what is sealed, and of the chain, are left where they are."""
BETWEEN = f"""
    SELECT {OPEN_COLUMNS} FROM entries INDEXED BY ix_entries_at_kind
    WHERE kind IN (SELECT value FROM json_each(?)) AND at >= ? AND at < ?
"""
TAKEN_BETWEEN = f"""
    WITH RECURSIVE writers (code) AS (
        SELECT MIN(station) FROM taken_entries UNION ALL
        SELECT (SELECT MIN(t.station) FROM taken_entries AS t WHERE t.station > w.code)
        FROM writers AS w WHERE w.code IS NOT NULL
    )
    SELECT {OPEN_COLUMNS} FROM taken_entries
    WHERE station IN (SELECT code FROM writers WHERE code GLOB '*' || ?)
    AND +kind IN (SELECT value FROM json_each(?)) AND +at >= ? AND +at < ?
    AND EXISTS (SELECT 1 FROM case_rows WHERE case_id = taken_entries.subject AND {OWN})
"""
"""Along the index of streams: a step for each station, then those of the ones asked for. Of a supervisor's room only
what concerns cases comes here: its looks, findings and orders.
"""
OF_SUBJECTS = f"""
    SELECT {OPEN_COLUMNS} FROM entries INDEXED BY ix_entries_subject
    WHERE subject IN (SELECT value FROM json_each(?)) {{kinds}} ORDER BY subject, row
"""
_OF_KINDS = "AND +kind IN (SELECT value FROM json_each(?))"
WITH_ACT = """
    SELECT look.id FROM json_each(?) AS named CROSS JOIN entries AS look ON look.id = named.value
    WHERE EXISTS (
        SELECT 1 FROM entries AS act INDEXED BY ix_entries_subject
        WHERE act.subject = look.subject AND act.kind != look.kind AND act.actor = look.actor
        AND act.at BETWEEN look.at - ? AND look.at + ?
    )
"""
_SILENCE = """
    SELECT MAX(at - before) FROM (
        SELECT at, LAG(at) OVER (ORDER BY at) AS before FROM (
            SELECT at FROM entries WHERE at BETWEEN ? AND ? UNION ALL VALUES (?) UNION ALL VALUES (?)
        )
    )
"""
_OF_SEVERAL = """
    SELECT i.value FROM json_each(?) AS i WHERE EXISTS (SELECT 1 FROM taken_entries AS t WHERE t.subject = i.value)
    ORDER BY i.value
"""
_CAME = f"SELECT {OPEN_COLUMNS} FROM taken_entries WHERE subject = ? ORDER BY row"
_NUMBERS = "SELECT case_id, number FROM case_rows WHERE case_id IN (SELECT value FROM json_each(?))"


def entries_between(
    connection: Any, kinds: Collection[str], since: datetime, until: datetime, *, actor: str, subject: str
) -> Iterator[Entry]:
    """Entries of these kinds from ``since`` to before ``until``; in no order, as sorting would carry payloads along."""
    bound: list[object] = [json.dumps(sorted(kinds)), microseconds(since), microseconds(until)]
    if subject:  # one subject has a few dozen entries
        query = BETWEEN.replace(" INDEXED BY ix_entries_at_kind", "").replace("kind IN", "+kind IN")
        query += " AND subject = ?"
        bound.append(subject)
    else:
        query = BETWEEN
    if actor:
        query += " AND actor = ?"
        bound.append(actor)
    return (closed_entry(row) for row in connection.execute(query, bound))


def taken_between(
    connection: Any,
    kinds: Collection[str],
    since: datetime,
    until: datetime,
    *,
    actor: str,
    subject: str,
    ending: str,
) -> Iterator[Entry]:
    """As ``entries_between``, but what stations whose codes end so wrote about cases of this window."""
    bound: list[object] = [ending, json.dumps(sorted(kinds)), microseconds(since), microseconds(until)]
    query = TAKEN_BETWEEN
    for column, value in (("subject", subject), ("actor", actor)):
        if value:
            query += f" AND +{column} = ?"
            bound.append(value)
    return (closed_entry(row) for row in connection.execute(query, bound))


def longest_silence(connection: Any, since: datetime, until: datetime) -> timedelta:
    """The longest time without an entry between the two moments."""
    first, last = microseconds(since), microseconds(until)
    longest = connection.execute(_SILENCE, (first, last, first, last)).fetchone()[0]
    return timedelta(microseconds=longest)


def closed_entries(connection: Any, subjects: Collection[str], kinds: Collection[str]) -> Iterator[Entry]:
    """Entries of these subjects, one subject after the other in order of arrival; of these kinds where named. Of a case
    that other stations wrote of too, theirs among them, in the order of their causes: what it comes to is one thing.
    """
    asked = json.dumps(sorted(subjects))
    several = [subject for (subject,) in connection.execute(_OF_SEVERAL, (asked,)) if is_joint(subject)]
    alone = json.dumps(sorted(set(subjects) - set(several)))
    query = OF_SUBJECTS.format(kinds=_OF_KINDS if kinds else "")
    bound = [alone, *([json.dumps(sorted(kinds))] if kinds else [])]
    yield from (closed_entry(row) for row in connection.execute(query, bound))
    for subject in several:
        from counter.db.journal import joint  # where stations meet

        own = connection.execute(OF_SUBJECTS.format(kinds=""), (json.dumps([subject]),)).fetchall()
        came = connection.execute(_CAME, (subject,)).fetchall()
        found = joint.joined(connection, own, came, lambda rows: map(closed_entry, rows))
        yield from (one for one in found if not kinds or one.kind in kinds)


def with_act(connection: Any, looks: Collection[str], within: timedelta) -> frozenset[str]:
    """Ids of the looks beside which the same actor wrote something else about the same subject."""
    span = within // timedelta(microseconds=1)
    return frozenset(
        found for (found,) in connection.execute(WITH_ACT, (json.dumps(sorted(looks)), span, span))
    )


def case_numbers(connection: Any, cases: Collection[str]) -> dict[str, str]:
    """Case id → number."""
    return dict(connection.execute(_NUMBERS, (json.dumps(sorted(cases)),)).fetchall())
