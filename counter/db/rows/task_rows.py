"""The 待办 read model: the open tasks of every case, found by date without reading the cases."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from counter.services.context.ports import NearDays, TaskLine, TaskRow, TaskSpan

MODEL = "task_rows"
COLUMNS = "case_id, kind, item, paper, item_name, day, provisional, words, station"
_OF_CASE = f"SELECT {COLUMNS} FROM task_rows WHERE case_id = ?"
_INSERT = f"INSERT INTO task_rows ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_DELETE = "DELETE FROM task_rows WHERE case_id = ?"
_JOINED = ", ".join(f"t.{name}" for name in COLUMNS.split(", "))
# CROSS JOIN fixes the order of the loops: by day through the index, and each case's row looked up.
LIST = f"""
    SELECT {_JOINED}, c.number, c.bundle_name, c.applicant, c.clerk FROM task_rows AS t
    CROSS JOIN case_rows AS c ON c.case_id = t.case_id WHERE {{where}} ORDER BY t.day LIMIT ?
"""
CASES = """
    SELECT json_group_array(case_id) FROM (SELECT t.case_id FROM task_rows AS t
    CROSS JOIN case_rows AS c ON c.case_id = t.case_id WHERE {where} ORDER BY t.day LIMIT ?)
"""
# Here the cases are the outer loop: by day it would go through every task that is still open.
OF_CASES = f"""
    SELECT {_JOINED}, c.number, c.bundle_name, c.applicant, c.clerk FROM json_each(?) AS wanted
    CROSS JOIN task_rows AS t ON t.case_id = wanted.value CROSS JOIN case_rows AS c ON c.case_id = t.case_id
    WHERE 1{{whose}}
"""
COUNTS = "SELECT t.kind, t.day, COUNT(*) FROM task_rows AS t{join} WHERE {where} GROUP BY t.day, t.kind"
NEARNESS = """
    SELECT near, COUNT(*) FROM (
        SELECT MIN(CASE WHEN t.day < ?1 THEN 0 WHEN t.day = ?1 THEN 1 WHEN t.day <= ?2 THEN 2
            WHEN t.day IS NULL AND t.kind NOT IN (SELECT value FROM json_each(?3)) THEN 1 ELSE 3 END) AS near
        FROM task_rows AS t{join} WHERE 1{whose} GROUP BY t.case_id, t.station)
    GROUP BY near
"""
_OF_CASES = " CROSS JOIN case_rows AS c ON c.case_id = t.case_id"
_MOVING_CASES = """
    SELECT case_id FROM case_rows WHERE is_open = 1 OR case_id IN (SELECT case_id FROM task_rows) ORDER BY row
