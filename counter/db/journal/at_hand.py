"""Pages that the next act will need, read before it: SQLite forgets every page once another connection has written.

What the newest case wrote stands where the next one will: ids and times rise, and its sort comes again.
"""

from __future__ import annotations

from typing import Any

_NEAR = 400
"""Rows at the end of an index: its last pages, which one that is full shares with its neighbours."""
_NEWEST = "SELECT case_id FROM case_rows ORDER BY row DESC LIMIT 1"
_WHOLE = (
    "SELECT COUNT(*) FROM staff_rows",
    "SELECT COUNT(*) FROM numbers",
    "SELECT COUNT(*) FROM bundle_rows",
    "SELECT COUNT(*) FROM case_names_config",
    "SELECT MAX(epoch) FROM stations",
)
_ENDS = (
    *(
        f"SELECT COUNT(*) FROM (SELECT 1 FROM {table} ORDER BY {columns} LIMIT {_NEAR})"
        for table, columns in (
            ("entries", "id DESC"),
            ("entries", "station DESC, epoch DESC, seq DESC"),
            ("entries", "at DESC, kind DESC"),
            ("paper_rows", "paper DESC"),
            ("paper_rows", "case_id DESC"),
            ("task_rows", "case_id DESC, kind DESC, item DESC, paper DESC"),
            ("case_rows", "opened_at DESC"),
            ("case_rows WHERE held != ''", "number DESC"),
        )
    ),
    "SELECT MAX(row) FROM paper_rows",
    "SELECT MAX(id) FROM case_names_data",
    "SELECT COUNT(*) FROM case_names_data WHERE id IN (1, 10)",
    "SELECT MAX(segid) FROM case_names_idx",
    "SELECT MAX(id) FROM case_names_docsize",
)
_OF_CASE = (
    "SELECT COUNT(payload), COUNT(sealed) FROM entries WHERE subject = ?",
    "SELECT 1 FROM taken_entries WHERE subject = ? LIMIT 1",
    "SELECT COUNT(*) FROM case_keys WHERE subject = ?",
    "SELECT COUNT(*) FROM result_rows WHERE case_id = ?",
    "SELECT COUNT(*) FROM case_rows AS c WHERE c.case_id = ? AND EXISTS (SELECT 1 FROM case_rows AS d"
    " INDEXED BY ix_case_rows_state_clerk WHERE d.state = c.state AND d.clerk = c.clerk AND d.row = c.row)",
    "SELECT COUNT(*) FROM case_rows AS c JOIN case_rows AS n ON n.number = c.number WHERE c.case_id = ?",
    "SELECT COUNT(*) FROM case_rows AS c JOIN case_tails AS t ON t.row >= c.row AND t.tail = substr(c.number, -4)"
    " WHERE c.case_id = ?",
    "SELECT COUNT(*) FROM case_rows AS c WHERE c.case_id = ? AND EXISTS (SELECT 1 FROM case_rows AS d"
    " INDEXED BY ix_case_rows_due WHERE d.due = c.due AND d.is_open = 1)",
    "SELECT COUNT(*) FROM paper_rows AS p JOIN paper_rows AS n INDEXED BY ix_paper_rows_organ_kind_number"
    " ON n.organ = p.organ AND n.kind = p.kind AND n.number = p.number AND n.number != '' WHERE p.case_id = ?",
    "SELECT COUNT(*) FROM task_rows AS t WHERE t.case_id = ? AND EXISTS (SELECT 1 FROM task_rows AS d"
    " INDEXED BY ix_task_rows_day_kind WHERE d.day = t.day AND d.kind = t.kind AND d.case_id = t.case_id)",
    "SELECT COUNT(*) FROM task_rows AS t WHERE t.case_id = ? AND EXISTS (SELECT 1 FROM task_rows AS d"
    " INDEXED BY ix_task_rows_station_day_kind WHERE d.station = t.station AND d.day = t.day"
    " AND d.kind = t.kind AND d.case_id = t.case_id)",
)


def read_ahead(connection: Any) -> None:
    """Read the pages of the next act; a quarter of a millisecond where SQLite still has them."""
    for question in (*_WHOLE, *_ENDS):
        connection.execute(question).fetchone()
    newest = connection.execute(_NEWEST).fetchone()
    if newest is not None:
        for question in _OF_CASE:
            connection.execute(question, newest).fetchone()