"""
_ALL_CASES = "SELECT case_id FROM case_rows ORDER BY row"
_BASIS = "SELECT basis FROM read_models WHERE name = ?"
_SET_BASIS = "INSERT OR REPLACE INTO read_models (name, basis) VALUES (?, ?)"

Values = tuple[Any, ...]


def read_task(row: Values) -> TaskRow:
    """A task from the columns of ``COLUMNS``."""
    case, kind, item, paper, item_name, day, provisional, words, station = row
    return TaskRow(case, item, item_name, paper, kind, day, bool(provisional), words, station)


def put_tasks(connection: Any, case: str, rows: Sequence[TaskRow]) -> None:
    """Replace the tasks of a case; unchanged ones are not written."""
    wanted = [_values(row) for row in rows]
    stored = connection.execute(_OF_CASE, (case,)).fetchall()
    if set(stored) == set(wanted):
        return
    if stored:
        connection.execute(_DELETE, (case,))
    connection.executemany(_INSERT, wanted)


def tasks(connection: Any, span: TaskSpan, limit: int) -> tuple[TaskLine, ...]:
    """Tasks of that span, the nearest day first; where it names cases, all of theirs, case by case."""
    if span.cases:
        among, theirs = _whose(span)
        rows = connection.execute(OF_CASES.format(whose=among), (json.dumps(span.cases), *theirs))
        return tuple(TaskLine(read_task(row[:9]), *row[9:]) for row in rows)
    where, bound = condition_of(span)
    found = connection.execute(LIST.format(where=where), (*bound, limit))
    return tuple(TaskLine(read_task(row[:9]), *row[9:]) for row in found)


def cases_of_tasks(connection: Any, span: TaskSpan, limit: int) -> tuple[str, ...]:
    """Of these tasks only whose they are: the id of a case for each of them, the nearest day first."""
    where, bound = condition_of(span)
    (found,) = connection.execute(CASES.format(where=where), (*bound, limit)).fetchone()
    return tuple(json.loads(found))


def condition_of(span: TaskSpan) -> tuple[str, Values]:
    """The span as an SQL condition and its values."""
    days = [f"t.day {sign} ?" for sign, day in ((">=", span.since), ("<=", span.until)) if day is not None]
    dated = " AND ".join(days) or "t.day IS NOT NULL"
    only = f" AND t.kind IN ({', '.join('?' * len(span.kinds))})" if span.kinds else ""
    bound = [day for day in (span.since, span.until) if day is not None] if span.dated else []
    whose, theirs = _whose(span)
    return (dated if span.dated else "t.day IS NULL") + only + whose, (*bound, *span.kinds, *theirs)


def _whose(span: TaskSpan) -> tuple[str, Values]:
    """Of which windows and whose cases, as a condition that follows another."""
    here = "" if span.hall else " AND t.station = ''"
    if not span.clerks:
        return here, ()
    among = f"c.clerk IN ({', '.join('?' * len(span.clerks))})"
    if span.present:
        among += f" OR c.clerk NOT IN ({', '.join('?' * len(span.present))})"
    return f"{here} AND ({among})", (*span.clerks, *span.present)


def task_counts(connection: Any, until: str | None, whose: TaskSpan) -> Mapping[tuple[str, str | None], int]:
    """(kind, day) → how many, by that day or without one, of these windows and clerks."""
    where = "(t.day <= ? OR t.day IS NULL)" if until is not None else "1"
    bound = (until,) if until is not None else ()
    among, theirs = _whose(whose)
    statement = COUNTS.format(where=where + among, join=_OF_CASES if whose.clerks else "")
    return {(kind, day): n for kind, day, n in connection.execute(statement, (*bound, *theirs))}


def cases_by_nearness(connection: Any, near: NearDays, whose: TaskSpan) -> tuple[int, int, int, int]:
    """Cases (at each window) by their nearest task: overdue, for today, near, later."""
    among, theirs = _whose(whose)
    statement = NEARNESS.format(whose=among, join=_OF_CASES if whose.clerks else "")
    bound = (near.today, near.soon, json.dumps(near.waiting), *theirs)
    found = dict(connection.execute(statement, bound).fetchall())
    return found.get(0, 0), found.get(1, 0), found.get(2, 0), found.get(3, 0)


def cases_to_refresh(connection: Any, basis: str) -> list[str] | None:
    """Cases whose tasks were computed by other rules or another calendar; None where all are current.

    After a change of rules, all cases; of calendar or region, those that are open or have a task.
    """
    row = connection.execute(_BASIS, (MODEL,)).fetchone()
    if row is not None and row[0] == basis:
        return None
    same_rules = row is not None and row[0].split("|")[0] == basis.split("|")[0]
    return [case for (case,) in connection.execute(_MOVING_CASES if same_rules else _ALL_CASES)]


def set_basis(connection: Any, basis: str) -> None:
    """Store what the tasks were computed by."""
    connection.execute(_SET_BASIS, (MODEL, basis))


def _values(row: TaskRow) -> Values:
    return (
        row.case,
        row.kind,
        row.item,
        row.paper,
        row.item_name,
        row.day,
        int(row.provisional),
        row.words,
        row.station,
    )
